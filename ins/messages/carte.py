"""The carte Vitale in a message, both ways: RECVITALE in the body, COUVERTURE in the ContexteBAM."""

from ins.data import names
from ins.messages.noeuds import Nodes, first_text, sort_children
from ins.model import COUVERTURE_VIDE, Carte, Couverture, Matricule, Spot
from simulators.core.xml.escape import element
from simulators.core.xml.nodes import Node

_V = f"{{{names.REC_VITALE}}}"
_B = f"{{{names.CTX_BAM}}}"
_TAGS = {f"{_V}{spot.value}": spot for spot in (Spot.INDIVIDU, Spot.OD, Spot.NOM, Spot.DATE, Spot.RANG)}
_BENEFICIAIRE = f"{_B}BENEFICIAIRE/{_B}"


def read_carte(content: Node, nodes: Nodes) -> tuple[Carte, tuple[str, ...], tuple[str, ...]]:
    """The card, the names of all children in order, the qualified names of the unknown ones."""
    found, elements, unknown = sort_children(content, _TAGS, nodes)
    individu, od = (found.get(spot, [None])[0] for spot in (Spot.INDIVIDU, Spot.OD))
    carte = Carte(
        individu=_identifiant(individu, (Spot.INDIVIDU_NUMERO, Spot.INDIVIDU_CLE), nodes),
        od=_identifiant(od, (Spot.OD_NUMERO, Spot.OD_CLE), nodes),
        nom_naissance=first_text(found, Spot.NOM),
        date_naissance=first_text(found, Spot.DATE),
        rang=first_text(found, Spot.RANG),
    )
    return carte, elements, unknown


def _identifiant(node: Node | None, spots: tuple[Spot, Spot], nodes: Nodes) -> Matricule | None:
    if node is None:
        return None
    numero, cle = (node.find(f"{_V}{name}") for name in ("NumIdentifiant", "Cle"))
    for spot, part in zip(spots, (numero, cle), strict=True):
        if part is not None:
            nodes[(spot, 0)] = part
    return Matricule(_text(numero), _text(cle), node.findtext(f"{_V}TypeMatricule"))


def _text(node: Node | None) -> str | None:
    return None if node is None else node.text or ""


def read_couverture(cover: Node, nodes: Nodes) -> Couverture:
    """What COUVERTURE holds, empty as it may be."""
    if not len(cover):
        return COUVERTURE_VIDE
    return Couverture(
        grand_regime=cover.findtext(f"{_B}GrandRegime"),
        organisme=cover.findtext(f"{_B}Organisme"),
        code_centre=cover.findtext(f"{_B}CodeCentre"),
        assure=_couvert(cover.find(f"{_B}ASSURE/{_B}Id"), Spot.COUVERTURE_ASSURE, nodes),
        nir=_couvert(cover.find(f"{_BENEFICIAIRE}Nir"), Spot.COUVERTURE_NIR, nodes),
        date_certification=cover.findtext(f"{_BENEFICIAIRE}Nir/{_B}DateCertification"),
        date_naissance=_noted(cover.find(f"{_BENEFICIAIRE}DateNai"), Spot.COUVERTURE_DATE, nodes),
        rang=_noted(cover.find(f"{_BENEFICIAIRE}Rang"), Spot.COUVERTURE_RANG, nodes),
        porteur=cover.findtext(f"{_BENEFICIAIRE}Porteur"),
    )


def _couvert(node: Node | None, spot: Spot, nodes: Nodes) -> Matricule | None:
    if node is None:
        return None
    return Matricule(_noted(node.find(f"{_B}Num"), spot, nodes), node.findtext(f"{_B}Cle"))


def _noted(node: Node | None, spot: Spot, nodes: Nodes) -> str | None:
    if node is not None:
        nodes[(spot, 0)] = node
    return _text(node)


def write_carte(carte: Carte) -> str:
    """The children of RECVITALE; what is None is left out."""
    return (
        _written("MatriculeIndividu", carte.individu)
        + _written("MatriculeOD", carte.od)
        + element("v:NomNaissance", carte.nom_naissance)
        + element("v:DateNaissance", carte.date_naissance)
        + element("v:RangNaissance", carte.rang)
    )


def _written(name: str, matricule: Matricule | None) -> str:
    if matricule is None:
        return ""
    inside = element("v:NumIdentifiant", matricule.numero) + element("v:Cle", matricule.cle)
    return f"<v:{name}>{inside}{element('v:TypeMatricule', matricule.type)}</v:{name}>"


def write_couverture(cover: Couverture) -> str:
    """COUVERTURE, a single empty element for a search by traits."""
    plain = element("bam:GrandRegime", cover.grand_regime) + element("bam:Organisme", cover.organisme)
    inside = plain + element("bam:CodeCentre", cover.code_centre) + _assure(cover) + _beneficiaire(cover)
    return f"<bam:COUVERTURE>{inside}</bam:COUVERTURE>" if inside else "<bam:COUVERTURE/>"


def _assure(cover: Couverture) -> str:
    if cover.assure is None:
        return ""
    return f"<bam:ASSURE><bam:Id>{_number(cover.assure)}</bam:Id></bam:ASSURE>"


def _number(matricule: Matricule) -> str:
    return element("bam:Num", matricule.numero) + element("bam:Cle", matricule.cle)


def _beneficiaire(cover: Couverture) -> str:
    nir = ""
    if cover.nir is not None:
        certified = element("bam:DateCertification", cover.date_certification)
        nir = f"<bam:Nir>{_number(cover.nir)}{certified}</bam:Nir>"
    inside = nir + element("bam:DateNai", cover.date_naissance) + element("bam:Rang", cover.rang)
    inside += element("bam:Porteur", cover.porteur)
    return f"<bam:BENEFICIAIRE>{inside}</bam:BENEFICIAIRE>" if inside else ""
