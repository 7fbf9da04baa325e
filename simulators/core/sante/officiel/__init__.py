"""Official schemas and schematrons of a copy that the user names: never shipped, never needed."""
