"""The catalogue of the errors: what each service may answer, on what wire, and how we know."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from simulators.core.rule import ErrorEntry, Text
from simulators.docs.english import said
from simulators.docs.tables import code, founded, plain, section
from simulators.serve import offline_services

_INTRO: Final = Text(
    """# Erreurs

:::{container} catalogue
Tout ce que les quatre services peuvent répondre, tel que le simulateur le répond. « Nom » est celui \
d'une panne à demander (page *Pannes* de la console, ou `POST /api/espaces/{espace}/pannes`). Les mots \
entre accolades sont remplis à chaque réponse.
:::
""",
    """# Errors

:::{container} catalogue
All that the four services may answer, as the simulator answers it. "Name" is that of a fault to ask for \
(page *Pannes* of the console, or `POST /api/espaces/{espace}/pannes`). Words in braces are filled in by \
each answer. Labels are those of the wire, sources are noted in French.
:::
""",
)
_HEADS: Final = ("Nom", "Code", "Libellé", "Forme", "Fondement")


def page(lang: str) -> str:
    """The whole page, in Markdown."""
    parts = (
        section(service.title, _HEADS, _rows(service.register.errors.values(), lang), lang)
        for service in offline_services().values()
    )
    return "\n".join((_INTRO.in_language(lang), *parts))


def _rows(errors: Iterable[ErrorEntry], lang: str) -> Iterator[Sequence[str]]:
    for one in sorted(errors, key=lambda error: error.key):
        name = code(one.key) if one.on_demand else f"{code(one.key)} ({said('à ne pas demander', lang)})"
        shape = ", ".join(f"{plain(part)} {plain(value)}" for part, value in one.wire.items())
        yield name, code(one.code), plain(one.label), shape, founded(one.basis, lang)
