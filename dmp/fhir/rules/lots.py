"""Sets sought (ITI-66): the criteria looked at in each set of a patient."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from dmp.fhir.data import systemes as s
from dmp.fhir.model.appel import Critere, Recherche
from dmp.fhir.model.servi import LotServi
from dmp.fhir.rules.criteres import Intervalle, intervalle
from dmp.fhir.rules.jetons import Jeton, jeton, uniques
from dmp.fhir.rules.personnes import nomme, organise, ressemble

_GENRES: Final = frozenset({s.MHD_LISTES, s.MHD_LISTES.replace("https:", "http:", 1)})


def gardes(demande: Recherche, found: Iterable[LotServi]) -> Iterator[LotServi]:
    """The sets that match every criterion."""
    for one in found:
        if all(_convient(criterion, one) for criterion in demande.criteres):
            yield one


def _convient(one: Critere, servi: LotServi) -> bool:
    look = _REGARDS.get(one.nom)
    return look is None or look(one, servi)


def _jetons(one: Critere) -> tuple[Jeton, ...]:
    return tuple(jeton(value) for value in one.valeurs)


def _code(one: Critere, _: LotServi) -> bool:
    return any(own.code == "submissionset" and own.systeme in {None, *_GENRES} for own in _jetons(one))


def _identifiant(one: Critere, servi: LotServi) -> bool:
    lot = servi.depose.lot
    return any(name in {lot.unique_id, lot.entry_uuid} for own in _jetons(one) for name in uniques(own))


def _type(one: Critere, servi: LotServi) -> bool:
    code = servi.depose.lot.content_type_code
    return code is not None and any(own.porte(code) for own in _jetons(one))


def _source(one: Critere, servi: LotServi) -> bool:
    return any(nomme(one, author) for author in servi.depose.lot.authors)


_REGARDS: Final[Mapping[str, Callable[[Critere, LotServi], bool]]] = {
    "code": _code,
    "status": lambda one, _: any(own.code == "current" for own in _jetons(one)),
    "isArchived": lambda one, _: "false" in one.valeurs,
    "_id": lambda one, servi: any(
        f"{s.URN_UUID}{own.code}" == servi.depose.lot.entry_uuid for own in _jetons(one)
    ),
    "identifier": _identifiant,
    "date": lambda one, servi: any(
        dans(intervalle(value), servi.depose.lot.submission_time) for value in one.valeurs
    ),
    "_lastUpdated": lambda one, servi: any(_recu(intervalle(value), servi.recu_us) for value in one.valeurs),
    "title": lambda one, servi: ressemble(one, servi.depose.lot.title),
    "designationType": _type,
    "sourceId": lambda one, servi: any(servi.depose.lot.source_id in uniques(own) for own in _jetons(one)),
    "authorOrg": lambda one, servi: any(organise(one, author) for author in servi.depose.lot.authors),
    "source": _source,
    "source.identifier": _source,
    "source.given": _source,
    "source.family": _source,
    "source.name": _source,
}


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
