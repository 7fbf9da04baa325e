"""Answers and faults to bytes, with their WS-Addressing headers, in the version of the request's envelope."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from dmp.errors import ERRORS, FAUTE
from dmp.xds.data import noms
from dmp.xds.messages import gestion, habilitations, hl7, listes, traits
from dmp.xds.model import (
    Faute,
    Operation,
    ReponseAutorisation,
    ReponseConsultation,
    ReponseExistence,
    ReponseGestion,
    ReponseHabilitations,
    ReponseListe,
    ReponseTraits,
    Resultat,
)
from simulators.core.sante.ebrim.reponses import (
    ReponseRecherche,
    ReponseRegistre,
    recherche_xml,
    reponse_xml,
)
from simulators.core.sante.ebrim.retrait import DocumentRendu, retrait_xml
from simulators.core.xml.escape import attribute, text
from simulators.core.xml.mtom import PartOut, build, href
from simulators.core.xml.soap import SOAP11, SOAP12, WSA

SOAP11_TYPE: Final = "text/xml;charset=UTF-8"
# What the DMP names its parts after.
_PART_SUFFIX: Final = "@urn:ihe:iti:xds-b:2007"
_PAGE: Final = (
    "<!DOCTYPE html>\n<html><head><title>CXF - Service list</title></head>"
    "<body><h1>{title}</h1><p>{label}</p></body></html>\n"
)


@dataclass(frozen=True, slots=True)
class Pli:
    """What an answer needs besides its content: the request it relates to, fresh ids, the hour.

    `uuid` names the message (and the parts derived from it).
    """

    operation: Operation
    relates_to: str
    uuid: str
    maintenant: datetime
    soap11: bool = False


@dataclass(frozen=True, slots=True)
class Ecrit:
    """An HTTP answer."""

    status: int
    content_type: str
    body: bytes


def ecrire(resultat: Resultat, pli: Pli) -> Ecrit:
    """The answer on the wire (dmp_xds.md §2, §4, §7)."""
    match resultat:
        case Faute():
            return faute(resultat, pli)
        case ReponseExistence():
            return _soap(hl7.ecrire_reponse(resultat, pli.uuid, pli.maintenant), pli)
        case ReponseGestion():
            return _soap(gestion.ecrire_reponse(resultat, pli.uuid, pli.maintenant), pli)
        case ReponseTraits():
            return _soap(traits.ecrire_reponse(resultat, pli.uuid, pli.maintenant), pli)
        case _:
            return _autre(resultat, pli)


def _autre(resultat: Resultat, pli: Pli) -> Ecrit:
    match resultat:
        case ReponseListe():
            return _soap(listes.ecrire_liste(resultat), pli)
        case ReponseHabilitations():
            return _soap(listes.ecrire_habilitations(resultat), pli)
        case ReponseAutorisation():
            return _soap(habilitations.ecrire_reponse(resultat), pli)
        case ReponseRegistre():
            return _soap(reponse_xml(resultat), pli)
        case ReponseRecherche():
            return _soap(recherche_xml(resultat), pli)
        case ReponseConsultation():
            return _consultation(resultat, pli)
        case _:
            raise TypeError(type(resultat).__name__)


def page(key: str) -> Ecrit:
    """What the container answers where no service stands: HTML, not SOAP."""
    entry = ERRORS[key]
    body = _PAGE.format(title=entry.code, label=text(entry.label))
    return Ecrit(int(entry.wire["http"]), noms.HTML_TYPE, body.encode())


def _soap(content: str, pli: Pli, status: int = 200) -> Ecrit:
    kind = SOAP11_TYPE if pli.soap11 else noms.ANSWER_TYPE
    return Ecrit(status, kind, _envelope(content, noms.ANSWER_ACTIONS[pli.operation], pli))


def _envelope(content: str, action: str, pli: Pli) -> bytes:
    namespace = SOAP11 if pli.soap11 else SOAP12
    wsa = f'xmlns="{WSA}"'
    relates = f"<RelatesTo {wsa}>{text(pli.relates_to)}</RelatesTo>" if pli.relates_to else ""
    return (
        f'<soap:Envelope xmlns:soap="{namespace}"><soap:Header>'
        f"<Action {wsa}>{text(action)}</Action><MessageID {wsa}>urn:uuid:{pli.uuid}</MessageID>"
        f"<To {wsa}>{noms.ANONYMOUS}</To>{relates}</soap:Header>"
        f"<soap:Body>{content}</soap:Body></soap:Envelope>"
    ).encode()


def faute(told: Faute, pli: Pli) -> Ecrit:
    """A SOAP fault; an error of another shape becomes one, under its own code.

    Answers of ITI-43 are multipart even when they carry a fault (dmp_xds.md §1).
    """
    entry = ERRORS[told.cle]
    reason = entry.label.format(detail=told.detail)
    status = int(entry.wire["http"]) if entry.wire["forme"] == FAUTE else 500
    role = entry.wire.get("role", "Sender")
    write = _fault11 if pli.soap11 else _fault12
    fault = write(role, entry.code, entry.wire.get("prefixe", "soap"), reason)
    body = _envelope(fault, noms.FAULT_ACTION, pli)
    if pli.operation is Operation.CONSULTATION and not pli.soap11:
        packed = build(body, (), boundary=f"uuid:{pli.uuid}", root_id=f"root.{pli.uuid}@cxf.apache.org")
        return Ecrit(status, packed.content_type, packed.body)
    return Ecrit(status, SOAP11_TYPE if pli.soap11 else noms.ANSWER_TYPE, body)


def _fault12(role: str, code: str, prefix: str, reason: str) -> str:
    declared = f' xmlns:wsa="{WSA}"' if prefix == "wsa" else ""
    sub = f"<soap:Subcode><soap:Value{declared}>{prefix}:{code}</soap:Value></soap:Subcode>" if code else ""
    return (
        f"<soap:Fault><soap:Code><soap:Value>soap:{role}</soap:Value>{sub}</soap:Code>"
        f'<soap:Reason><soap:Text xml:lang="fr">{text(reason)}</soap:Text></soap:Reason></soap:Fault>'
    )


def _fault11(role: str, code: str, _prefix: str, reason: str) -> str:
    names = {"Sender": "Client", "Receiver": "Server"}
    return (
        f"<soap:Fault><faultcode>soap:{attribute(code or names.get(role, role))}</faultcode>"
        f"<faultstring>{text(reason)}</faultstring></soap:Fault>"
    )


def _consultation(reponse: ReponseConsultation, pli: Pli) -> Ecrit:
    """Always multipart; the bytes of each document travel as they were received."""
    parts = [
        PartOut(f"{pli.uuid}-{rank}{_PART_SUFFIX}", one.octets)
        for rank, one in enumerate(reponse.documents, start=2)
    ]
    given = [
        DocumentRendu(one.unique_id, one.mime, href(part.content_id))
        for one, part in zip(reponse.documents, parts, strict=True)
    ]
    body = _envelope(retrait_xml(reponse.registre, given), noms.ANSWER_ACTIONS[pli.operation], pli)
    soap = "text/xml" if pli.soap11 else noms.SOAP_TYPE
    packed = build(
        body, parts, boundary=f"uuid:{pli.uuid}", root_id=f"root.{pli.uuid}@cxf.apache.org", soap=soap
    )
    return Ecrit(200, packed.content_type, packed.body)
