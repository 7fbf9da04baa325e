"""The sections that the published schematrons demand of a model, by version (ansforge/TestContenuCDA-3-0).

A version that was not seen is not judged: its list may be another. Only sections written directly in the body
count, but for the two letters, whose schematrons look at any depth.
"""

from collections.abc import Mapping
from typing import Final, NamedTuple

from simulators.core.sante.cda import sections as s
from simulators.core.sante.cda.sections import TypeSection

_MODELES: Final = "1.2.250.1.213.1.1.1."
_SECTIONS: Final = "1.3.6.1.4.1.19376.1.5.3.1."
_ENTREES: Final = "1.3.6.1.4.1.19376.1.5.3.1.4."


class Exigence(NamedTuple):
    """One of these sections; `unique` when a second one is refused, `profond` when it may be nested."""

    types: tuple[TypeSection, ...]
    unique: bool = False
    profond: bool = False

    @property
    def dite(self) -> str:
        """The sections as a finding names them: templateId and label."""
        return " | ".join(f"{one.marque} ({one.code.label})" for one in self.types)


def _une(*types: TypeSection) -> tuple[Exigence, ...]:
    return tuple(Exigence((one,), unique=True) for one in types)


def _presentes(*types: TypeSection) -> tuple[Exigence, ...]:
    return tuple(Exigence((one,)) for one in types)


def _profondes(*types: TypeSection) -> tuple[Exigence, ...]:
    return tuple(Exigence((one,), profond=True) for one in types)


_VSM: Final = _presentes(s.VSM_CONCLUSIONS, s.EXAMENS_NON_CODES, s.VSM_PLAN)
_PRESCRIPTION: Final = Exigence((s.MEDICAMENTS, s.DISPOSITIFS_PRESCRITS))
_ORDONNANCE: Final = (*_presentes(s.CODE_BARRES), _PRESCRIPTION)
_BIOLOGIE: Final = _presentes(s.CHAPITRE_BIO)

EXIGENCES: Final[Mapping[str, Mapping[str, tuple[Exigence, ...]]]] = {
    f"{_MODELES}22": {
        "2022.01": _une(s.DISPOSITIONS, s.TRAITEMENTS, s.DIRECTIVES, s.EVENEMENTS, s.EXAMENS, s.DOCUMENTS)
    },
    f"{_MODELES}23": {
        "2022.01": _une(
            s.EVENEMENTS, s.SIGNES_VITAUX, s.EXAMENS, s.TRAITEMENTS, s.FONCTIONNEL, s.OBJETS
        )
    },
    f"{_MODELES}24": {
        "2022.01": _une(s.EVENEMENTS, s.DIAGNOSTIC, s.SORTIE, s.OBJETS, s.DOCUMENTS)
    },
    f"{_MODELES}13": {"201310": _VSM, "2023.01": _VSM},
    f"{_MODELES}51": {
        "2024.01": _presentes(s.TRAITEMENTS, s.ALLERGIES, s.PROBLEMES, s.ACTES, s.DISPOSITIFS)
    },
    f"{_MODELES}21": {"2022.01": _profondes(s.MOTIF, s.ADMISSION, s.ALLERGIES, s.COMMENTAIRE)},
    f"{_MODELES}29": {"2022.01": _profondes(s.STATUT_SORTIE, s.MOTIF, s.EVENEMENTS, s.SORTIE)},
    f"{_MODELES}55": {
        "2021.01": _BIOLOGIE,
        "2023.01": _BIOLOGIE,
        "2024.01": (*_BIOLOGIE, *_presentes(s.COPIE_PDF)),
    },
    f"{_MODELES}39": {
        "2022.01": _ORDONNANCE,
        "2023.01": _ORDONNANCE,
        "2024.01": (_PRESCRIPTION, *_une(s.COPIE_PDF)),
    },
}  # fmt: skip
# The code that the same schematrons want on the event (documentationOf/serviceEvent).
ACTES: Final[Mapping[str, str]] = {
    f"{_MODELES}13": "34117-2",
    f"{_MODELES}22": "34117-2",
    f"{_MODELES}23": "28651-8",
    f"{_MODELES}24": "28651-8",
    f"{_MODELES}21": "IMP",
}
# Models that want the GP named: participant INF, functionCode PCP.
TRAITANTS: Final = frozenset({f"{_MODELES}22", f"{_MODELES}13"})
# The entry that the published schematrons want in a section, by the templateId of each.
ENTREES: Final[Mapping[str, str]] = {
    f"{_SECTIONS}3.6": f"{_ENTREES}5.2",
    f"{_SECTIONS}3.7": f"{_ENTREES}5.2",
    f"{_SECTIONS}3.8": f"{_ENTREES}5.2",
    f"{_SECTIONS}3.12": f"{_ENTREES}19",
    f"{_SECTIONS}3.13": f"{_ENTREES}5.3",
    f"{_SECTIONS}3.16.1": f"{_ENTREES}13.4",
    f"{_SECTIONS}3.19": f"{_ENTREES}7",
    f"{_SECTIONS}3.20": f"{_ENTREES}7",
    f"{_SECTIONS}3.22": f"{_ENTREES}7",
    f"{_SECTIONS}3.23": f"{_ENTREES}12",
    f"{_SECTIONS}3.28": f"{_ENTREES}19",
    f"{_SECTIONS}3.35": f"{_ENTREES}13.7",
    f"{_SECTIONS}1.5.3.2": f"{_ENTREES}13.1",
    "1.3.6.1.4.1.19376.1.7.3.1.1.13.5": f"{_ENTREES}13",
    "1.3.6.1.4.1.19376.1.7.3.1.1.13.7": f"{_ENTREES}13",
    "1.2.250.1.213.1.1.2.35": f"{_ENTREES}13",
    "1.2.250.1.213.1.1.2.53": f"{_ENTREES}13",
    "1.2.250.1.213.1.1.2.172": "1.3.6.1.4.1.19376.1.5.3.1.1.10.4.2",
    "1.2.250.1.213.1.1.2.243": "1.2.250.1.213.1.1.3.18",
}


def exigences(root: str, version: str) -> tuple[Exigence, ...]:
    """What a model demands; without a version, the oldest that was seen."""
    versions = EXIGENCES.get(root, {})
    return versions.get(version or min(versions, default=""), ())
