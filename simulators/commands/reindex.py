"""`socle reindex`: reads the journal of an espace again with today's rules."""

from argparse import Namespace
from urllib.parse import quote

from simulators.commands.target import control, read_ready


def run(options: Namespace) -> int:
    """Says how many exchanges were read, and how many changed."""
    with control(read_ready(options.target)) as api:
        done = api.json("POST", f"/espaces/{quote(options.espace, safe='')}/reindexer")
    print(f"{done['relus']} échanges relus, {done['changes']} changés")
    return 0
