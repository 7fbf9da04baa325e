"""`socle judge JOURNAL`: the verdicts on a journal that somebody sent, or on the folder of a past run."""

from argparse import Namespace
from collections.abc import Sequence
from datetime import datetime

from simulators.commands.errors import CommandError
from simulators.commands.gate import Gate
from simulators.commands.reporting import DUI_UNDER_TEST, concluded, meta, verdict_lines
from simulators.commands.scenarios import loaded
from simulators.core.journal.archive import JournalFileError
from simulators.core.rule import Text
from simulators.scenarios.journal_file import MixedEspacesError, judge_journal
from simulators.scenarios.model import Catalogue, UnknownScenarioError
from simulators.scenarios.run_folder import RecordError, judged_again
from simulators.scenarios.verdicts import ScenarioVerdict
from simulators.system_errors import in_french


def run(options: Namespace) -> int:
    """0, 1 or 2 as `gate.exit_code` says."""
    catalogue = loaded(options.scenarios)
    gate = Gate(options, catalogue)
    try:
        verdicts = _verdicts(options, catalogue)
    except JournalFileError as error:
        line = f", ligne {error.line}" if error.line else ""
        raise CommandError(
            f"ce n'est pas un journal de simulateur, ou il est coupé : {options.journal}{line} "
            "(attendu : ce que « socle espace journal NOM » a écrit)"
        ) from None
    except UnknownScenarioError as error:
        raise CommandError(f"scénario inconnu : {error}") from None
    except (MixedEspacesError, RecordError) as error:
        raise CommandError(str(error)) from None
    except OSError as error:
        raise CommandError(f"lecture impossible : {options.journal} ({in_french(error)})") from None
    if not options.json:
        for verdict in verdicts:
            print("\n".join(verdict_lines(verdict, options.lang)))
    title = Text(f"Journal {options.journal.name}", f"Journal {options.journal.name}")
    about = meta(title, DUI_UNDER_TEST, verdicts, None)
    concluded(verdicts, about, options.report, as_json=options.json, lang=options.lang)
    return gate.settle(verdicts, DUI_UNDER_TEST, datetime.now().astimezone())


def _verdicts(options: Namespace, catalogue: Catalogue) -> Sequence[ScenarioVerdict]:
    if not options.journal.is_dir():
        names = options.scenario or ("ins",)
        return judge_journal(options.journal, names, catalogue=catalogue, espace=options.espace)
    verdicts = judged_again(options.journal, catalogue)
    if not verdicts:
        raise CommandError(
            f"aucun essai enregistré dans {options.journal} (dossier d'un « socle run --resume »)"
        )
    if not options.scenario:
        return verdicts
    wanted = {one.id for name in options.scenario for one in catalogue.pick(name)}
    return [one for one in verdicts if one.scenario.id in wanted]
