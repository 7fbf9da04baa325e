"""An editor's own numbering of requirements: a CSV that says which REM number stands for what of ours."""

import csv
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

HEAD = ("socle", "rem")
MAX_BYTES = 2_000_000


class RemError(ValueError):
    """A mapping that cannot be used: file, line and reason, in French."""

    def __init__(self, path: Path, line: int, reason: str) -> None:
        super().__init__(f"{path}, ligne {line} : {reason}")


@dataclass(frozen=True, slots=True)
class Rem:
    """The editor's numbers by requirement, scenario or check id of ours."""

    numbers: Mapping[str, tuple[str, ...]]

    def of(self, requirement: str, scenario: str = "", check: str = "") -> tuple[str, ...]:
        """The numbers of a check: its own, else its scenario's, else those of the requirement."""
        return next((self.numbers[one] for one in (check, scenario, requirement) if one in self.numbers), ())


NO_REM = Rem({})


def read_rem(path: Path, known: Collection[str]) -> Rem:
    """Reads `socle;rem`: a requirement, scenario or check id of ours, then the editor's number.

    Commas are accepted as separators, and several lines for one id.

    Raises:
        RemError: no such heading, an unknown id, a missing number, more than 2 MB, not UTF-8.
        OSError: the file cannot be read.
    """
    text = _text(path)
    delimiter = ";" if ";" in text.partition("\n")[0] else ","
    rows = csv.reader(text.splitlines(), delimiter=delimiter)
    if tuple(cell.strip().lower() for cell in next(rows, [])) != HEAD:
        raise RemError(path, 1, "la première ligne doit être « socle;rem »")
    numbers: dict[str, tuple[str, ...]] = {}
    for row in rows:
        if not any(cell.strip() for cell in row):
            continue
        ours, theirs = _pair(path, rows.line_num, row, known)
        numbers[ours] = (*numbers.get(ours, ()), theirs)
    return Rem(numbers)


def _text(path: Path) -> str:
    with path.open("rb") as file:
        data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise RemError(path, 1, f"fichier trop grand ({MAX_BYTES // 1_000_000} Mo au plus)")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise RemError(path, line, "le fichier n'est pas en UTF-8") from None


def _pair(path: Path, line: int, row: list[str], known: Collection[str]) -> tuple[str, str]:
    cells = [cell.strip() for cell in row]
    if len(cells) != len(HEAD) or not all(cells):
        raise RemError(path, line, "attend deux valeurs : l'identifiant du socle, puis votre numéro")
    if cells[0] not in known:
        raise RemError(path, line, f"« {cells[0]} » n'est ni une exigence, ni un scénario, ni un contrôle")
    return cells[0], cells[1]
