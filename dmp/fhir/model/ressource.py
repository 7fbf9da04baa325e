"""A FHIR resource as the tree it was sent as, and the places in it.

The received tree is kept and given back; FHIR classes only judge it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

Json: TypeAlias = "str | int | float | bool | Mapping[str, Json] | Sequence[Json] | None"
Objet: TypeAlias = Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class Noeud:
    """One value of a tree and its FHIRPath (`Bundle.entry[1].resource.content[0].attachment.size`).

    A field that is absent, or is not of the shape asked for, reads as nothing: a rule never fails.
    """

    chemin: str
    valeur: Json

    @property
    def present(self) -> bool:
        """False when there is nothing there."""
        return self.valeur is not None

    @property
    def objet(self) -> Objet:
        """The object, empty when the value is none."""
        return self.valeur if isinstance(self.valeur, Mapping) else {}

    @property
    def texte(self) -> str:
        """The string, empty when the value is none."""
        return self.valeur if isinstance(self.valeur, str) else ""

    def champ(self, nom: str) -> "Noeud":
        """One field."""
        return Noeud(f"{self.chemin}.{nom}", self.objet.get(nom))

    def elements(self, nom: str) -> tuple["Noeud", ...]:
        """Each value of a repeated field; a single value counts for a list of one."""
        found = self.objet.get(nom)
        if found is None:
            return ()
        path = f"{self.chemin}.{nom}"
        if isinstance(found, str) or not isinstance(found, Sequence):
            return (Noeud(path, found),)
        return tuple(Noeud(f"{path}[{rank}]", one) for rank, one in enumerate(found))

    def premier(self, nom: str) -> "Noeud":
        """The first value of a repeated field."""
        return next(iter(self.elements(nom)), Noeud(f"{self.chemin}.{nom}", None))

    def codes(self) -> Iterator[tuple[str, str]]:
        """`(system, code)` of each coding of a CodeableConcept."""
        for coding in self.elements("coding"):
            yield coding.champ("system").texte, coding.champ("code").texte

    def extensions(self, url: str) -> tuple["Noeud", ...]:
        """The extensions of that address."""
        return tuple(one for one in self.elements("extension") if one.champ("url").texte == url)


def racine(ressource: Objet) -> Noeud:
    """The root of a resource: its path begins with its type."""
    kind = ressource.get("resourceType")
    return Noeud(kind if isinstance(kind, str) else "Resource", ressource)


class RaisonLecture(StrEnum):
    """Why a body is not a FHIR resource that can be read."""

    VIDE = "vide"
    TROP_GROS = "trop_gros"
    TROP_PROFOND = "trop_profond"
    TROP_DE_NOEUDS = "trop_de_noeuds"
    ENCODAGE = "encodage"
    SYNTAXE = "syntaxe"
    CLE_DOUBLE = "cle_double"
    NOMBRE = "nombre"
    DTD = "dtd"
    RACINE = "racine"
    TYPE_ABSENT = "type_absent"
    TYPE_INCONNU = "type_inconnu"
    TYPE_INATTENDU = "type_inattendu"
    ELEMENT_INCONNU = "element_inconnu"
    ELEMENT_REPETE = "element_repete"
    ORDRE = "ordre"
    ESPACE_DE_NOMS = "espace_de_noms"


class RessourceIllisibleError(Exception):
    """A body refused before any rule; `lieu` is a FHIRPath or `ligne 3, colonne 8`."""

    def __init__(self, raison: RaisonLecture, detail: str = "", lieu: str = "") -> None:
        super().__init__(raison.value, detail, lieu)
        self.raison = raison
        self.detail = detail
        self.lieu = lieu


class GenreDefaut(StrEnum):
    """What is wrong with the structure of a resource."""

    INCONNU = "inconnu"
    MANQUANT = "manquant"
    CHOIX = "choix"
    VIDE = "vide"
    FORME = "forme"
    VALEUR = "valeur"
    TYPE = "type"


@dataclass(frozen=True, slots=True)
class DefautStructure:
    """One breach of the base FHIR structure, at a FHIRPath."""

    genre: GenreDefaut
    chemin: str
    trouve: str = ""
    attendu: str = ""
