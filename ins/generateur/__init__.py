"""A reference base and an establishment's records from a seed, whose INSi calls give the shares wanted."""
