"""How many findings one message may bring."""

from collections.abc import Iterator
from itertools import islice
from typing import Final

from dmp.xds.model import Remarque
from dmp.xds.rules.catalogue import transport as catalogue

# A person reads no more, and each one told costs its place.
MOST_REMARKS: Final = 1_000


def bornees(remarks: Iterator[Remarque], told: int = 0) -> Iterator[Remarque]:
    """The first of them, `told` being how many the message already brought.

    What breaks more rules than that is refused unread, by every profile.
    """
    yield from islice(remarks, max(0, MOST_REMARKS - told))
    if next(remarks, None) is not None:
        yield Remarque(catalogue.TROP_DE_CONSTATS, f"> {MOST_REMARKS}", "", "demande")
