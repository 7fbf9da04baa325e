"""Looking for a record before creating one (ins.md §9.3, rule 17): few letters, so that nobody is missed."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from simulators.core.basis import Basis, reported
from simulators.core.rule import Text
from simulators.core.sante import matricule
from simulators.core.sante.noms import convertir
from simulators.core.sante.rniv.dates import Etat, etat
from simulators.core.sante.rniv.dossier import Dossier, Matricule

MOST_LETTERS: Final = 3
BASIS: Final[Basis] = reported("identito-na.fr, page sur l'identification primaire ; SC.INS/va1.02, 25, 41")


@dataclass(frozen=True, slots=True)
class Critere:
    """What is asked: a full matricule alone, or a birth date and at most three letters of a name."""

    date_naissance: str = ""
    lettres_nom: str = ""
    lettres_prenom: str = ""
    matricule: str = ""


class CritereRefuseError(ValueError):
    """A search too wide or too narrow; `reason` is the sentence for the user."""

    def __init__(self, reason: Text) -> None:
        self.reason = reason
        super().__init__(reason.fr)


_NO_DATE: Final = Text("la date de naissance est obligatoire", "the birth date is compulsory")
_TOO_MANY: Final = Text(
    f"au plus {MOST_LETTERS} lettres du nom ou du prénom", f"at most {MOST_LETTERS} letters of a name"
)
_NO_MATRICULE: Final = Text(
    "un matricule INS a 15 caractères et une clé juste", "an INS has 15 characters and a right key"
)


def search(dossiers: Iterable[Dossier], critere: Critere) -> tuple[Dossier, ...]:
    """The records that may be the person's, case, accents, hyphens and apostrophes apart.

    Letters are the first of the birth or used name (given name). Raises CritereRefuseError without a full
    birth date, with more than three letters, or for a matricule whose key is wrong.
    """
    if critere.matricule:
        return _by_matricule(dossiers, "".join(critere.matricule.split()).upper())
    if etat(critere.date_naissance) is not Etat.COMPLETE:
        raise CritereRefuseError(_NO_DATE)
    family, given = _letters(critere.lettres_nom), _letters(critere.lettres_prenom)
    if max(len(family), len(given)) > MOST_LETTERS:
        raise CritereRefuseError(_TOO_MANY)
    return tuple(
        one
        for one in dossiers
        if one.traits.date_naissance == critere.date_naissance
        and _begins(family, one.traits.nom_naissance, one.nom_utilise)
        and _begins(given, *one.traits.prenoms, one.prenom_utilise)
    )


def _by_matricule(dossiers: Iterable[Dossier], asked: str) -> tuple[Dossier, ...]:
    if not matricule.valide(asked):
        raise CritereRefuseError(_NO_MATRICULE)
    return tuple(one for one in dossiers if asked in {ins.complet for ins in _numbers(one)})


def _numbers(dossier: Dossier) -> tuple[Matricule, ...]:
    return (*((dossier.ins,) if dossier.ins else ()), *dossier.historique)


def _begins(letters: str, *names: str) -> bool:
    return not letters or any(_letters(name).startswith(letters) for name in names)


def _letters(text: str) -> str:
    return convertir(text).translate({ord(sign): None for sign in "-' "})
