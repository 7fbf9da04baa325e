"""The ground's rules on CDA documents as rules of the DMP: header, level 1 body, agreement with the entry."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from simulators.core.basis import assumed
from simulators.core.rule import Refusal, Rule
from simulators.core.sante.cda.constats import Remarque
from simulators.core.sante.cda.modele import EnteteCda
from simulators.core.sante.cda_rules.base import CROISEMENT, WARNING, Regle
from simulators.core.sante.cda_rules.catalogue import catalogue
from simulators.core.sante.cda_rules.corps import juger
from simulators.core.sante.ebrim.modele import FicheDocument
from simulators.core.sante.identifiants import IDENTIFIANT_STRUCTURE
from simulators.core.sante.nomenclatures import Nomenclatures

_INCONNU: Final = assumed("profondeur des contrôles du DMP sur le CDA non trouvée (cda.md §7)")
# The hash and the size are judged with the parts of the message, under the DMP's own codes.
_AILLEURS: Final = frozenset({"XDS-MATCH-HASH"})

_STRUCTURE: Final = Regle(
    "VIHF-STRUCTURE",
    WARNING,
    (
        "La structure qui conserve le document n'est pas celle qui alimente.",
        "The structure that keeps the document is not the one that feeds.",
    ),
    (
        "Dans custodian, donnez l'identifiant de la structure que nomme le VIHF.",
        "In custodian, give the identifier of the structure that the VIHF names.",
    ),
    CROISEMENT,
)


def _regles() -> Mapping[str, Rule]:
    rules = dict(catalogue("dmp", Refusal("XDSRegistryMetadataError", _INCONNU), sauf=_AILLEURS))
    patient = rules["XDS-MATCH-PATIENT"]
    rules["XDS-MATCH-PATIENT"] = replace(patient, refusal=Refusal("XDSPatientIdDoesNotMatch", _INCONNU))
    rules[_STRUCTURE.code] = _STRUCTURE.of("dmp", None)
    return rules


REGLES: Final[Mapping[str, Rule]] = _regles()


def document(
    one: EnteteCda, fiche: FicheDocument | None, sets: Nomenclatures, structure: str = ""
) -> tuple[Remarque, ...]:
    """Every remark of the ground that the DMP makes its own; `structure` is the one that feeds, if known."""
    remarks = [remark for remark in juger(one, sets, fiche) if remark.regle in REGLES]
    return (*remarks, *_conservateur(one, structure))


def _conservateur(one: EnteteCda, structure: str) -> Iterator[Remarque]:
    """A document of the patient or of a service is kept by the DMP, and is not compared."""
    keeper = one.conservateur.ids if one.conservateur is not None else ()
    kept = [ident for ident in keeper if ident.root == IDENTIFIANT_STRUCTURE and ident.extension]
    if structure and kept and structure not in {ident.extension for ident in kept}:
        yield Remarque(_STRUCTURE.code, kept[0].repere, kept[0].extension or "", structure, "extension")
