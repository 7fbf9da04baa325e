"""`socle compare A B`: two journals, or a replay and what it replays, told apart field by field."""

import json
from argparse import Namespace
from pathlib import Path

from simulators.commands.errors import VERDICT_FAILED, CommandError
from simulators.core.journal.archive import JournalFileError
from simulators.core.journal.model import Exchange
from simulators.rejeu.comparer import Comparaison, comparer
from simulators.rejeu.lecture import lire
from simulators.rejeu.rapports import ecrire, en_json, lignes
from simulators.system_errors import in_french


def run(options: Namespace) -> int:
    """0 when every answer is equal, 1 when one differs or is missing."""
    return conclu(comparer(journal(options.gauche), journal(options.droite)), options)


def journal(path: Path) -> list[Exchange]:
    """The exchanges of a journal file. Raises CommandError."""
    try:
        return lire(path)
    except JournalFileError as error:
        where = f", ligne {error.line}" if error.line else ""
        raise CommandError(
            f"ce n'est pas un journal de simulateur, ou il est trop grand, abîmé, coupé : {path}{where} "
            "(attendu : ce que « socle espace journal NOM » ou « socle replay » a écrit)"
        ) from None
    except OSError as error:
        raise CommandError(f"lecture impossible : {path} ({in_french(error)})") from None


def conclu(comparaison: Comparaison, options: Namespace) -> int:
    """Says and writes a comparison; its exit code."""
    if options.json:
        print(json.dumps(en_json(comparaison), ensure_ascii=False, indent=1))
    else:
        print("\n".join(lignes(comparaison, options.lang, tout=options.tout)))
    if options.report is not None:
        try:
            ecrire(options.report, comparaison, options.lang)
        except OSError as error:
            raise CommandError(f"écriture impossible : {options.report} ({in_french(error)})") from None
    return 0 if comparaison.egale else VERDICT_FAILED
