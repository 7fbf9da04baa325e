"""Replaying, comparing, importing captures: an editor's stories on real sockets."""
