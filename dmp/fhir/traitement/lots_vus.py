"""The sets a caller may see: those of which a document may be seen, or that hold none."""

from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import Connection

from dmp.fhir.model.servi import LotServi
from dmp.fhir.state import fiches
from dmp.fhir.state.lots import par_morceaux
from dmp.fhir.traitement.contexte import Accord
from dmp.model import EtatDocument
from dmp.xds.rules.recherche import visibles


def vus(connection: Connection, accord: Accord, found: Iterable[LotServi]) -> list[LotServi]:
    """The sets with those of their documents that may be seen: what is masked or deleted is not named."""
    every = list(found)
    seen: set[str] = set()
    shown: set[str] = set()
    ids = dict.fromkeys(own for one in every for own in one.documents)
    for some in par_morceaux(list(ids)):
        held = [one.depose for one in fiches.lues(connection, some)]
        for one in visibles(accord.acteur, accord.dossier, held):
            seen.add(one.fiche.logical_id)
            if one.fiche.availability_status != EtatDocument.SUPPRIME:
                shown.add(one.fiche.logical_id)
    return [
        replace(one, documents=tuple(own for own in one.documents if own in shown))
        for one in every
        if not one.documents or seen & set(one.documents)
    ]
