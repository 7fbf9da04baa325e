"""Addresses, words and style of the pages."""
