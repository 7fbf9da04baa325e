"""The rights matrices PDT-INF-526 and PDT-INF-606, and the pure decision they give."""

import json
from collections.abc import Mapping
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Final

from dmp.model import Acces, Acteur, Categorie, Dossier, Droit, EtatDocument, Limite, Statut

Matrice = Mapping[str, Mapping[str, str]]

MASQUE: Final = "MASQUE_PS"
INVISIBLE: Final = "INVISIBLE_PATIENT"
INVISIBLE_REPRESENTANTS: Final = "INVISIBLE_REPRESENTANTS_LEGAUX"
MEDECIN: Final = "10"
PHARMACIEN: Final = "21"
PROFESSIONS: Final = "1.2.250.1.71.1.2.7"
# Savoir-faire of occupational medicine (JDV_J01): these doctors have a column of their own.
TRAVAIL: Final = frozenset({"SM25", "C41", "CAPA11"})
_REFUS: Final = Droit(accorde=False)


def _load() -> Mapping[str, Any]:
    read: Mapping[str, Any] = json.loads((files("dmp.data") / "droits.json").read_text("utf-8"))
    return MappingProxyType(read)


_SOURCE: Final = _load()
DIRECT_INDIRECT: Final[Matrice] = _SOURCE["direct_and_indirect"]
AIR: Final[Matrice] = _SOURCE["air"]
NOTES: Final[Mapping[str, str]] = _SOURCE["notes"]


def colonne(acteur: Acteur) -> str:
    """The column of the matrix a caller stands in, empty when the matrices have none."""
    match acteur.mode:
        case "INDIRECTE":
            return "indirect_regulation" if acteur.acces == "regulation" else "indirect_normal"
        case "INDIRECTE_RENFORCEE":
            return _existante(AIR, "air", acteur)
        case "DIRECTE":
            return _existante(DIRECT_INDIRECT, "direct", acteur)


def _existante(matrice: Matrice, prefixe: str, acteur: Acteur) -> str:
    """The narrowest column that exists: a médecin traitant who regulates is read as a médecin."""
    suffix = "" if acteur.categorie is Categorie.MEDECIN_TRAVAIL else f"_{acteur.acces}"
    plus_large = Categorie.MEDECIN if acteur.categorie in _MEDECINS else acteur.categorie
    known = matrice["TD0.2"]
    names = (f"{prefixe}_{acteur.categorie}{suffix}", f"{prefixe}_{plus_large}_{acteur.acces}")
    return next((name for name in names if name in known), "")


_MEDECINS: Final = frozenset({Categorie.MEDECIN, Categorie.MEDECIN_TRAVAIL, Categorie.MT})


def droit(acteur: Acteur, transaction: str) -> Droit:
    """What the matrix of the caller's mode says of a transaction; what it does not know is refused."""
    matrice = AIR if acteur.mode == "INDIRECTE_RENFORCEE" else DIRECT_INDIRECT
    cell = matrice.get(transaction, {}).get(colonne(acteur), "N")
    if cell == "N":
        return _REFUS
    return Droit(accorde=True, limite=Limite.AUCUNE if cell == "Y" else Limite(cell))


def categorie(mode: str, profession: str, systeme: str, savoir_faire: str, *, est_mt: bool) -> Categorie:
    """What a verified caller is, from the codes of the assertion's roles."""
    if mode == "INDIRECTE":
        return Categorie.STRUCTURE
    if systeme != PROFESSIONS:
        return Categorie.CPE if mode == "DIRECTE" else Categorie.PE_NON_PS
    if profession != MEDECIN:
        return Categorie.PS_NON_MEDECIN
    if est_mt:
        return Categorie.MT
    travail = mode == "DIRECTE" and savoir_faire in TRAVAIL
    return Categorie.MEDECIN_TRAVAIL if travail else Categorie.MEDECIN


def acces(code: str) -> Acces:
    """The access mode of a `purposeofuse` code."""
    match code:
        case "bris_de_glace":
            return "bris"
        case "centre_15":
            return "regulation"
        case _:
            return "normal"


def acces_permis(acteur: Acteur, dossier: Dossier) -> bool:
    """Whether this caller may look into this record: authorised, or in an emergency not opposed to."""
    if acteur.sujet in dossier.bloques:
        return False
    match acteur.acces:
        case "bris":
            return not dossier.opposition_bris
        case "regulation":
            return not dossier.opposition_regulation
        case "normal":
            return dossier.autorisation is Statut.VALIDE


def lignes_de_consultation(statut: str, confidentialites: frozenset[str]) -> tuple[str, ...]:
    """The rows of the matrix that must all allow a document to be read."""
    rows = {
        EtatDocument.OBSOLETE: "TD3.2.obsolete",
        EtatDocument.ARCHIVE: "TD3.2.archived",
        EtatDocument.SUPPRIME: "TD3.2.deleted",
    }
    found = [row for state, row in rows.items() if statut == state]
    found.append("TD3.2.masked" if MASQUE in confidentialites else "TD3.2.unmasked")
    if INVISIBLE in confidentialites or INVISIBLE_REPRESENTANTS in confidentialites:
        found.append("TD3.2.invisible")
    return tuple(found)


def peut_lire(
    acteur: Acteur, dossier: Dossier, statut: str, confidentialites: frozenset[str], *, sien: bool
) -> bool:
    """Whether a document of a record may be read (or seen in a list) by this caller.

    `sien` tells that the caller is its author.
    """
    for row in lignes_de_consultation(statut, confidentialites):
        given = droit(acteur, row)
        if not given.accorde:
            return False
        if given.limite is Limite.LES_SIENS and not sien:
            return False
        if given.limite is Limite.PATIENT_A_PERMIS and not (sien or acces_permis(acteur, dossier)):
            return False
    return True
