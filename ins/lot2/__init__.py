"""Lot 2 of INSi: the verifications, one identity at a time and en masse.

The real contract was not seen (ins.md §4): all of it is the simulator's own, marked `assumed`, and lives
behind the option `ins.lot2` until the official package can replace it.
"""
