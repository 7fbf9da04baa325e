"""Judges a journal file: what a session left, judged again by today's catalogue."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from simulators.core.espace import INSTALLATION
from simulators.core.fixtures import load_monde
from simulators.core.journal.archive import load
from simulators.core.journal.model import Exchange
from simulators.scenarios.catalogue import load_catalogue
from simulators.scenarios.judge import judge_view
from simulators.scenarios.model import Catalogue
from simulators.scenarios.people import People, people_of
from simulators.scenarios.verdicts import ScenarioVerdict
from simulators.scenarios.view import View


def judge_journal(
    path: Path,
    names: Sequence[str] = ("ins",),
    *,
    catalogue: Catalogue | None = None,
    people: People | None = None,
    attestations: Mapping[str, bool] | None = None,
    espace: str = "",
) -> tuple[ScenarioVerdict, ...]:
    """The verdict of each scenario (or suite) in `names` over all the exchanges of a journal file.

    Without `people`, those of the fixtures. Only services that appear in the file count as played.

    Raises:
        JournalFileError: the file is not a journal of ours.
        UnknownScenarioError: a name is neither a scenario nor a suite.
        MixedEspacesError: exchanges of several espaces, or none of the one named.
        OSError: the file cannot be read.
    """
    catalogue = catalogue or load_catalogue()
    scenarios = [scenario for name in names for scenario in catalogue.pick(name)]
    exchanges = _of_one_espace(list(load(path)), espace)
    people = people or people_of(load_monde())
    played = frozenset(one.service for one in exchanges if one.service)
    view = View(exchanges, people, attestations)
    return tuple(judge_view(one, view, played | frozenset(one.services)) for one in scenarios)


class MixedEspacesError(ValueError):
    """What is judged is one world: the text says, in French, which espaces are in the file."""


def _of_one_espace(exchanges: Sequence[Exchange], espace: str) -> Sequence[Exchange]:
    """Those of the espace named, or of the only one there is; refused handshakes belong to all."""
    found = sorted({one.espace for one in exchanges} - {INSTALLATION})
    if espace and espace not in found:
        raise MixedEspacesError(
            f"aucun échange de l'espace {espace} (au choix : {', '.join(found) or 'aucun'})"
        )
    if not espace and len(found) > 1:
        raise MixedEspacesError(
            f"le journal mêle les échanges de {len(found)} espaces ({', '.join(found)}) : choisissez --espace"
        )
    kept = {espace, INSTALLATION} if espace else {*found, INSTALLATION}
    return [one for one in exchanges if one.espace in kept]
