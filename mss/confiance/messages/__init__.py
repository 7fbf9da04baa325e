"""The files of the trust space, as bytes."""
