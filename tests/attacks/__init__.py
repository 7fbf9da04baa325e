"""Hostile neighbours and broken clients against a simulator really started."""
