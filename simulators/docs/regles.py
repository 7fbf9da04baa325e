"""The catalogue of the rules: what is noticed in a message, what each profile does of it, what to do."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from simulators.core.rule import Effect, Profile, Rule, Severity, Text
from simulators.docs.english import said
from simulators.docs.tables import code, founded, plain, section
from simulators.serve import offline_services

_INTRO: Final = Text(
    """# Règles et constats

:::{container} catalogue
Ce que le simulateur remarque dans un message, accepté ou non. L'effet dit ce que fait chaque profil : \
en `terrain`, seules refusent les règles dont le refus est vu, rapporté ou exigé par une norme ; \
`strict` refuse toute erreur ; `decouverte` n'en refuse que l'incompréhensible. Fait comme dit, le \
constat disparaît.
:::
""",
    """# Rules and findings

:::{container} catalogue
What the simulator notices in a message, accepted or not. The effect says what each profile does: in \
`terrain`, only rules whose refusal is seen, reported or required by a standard refuse; `strict` refuses \
every error; `decouverte` refuses but what cannot be understood. Done as told, the finding disappears. \
Sources are noted in French.
:::
""",
)
_SEPARATOR: Final = Text(" ; ", "; ")
_HEADS: Final = ("Règle", "Effet", "Que faire", "Fondement")
_SEVERITIES: Final = {
    Severity.ERROR: "erreur",
    Severity.WARNING: "avertissement",
    Severity.INFO: "remarque",
}


def page(lang: str) -> str:
    """The whole page, in Markdown."""
    parts = (
        section(service.title, _HEADS, _rows(service.register.rules.values(), lang), lang)
        for service in offline_services().values()
    )
    return "\n".join((_INTRO.in_language(lang), *parts))


def _rows(rules: Iterable[Rule], lang: str) -> Iterator[Sequence[str]]:
    for one in sorted(rules, key=lambda rule: rule.id):
        title = f"{code(one.id)}<br>{plain(one.title.in_language(lang))}"
        level = _SEPARATOR.in_language(lang).join(
            (said(_SEVERITIES[one.severity], lang), said(effect(one), lang))
        )
        cited = ", ".join(one.requirements)
        basis = founded(one.basis, lang) + (f"<br>{plain(cited)}" if cited else "")
        yield title, level + _refusal(one, lang), plain(one.advice.in_language(lang)), basis


def effect(rule: Rule) -> str:
    """What becomes of a message that breaks the rule, in French."""
    refusing = tuple(one for one in Profile if rule.effect(one) is Effect.REFUSE)
    if Profile.DECOUVERTE in refusing:
        return "toujours refusé"
    profiles = " et ".join(f"`{one}`" for one in refusing)
    return f"refusé en {profiles}" if profiles else "jamais refusé"


def _refusal(rule: Rule, lang: str) -> str:
    if rule.refusal is None:
        return ""
    return f"<br>{code(rule.refusal.error)} ({founded(rule.refusal.basis, lang)})"
