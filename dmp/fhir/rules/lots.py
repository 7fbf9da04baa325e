"""Sets sought (ITI-66): the criteria looked at in each set of a patient."""

from collections.abc import Iterable, Iterator
from typing import Final

from dmp.fhir.data import systemes as s
from dmp.fhir.model.appel import Critere, Recherche
from dmp.fhir.model.servi import LotServi
from dmp.fhir.rules.criteres import Intervalle, intervalle
from dmp.fhir.rules.jetons import jeton, uniques
from dmp.fhir.rules.personnes import nomme, organise, ressemble

_GENRES: Final = frozenset({s.MHD_LISTES, s.MHD_LISTES.replace("https:", "http:", 1)})


def gardes(demande: Recherche, found: Iterable[LotServi]) -> Iterator[LotServi]:
    """The sets that match every criterion."""
    for one in found:
        if all(_convient(criterion, one) for criterion in demande.criteres):
            yield one


def _convient(one: Critere, servi: LotServi) -> bool:
    lot = servi.depose.lot
    wanted = tuple(jeton(value) for value in one.valeurs)
    match one.nom:
        case "code":
            return any(own.code == "submissionset" and own.systeme in {None, *_GENRES} for own in wanted)
        case "status":
            return any(own.code == "current" for own in wanted)
        case "isArchived":
            return "false" in one.valeurs
        case "_id":
            return any(f"{s.URN_UUID}{own.code}" == lot.entry_uuid for own in wanted)
        case "identifier":
            return any(name in {lot.unique_id, lot.entry_uuid} for own in wanted for name in uniques(own))
        case "date":
            return any(dans(intervalle(value), lot.submission_time) for value in one.valeurs)
        case "_lastUpdated":
            return any(_recu(intervalle(value), servi.recu_us) for value in one.valeurs)
        case "title":
            return ressemble(one, lot.title)
        case "designationType":
            code = lot.content_type_code
            return code is not None and any(own.porte(code) for own in wanted)
        case "sourceId":
            return any(lot.source_id in uniques(own) for own in wanted)
        case "authorOrg":
            return any(organise(one, author) for author in lot.authors)
        case "source" | "source.identifier" | "source.given" | "source.family" | "source.name":
            return any(nomme(one, author) for author in lot.authors)
        case _:
            return True


def dans(one: Intervalle, dtm: str) -> bool:
    """Whether a UTC time of XDS stands as told to an interval."""
    low, high = f"{one.debut:%Y%m%d%H%M%S}", f"{one.fin:%Y%m%d%H%M%S}"
    return bool(dtm) and _compare(one.prefixe, dtm >= low, dtm >= high)


def _recu(one: Intervalle, us: int) -> bool:
    low, high = (int(when.timestamp() * 1_000_000) for when in (one.debut, one.fin))
    return _compare(one.prefixe, us >= low, us >= high)


def _compare(prefix: str, begun: bool, over: bool) -> bool:
    match prefix:
        case "ge":
            return begun
        case "gt" | "sa":
            return over
        case "le":
            return not over
        case "lt" | "eb":
            return not begun
        case "ne":
            return not begun or over
        case _:
            return begun and not over
