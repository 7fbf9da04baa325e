"""What the judges share: cardinalities, systems of codes, references inside a resource."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from dmp.fhir.data import systemes as s
from dmp.fhir.model.profil import Ecart, RegleProfil
from dmp.fhir.model.ressource import Json, Noeud

SANS_BORNE = 1_000_000


class Cardinalite(NamedTuple):
    """How many times an element stands in each of its parents; `parent` is a path of names."""

    ligne: RegleProfil
    nom: str
    mini: int = 1
    maxi: int = 1
    parent: tuple[str, ...] = ()


def parents(node: Noeud, path: Iterable[str]) -> list[Noeud]:
    """Every place reached by following names, through each value of what repeats."""
    found = [node]
    for name in path:
        found = [child for one in found for child in one.elements(name)]
    return found


def cardinalites(node: Noeud, table: Iterable[Cardinalite]) -> Iterator[Ecart]:
    """Elements missing, in excess, or forbidden; nothing is asked of a parent that is not there."""
    for row in table:
        for parent in parents(node, row.parent):
            count = len(parent.elements(row.nom))
            if not row.mini <= count <= row.maxi:
                yield Ecart(row.ligne, f"{parent.chemin}.{row.nom}", _combien(count), row.ligne.attendu)


def _combien(count: int) -> str:
    return str(count) if count else ""


def une_extension(node: Noeud, url: str, ligne: RegleProfil) -> Iterator[Ecart]:
    """An extension that is required once."""
    count = len(node.extensions(url))
    if count != 1:
        yield Ecart(ligne, f"{node.chemin}.extension", _combien(count), ligne.attendu)


def systemes(node: Noeud, permis: frozenset[str], ligne: RegleProfil) -> Iterator[Ecart]:
    """The systems of a CodeableConcept or of a Coding; a concept needs one coding of them at least."""
    codings = node.elements("coding") or ((node,) if node.champ("code").present else ())
    told = [one.champ("system").texte for one in codings]
    if not any(s.oid(system) in permis for system in told):
        yield Ecart(ligne, node.chemin, " ".join(told), ligne.attendu)


def archive(node: Noeud, ligne: RegleProfil, url: str) -> Iterator[Ecart]:
    """The archive extension: a boolean, once at most."""
    found = node.extensions(url)
    for rank, one in enumerate(found):
        value = one.champ("valueBoolean")
        if rank or not isinstance(value.valeur, bool):
            yield Ecart(ligne, one.chemin, value.texte, ligne.attendu)


def contenues(node: Noeud) -> Mapping[str, Noeud]:
    """The contained resources by the reference that names them, `#id`."""
    return {f"#{name}": one for one in node.elements("contained") if (name := one.champ("id").texte)}


def cible(node: Noeud, dedans: Mapping[str, Noeud]) -> Noeud | None:
    """The contained resource that a reference names; None when it names none."""
    return dedans.get(node.champ("reference").texte)


def contenue(
    node: Noeud,
    dedans: Mapping[str, Noeud],
    types: frozenset[str],
    lignes: tuple[RegleProfil, RegleProfil],
) -> Iterator[Ecart]:
    """A reference to a contained resource of some types: where it stands, then what it is.

    A dangling `#id` is told elsewhere.
    """
    text = node.champ("reference").texte
    ailleurs, autre = lignes
    if not text.startswith("#"):
        yield Ecart(ailleurs, node.chemin, text, ailleurs.attendu)
    elif (found := dedans.get(text)) is not None:
        kind = found.champ("resourceType").texte
        if kind not in types:
            yield Ecart(autre, node.chemin, kind, ", ".join(sorted(types)))


def references(node: Noeud) -> Iterator[tuple[str, str]]:
    """`(place, text)` of each string of a resource that names something contained (`#…`)."""
    rest: list[tuple[str, Json]] = [(node.chemin, node.valeur)]
    while rest:
        path, value = rest.pop()
        if isinstance(value, str):
            if value.startswith("#"):
                yield path, value
        elif isinstance(value, Mapping):
            rest.extend((f"{path}.{name}", one) for name, one in value.items())
        elif isinstance(value, list):
            rest.extend((f"{path}[{rank}]", one) for rank, one in enumerate(value))
