"""What a validator says of a CI-SIS header and of its body (cda.md §7), for whichever service judges it."""
