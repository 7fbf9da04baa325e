"""Bytes to values and values to bytes, in both directions."""
