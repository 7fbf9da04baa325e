"""The rules of identitovigilance (RNIV): statuses, transitions, consistency, use, as pure functions."""
