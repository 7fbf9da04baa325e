"""Pure decisions: what a message breaks, who may do what, what is answered."""
