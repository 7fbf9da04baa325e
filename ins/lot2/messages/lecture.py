"""An identity to verify as received: values, the node of each, what the contract does not know."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from ins.lot2.data.names import REQ_UNITAIRE
from ins.lot2.model import IndividuVerifie, InsFourni
from ins.model import Spot
from simulators.core.xml.nodes import Node, tag

_V: Final = f"{{{REQ_UNITAIRE}}}"
_TYPE_MATRICULE: Final = f"{_V}TypeMatricule"
# Elements that only hold others, and where they may stand.
_BLOCS: Final[Mapping[str, frozenset[str]]] = {
    f"{_V}IndividuVerifie": frozenset({f"{_V}INSFourni", f"{_V}TraitsIdentiteIndividu"}),
    f"{_V}INSFourni": frozenset({f"{_V}IdIndividu", f"{_V}OID"}),
    f"{_V}IdIndividu": frozenset({f"{_V}NumIdentifiant", f"{_V}Cle", _TYPE_MATRICULE}),
    f"{_V}TraitsIdentiteIndividu": frozenset(
        f"{_V}{name}" for name in ("NomNaissance", "ListePrenom", "Sexe", "DateNaissance", "LieuNaissance")
    ),
}
_VALEURS: Final[Mapping[str, Spot]] = {
    f"{_V}NumIdentifiant": Spot.MATRICULE,
    f"{_V}Cle": Spot.CLE,
    f"{_V}OID": Spot.OID,
    f"{_V}NomNaissance": Spot.NOM,
    f"{_V}ListePrenom": Spot.PRENOM,
    f"{_V}Sexe": Spot.SEXE,
    f"{_V}DateNaissance": Spot.DATE,
    f"{_V}LieuNaissance": Spot.LIEU,
}


@dataclass(frozen=True, slots=True)
class IndividuLu:
    """An identity read; `inconnus` are qualified names, in order, their nodes being those of CONTENT 1, 2…

    `doubles` are the values given more than once: the first counts, the node of the second has rank 1.
    """

    individu: IndividuVerifie
    nodes: Mapping[tuple[Spot, int], Node]
    inconnus: tuple[str, ...] = ()
    doubles: tuple[Spot, ...] = ()


def read_individu(root: Node) -> IndividuLu:
    """Reads an `IndividuVerifie`, whatever it lacks."""
    values: dict[Spot, str] = {}
    nodes: dict[tuple[Spot, int], Node] = {(Spot.CONTENT, 0): root}
    unknown: list[str] = []
    doubles: list[Spot] = []
    kind: str | None = None
    pending = [root]
    while pending:
        block = pending.pop()
        admitted = _BLOCS[tag(block)]
        for child in block:
            name = tag(child)
            spot = _VALEURS.get(name)
            if name not in admitted:
                unknown.append(name)
                nodes[(Spot.CONTENT, len(unknown))] = child
            elif name in _BLOCS:
                pending.append(child)
            elif spot is None:
                kind = child.text or ""
            elif spot in values:
                doubles.append(spot)
                nodes[(spot, 1)] = child
            else:
                values[spot] = child.text or ""
                nodes[(spot, 0)] = child
    return IndividuLu(_individu(values, kind), nodes, tuple(unknown), tuple(doubles))


def _individu(values: Mapping[Spot, str], kind: str | None) -> IndividuVerifie:
    ins = InsFourni(values.get(Spot.MATRICULE), values.get(Spot.CLE), values.get(Spot.OID), kind)
    return IndividuVerifie(
        ins=ins,
        nom_naissance=values.get(Spot.NOM),
        liste_prenoms=values.get(Spot.PRENOM),
        sexe=values.get(Spot.SEXE),
        date_naissance=values.get(Spot.DATE),
        lieu_naissance=values.get(Spot.LIEU),
    )
