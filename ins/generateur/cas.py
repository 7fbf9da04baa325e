"""The people of one sex born in one month, and the records that look for them.

No call finds anybody by accident: within a month, every birth name and day is one person's, as held by the
reference base and as typed in the record.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ins.generateur import saisies
from ins.generateur.hasard import Hasard
from ins.generateur.modele import Cas, Cause, Dossier, Identite
from simulators.core.sante.fictif import COMMUNES_DE_FICTION
from simulators.core.sante.matricule import cle
from simulators.core.sante.noms import convertir
from simulators.core.sante.tirage import souche

# Why a call finds nobody: for women, mostly a married name typed as birth name (ins.md §6.2).
_CAUSES_FEMMES: Final[Sequence[tuple[Cause, int]]] = (
    (Cause.USAGE, 55),
    (Cause.INCONNUE, 11),
    (Cause.PRENOM, 9),
    (Cause.DATE, 8),
    (Cause.TIRET, 8),
    (Cause.SEXE, 5),
    (Cause.FRAPPE, 4),
)
_CAUSES: Final[Sequence[tuple[Cause, int]]] = (
    (Cause.INCONNUE, 25),
    (Cause.DATE, 20),
    (Cause.PRENOM, 20),
    (Cause.TIRET, 15),
    (Cause.FRAPPE, 12),
    (Cause.SEXE, 8),
)
# Those born later bear no other name than their birth name.
_DERNIERE_ANNEE: Final = "2003"
# Percent of women whose record rightly holds another name than the birth name.
_NOM_UTILISE: Final = 40


@dataclass(slots=True)
class _Personne:
    """Somebody being made: civil status in readable letters, and what the record says instead."""

    nom: str
    prenoms: list[str]
    date: str
    nom_saisi: str
    prenoms_saisis: str
    date_saisie: str
    nom_utilise: str = ""


class Lettres:
    """Names in the letters of INSi; few names make many people, each is converted once."""

    def __init__(self) -> None:
        self._connues: dict[str, str] = {}

    def __call__(self, value: str) -> str:
        found = self._connues.get(value)
        if found is None:
            found = self._connues[value] = convertir(value)
        return found


class Mois:
    """The people of one sex born in one month; `fins` are the ends of matricules still free there."""

    def __init__(self, hasard: Hasard, sexe: str, mois: str, fins: list[str], lettres: Lettres) -> None:
        self._hasard, self._sexe, self._mois, self._lettres = hasard, sexe, mois, lettres
        self._souche, self._fins = souche(sexe, mois), fins
        self._communes = sorted(COMMUNES_DE_FICTION)
        self._prises: set[tuple[str, str]] = set()
        self._femme = sexe == "F" and mois[:4] <= _DERNIERE_ANNEE

    def cas(self, codes: Sequence[str]) -> Iterator[Cas]:
        """A case for each code asked for. Raises LookupError when the month has no matricule left."""
        for code in codes:
            cause = self._cause(code)
            personne = self._nouvelle(cause)
            held = tuple(self._identites(personne, cause))
            lieu = held[0].lieu if held else self._hasard.parmi(self._communes)
            yield Cas(self._dossier(personne, cause, lieu), held, code, cause)

    def _cause(self, code: str) -> Cause:
        match code:
            case "00":
                return Cause.JUSTE
            case "02":
                return Cause.HOMONYME
            case _:
                return self._hasard.pondere(_CAUSES_FEMMES if self._femme else _CAUSES)

    def _nouvelle(self, cause: Cause) -> _Personne:
        """Somebody whose names and day, held and typed, are nobody else's this month."""
        while True:
            one = _SELON.get(cause, _juste)(self._hasard, self._sexe, self._jour())
            held = (self._lettres(one.nom), one.date)
            typed = (self._lettres(one.nom_saisi), one.date_saisie)
            free = held not in self._prises and typed not in self._prises
            if free and (cause not in _SELON or not self._trouvee(one)):
                self._prises |= {held, typed}
                return one

    def _trouvee(self, one: _Personne) -> bool:
        """Whether the call would find the person after all: a slip that changes nothing to INSi."""
        letters = self._lettres
        if (letters(one.nom_saisi), one.date_saisie) != (letters(one.nom), one.date):
            return False
        asked, known = convertir(one.prenoms_saisis).split(" ")[0], " ".join(map(letters, one.prenoms))
        return known == asked or known.startswith(f"{asked} ")

    def _jour(self) -> str:
        return f"{self._mois}-{self._hasard.entier(28) + 1:02d}"

    def _dossier(self, one: _Personne, cause: Cause, lieu: str) -> Dossier:
        hasard, used = self._hasard, one.nom_utilise
        if self._femme and not used and hasard.chance(_NOM_UTILISE):
            used = saisies.autre_nom(hasard, one.nom)
        return Dossier(
            saisies.casse(hasard, one.nom_saisi),
            saisies.casse(hasard, used),
            saisies.casse(hasard, one.prenoms_saisis),
            "" if cause is Cause.SEXE else self._sexe,
            saisies.a_la_francaise(one.date_saisie),
            lieu,
        )

    def _identites(self, one: _Personne, cause: Cause) -> Iterator[Identite]:
        if cause is Cause.INCONNUE:
            return
        first = self._identite(one, self._fin(""))
        yield first
        if cause is Cause.HOMONYME:
            yield self._identite(one, self._fin(first.lieu))

    def _fin(self, sauf: str) -> str:
        """The end of a free matricule, of another commune than that one."""
        free = [place for place, end in enumerate(self._fins) if end[:5] != sauf] if sauf else None
        if not (self._fins if free is None else free):
            raise LookupError(self._souche)
        place = self._hasard.entier(len(self._fins)) if free is None else self._hasard.parmi(free)
        self._fins[place], self._fins[-1] = self._fins[-1], self._fins[place]
        return self._fins.pop()

    def _identite(self, one: _Personne, end: str) -> Identite:
        number = self._souche + end
        names = " ".join(map(self._lettres, one.prenoms))
        return Identite(self._lettres(one.nom), names, self._sexe, one.date, end[:5], number, cle(number))


