"""What a validator says of a CI-SIS header and level 1 body (cda.md §7), for whichever service judges it."""
