"""Addresses and names of the files of the trust space."""
