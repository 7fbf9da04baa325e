"""Pure decisions: what a message breaks, whom a search finds, what is answered."""
