"""What the DMP answered, read by the DUI: an answer granted, or the refusal in its own words."""

from dataclasses import dataclass
from typing import Final

from dmp.xds.data import noms
from simulators.core.rule import Text
from simulators.core.sante.ebrim.noms import StatutReponse
from simulators.core.sante.ebrim.reponses import ReponseRegistre
from simulators.core.xml import mtom
from simulators.core.xml.nodes import Node
from simulators.core.xml.parser import XmlLimits, parse
from simulators.core.xml.soap import SOAP12, read_envelope
from simulators.dui.reseau import Refus

# A record of a few hundred documents, listed whole.
_LIMITS = XmlLimits(size=50_000_000, elements=500_000, attributes=1_000_000)
_FAULT: Final = f"{{{SOAP12}}}Fault"
_REASON: Final = f"{{{SOAP12}}}Reason/{{{SOAP12}}}Text"
_SUBCODE: Final = f"{{{SOAP12}}}Code/{{{SOAP12}}}Subcode/{{{SOAP12}}}Value"
_H: Final = f"{{{noms.HL7}}}"


@dataclass(frozen=True, slots=True)
class Existence:
    """What TD0.2 tells: is there a record, is it open, may the caller read it."""

    trouve: bool
    ouvert: bool
    autorisation: str


@dataclass(frozen=True, slots=True)
class Recue:
    """An answer that is no fault, and the package it came in."""

    content: Node
    package: mtom.Mtom | None


def lire(content_type: str, body: bytes) -> Recue:
    package = mtom.split(content_type, body) if mtom.is_multipart(content_type) else None
    content = read_envelope(parse(package.root if package else body, _LIMITS)).content
    if content.tag == _FAULT:
        code = (content.findtext(_SUBCODE) or "").rpartition(":")[2]
        raise refus(content.findtext(_REASON) or code, code)
    return Recue(content, package)


def existence(content: Node) -> Existence:
    rights = [
        line.find(f"{_H}value")
        for line in content.iterfind(f"{_H}attentionLine")
        if (word := line.find(f"{_H}keyWordText")) is not None and word.get("code") == "AUTORISATION"
    ]
    patient = next(content.iter(f"{_H}patient"), None)
    status = patient.find(f"{_H}statusCode") if patient is not None else None
    return Existence(
        trouve=patient is not None,
        ouvert=status is not None and status.get("code") == "active",
        autorisation=next((one.get("code") or "" for one in rights if one is not None), ""),
    )


def accorde(answer: ReponseRegistre) -> None:
    if answer.statut == StatutReponse.SUCCES:
        return
    error = answer.erreurs[0] if answer.erreurs else None
    raise refus(error.contexte or error.code if error else answer.statut, error.code if error else "")


def refus(said: str, code: str = "") -> Refus:
    return Refus(Text(f"refusé par le DMP, « {said} »", f'refused by the DMP, "{said}"'), code)
