"""The control API: how scripts and scenarios change a simulator. Never part of a real service."""
