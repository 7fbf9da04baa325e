"""A training session: who is invited where, and what its trainer does to all: kept, decided, not shown."""
