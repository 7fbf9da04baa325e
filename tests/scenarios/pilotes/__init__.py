"""Example drivers: what an editor writes so that `socle run` makes their DUI act."""
