"""What is handed over: the reference base, the establishment's records, the answers expected, a note."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from textwrap import wrap
from types import TracebackType
from typing import Any, Final

from ins.generateur.hasard import Hasard
from ins.generateur.modele import SOURCE_DES_PARTS, Cas, Commande, Identite
from simulators.core.sante.noms import convertir

BASE: Final = "base.csv"
DOSSIERS: Final = "dossiers.csv"
ATTENDUS: Final = "attendus.csv"
NOTE: Final = "lisez-moi.txt"
_EN_TETES: Final[Mapping[str, tuple[str, ...]]] = {
    BASE: (
        "nom_naissance",
        "prenoms",
        "sexe",
        "date_naissance",
        "lieu_naissance",
        "matricule",
        "cle",
        "oid",
    ),
    DOSSIERS: (
        "dossier",
        "nom_naissance",
        "nom_utilise",
        "prenoms",
        "sexe",
        "date_naissance",
        "lieu_naissance",
    ),
    ATTENDUS: ("dossier", "code", "cause", "matricule"),
}
# Records are shuffled so many at a time: made month by month, they would come sorted.
_BRASSAGE: Final = 50_000


class Fichiers:
    """The files of one order, written as the cases come."""

    def __init__(self, folder: Path, commande: Commande, oid: str) -> None:
        self._folder, self._commande, self._oid = folder, commande, oid
        self._hasard = Hasard(commande.graine, "brassage")
        self._stack = ExitStack()
        self._writers: dict[str, Any] = {}
        self._attente: list[Cas] = []
        self._numero = 0

    def __enter__(self) -> "Fichiers":
        for name, heading in _EN_TETES.items():
            file = self._stack.enter_context((self._folder / name).open("w", encoding="utf-8", newline=""))
            self._writers[name] = csv.writer(file, delimiter=";", lineterminator="\n")
            self._writers[name].writerow(heading)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._brasser()
            (self._folder / NOTE).write_text(note(self._commande), "utf-8")
        self._stack.close()

    def ajouter(self, cas: Cas) -> None:
        """One more case."""
        self._writers[BASE].writerows((*one, self._oid) for one in cas.identites)
        self._attente.append(cas)
        if len(self._attente) >= _BRASSAGE:
            self._brasser()

    def _brasser(self) -> None:
        self._hasard.melanger(self._attente)
        records, answers = [], []
        for cas in self._attente:
            self._numero += 1
            number = f"D{self._numero:07d}"
            records.append((number, *cas.dossier))
            found = cas.identites[0] if cas.code == "00" else None
            answers.append((number, cas.code, cas.cause, found.matricule + found.cle if found else ""))
        self._writers[DOSSIERS].writerows(records)
        self._writers[ATTENDUS].writerows(answers)
        self._attente.clear()


def note(commande: Commande) -> str:
    """What the files are and how the shares are to be counted."""
    shares = ", ".join(
        f"{code} : {part:g} %".replace(".", ",") for code, part in sorted(commande.parts.items())
    )
    source = "\n".join(wrap(SOURCE_DES_PARTS, 110))
    return f"""Identités imaginées par le simulateur : aucune n'est celle d'une personne réelle.
Graine « {commande.graine} », {commande.nombre} dossiers, parts demandées {shares}.

{BASE}      le référentiel national que le simulateur interroge (« socle insi import {BASE} »)
{DOSSIERS}  les dossiers d'un établissement, tels que saisis dans son DUI : c'est ce qu'on lui donne
{ATTENDUS}  le corrigé : la réponse INSi de chaque dossier, sa cause, l'INS attendu

Un dossier vaut un appel : nom de naissance saisi (converti aux lettres d'INSi), premier prénom, sexe, date,
sans lieu de naissance. Un dossier sans sexe compte aussi : son appel, s'il part, ne trouve personne.
{source}
"""


def appel(nom: str, prenoms: str, sexe: str, date: str) -> tuple[str, str, str, str]:
    """The traits that a record's call sends: the convention of the shares."""
    day, month, year = date.split("/")
    return convertir(nom), convertir(prenoms).split(" ")[0], sexe, f"{year}-{month}-{day}"


def lignes(identites: Iterable[Identite], oid: str, premiere: int) -> Iterator[dict[str, Any]]:
    """Rows of the reference base as a lot takes them, numbered from `premiere`."""
    for rank, one in enumerate(identites, premiere):
        row: dict[str, Any] = one._asdict()
        yield {**row, "oid": oid, "historique": "", "ligne": rank, "souche": one.matricule[:5]}
