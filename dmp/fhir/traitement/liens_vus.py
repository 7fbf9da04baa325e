"""The links a caller may see: what an entry replaces is named to who may see it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection

from dmp.fhir.messages.fiche import identifiant_de
from dmp.fhir.model.servi import FicheServie
from dmp.fhir.state import fiches
from dmp.fhir.traitement.contexte import Accord
from dmp.xds.rules.recherche import visibles


def liens_vus(connection: Connection, accord: Accord, served: Sequence[FicheServie]) -> list[FicheServie]:
    """The same entries; as over SOAP, a link is shown when neither of its ends is hidden."""
    names = {own for one in served for own in one.remplaces}
    if not names:
        return list(served)
    held = [one.depose for one in fiches.lues(connection, names)]
    hidden = names - {one.fiche.logical_id for one in visibles(accord.acteur, accord.dossier, held)}
    return [_sans(one, hidden) for one in served] if hidden else list(served)


def _sans(one: FicheServie, hidden: set[str]) -> FicheServie:
    addresses = {f"DocumentReference/{identifiant_de(own)}" for own in hidden}
    received = one.recu
    if received is not None and "relatesTo" in received:
        links: Any = received["relatesTo"]
        kept = [link for link in links if _cible(link) not in addresses]
        received = {**received, "relatesTo": kept}
    return replace(one, remplaces=tuple(own for own in one.remplaces if own not in hidden), recu=received)


def _cible(link: Mapping[str, Any]) -> Any:
    return link["target"].get("reference")
