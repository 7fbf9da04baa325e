"""Mail that comes from outside on demand: what correspondents of an establishment write to it."""
