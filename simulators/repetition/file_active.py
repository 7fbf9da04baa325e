"""U8: records used, over the file active. Only the DUI knows both: it exports them as CSV.

Header `dossier;entree`, and if wished `finess`, `sortie`, `mouvement`, in any order, comma or semicolon.
`dossier` is any number of the DUI's own: no name is needed. `mouvement` is a day the record was used; a
record may have several lines. Days are 2026-03-02 or 02/03/2026.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from simulators.repetition.indicateurs import Mesure
from simulators.repetition.periodes import Mois, mois_du_jour

MAX_BYTES = 20_000_000
_NEEDED = ("dossier", "entree")
_KNOWN = (*_NEEDED, "finess", "sortie", "mouvement")
_FRENCH_DAY = re.compile(r"([0-9]{2})/([0-9]{2})/([0-9]{4})")


class FileActiveError(ValueError):
    """The file cannot be used; the text is one French line with the line of the file."""


@dataclass(frozen=True, slots=True)
class Presence:
    """One line: a record, where it is kept, from when to when, and one day it was used."""

    dossier: str
    finess: str
    entree: date
    sortie: date | None = None
    mouvement: date | None = None

    def present(self, mois: Mois) -> bool:
        """True when the record belongs to the file active some day of the month."""
        until = self.sortie is None or self.sortie >= mois.premier_jour
        return until and self.entree < mois.suivant.premier_jour


def lire(path: Path) -> tuple[Presence, ...]:
    """The lines of a file. Raises FileActiveError, OSError."""
    with path.open("rb") as stream:
        data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise FileActiveError(f"{path.name} : plus de {MAX_BYTES // 1_000_000} Mo")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise FileActiveError(f"{path.name} : le fichier n'est pas en UTF-8") from None
    return lire_texte(path.name, text)


def lire_texte(name: str, text: str) -> tuple[Presence, ...]:
    """The lines of the text of a file so named. Raises FileActiveError."""
    try:
        return tuple(_lines(name, text.splitlines()))
    except csv.Error as error:
        raise FileActiveError(f"{name} : tableau illisible ({error})") from None


def actifs(presences: Iterable[Presence], mois: Sequence[Mois], finess: str = "") -> Mesure:
    """U8 over some months: records used, over records present; of one establishment when it is named."""
    here = [one for one in presences if finess in ("", one.finess) and any(map(one.present, mois))]
    used = {one.dossier for one in here if one.mouvement and mois_du_jour(one.mouvement) in mois}
    return Mesure("U8", len(used), len({one.dossier for one in here}))


def mois_cites(presences: Iterable[Presence]) -> set[Mois]:
    """The months in which a record was used."""
    return {mois_du_jour(one.mouvement) for one in presences if one.mouvement}


def _lines(name: str, lines: Sequence[str]) -> Iterator[Presence]:
    semicolons = bool(lines) and ";" in lines[0]
    rows = csv.DictReader(lines, delimiter=";" if semicolons else ",", strict=True)
    columns = [one.strip().lower() for one in rows.fieldnames or ()]
    rows.fieldnames = columns
    if missing := [one for one in _NEEDED if one not in columns]:
        raise FileActiveError(
            f"{name}, ligne 1 : il manque {' et '.join(missing)} (colonnes lues : {', '.join(_KNOWN)})"
        )
    for row in rows:
        yield _presence(f"{name}, ligne {rows.line_num}", row)


def _presence(place: str, row: Mapping[str, str | None]) -> Presence:
    told = {column: (row.get(column) or "").strip() for column in _KNOWN}
    if not told["dossier"] or not told["entree"]:
        raise FileActiveError(f"{place} : un numéro de dossier et un jour d'entrée sont attendus")
    entree = _day(place, told["entree"])
    sortie = _day(place, told["sortie"]) if told["sortie"] else None
    if sortie is not None and sortie < entree:
        raise FileActiveError(f"{place} : la sortie précède l'entrée")
    mouvement = _day(place, told["mouvement"]) if told["mouvement"] else None
    return Presence(told["dossier"], told["finess"], entree, sortie, mouvement)


def _day(place: str, text: str) -> date:
    try:
        return date.fromisoformat(_FRENCH_DAY.sub(r"\3-\2-\1", text))
    except ValueError:
        raise FileActiveError(
            f"{place} : « {text[:20]} » n'est pas un jour (2026-03-02 ou 02/03/2026)"
        ) from None
