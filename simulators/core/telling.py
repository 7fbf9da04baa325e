"""An exchange told to a person: what every service composes alike, whatever it has to say."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from simulators.core.rule import Effect, Finding, Rule, Severity, Text
from simulators.core.service import Explanation

Say = Callable[[Text], str]

_ORDER: Final = (Severity.ERROR, Severity.WARNING, Severity.INFO)


def speaker(lang: str) -> Say:
    """What turns a text into the sentence of one language, `fr` or `en`."""

    def say(text: Text) -> str:
        return text.in_language(lang)

    return say


def tell(lang: str, asked: str, answered: str, todo: Iterator[str]) -> Explanation:
    """The explanation made of what was asked and what was answered, both without their full stop."""
    answered = answered.rstrip(".")
    return Explanation(
        summary=f"{asked}{':' if lang == 'en' else ' :'} {answered}.",
        asked=f"{asked}.",
        answered=f"{answered[:1].upper()}{answered[1:]}.",
        todo=tuple(todo),
    )


def cause(findings: Sequence[Finding]) -> Rule | None:
    """The rule that refused the message, if one did."""
    return next((one.rule for one in findings if one.effect is Effect.REFUSE), None)


def advice(findings: Sequence[Finding], say: Say) -> Iterator[str]:
    """What to do about what matters, once each: what refused first, then by severity."""
    given: set[str] = set()
    for finding in sorted(findings, key=_weight):
        text = say(finding.rule.advice)
        matters = finding.effect is Effect.REFUSE or finding.rule.severity is not Severity.INFO
        if matters and text not in given:
            given.add(text)
            yield text


def _weight(finding: Finding) -> tuple[bool, int]:
    return finding.effect is not Effect.REFUSE, _ORDER.index(finding.rule.severity)
