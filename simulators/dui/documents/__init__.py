"""The documents the reference DUI produces: their pages, their PDF, their CDA."""
