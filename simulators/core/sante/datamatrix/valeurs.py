"""The value of each block, looked at alone: length, letters, key, date, place."""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from simulators.core.rule import Finding, Place, Rule
from simulators.core.sante import cog, matricule
from simulators.core.sante.datamatrix import regles
from simulators.core.sante.datamatrix.format import CHAMPS
from simulators.core.sante.noms import convertir, permis
from simulators.core.sante.oids import LIBELLES
from simulators.core.sante.rniv.dates import Etat, etat


class Bloc(NamedTuple):
    """One block as it stands in a text: where its value begins, and whether a separator ended it."""

    id: str
    valeur: str
    debut: int = 0
    separe: bool = False

    @property
    def fin(self) -> int:
        """Where the value ends."""
        return self.debut + len(self.valeur)


def finding(rule: Rule, found: str = "", expected: str = "", start: int = 0, end: int = 0) -> Finding:
    """One finding at characters of the text; without an end, on the whole."""
    place = Place("request", "bytes", start=start, end=end) if end else Place("request", "whole")
    return Finding(rule, place, found, expected)


def value_findings(bloc: Bloc) -> Iterator[Finding]:
    """What is wrong with the value of a known block; a wrong length alone is told when there is one."""
    champ, length = CHAMPS[bloc.id], len(bloc.valeur)
    if champ.minimum <= length <= champ.maximum:
        for rule, expected in _CHECKS[bloc.id](bloc.valeur):
            yield finding(rule, bloc.valeur, expected, bloc.debut, bloc.fin)
        return
    bounds = f"{champ.minimum}" if champ.fixe else f"{champ.minimum}-{champ.maximum}"
    found = f"{bloc.id} : {length}"
    yield finding(regles.LONGUEUR, found, bounds, bloc.debut - len(bloc.id), bloc.fin)


Told = Iterator[tuple[Rule, str]]


def _matricule(value: str) -> Told:
    own = value[: matricule.LENGTH]
    if not (matricule.en_forme(own) and value[matricule.LENGTH :].isdecimal()):
        yield regles.MATRICULE, ""
    elif not matricule.valide(value):
        yield regles.CLE, own + matricule.cle(own)


def _oid(value: str) -> Told:
    if value not in LIBELLES:
        yield regles.OID, ""


def _name(value: str) -> Told:
    if not permis(value):
        plain = convertir(value)
        yield regles.LETTRES, plain if permis(plain) else ""


def _sexe(value: str) -> Told:
    if value not in ("M", "F"):
        yield regles.SEXE, value.upper() if value in ("m", "f") else ""


def _date(value: str) -> Told:
    turned = "-".join(reversed(value.split("-")))
    if etat(turned) is not Etat.COMPLETE:
        yield regles.DATE, turned if etat(value) is Etat.COMPLETE else ""


def _lieu(value: str) -> Told:
    if not cog.en_forme(value):
        yield regles.LIEU, ""


_CHECKS: Final[Mapping[str, Callable[[str], Told]]] = MappingProxyType(
    {"S1": _matricule, "S2": _oid, "S3": _name, "S4": _name, "S5": _sexe, "S6": _date, "S7": _lieu}
)
