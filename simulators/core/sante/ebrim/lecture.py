"""Reads what a client submits: SubmitObjectsRequest, alone, in an ITI-41 request or in METADATA.XML."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from simulators.core.sante.ebrim import noms, objets
from simulators.core.sante.ebrim.modele import Soumission
from simulators.core.sante.ebrim.objets import Objet
from simulators.core.xml.nodes import Node

_R: Final = f"{{{noms.RIM}}}"
SUBMIT: Final = f"{{{noms.LCM}}}SubmitObjectsRequest"
PROVIDE: Final = f"{{{noms.XDS}}}ProvideAndRegisterDocumentSetRequest"
_LIST: Final = f"{_R}RegistryObjectList"


class RaisonEbrim(StrEnum):
    """Why registry XML cannot be understood as what it claims to be."""

    RACINE = "racine"
    LOT_ABSENT = "lot_absent"
    PLUSIEURS_LOTS = "plusieurs_lots"
    PARAMETRE = "parametre"


class EbrimRefuseError(Exception):
    """Registry XML that cannot be understood; `detail` is the element or the parameter at fault."""

    def __init__(self, raison: RaisonEbrim, detail: str = "", node: Node | None = None) -> None:
        super().__init__(raison.value, detail)
        self.raison = raison
        self.detail = detail
        self.node = node


@dataclass(frozen=True, slots=True)
class SoumissionLue:
    """A submission and the node of each of its objects, by rank: -1 is the lot, then the entries.

    `liens` are the nodes of its associations.
    """

    soumission: Soumission
    noeuds: Mapping[int, Node]
    liens: tuple[Node, ...] = ()

    def noeud(self, rang: int, attribut: str = "") -> Node:
        """The node of one metadata attribute of an entry (`typeCode`…), of the entry when there is none."""
        node = self.noeuds[rang]
        return _carrier(node, attribut) if attribut else node


_SCHEMES: Final[Mapping[str, str]] = {
    "classCode": noms.FICHE_CLASSE,
    "typeCode": noms.FICHE_TYPE,
    "formatCode": noms.FICHE_FORMAT,
    "healthcareFacilityTypeCode": noms.FICHE_ETABLISSEMENT,
    "practiceSettingCode": noms.FICHE_CADRE,
    "confidentialityCode": noms.FICHE_CONFIDENTIALITE,
    "eventCodeList": noms.FICHE_EVENEMENT,
    "author": noms.FICHE_AUTEUR,
    "contentTypeCode": noms.LOT_CONTENU,
}
_EXTERNAL: Final[Mapping[str, tuple[str, ...]]] = {
    "patientId": (noms.FICHE_PATIENT, noms.LOT_PATIENT),
    "uniqueId": (noms.FICHE_UNIQUE, noms.LOT_UNIQUE),
    "sourceId": (noms.LOT_SOURCE,),
}


def _carrier(node: Node, attribut: str) -> Node:
    """The slot, classification, external identifier or Name that carries a metadata attribute."""
    for child in node:
        if attribut == "title" and child.tag == f"{_R}Name":
            return child
        if child.get("name") == attribut:
            return child
        if attribut in _SCHEMES and child.get("classificationScheme") == _SCHEMES[attribut]:
            return child
        if child.get("identificationScheme") in _EXTERNAL.get(attribut, ()):
            return child
    return node


def lire_soumission(root: Node) -> SoumissionLue:
    """Reads a submission from its `SubmitObjectsRequest`, or from the ITI-41 request around it.

    Raises `EbrimRefuseError` (`RACINE`, `LOT_ABSENT`, `PLUSIEURS_LOTS`).
    """
    submit = root.find(SUBMIT) if root.tag == PROVIDE else root
    if submit is None or submit.tag != SUBMIT:
        raise EbrimRefuseError(RaisonEbrim.RACINE, str(root.tag), root)
    listed = submit.find(_LIST)
    if listed is None:
        raise EbrimRefuseError(RaisonEbrim.LOT_ABSENT, "RegistryObjectList", submit)
    package = _lot(listed)
    entries = [objets.decompose(node) for node in listed.iterfind(f"{_R}ExtrinsicObject")]
    liens = tuple(listed.iterfind(f"{_R}Association"))
    links = tuple(objets.association(node) for node in liens)
    fiches = tuple(objets.fiche(entry) for entry in entries)
    noeuds = {-1: package.node, **{rank: entry.node for rank, entry in enumerate(entries)}}
    return SoumissionLue(Soumission(objets.lot(package), fiches, links), noeuds, liens)


def _lot(listed: Node) -> Objet:
    """The package classified as a submission set, inside it or beside it; the only one needs no mark."""
    packages = [objets.decompose(node) for node in listed.iterfind(f"{_R}RegistryPackage")]
    beside = {
        (node.get("classifiedObject") or "").strip()
        for node in listed.iterfind(f"{_R}Classification")
        if node.get("classificationNode") == noms.LOT
    }
    marked = [one for one in packages if noms.LOT in one.noeuds or one.id in beside]
    chosen = marked or (packages if len(packages) == 1 else [])
    if not chosen:
        raise EbrimRefuseError(RaisonEbrim.LOT_ABSENT, "RegistryPackage", listed)
    if len(chosen) > 1:
        raise EbrimRefuseError(RaisonEbrim.PLUSIEURS_LOTS, str(len(chosen)), chosen[1].node)
    return chosen[0]
