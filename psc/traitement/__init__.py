"""One endpoint each: from a call to its answer, through the store."""
