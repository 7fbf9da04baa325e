"""The structured view of a message: trees, tables and values in words, between the sentences and the bytes.

Only what the ground knows is decoded here; everything read is hostile until shown as text.
"""
