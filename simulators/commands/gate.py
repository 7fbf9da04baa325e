"""What a CI job makes of verdicts: history, known reds, quarantine, and the exit code."""

from argparse import Namespace
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from simulators import __version__
from simulators.commands.errors import INCOMPLETE, VERDICT_FAILED, CommandError
from simulators.core.rule import Text
from simulators.scenarios import history
from simulators.scenarios.model import Catalogue
from simulators.scenarios.ratchet import (
    BaselineError,
    Quarantined,
    Reds,
    read_baseline,
    read_quarantine,
    sort_out,
    write_baseline,
)
from simulators.scenarios.reading import ScenarioError
from simulators.scenarios.verdicts import ScenarioVerdict, State
from simulators.system_errors import in_french

_OPEN = (State.NOT_SEEN, State.INCOMPLETE)


class Gate:
    """What was typed about CI, read before anything is played: a wrong file stops at once."""

    def __init__(self, options: Namespace, catalogue: Catalogue) -> None:
        self._options = options
        self._baseline = self._known()
        self._quarantine = self._aside(catalogue)

    def settle(self, verdicts: Sequence[ScenarioVerdict], player: Text, when: datetime) -> int:
        """Writes history and baseline, says what is new, known, aside and mended, gives the exit code."""
        options = self._options
        begun = options.update_baseline and not options.baseline.exists()
        reds = sort_out(verdicts, self._baseline, self._quarantine, when.date())
        if begun:
            reds = replace(reds, new=(), known=reds.new)
        try:
            if options.history is not None:
                history.append(options.history, verdicts, when, player.fr, __version__)
            if options.update_baseline:
                write_baseline(options.baseline, self._ratcheted(reds))
        except OSError as error:
            raise CommandError(f"écriture impossible : {error.filename} ({in_french(error)})") from None
        if not options.json:
            for line in _lines(reds):
                print(line.in_language(options.lang))
        return exit_code(verdicts, reds, require_complete=options.require_complete)

    def _ratcheted(self, reds: Reds) -> Sequence[str]:
        """A baseline never grows; the first one holds today's reds."""
        kept = [one for one in self._baseline if one not in reds.mended]
        return kept if self._options.baseline.exists() else reds.known

    def _known(self) -> tuple[str, ...]:
        path = self._options.baseline
        if path is None:
            if self._options.update_baseline:
                raise CommandError("--update-baseline demande --baseline F")
            return ()
        if self._options.update_baseline and not path.exists():
            return ()
        try:
            return read_baseline(path)
        except BaselineError as error:
            raise CommandError(str(error)) from None
        except OSError as error:
            raise CommandError(f"lecture impossible : {path} ({in_french(error)})") from None

    def _aside(self, catalogue: Catalogue) -> tuple[Quarantined, ...]:
        path = self._options.quarantine
        if path is None:
            return ()
        try:
            return read_quarantine(path, catalogue)
        except ScenarioError as error:
            raise CommandError(str(error)) from None
        except OSError as error:
            raise CommandError(f"lecture impossible : {path} ({in_french(error)})") from None


def exit_code(verdicts: Sequence[ScenarioVerdict], reds: Reds, *, require_complete: bool) -> int:
    """1: a check failed that is neither known nor aside. 2: nothing could be concluded, or, when the whole is
    required, a scenario was not seen whole. 0 otherwise."""
    if reds.new:
        return VERDICT_FAILED
    open_ = [one for one in verdicts if one.state in _OPEN]
    if open_ and (require_complete or len(open_) == len(verdicts)):
        return INCOMPLETE
    return 0


def _lines(reds: Reds) -> Iterator[Text]:
    for found, french, english in (
        (reds.known, "Rouges déjà connus", "Reds already known"),
        (reds.aside, "En quarantaine", "In quarantine"),
        (
            reds.mended,
            "Corrigés, à retirer de la référence (--update-baseline)",
            "Mended (--update-baseline)",
        ),
    ):
        if found:
            yield Text(f"{french} : {', '.join(found)}", f"{english}: {', '.join(found)}")
