"""`socle judge JOURNAL`: the verdicts on a journal that somebody sent."""

from argparse import Namespace

from simulators.commands.errors import CommandError
from simulators.commands.reporting import DUI_UNDER_TEST, concluded, meta, verdict_lines
from simulators.core.journal.archive import JournalFileError
from simulators.core.rule import Text
from simulators.scenarios.journal_file import judge_journal
from simulators.scenarios.model import UnknownScenarioError


def run(options: Namespace) -> int:
    """0 when every check passed. The file is what `socle espace journal NOM` wrote."""
    names = options.scenario or ("ins",)
    try:
        verdicts = judge_journal(options.journal, names)
    except JournalFileError as error:
        raise CommandError(f"ce n'est pas un journal de simulateur : {error}") from None
    except UnknownScenarioError as error:
        raise CommandError(f"scénario inconnu : {error}") from None
    except OSError as error:
        raise CommandError(f"lecture impossible : {options.journal} ({error.strerror})") from None
    if not options.json:
        for verdict in verdicts:
            print("\n".join(verdict_lines(verdict, options.lang)))
    title = Text(f"Journal {options.journal.name}", f"Journal {options.journal.name}")
    about = meta(title, DUI_UNDER_TEST, verdicts, None)
    return concluded(verdicts, about, options.report, as_json=options.json, lang=options.lang)
