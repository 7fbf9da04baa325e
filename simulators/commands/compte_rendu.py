"""`socle compte-rendu JOURNAL…`: a rehearsal told to the staff of one establishment, or of a group."""

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from simulators import __version__
from simulators.commands.errors import CommandError
from simulators.core.fixtures import load_monde
from simulators.core.journal.archive import JournalFileError, load
from simulators.core.journal.model import Exchange
from simulators.repetition import file_active, seuils
from simulators.repetition.bilan import Bilan, Demande, NothingPlayedError, dresser
from simulators.repetition.etablissements import Annuaire
from simulators.repetition.mise_en_service import MOTS
from simulators.repetition.page import en_bref, rendre
from simulators.repetition.recit import conteur
from simulators.repetition.tableau import en_csv, en_json
from simulators.scenarios.reports.files import put
from simulators.serve import offline_services
from simulators.system_errors import in_french

HTML, CSV, JSON = "compte-rendu.html", "compte-rendu.csv", "compte-rendu.json"
_EVERYWHERE = ""


def run(options: Namespace) -> int:
    """0 once written: a rehearsal is told, never failed."""
    demande = _asked(options)
    exchanges = [one for path in options.journal for one in _read(path)]
    unique = {one.id: one for one in exchanges}
    tell = conteur(offline_services(), demande.langue)
    try:
        bilan = dresser(tuple(unique.values()), Annuaire(load_monde()), demande, tell)
    except NothingPlayedError:
        raise CommandError("ces journaux ne contiennent aucun échange d'un établissement") from None
    _write(options.out, bilan)
    if options.json:
        print(en_json(bilan))
    else:
        print("\n".join((*en_bref(bilan), f"Compte rendu : {options.out / HTML}")))
    return 0


def _asked(options: Namespace) -> Demande:
    unknown = [one for one in options.fait or () if one not in MOTS]
    if unknown:
        raise CommandError(f"étape de mise en service inconnue : {unknown[0]} (au choix : {', '.join(MOTS)})")
    try:
        presences = file_active.lire(options.file_active) if options.file_active else ()
        thresholds = seuils.lire(options.seuil or ())
    except (file_active.FileActiveError, seuils.SeuilError) as error:
        raise CommandError(str(error)) from None
    except OSError as error:
        raise CommandError(f"lecture impossible : {options.file_active} ({in_french(error)})") from None
    return Demande(
        titre=options.titre,
        effectif=dict(map(_staff, options.effectif or ())),
        file_active=presences,
        seuils=thresholds,
        faites=frozenset(options.fait or ()),
        langue=options.lang,
    )


def _staff(written: str) -> tuple[str, int]:
    """`12`, or `990000028=12` for one establishment."""
    finess, _, number = written.rpartition("=")
    if not (number.isascii() and number.isdigit() and int(number[:7]) > 0):
        raise CommandError(f"effectif illisible : {written[:40]} (attendu 12, ou FINESS=12)")
    return finess or _EVERYWHERE, int(number[:7])


def _read(path: Path) -> Sequence[Exchange]:
    try:
        return list(load(path))
    except JournalFileError as error:
        line = f", ligne {error.line}" if error.line else ""
        raise CommandError(f"ce n'est pas un journal de simulateur, ou il est coupé : {path}{line}") from None
    except OSError as error:
        raise CommandError(f"lecture impossible : {path} ({in_french(error)})") from None


def _write(folder: Path, bilan: Bilan) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        put(folder / HTML, rendre(bilan, __version__).encode())
        # A spreadsheet needs the mark to read accents.
        put(folder / CSV, en_csv(bilan).encode("utf-8-sig"))
        put(folder / JSON, en_json(bilan).encode())
    except OSError as error:
        raise CommandError(f"compte rendu impossible à écrire : {folder} ({in_french(error)})") from None
