"""A table of identities as an editor exports it: its encoding, its separator, its columns, its lines."""

import codecs
import csv
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

from ins.model import Defaut

OBLIGATOIRES: Final = ("nom_naissance", "prenoms", "sexe", "date_naissance", "lieu_naissance")
COLONNES: Final = (*OBLIGATOIRES, "matricule", "cle", "oid", "historique")
# Headings met in exports, without case, accent nor sign.
_ALIAS: Final[Mapping[str, str]] = {
    "nom": "nom_naissance",
    "nom_de_naissance": "nom_naissance",
    "prenom": "prenoms",
    "prenom_s": "prenoms",
    "liste_prenoms": "prenoms",
    "liste_des_prenoms": "prenoms",
    "prenoms_de_naissance": "prenoms",
    "date": "date_naissance",
    "date_de_naissance": "date_naissance",
    "lieu": "lieu_naissance",
    "lieu_de_naissance": "lieu_naissance",
    "cog": "lieu_naissance",
    "code_cog": "lieu_naissance",
    "cog_naissance": "lieu_naissance",
    "ins": "matricule",
    "matricule_ins": "matricule",
}
_SIGNES: Final = re.compile(r"[^a-z0-9]+")
_MARQUES: Final = re.compile("[\u0300-\u036f]")
_MORCEAU: Final = 1 << 20
_UTF_16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class TableauIllisible(ValueError):  # noqa: N818 - what a person sent, told back
    """A file that is no such table, or breaks off: `defaut` says where."""

    def __init__(self, defaut: Defaut) -> None:
        super().__init__(defaut.message)
        self.defaut = defaut


class Rangee(NamedTuple):
    """One line: its number in the file and its values in the order of `COLONNES`, empty when absent."""

    ligne: int
    valeurs: Sequence[str]


@dataclass(frozen=True, slots=True)
class Tableau:
    """What was understood of the file: `rangs` are the ranks of `COLONNES` in it, `ignorees` the rest."""

    path: Path
    encodage: str
    separateur: str
    rangs: tuple[int | None, ...]
    largeur: int
    ignorees: tuple[str, ...]

    def rangees(self) -> Iterator[Rangee | Defaut]:
        """Every line after the heading; one that has not its columns is a `Defaut`. Empty ones are passed."""
        with self.path.open(encoding=self.encodage, newline="") as file:
            reader = csv.reader(file, delimiter=self.separateur, strict=True)
            begun = 1
            try:
                for values in reader:
                    line, begun = begun, reader.line_num + 1
                    if line > 1 and any(values):
                        yield self._rangee(line, values)
            except csv.Error as problem:
                told = "guillemet mal fermé" if "limit" not in str(problem) else "champ beaucoup trop long"
                raise TableauIllisible(Defaut(begun, "", 0, told)) from None

    def rang(self, colonne: str) -> int:
        """The number of a column in the file, from 1; 0 when it is not there."""
        place = self.rangs[COLONNES.index(colonne)]
        return 0 if place is None else place + 1

    def _rangee(self, line: int, values: list[str]) -> Rangee | Defaut:
        if len(values) != self.largeur:
            return Defaut(line, "", 0, f"{len(values)} colonnes, {self.largeur} attendues")
        return Rangee(line, ["" if rang is None else values[rang] for rang in self.rangs])


def lire(path: Path) -> Tableau:
    """Reads the heading and makes sure that the whole file decodes. Raises `TableauIllisible`."""
    encodage = _encodage(path)
    with path.open(encoding=encodage, newline="") as file:
        heading = file.readline(_MORCEAU)
    separateur = ";" if ";" in heading else ","
    names = [_nom(one) for one in next(csv.reader([heading], delimiter=separateur), [])]
    known = [_ALIAS.get(one, one) for one in names]
    _verifier(known, names)
    rangs = tuple(known.index(one) if one in known else None for one in COLONNES)
    ignored = tuple(one for one, name in zip(names, known, strict=True) if name not in COLONNES)
    return Tableau(path, encodage, separateur, rangs, len(names), ignored)


def _verifier(known: Sequence[str], names: Sequence[str]) -> None:
    missing = [one for one in OBLIGATOIRES if one not in known]
    if missing:
        told = f"colonnes absentes : {', '.join(missing)} (première ligne : les noms des colonnes)"
        raise TableauIllisible(Defaut(1, "", 0, told))
    for rank, name in enumerate(known):
        if name in COLONNES and name in known[:rank]:
            raise TableauIllisible(Defaut(1, names[rank][:40], rank + 1, f"{name} est là deux fois"))


def _nom(heading: str) -> str:
    plain = _MARQUES.sub("", unicodedata.normalize("NFD", heading.lower()))
    return _SIGNES.sub("_", plain).strip("_")


def _encodage(path: Path) -> str:
    """UTF-8 with or without mark, else Windows-1252, which a spreadsheet writes."""
    with path.open("rb") as file:
        if file.read(2) in _UTF_16:
            raise TableauIllisible(Defaut(1, "", 0, "UTF-16 : enregistrez le fichier en UTF-8"))
    return "utf-8-sig" if _decode(path, "utf-8") is None else _windows(path)


def _windows(path: Path) -> str:
    wrong = _decode(path, "cp1252")
    if wrong is not None:
        raise TableauIllisible(Defaut(wrong, "", 0, "ni UTF-8 ni Windows-1252"))
    return "cp1252"


def _decode(path: Path, encodage: str) -> int | None:
    """None when the whole file decodes, else the line where it stops."""
    decoder = codecs.getincrementaldecoder(encodage)()
    lines = 1
    with path.open("rb") as file:
        while True:
            chunk = file.read(_MORCEAU)
            try:
                decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError as problem:
                return lines + chunk.count(b"\n", 0, problem.start)
            if not chunk:
                return None
            lines += chunk.count(b"\n")
