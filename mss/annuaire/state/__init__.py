"""What the directory keeps: its keys."""
