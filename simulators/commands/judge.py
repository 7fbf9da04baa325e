"""`socle judge JOURNAL`: the verdicts on a journal that somebody sent."""

from argparse import Namespace

from simulators.commands.errors import CommandError
from simulators.commands.reporting import DUI_UNDER_TEST, concluded, meta, verdict_lines
from simulators.core.journal.archive import JournalFileError
from simulators.core.rule import Text
from simulators.scenarios.journal_file import judge_journal
from simulators.scenarios.model import UnknownScenarioError
from simulators.system_errors import in_french


def run(options: Namespace) -> int:
    """0 when every check passed. The file is what `socle espace journal NOM` wrote."""
    names = options.scenario or ("ins",)
    try:
        verdicts = judge_journal(options.journal, names)
    except JournalFileError as error:
        line = f", ligne {error.line}" if error.line else ""
        raise CommandError(
            f"ce n'est pas un journal de simulateur : {options.journal}{line} "
            "(attendu : ce que « socle espace journal NOM » a écrit)"
        ) from None
    except UnknownScenarioError as error:
        raise CommandError(f"scénario inconnu : {error}") from None
    except OSError as error:
        raise CommandError(f"lecture impossible : {options.journal} ({in_french(error)})") from None
    if not options.json:
        for verdict in verdicts:
            print("\n".join(verdict_lines(verdict, options.lang)))
    title = Text(f"Journal {options.journal.name}", f"Journal {options.journal.name}")
    about = meta(title, DUI_UNDER_TEST, verdicts, None)
    return concluded(verdicts, about, options.report, as_json=options.json, lang=options.lang)
