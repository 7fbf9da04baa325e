"""Judges a level 3 body by the model that the document names (cda.md §6)."""

from collections.abc import Iterator, Mapping
from typing import Final

from simulators.core.sante.cda.constats import Remarque
from simulators.core.sante.cda.modele import EnteteCda
from simulators.core.sante.nomenclatures import Nomenclatures

_MODELES: Final = "1.2.250.1.213.1.1.1."
# Codes that newer versions of a model carry (cda.md §6), which the published examples do not.
_NOUVEAUX: Final[Mapping[str, str]] = {f"{_MODELES}23": "78341-5", f"{_MODELES}24": "60280-5"}
# The sections that a schematron demands (CI-SIS_DLU-EHPAD-DLU_2022.01).
SECTIONS: Final[Mapping[str, tuple[str, ...]]] = {
    f"{_MODELES}22": (
        "1.3.6.1.4.1.19376.1.5.3.1.1.13.2.10",
        "1.3.6.1.4.1.19376.1.5.3.1.3.19",
        "1.3.6.1.4.1.19376.1.5.3.1.3.35",
        "1.3.6.1.4.1.19376.1.7.3.1.1.13.7",
        "1.3.6.1.4.1.19376.1.5.3.1.3.28",
        "1.2.250.1.213.1.1.2.37",
    )
}


def structure(one: EnteteCda, values: Nomenclatures) -> Iterator[Remarque]:
    """Sections there are, those that the model demands, and a code that goes with the model."""
    body = one.corps
    if body.niveau != "N3":
        return
    if not body.sections:
        yield Remarque("N3-CORPS", body.repere, "", "component/section")
    present = {root for section in body.sections for root in section}
    for template in one.gabarits:
        for wanted in SECTIONS.get(template.root, ()):
            if wanted not in present:
                yield Remarque("N3-SECTION", body.repere, "", wanted)
        codes = values.codes_by_model.get(template.root)
        if codes is None or one.code is None or one.code.code is None:
            continue
        if one.code.code not in codes and one.code.code != _NOUVEAUX.get(template.root):
            yield Remarque("N3-CODE", one.code.repere, one.code.code, " ".join(sorted(codes)), "code")
