"""Record, replay, compare: a journal played again elsewhere, and two journals told apart field by field."""
