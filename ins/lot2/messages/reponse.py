"""Answers of lot 2 as a DUI reads them."""

from ins.lot2.data.names import REP_MASSE, REP_UNITAIRE
from ins.lot2.messages.limites import LIMITES
from ins.lot2.model import Etat, ReponseDepot, ReponseLot2, ReponseSuivi, ReponseVerification, Resultat
from ins.messages.reponse import ReponseIllisible, read_content, read_fault
from ins.model import Faute
from simulators.core.xml.nodes import Node

_U = f"{{{REP_UNITAIRE}}}"
_M = f"{{{REP_MASSE}}}"


def read_lot2(data: bytes) -> ReponseLot2 | Faute:
    """Any answer of lot 2, or a fault. Raises `ReponseIllisible` for anything else."""
    content = read_content(data, LIMITES)
    fault = read_fault(content)
    if fault is not None:
        return fault
    match content.tag:
        case tag if tag == f"{_U}RESULTAT":
            return ReponseVerification(*_cr(content, _U))
        case tag if tag == f"{_M}DEPOTRESULTAT":
            return ReponseDepot(*_cr(content, _M), _text(content, "IdLot"), _number(content, "NbLignes"))
        case tag if tag == f"{_M}SUIVIRESULTAT":
            return _suivi(content)
        case tag:
            raise ReponseIllisible(str(tag))


def _suivi(content: Node) -> ReponseSuivi:
    code, label = _cr(content, _M)
    told = _text(content, "Etat")
    if told not in {"", *Etat}:
        raise ReponseIllisible(told)
    return ReponseSuivi(
        code,
        label,
        _text(content, "IdLot"),
        Etat(told) if told else None,
        _number(content, "NbLignes"),
        _number(content, "NbTraitees"),
        tuple(_ligne(one) for one in content.iterfind(f"{_M}LIGNE")),
    )


def _ligne(node: Node) -> Resultat:
    return Resultat(node.findtext(f"{_M}IdLigne") or "", _cr(node, _M)[0])


def _cr(node: Node, namespace: str) -> tuple[str, str]:
    cr = f"{namespace}CR/{namespace}"
    return node.findtext(f"{cr}CodeCR") or "", node.findtext(f"{cr}LibelleCR") or ""


def _text(content: Node, name: str) -> str:
    return content.findtext(f"{_M}LOT/{_M}{name}") or ""


def _number(content: Node, name: str) -> int:
    told = _text(content, name)
    return int(told) if told.isascii() and told.isdigit() else 0
