"""The ground's rules on CDA documents as rules of the DMP: header, level 1 body, agreement with the entry."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from simulators.core.basis import assumed
from simulators.core.rule import Refusal, Rule
from simulators.core.sante.cda.constats import Remarque
from simulators.core.sante.cda.modele import EnteteCda
from simulators.core.sante.cda_rules.catalogue import catalogue
from simulators.core.sante.cda_rules.corps import juger
from simulators.core.sante.ebrim.modele import FicheDocument
from simulators.core.sante.nomenclatures import Nomenclatures

_INCONNU: Final = assumed("profondeur des contrôles du DMP sur le CDA non trouvée (cda.md §7)")
# The hash and the size are judged with the parts of the message, under the DMP's own codes.
_AILLEURS: Final = frozenset({"XDS-MATCH-HASH"})


def _regles() -> Mapping[str, Rule]:
    rules = dict(catalogue("dmp", Refusal("XDSRegistryMetadataError", _INCONNU), sauf=_AILLEURS))
    patient = rules["XDS-MATCH-PATIENT"]
    rules["XDS-MATCH-PATIENT"] = replace(patient, refusal=Refusal("XDSPatientIdDoesNotMatch", _INCONNU))
    return rules


REGLES: Final[Mapping[str, Rule]] = _regles()


def document(one: EnteteCda, fiche: FicheDocument | None, sets: Nomenclatures) -> tuple[Remarque, ...]:
    """Every remark of the ground that the DMP makes its own."""
    return tuple(remark for remark in juger(one, sets, fiche) if remark.regle in REGLES)
