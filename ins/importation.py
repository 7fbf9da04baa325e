"""A table of identities into the reference base of an espace: all of it, or nothing and the reasons."""

import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ins.hors_boucle import Arret, hors_boucle
from ins.messages.tableau import Rangee, Tableau, TableauIllisible, lire
from ins.model import Defaut
from ins.rules.inscription import Inscription, inscrire
from ins.rules.vie import fiches
from ins.state import base as registre
from ins.state.lot import Lot, Versement, ouvrir, verser
from simulators.core.sante import tirage
from simulators.core.sante.matricule import cle

if TYPE_CHECKING:
    from simulators.core.espace import Espace

LIGNES_MAX: Final = 1_000_000
MOST_TOLD: Final = 100
_ROW: Final = ("matricule", "cle", "oid", "nom", "prenoms", "sexe", "date", "lieu", "historique")


@dataclass(slots=True)
class Dits:
    """What is told of the lines: the first ones, and how many there are."""

    premiers: list[Defaut] = field(default_factory=list)
    nombre: int = 0

    def ajouter(self, defauts: Iterable[Defaut]) -> None:
        """Adds them, the list staying short."""
        for one in defauts:
            self.nombre += 1
            if len(self.premiers) < MOST_TOLD:
                self.premiers.append(one)


class ImportRefuse(Exception):  # noqa: N818 - what a person sent, told back
    """Nothing was imported; `dits` are the reasons, line by line."""

    def __init__(self, dits: Dits) -> None:
        super().__init__(f"{dits.nombre} défauts")
        self.dits = dits


@dataclass(frozen=True, slots=True)
class Bilan:
    """What an import did."""

    ajoutees: int
    matricules_donnes: int
    alertes: Dits
    colonnes_ignorees: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reception:
    """What the lines are judged by: the espace's options, the matricules its people bear, a seed.

    `occupes` gives the matricules of the kept base that begin so, none when the base is to be replaced.
    """

    options: frozenset[str]
    refuser_reelles: bool
    portes: frozenset[str]
    graine: bytes
    occupes: Any


async def importer(espace: "Espace", path: Path, *, remplacer: bool) -> Bilan:
    """Reads and judges the table off the loop, then moves it into the base. Raises `ImportRefuse`."""
    reception = recevoir(espace, remplacer=remplacer)
    with tempfile.TemporaryDirectory(prefix="socle-lot-") as folder:
        with ouvrir(Path(folder)) as lot:
            bilan = await hors_boucle(partial(_lire, path, lot, reception))
        moved = await deplacer(espace, lot.path, remplacer=remplacer)
    if moved.deja:
        raise ImportRefuse(_refus(_deja_portes(moved.deja)))
    return bilan


def recevoir(espace: "Espace", *, remplacer: bool) -> Reception:
    """What the lines of this espace are judged by."""
    people = espace.monde.personnes().values()
    read = espace.store.read
    return Reception(
        options=espace.settings.options,
        refuser_reelles=espace.settings.refuse_real_data,
        portes=frozenset(one.ins.matricule for person in people for one in fiches(person)),
        graine=espace.ids.digest("import"),
        occupes=lambda debut: set() if remplacer else read(partial(registre.pris, debut=debut)),
    )


async def deplacer(espace: "Espace", path: Path, *, remplacer: bool) -> Versement:
    """Moves a lot into the base; the views are told."""
    moved = await espace.store.alone(verser(path, remplacer=remplacer))
    espace.monde.invalidate()
    return moved


def _lire(path: Path, lot: Lot, reception: Reception, arret: Arret) -> Bilan:
    try:
        table = lire(path)
        fautes, alertes, count = _inscrire_tout(table, arret.suivre(table.rangees()), lot, reception)
    except TableauIllisible as refused:
        raise ImportRefuse(_refus([refused.defaut])) from None
    if fautes.nombre:
        raise ImportRefuse(fautes)
    if not count:
        raise ImportRefuse(_refus([Defaut(1, "", 0, "aucune ligne après les noms des colonnes")]))
    given = _numeroter(lot, reception, table)
    return Bilan(count, given, alertes, table.ignorees)


def _inscrire_tout(
    table: Tableau, rangees: Iterable[Rangee | Defaut], lot: Lot, reception: Reception
) -> tuple[Dits, Dits, int]:
    fautes, alertes, count = Dits(), Dits(), 0
    for rangee in rangees:
        count += 1
        if count > LIGNES_MAX:
            fautes.ajouter([Defaut(_ligne(rangee), "", 0, f"plus de {LIGNES_MAX} identités")])
            break
        if isinstance(rangee, Defaut):
            fautes.ajouter([rangee])
            continue
        one = inscrire(rangee.valeurs, reception.options, refuser_reelles=reception.refuser_reelles)
        fautes.ajouter(Defaut(rangee.ligne, name, table.rang(name), said) for name, said in one.fautes)
        alertes.ajouter(Defaut(rangee.ligne, name, table.rang(name), said) for name, said in one.alertes)
        if not fautes.nombre:
            lot.ajouter(_row(rangee, one), one.anciens)
    return fautes, alertes, count


def _ligne(rangee: Rangee | Defaut) -> int:
    return rangee.ligne


def _row(rangee: Rangee, one: Inscription) -> dict[str, Any]:
    values: dict[str, Any] = {name: getattr(one, name) for name in _ROW}
    values["matricule"] = one.matricule or None
    return {**values, "ligne": rangee.ligne, "souche": tirage.souche(one.sexe, one.date)}


def _numeroter(lot: Lot, reception: Reception, table: Tableau) -> int:
    """Refuses what is borne twice, then gives fictional matricules to the lines without one."""
    lot.indexer()
    where = table.rang("matricule")
    twice = [Defaut(line, "matricule", where, f"{number} est là deux fois") for line, number in lot.doubles()]
    borne = _deja_portes(lot.portes(reception.portes), where)
    if twice or borne:
        raise ImportRefuse(_refus([*twice, *borne]))
    count = 0
    for souche in lot.souches():
        wanting = lot.sans_matricule(souche)
        taken = lot.pris(souche) | reception.occupes(souche) | reception.portes
        numbers = tirage.repartir(souche, (lieu for _, lieu in wanting), taken, reception.graine)
        lot.donner(list(_donnes(wanting, numbers)))
        count += len(wanting)
    return count


def _donnes(wanting: list[tuple[int, str]], numbers: Iterator[str | None]) -> Iterator[tuple[str, str, int]]:
    for (line, _), number in zip(wanting, numbers, strict=True):
        if number is None:
            told = "plus aucun matricule fictif libre pour ce sexe et ce mois de naissance"
            raise ImportRefuse(_refus([Defaut(line, "", 0, told)]))
        yield number, cle(number), line


def _deja_portes(found: Iterable[tuple[int, str]], rang: int = 0) -> list[Defaut]:
    return [
        Defaut(line, "matricule", rang, f"{number} est déjà porté dans cet espace") for line, number in found
    ]


def _refus(defauts: list[Defaut]) -> Dits:
    dits = Dits()
    dits.ajouter(defauts)
    return dits


def en_json(dits: Dits) -> list[dict[str, object]]:
    """The lines as the control API tells them."""
    return [{**one._asdict(), "champ": _champ(one)} for one in dits.premiers]


def _champ(one: Defaut) -> str:
    place = f"ligne {one.ligne}"
    return f"{place}, colonne {one.rang} ({one.colonne})" if one.colonne else place


__all__ = ["Bilan", "ImportRefuse", "Reception", "deplacer", "en_json", "importer", "recevoir"]
