"""An answer as a DUI reads it: RESULTAT or fault, in any of the shapes seen on the wire."""

from ins.data import names
from ins.model import Faute, Individu, InsRendu, Reponse, Resultat
from simulators.core.xml.nodes import Node
from simulators.core.xml.parser import XmlLimits, parse
from simulators.core.xml.refusal import XmlRefusedError
from simulators.core.xml.soap import SOAP12, SoapRefusedError, read_envelope

_R = f"{{{names.RESULTAT}}}"
_S = f"{{{SOAP12}}}"
_ERREUR = f"{{{names.SIRAM}}}Erreur"


class ReponseIllisible(Exception):  # noqa: N818 (the French term, as the DUI tells it)
    """Bytes that are neither a RESULTAT nor a SOAP 1.2 fault of the téléservice."""


def read_answer(data: bytes) -> Resultat:
    """The answer as values. Live and CNDA shapes are both understood (ins.md §3.4).

    Raises `ReponseIllisible` for anything cut, malformed or foreign.
    """
    content = read_content(data)
    if content.tag == f"{_R}RESULTAT":
        return _reponse(content)
    fault = read_fault(content)
    if fault is None:
        raise ReponseIllisible(str(content.tag))
    return fault


def read_content(data: bytes, limits: XmlLimits | None = None) -> Node:
    """What the body of an answer holds. Raises `ReponseIllisible` for what is no envelope."""
    try:
        return read_envelope(parse(data, limits)).content
    except (XmlRefusedError, SoapRefusedError) as error:
        raise ReponseIllisible(str(error)) from None


def read_fault(content: Node) -> Faute | None:
    """The fault that a body holds, None when it holds something else."""
    return _faute(content) if content.tag == f"{_S}Fault" else None


def _text(parent: Node, path: str, default: str = "") -> str:
    return parent.findtext(path) or default


def _reponse(node: Node) -> Reponse:
    code = _text(node, f"{_R}CR/{_R}CodeCR")
    label = _text(node, f"{_R}CR/{_R}LibelleCR")
    individu = node.find(f"{_R}INDIVIDU")
    return Reponse(code, label, None if individu is None else _individu(individu))


def _individu(node: Node) -> Individu:
    active = node.find(f"{_R}INSACTIF")
    if active is None:
        raise ReponseIllisible("INSACTIF")
    tiq = f"{_R}TIQ/{_R}"
    return Individu(
        actif=_ins(active),
        nom_naissance=_text(node, f"{tiq}NomNaissance"),
        liste_prenoms=_text(node, f"{tiq}ListePrenom"),
        sexe=_text(node, f"{tiq}Sexe"),
        date_naissance=_text(node, f"{tiq}DateNaissance"),
        lieu_naissance=_text(node, f"{tiq}LieuNaissance"),
        historique=tuple(_ins(former) for former in node.findall(f"{_R}INSHISTO")),
        prenom=_text(node, f"{tiq}Prenom"),
    )


def _ins(node: Node) -> InsRendu:
    number = f"{_R}IdIndividu/{_R}"
    return InsRendu(
        matricule=_text(node, f"{number}NumIdentifiant"),
        cle=_text(node, f"{number}Cle"),
        oid=_text(node, f"{_R}OID"),
        date_deb=_text(node, f"{_R}DateDeb"),
        date_fin=_text(node, f"{_R}DateFin"),
        type_matricule=_text(node, f"{number}TypeMatricule"),
    )


def _faute(node: Node) -> Faute:
    erreur = node.find(f"{_S}Detail/{_ERREUR}")
    return Faute(
        code=_attribute(erreur, "code") or "",
        sous_code=_local(_text(node, f"{_S}Code/{_S}Subcode/{_S}Value")),
        role=_local(_text(node, f"{_S}Code/{_S}Value")),
        raison=_text(node, f"{_S}Reason/{_S}Text"),
        texte="" if erreur is None else erreur.text or "",
        severite=_attribute(erreur, "severite") or "",
        message_id=_attribute(erreur, "messageID"),
    )


def _attribute(node: Node | None, name: str) -> str | None:
    return None if node is None else node.get(name)


def _local(qname: str) -> str:
    return qname.strip().rpartition(":")[2]
