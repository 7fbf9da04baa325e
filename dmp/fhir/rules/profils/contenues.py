"""What an entry contains and names: author, authenticator, patient, and nothing left over (§2.1)."""

from collections.abc import Iterator
from typing import Final

from dmp.fhir.model.profil import Ecart
from dmp.fhir.model.ressource import Noeud
from dmp.fhir.rules.catalogue import fiche_contenues as c
from dmp.fhir.rules.profils.outils import contenue, contenues, parents, references

_AUTEURS: Final = frozenset({"Practitioner", "PractitionerRole", "Device", "Patient"})
_AUTEURS_SIMPLES: Final = _AUTEURS | {"Organization", "RelatedPerson"}
_AUTHENTIFICATEURS: Final = frozenset({"Practitioner", "PractitionerRole", "Organization"})
_PATIENT: Final = frozenset({"Patient"})


def contenues_de_la_fiche(node: Noeud, *, simple: bool) -> Iterator[Ecart]:
    """Authors and patient contained, of the right types. Simplified, an author may be elsewhere."""
    inside = contenues(node)
    for one in node.elements("author"):
        if not simple or one.champ("reference").texte.startswith("#"):
            types = _AUTEURS_SIMPLES if simple else _AUTEURS
            yield from contenue(one, inside, types, (c.AUTEUR_CONTENU, c.AUTEUR_TYPE))
    for one in node.elements("authenticator"):
        if not simple or one.champ("reference").texte.startswith("#"):
            rows = (c.AUTHENTIFICATEUR_CONTENU, c.AUTHENTIFICATEUR_TYPE)
            yield from contenue(one, inside, _AUTHENTIFICATEURS, rows)
    for one in parents(node, ("context", "sourcePatientInfo")):
        rows = (c.PATIENT_SOURCE_CONTENU, c.PATIENT_SOURCE_CONTENU)
        yield from contenue(one, inside, _PATIENT, rows)
    yield from liens_internes(node)


def liens_internes(node: Noeud) -> Iterator[Ecart]:
    """dom-3 and ref-1: each contained resource is named, each `#id` names one."""
    inside = contenues(node)
    named = set()
    for path, text in references(node):
        named.add(text)
        if path.endswith(".reference") and text not in inside and text != "#":
            yield Ecart(c.REFERENCE_INTERNE, path, text[:80], " ".join(sorted(inside))[:200])
    for one in inside.values():
        nested = one.champ("contained")
        if nested.present:
            yield Ecart(c.CONTENUE_IMBRIQUEE, nested.chemin, "", "")
    for rank, one in enumerate(node.elements("contained")):
        name = f"#{one.champ('id').texte}"
        if name not in named and not _nomme_le_contenant(one):
            yield Ecart(c.CONTENUE_SANS_EMPLOI, f"{node.chemin}.contained[{rank}]", name, "")


def _nomme_le_contenant(one: Noeud) -> bool:
    """A contained resource that points back at its container by `#` is of use (R4 dom-3)."""
    return any(text == "#" for _, text in references(one))
