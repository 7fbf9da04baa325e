"""Mail as bytes, whoever reads it: its MIME tree, its charsets, its header values on one line."""
