"""The table of the profile rules, for the fidelity register."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from dmp.fhir.model.profil import RegleProfil
from dmp.fhir.rules.catalogue import (
    acteurs,
    bundle,
    classeur,
    croisements,
    fiabilite,
    fiche,
    fiche_codes,
    fiche_contenues,
    fiche_contexte,
    identite,
    lecture,
    lot,
    lot_source,
    piece,
    remplacements,
    simplifie,
)
from simulators.core.rule import Rule

_TABLES: Final = (
    *(lecture, fiche, fiche_contexte, fiche_codes, fiche_contenues, piece, lot, lot_source, classeur),
    *(bundle, croisements, remplacements, simplifie, identite, fiabilite, acteurs),
)


def _lignes() -> Iterator[RegleProfil]:
    for module in _TABLES:
        for value in vars(module).values():
            if isinstance(value, RegleProfil):
                yield value


LIGNES: Final[Mapping[str, RegleProfil]] = MappingProxyType({one.regle.id: one for one in _lignes()})
REGLES: Final[Mapping[str, Rule]] = MappingProxyType({name: one.regle for name, one in LIGNES.items()})
