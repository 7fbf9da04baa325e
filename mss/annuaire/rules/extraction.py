"""The public extraction of the mailboxes: one line per box and holder (mss.md §4.4)."""

from collections.abc import Iterable, Iterator
from typing import Final

from mss.annuaire.data import systemes as s
from mss.annuaire.data.extraction import COLONNES
from mss.annuaire.rules.publication import VISIBLES, publiable
from simulators.core.monde.model import Boite, Professionnel, Structure

Ligne = tuple[str, ...]

# The open file holds no other kind (seen in August 2026).
_GENRES: Final = frozenset({"PER", "ORG"})


def lignes(
    professionnels: Iterable[Professionnel], structures: Iterable[Structure], boites: Iterable[Boite]
) -> Iterator[Ligne]:
    """The header, then the boxes shown, in the order of the espace."""
    people = {one.id: one for one in professionnels if publiable(one)}
    units = {one.id: one for one in structures}
    yield COLONNES
    for box in boites:
        if box.etat not in VISIBLES or box.genre not in _GENRES:
            continue
        person = people.get(box.titulaire) if box.genre == "PER" else None
        unit = units.get(box.titulaire) if box.genre == "ORG" else None
        values = _personne(person) if person else _structure(unit) if unit else None
        if values is not None:
            told = {
                "Type de BAL": box.genre,
                "Adresse BAL": box.adresse.lower(),
                "Service de rattachement": box.service,
                "Dématérialisation": "O" if box.dematerialisation else "N",
            }
            if box.genre == "PER" and (place := units.get(box.structure)):
                told |= _structure(place)
            yield tuple(_champ((told | values).get(column, "")) for column in COLONNES)


def _champ(value: str) -> str:
    """A separator in a name would shift the columns."""
    return " ".join(value.replace("|", " ").split())


def _personne(one: Professionnel) -> dict[str, str]:
    profession = one.profession if one.profession != s.SANS_PROFESSION else ""
    return {
        "Type Identifiant PP": "8",
        "Identifiant PP": one.rpps,
        "Identification nationale PP": f"8{one.rpps}",
        "Civilité d'exercice": one.civilite,
        "Nom d'exercice": one.nom,
        "Prénom d'exercice": one.prenom,
        "Catégorie profession": "C" if profession else "",
        "Libellé de catégorie profession": "Civil" if profession else "",
        "Code Profession": profession,
        "Libellé Profession": one.libelle_profession if profession else "",
        "Code savoir-faire": one.specialite,
    }


def _structure(one: Structure) -> dict[str, str]:
    return {
        "Type identifiant structure": one.identifiant_national[:1],
        "Identification Structure": one.identifiant_national,
        "Raison Sociale structure BAL": one.nom,
        "L6LIGNEACHEMINEMENT": one.ville,
        "Département": one.departement,
    }
