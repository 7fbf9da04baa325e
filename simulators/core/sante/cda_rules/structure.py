"""Judges a level 3 body by the model that the document names (cda.md §6)."""

from collections.abc import Iterator, Mapping
from typing import Final

from simulators.core.sante.cda.constats import Remarque
from simulators.core.sante.cda.modele import EnteteCda, SectionCda
from simulators.core.sante.cda.valeurs import RACINE, Ident
from simulators.core.sante.cda_rules.exigences import ACTES, ENTREES, TRAITANTS, Exigence, exigences
from simulators.core.sante.nomenclatures import Nomenclatures

_MODELES: Final = "1.2.250.1.213.1.1.1."
# Codes that newer versions of a model carry (cda.md §6), which the published examples do not.
_NOUVEAUX: Final[Mapping[str, str]] = {f"{_MODELES}23": "78341-5", f"{_MODELES}24": "60280-5"}


def structure(one: EnteteCda, values: Nomenclatures) -> Iterator[Remarque]:
    """Sections there are, those that the model demands, and a code, an event and people that go with it."""
    body = one.corps
    if body.niveau != "N3":
        return
    if not body.sections:
        yield Remarque("N3-CORPS", body.repere, "", "component/section")
    for section in body.sections:
        if not section.remplie:
            yield Remarque("N3-NARRATIF", section.repere, "", "text")
        yield from _entrees(section)
    for template in one.gabarits:
        for wanted in exigences(template.root, template.extension or ""):
            yield from _section(one, wanted)
        yield from _entete(one, template)
        codes = values.codes_by_model.get(template.root)
        if codes is None or one.code is None or one.code.code is None:
            continue
        if one.code.code not in codes and one.code.code != _NOUVEAUX.get(template.root):
            yield Remarque("N3-CODE", one.code.repere, one.code.code, " ".join(sorted(codes)), "code")


def _section(one: EnteteCda, wanted: Exigence) -> Iterator[Remarque]:
    """The section is there, once where it must be, under the LOINC code of its kind."""
    body = one.corps
    found = [section for section in body.sections if _est(section, wanted)]
    if not found:
        yield Remarque("N3-SECTION", body.repere, "", wanted.dite)
    for extra in found[1:] if wanted.unique else ():
        yield Remarque("N3-SECTION-DOUBLE", extra.repere, wanted.dite, "1")
    for section in found:
        yield from _code(section, wanted)


def _est(section: SectionCda, wanted: Exigence) -> bool:
    marks = {kind.marque for kind in wanted.types}
    return (wanted.profond or section.rang == 1) and not marks.isdisjoint(section.gabarits)


def _code(section: SectionCda, wanted: Exigence) -> Iterator[Remarque]:
    kinds = [kind for kind in wanted.types if kind.marque in section.gabarits]
    if any(kind.libre for kind in kinds):
        return
    codes = {kind.code.code for kind in kinds}
    told = (section.code.code or "") if section.code is not None else ""
    if told not in codes:
        at = section.repere if section.code is None else section.code.repere
        yield Remarque("N3-SECTION-CODE", at, told, " ".join(sorted(codes)), "code")


def _entrees(section: SectionCda) -> Iterator[Remarque]:
    """The entries that the kinds of the section want, each told once."""
    wanted = {ENTREES[root] for root in section.gabarits if root in ENTREES}
    for missing in sorted(wanted - section.entrees):
        yield Remarque("N3-ENTREE", section.repere, "", missing)


def _entete(one: EnteteCda, template: Ident) -> Iterator[Remarque]:
    """What the model wants of the header: the code of its event, the GP named."""
    if not exigences(template.root, template.extension or ""):
        return
    event = ACTES.get(template.root)
    codes = [act.code.code or "" for act in one.actes if act.code is not None]
    if event is not None and event not in codes:
        at = one.actes[0].repere if one.actes else RACINE
        yield Remarque("N3-ACTE", at, " ".join(codes), event)
    if template.root in TRAITANTS and not any(
        other.nom == "participant" and other.code is not None and other.code.code == "PCP"
        for other in one.tiers
    ):
        yield Remarque("N3-TRAITANT", RACINE, "", "participant/functionCode PCP")
