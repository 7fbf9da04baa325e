"""What the simulator does where no source says what the DMP does, and what it was seen to do."""

from collections.abc import Iterator

from dmp.defauts.documents import documents
from dmp.defauts.dossiers import dossiers
from dmp.defauts.echanges import echanges
from simulators.core.rule import Default


def defauts() -> Iterator[Default]:
    """Every default of the DMP."""
    yield from echanges()
    yield from dossiers()
    yield from documents()
