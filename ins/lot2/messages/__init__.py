"""Lot 2 on the wire: bytes to values and back."""
