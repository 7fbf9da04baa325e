"""Names of the wire, and the descriptions of the service of our own writing."""
