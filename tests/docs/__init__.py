"""The documentation: it builds, its twins agree, what it tells to type works."""
