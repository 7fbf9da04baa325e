"""What is asked of the generator and what it makes."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple

# One practice's calls: an order of size, not a norm (errata 5).
PARTS_PAR_DEFAUT: Final[Mapping[str, float]] = {"00": 75.2, "01": 24.4, "02": 0.4}
SOURCE_DES_PARTS: Final = (
    "Parts par défaut : 3 577 appels d'un seul cabinet d'ophtalmologie (étude Ophtao, 2026). Elles ne valent "
    "pas pour tous : donnez les vôtres. Une part se compte sur les appels, non sur les personnes."
)
NOMBRE_MAX: Final = 1_000_000
CODES: Final = ("00", "01", "02")


class PartsRefusees(ValueError):  # noqa: N818 - what a person typed, told back
    """Shares that cannot be; the argument is the sentence to show."""


class Cause(StrEnum):
    """Why the call of a record gets its answer."""

    JUSTE = "traits_justes"
    HOMONYME = "homonyme"
    INCONNUE = "personne_inconnue"
    USAGE = "nom_utilise_saisi_comme_nom_de_naissance"
    TIRET = "tiret_ou_espace"
    DATE = "date_fausse"
    PRENOM = "prenom_usuel"
    SEXE = "sexe_absent"
    FRAPPE = "faute_de_frappe"


class Identite(NamedTuple):
    """A row of the reference base."""

    nom: str
    prenoms: str
    sexe: str
    date: str
    lieu: str
    matricule: str
    cle: str


class Dossier(NamedTuple):
    """A record of the establishment, as typed there."""

    nom_naissance: str
    nom_utilise: str
    prenoms: str
    sexe: str
    date_naissance: str
    lieu_naissance: str


class Cas(NamedTuple):
    """A record, whom the reference base holds for it, and what its call gets."""

    dossier: Dossier
    identites: tuple[Identite, ...]
    code: str
    cause: Cause


@dataclass(frozen=True, slots=True)
class Commande:
    """How many calls, in which shares (percent by code), from which seed."""

    graine: str
    nombre: int
    parts: Mapping[str, float]


def effectifs(nombre: int, parts: Mapping[str, float]) -> dict[str, int]:
    """How many calls get each code: the shares exactly, to rounding (largest remainders).

    Raises `PartsRefusees`.
    """
    strange = sorted(set(parts) - set(CODES))
    if strange:
        raise PartsRefusees(f"code inconnu : {', '.join(strange)} (au choix : {', '.join(CODES)})")
    if any(not 0 <= part <= 100 for part in parts.values()) or abs(sum(parts.values()) - 100) > 1e-6:
        raise PartsRefusees("les parts vont de 0 à 100 et leur somme est 100")
    exact = {code: nombre * parts.get(code, 0.0) / 100 for code in CODES}
    whole = {code: int(value + 1e-9) for code, value in exact.items()}
    left = nombre - sum(whole.values())
    by_rest = sorted(CODES, key=lambda code: (whole[code] - exact[code], code))
    return {code: whole[code] + (by_rest.index(code) < left) for code in CODES}
