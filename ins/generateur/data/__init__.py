"""Names to make people from."""
