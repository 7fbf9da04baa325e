"""Pure decisions of lot 2: is this INS, with these traits, that of the reference base."""
