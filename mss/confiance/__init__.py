"""The trust space as it is published: its white list, and how a mail client finds its operator."""