def _juste(hasard: Hasard, sexe: str, date: str) -> _Personne:
    name, given = saisies.nom(hasard), saisies.prenoms(hasard, sexe)
    # Two given names that the civil status does not join are two to INSi: the first is enough.
    return _Personne(name, given, date, name, saisies.tapes(hasard, given), date)


def _usage(hasard: Hasard, sexe: str, date: str) -> _Personne:
    one = _juste(hasard, sexe, date)
    one.nom_saisi = one.nom_utilise = saisies.autre_nom(hasard, one.nom)
    return one


def _date(hasard: Hasard, sexe: str, date: str) -> _Personne:
    one = _juste(hasard, sexe, date)
    one.date_saisie = saisies.jour_faux(hasard, date)
    return one


def _prenom(hasard: Hasard, sexe: str, date: str) -> _Personne:
    """The given name in use is not the first one."""
    one = _juste(hasard, sexe, date)
    one.prenoms = saisies.prenoms(hasard, sexe, au_moins=2)
    one.prenoms_saisis = one.prenoms[1]
    return one


def _frappe(hasard: Hasard, sexe: str, date: str) -> _Personne:
    one = _juste(hasard, sexe, date)
    one.nom_saisi = saisies.frappe(hasard, one.nom)
    return one


def _tiret(hasard: Hasard, sexe: str, date: str) -> _Personne:
    """The same words joined otherwise, in the name or in the first given name."""
    one = _juste(hasard, sexe, date)
    if hasard.chance(50):
        one.nom = saisies.nom_compose(hasard)
        one.nom_saisi = saisies.autre_tiret(one.nom)
    else:
        one.prenoms[0] = saisies.prenom_double(hasard, sexe)
        one.prenoms_saisis = saisies.autre_tiret(one.prenoms[0])
    return one


_SELON: Final[Mapping[Cause, Callable[[Hasard, str, str], _Personne]]] = {
    Cause.USAGE: _usage,
    Cause.DATE: _date,
    Cause.PRENOM: _prenom,
    Cause.FRAPPE: _frappe,
    Cause.TIRET: _tiret,
}
