"""The rehearsal told to the staff of an establishment: who did what, what remains before go-live."""
