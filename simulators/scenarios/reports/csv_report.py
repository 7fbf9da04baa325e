"""report.csv: one line per check, for a spreadsheet."""

import csv
import io
from collections.abc import Sequence

from simulators.scenarios.reports import wording
from simulators.scenarios.verdicts import CheckVerdict, ScenarioVerdict, State

_COLUMNS = (
    *("scenario", "titre", "controle", "attendu", "genre", "gravite", "verdict"),
    *("constat", "echanges", "exigences", "vague1", "indicatif", "a_faire"),
)
# What a spreadsheet would take for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def render(verdicts: Sequence[ScenarioVerdict]) -> str:
    """The report as CSV text, semicolons between cells."""
    out = io.StringIO()
    table = csv.writer(out, delimiter=";", lineterminator="\r\n")
    table.writerow(_COLUMNS)
    for verdict in verdicts:
        for check in verdict.checks:
            table.writerow(cell(one) for one in _row(verdict, check))
    return out.getvalue()


def cell(text: str) -> str:
    """A cell that no spreadsheet will compute."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _row(verdict: ScenarioVerdict, one: CheckVerdict) -> tuple[str, ...]:
    scenario, check = verdict.scenario, one.check
    proofs = one.evidence
    return (
        scenario.id,
        scenario.titre.fr,
        check.id,
        check.libelle.fr,
        check.genre,
        check.gravite,
        wording.state(one).fr,
        " ".join(wording.clean(proof.sentence.fr) for proof in proofs),
        " ".join(dict.fromkeys(id_ for proof in proofs for id_ in proof.exchanges)),
        " ".join(req.id for req in scenario.exigences),
        " ".join(req.vague1 for req in scenario.exigences if req.vague1),
        " ".join("oui" if req.indicatif else "non" for req in scenario.exigences),
        check.conseil.fr if one.state is State.FAILED else "",
    )
