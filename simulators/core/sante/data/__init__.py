"""Value sets as facts, each file with the public source it was read in."""
