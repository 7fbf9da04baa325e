"""Decisions of the directory."""
