"""`socle coverage`: which requirement each scenario exercises, its last verdict, and the totals."""

import json
from argparse import Namespace
from collections.abc import Mapping

from simulators.commands.errors import CommandError
from simulators.commands.reporting import DUI_UNDER_TEST, REFERENCE_DUI
from simulators.commands.scenarios import loaded
from simulators.dui.scripts import SCRIPTS
from simulators.scenarios import history
from simulators.scenarios.coverage import cover
from simulators.scenarios.coverage_text import as_csv, as_json, lines
from simulators.scenarios.history import HistoryError, Past
from simulators.scenarios.reference import Reference, load_reference
from simulators.scenarios.rem import NO_REM, Rem, RemError, read_rem
from simulators.system_errors import in_french


def run(options: Namespace) -> int:
    """Says the matrix as text, as JSON or as CSV; writes nothing, plays nothing."""
    reference = load_reference()
    covered = cover(loaded(options.scenarios), reference, SCRIPTS)
    past, rem = _past(options), _rem(options, reference)
    if options.json:
        print(json.dumps(as_json(covered, past, rem), ensure_ascii=False, indent=1))
    elif options.csv is not None:
        try:
            options.csv.write_text(as_csv(covered, past, rem), "utf-8-sig", newline="")
        except OSError as error:
            raise CommandError(f"écriture impossible : {options.csv} ({in_french(error)})") from None
    else:
        print("\n".join(lines(covered, past, rem, options.lang)))
    return 0


def _past(options: Namespace) -> Mapping[str, Past]:
    if options.history is None:
        return {}
    player = REFERENCE_DUI if options.reference else DUI_UNDER_TEST
    try:
        return history.last(history.read(options.history), player.fr)
    except HistoryError as error:
        raise CommandError(str(error)) from None
    except OSError as error:
        raise CommandError(f"lecture impossible : {options.history} ({in_french(error)})") from None


def _rem(options: Namespace, reference: Reference) -> Rem:
    if options.rem is None:
        return NO_REM
    known = {*reference.requirements, *reference.scenarios, *reference.checks}
    try:
        return read_rem(options.rem, known)
    except RemError as error:
        raise CommandError(str(error)) from None
    except OSError as error:
        raise CommandError(f"lecture impossible : {options.rem} ({in_french(error)})") from None
