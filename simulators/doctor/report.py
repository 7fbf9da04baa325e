"""The lines as a person reads them, or as JSON."""

import json
from collections.abc import Iterator, Sequence

from simulators.core.rule import Text
from simulators.doctor.model import Line, Verdict

_WORDS = {
    Verdict.OK: Text("ok", "ok"),
    Verdict.WARNING: Text("attention", "warning"),
    Verdict.PROBLEM: Text("problème", "problem"),
}
_WIDTH = max(len(word) for text in _WORDS.values() for word in text)


def failed(lines: Sequence[Line]) -> bool:
    """Whether something prevents the simulator from working."""
    return any(line.verdict is Verdict.PROBLEM for line in lines)


def as_json(lines: Sequence[Line], lang: str) -> str:
    """`{"ok": bool, "lines": [{"looked_at", "verdict", "found", "way_out"}]}`; verdicts are English words."""
    told = [
        {
            "looked_at": line.looked_at.in_language(lang),
            "verdict": line.verdict,
            "found": line.found.in_language(lang),
            "way_out": line.way_out.in_language(lang),
        }
        for line in lines
    ]
    return json.dumps({"ok": not failed(lines), "lines": told}, ensure_ascii=False, indent=1)


def as_text(lines: Sequence[Line], lang: str) -> str:
    """One line each, the way out below it, then what it comes to."""
    return "\n".join([*_told(lines, lang), "", _sum(lines).in_language(lang)])


def _told(lines: Sequence[Line], lang: str) -> Iterator[str]:
    subjects = max(len(line.looked_at.in_language(lang)) for line in lines)
    for line in lines:
        word = _WORDS[line.verdict].in_language(lang)
        subject = line.looked_at.in_language(lang)
        yield f"  {word:<{_WIDTH}}  {subject:<{subjects}}  {line.found.in_language(lang)}"
        if way_out := line.way_out.in_language(lang):
            yield f"  {'':<{_WIDTH}}  → {way_out}"


def _sum(lines: Sequence[Line]) -> Text:
    problems = sum(line.verdict is Verdict.PROBLEM for line in lines)
    warnings = sum(line.verdict is Verdict.WARNING for line in lines)
    if not problems and not warnings:
        return Text("Rien n'empêche de démarrer.", "Nothing prevents a start.")
    if not problems:
        return Text(
            f"Rien n'empêche de démarrer ; points d'attention : {warnings}.",
            f"Nothing prevents a start; warnings: {warnings}.",
        )
    return Text(
        f"Problèmes : {problems} ; points d'attention : {warnings}.",
        f"Problems: {problems}; warnings: {warnings}.",
    )
