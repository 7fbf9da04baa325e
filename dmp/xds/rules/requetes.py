"""The stored queries: what each takes, must have, may have (IHE ITI TF-2 §3.18.4.1.2.3.7)."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from dmp.model import EtatDocument
from dmp.xds.model import DemandeRecherche, Remarque
from dmp.xds.rules.catalogue import recherche as catalogue
from simulators.core.sante.ebrim import requetes
from simulators.core.sante.ebrim.noms import RequeteStockee
from simulators.core.sante.ebrim.requetes import Requete

MOST_VALUES: Final = 500
_TIMES: Final = re.compile(r"[0-9]{4}(?:[0-9]{2}){0,5}")
# Bounds of a document's times: column of the registry, from, to.
BORNES: Final = (
    ("creation", requetes.CREATION_DEPUIS, requetes.CREATION_JUSQUA),
    ("debut", requetes.DEBUT_DEPUIS, requetes.DEBUT_JUSQUA),
    ("fin", requetes.FIN_DEPUIS, requetes.FIN_JUSQUA),
)
_DATES: Final = (*(name for _, *names in BORNES for name in names), requetes.LOT_DEPUIS, requetes.LOT_JUSQUA)
# The states a search may name: those of a document, those of a set.
_ETATS: Final[Mapping[str, tuple[str, ...]]] = {
    requetes.STATUT: tuple(EtatDocument),
    requetes.LOT_STATUT: (EtatDocument.APPROUVE, EtatDocument.OBSOLETE),
}
_TYPE: Final = "$XDSDocumentEntryType"
_COMMUNITY: Final = "$homeCommunityId"


@dataclass(frozen=True, slots=True)
class Contrat:
    """What a query must have, of what it must have exactly one, and all it may have."""

    obligatoires: tuple[str, ...] = ()
    un_parmi: tuple[str, ...] = ()
    facultatifs: tuple[str, ...] = ()

    @property
    def connus(self) -> frozenset[str]:
        """Every parameter of the query."""
        return frozenset((*self.obligatoires, *self.un_parmi, *self.facultatifs, _COMMUNITY))


_DOCUMENTS: Final = (
    requetes.PATIENT,
    requetes.AUTEUR,
    requetes.CONFIDENTIALITE,
    requetes.EVENEMENT,
    _TYPE,
    requetes.TYPE,
    requetes.CLASSE,
    requetes.FORMAT,
    requetes.CADRE,
    requetes.ETABLISSEMENT,
    *(name for _, *names in BORNES for name in names),
)
_UN_DOCUMENT: Final = (requetes.ENTRY_UUID, requetes.UNIQUE_ID)
# The patient is that of the assertion when the query names none (dmp_xds.md §4.8).
CONTRATS: Final[Mapping[RequeteStockee, Contrat]] = {
    RequeteStockee.FIND_DOCUMENTS: Contrat((requetes.STATUT,), (), _DOCUMENTS),
    RequeteStockee.FIND_DOCUMENTS_BY_REFERENCE_ID: Contrat(
        (requetes.STATUT, requetes.REFERENCES), (), _DOCUMENTS
    ),
    RequeteStockee.FIND_SUBMISSION_SETS: Contrat(
        (requetes.LOT_STATUT,),
        (),
        (
            requetes.LOT_PATIENT,
            requetes.LOT_SOURCE,
            requetes.LOT_DEPUIS,
            requetes.LOT_JUSQUA,
            requetes.LOT_AUTEUR,
            requetes.LOT_CONTENU,
        ),
    ),
    RequeteStockee.GET_ALL: Contrat(
        (requetes.STATUT, requetes.LOT_STATUT),
        (),
        (
            requetes.TOUT_PATIENT,
            "$XDSFolderStatus",
            "$XDSAssociationStatus",
            _TYPE,
            requetes.FORMAT,
            requetes.CONFIDENTIALITE,
        ),
    ),
    RequeteStockee.GET_DOCUMENTS: Contrat((), _UN_DOCUMENT, (requetes.PATIENT, requetes.STATUT)),
    RequeteStockee.GET_ASSOCIATIONS: Contrat((requetes.OBJETS,)),
    RequeteStockee.GET_DOCUMENTS_AND_ASSOCIATIONS: Contrat((), _UN_DOCUMENT),
    RequeteStockee.GET_SUBMISSION_SETS: Contrat((requetes.OBJETS,)),
    RequeteStockee.GET_SUBMISSION_SET_AND_CONTENTS: Contrat(
        (),
        (requetes.LOT_ENTRY_UUID, requetes.LOT_UNIQUE_ID),
        (_TYPE, requetes.FORMAT, requetes.CONFIDENTIALITE),
    ),
    RequeteStockee.GET_RELATED_DOCUMENTS: Contrat((requetes.ASSOCIATIONS,), _UN_DOCUMENT, (_TYPE,)),
}


def requete(asked: DemandeRecherche) -> Iterator[Remarque]:
    """The query exists, has its parameters, each well written."""
    if asked.requete is None:
        yield Remarque(catalogue.PARAMETRE_FORME, asked.malforme, "", _spot(asked.malforme))
        return
    query = asked.requete
    known = query.connue
    if known is None:
        yield Remarque(catalogue.REQUETE_INCONNUE, query.requete, "", "demande")
        return
    yield from _parametres(query, CONTRATS[known])


def _parametres(query: Requete, contrat: Contrat) -> Iterator[Remarque]:
    for name in contrat.obligatoires:
        if not query.valeurs(name):
            yield Remarque(catalogue.PARAMETRE_ABSENT, "", name, "demande")
    given = [name for name in contrat.un_parmi if query.valeurs(name)]
    if contrat.un_parmi and not given:
        yield Remarque(catalogue.PARAMETRE_ABSENT, "", " | ".join(contrat.un_parmi), "demande")
    elif len(given) > 1:
        yield Remarque(catalogue.PARAMETRE_FORME, " + ".join(given), given[0], _spot(given[1]))
    for name in query.parametres:
        if name not in contrat.connus:
            yield Remarque(catalogue.PARAMETRE_INCONNU, name, "", _spot(name))
        elif len(query.valeurs(name)) > MOST_VALUES:
            yield Remarque(catalogue.PARAMETRE_FORME, name, f"≤ {MOST_VALUES}", _spot(name))
    yield from _valeurs(query, contrat)


def _valeurs(query: Requete, contrat: Contrat) -> Iterator[Remarque]:
    """Times are times, states are states."""
    for name in _DATES:
        value = query.valeur(name)
        if value is not None and not _TIMES.fullmatch(value):
            yield Remarque(catalogue.PARAMETRE_FORME, f"{name} {value}", "20260101000000", _spot(name))
    for name in _ETATS.keys() & contrat.connus:
        for value in query.valeurs(name)[:MOST_VALUES]:
            if value not in _ETATS[name]:
                yield Remarque(catalogue.STATUT, value, _ETATS[name][0], _spot(name))


def _spot(name: str) -> str:
    """Where a parameter is; the query itself for what has no name."""
    return f"parametre/{name}" if name.startswith("$") else "demande"
