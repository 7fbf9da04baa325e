"""The fidelity register in figures, then every choice by default with its basis."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from simulators.core.basis import Basis, BasisKind
from simulators.core.rule import Default, Register, Text
from simulators.docs.english import said
from simulators.docs.tables import KINDS, code, founded, plain, section
from simulators.serve import offline_services

_INTRO: Final = Text(
    """# Fidélité

:::{container} catalogue
D'où vient ce que fait le simulateur : **vu** dans une source ouverte qui montre le vrai service, \
**rapporté** par quelqu'un qui l'a rencontré, exigé par une **norme**, ou **supposé** faute de source. \
Ce qui est supposé ne refuse jamais en profil `terrain`. `socle fidelity` dit la même chose, avec les \
sources.
:::
""",
    """# Fidelity

:::{container} catalogue
Where what the simulator does comes from: **seen** in an open source that shows the real service, \
**reported** by somebody who met it, required by a **standard**, or **assumed** for want of a source. \
What is assumed never refuses in profile `terrain`. `socle fidelity` says the same, with the sources \
(noted in French).
:::
""",
)
_HEADS: Final = ("Choix", "Option", "Fondement")


def page(lang: str) -> str:
    """The whole page, in Markdown."""
    services = offline_services().values()
    heads = ("Service", "Quoi", *(text.fr for text in KINDS.values()), "Total")
    figures = (
        row
        for service in services
        for row in counted(service.title.in_language(lang), service.register, lang)
    )
    choices = (
        section(service.title, _HEADS, _choices(service.register.defaults.values(), lang), lang)
        for service in services
    )
    parts = (section("Fidélité en chiffres", heads, figures, lang), *choices)
    return "\n".join((_INTRO.in_language(lang), *parts))


def counted(service: str, register: Register, lang: str) -> Iterator[Sequence[str]]:
    """For errors, rules and choices of a service: how many of each basis."""
    told: tuple[tuple[str, Iterable[Basis]], ...] = (
        ("Erreurs", [one.basis for one in register.errors.values()]),
        ("Règles", [one.basis for one in register.rules.values()]),
        ("Refus", [one.refusal.basis for one in register.rules.values() if one.refusal]),
        ("Choix par défaut", [one.basis for one in register.defaults.values()]),
    )
    for what, bases in told:
        counts = Counter(one.kind for one in bases)
        numbers = (str(counts[kind]) for kind in BasisKind)
        yield service, said(what, lang), *numbers, str(counts.total())


def _choices(defaults: Iterable[Default], lang: str) -> Iterator[Sequence[str]]:
    for one in sorted(defaults, key=lambda default: default.key):
        option = f"{code(one.key)}{code('=' + one.valeur) if one.valeur else ''}"
        yield plain(one.text.in_language(lang)), option, founded(one.basis, lang)
