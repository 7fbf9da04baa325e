"""An answer as a DUI reads it, and as the journal reads it again: any of the shapes of the face."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from dmp.errors import ERRORS
from dmp.xds.data import noms
from dmp.xds.model import (
    Faute,
    ReponseAutorisation,
    ReponseConsultation,
    ReponseExistence,
    ReponseGestion,
    ReponseHabilitations,
    ReponseListe,
    ReponseTraits,
    Resultat,
)
from simulators.core.sante.ebrim.lecture import EbrimRefuseError
from simulators.core.sante.ebrim.modele import Association, FicheDocument, LotSoumission
from simulators.core.sante.ebrim.noms import StatutReponse
from simulators.core.sante.ebrim.reponses import (
    QUERY_RESPONSE,
    REGISTRY_RESPONSE,
    ErreurRegistre,
    ReponseRecherche,
    ReponseRegistre,
    lire_recherche,
    lire_reponse,
)
from simulators.core.sante.ebrim.retrait import RESPONSE, DocumentLu, lire_retrait
from simulators.core.xml.mtom import Mtom, MtomLimits, MtomRefusedError, is_multipart, split
from simulators.core.xml.nodes import Node
from simulators.core.xml.parser import XmlLimits, parse
from simulators.core.xml.refusal import XmlRefusedError
from simulators.core.xml.soap import SOAP11, SoapRefusedError, read_envelope

_H: Final = f"{{{noms.HL7}}}"
_XML: Final = XmlLimits(size=60_000_000, elements=500_000, attributes=2_000_000, depth=64)
_PACKAGE: Final = MtomLimits(size=200_000_000, root=20_000_000, parts=1_000)
_EXISTENCE: Final = f"{_H}PRPA_IN201308UV02"
_GESTION: Final = frozenset(f"{{{noms.GDP}}}PRPA_IN{one}UV02_Response" for one in ("201311", "201314"))
_TRAITS: Final = f"{_H}PRPA_IN201306UV02"
# Answers of the DMP's own services: their namespace, and the element of one line.
_SERVICES: Final[Mapping[str, tuple[str, str]]] = {
    f"{{{noms.HABILITATIONS}}}setAuthorizationResponse": (noms.HABILITATIONS, ""),
    f"{{{noms.HABILITATIONS}}}listAuthorizationByPatientResponse": (
        noms.HABILITATIONS,
        "listOfAuthorizationByPatient",
    ),
    f"{{{noms.PATIENTS}}}patientListResponse": (noms.PATIENTS, "patientlistData"),
}


class ReponseIllisible(Exception):  # noqa: N818 (the French term, as the DUI tells it)
    """Bytes that are no answer of the face."""


@dataclass(frozen=True, slots=True)
class ReponseLue:
    """An answer as values. `code` is what the editor reads first; `faute` when nothing was done.

    `etat` (ouvert, ferme, absent), `autorisation` and `est_mt` come with TD0.2; `fiches`,
    `lots`, `associations` and `references` with TD3.1, `documents` with TD3.2; `texte` is the reason or
    context in words; `lignes` counts what TD0.4, TD0.5 or TD1.6 lists.
    """

    code: str
    faute: bool = False
    texte: str = ""
    erreurs: tuple[ErreurRegistre, ...] = ()
    etat: str = ""
    autorisation: str = ""
    est_mt: bool = False
    fiches: tuple[FicheDocument, ...] | None = None
    references: tuple[str, ...] = ()
    lots: tuple[LotSoumission, ...] = ()
    associations: tuple[Association, ...] = ()
    documents: tuple[DocumentLu, ...] = ()
    lignes: int | None = None

    @property
    def empreintes(self) -> tuple[str, ...]:
        """SHA-256 of the documents given."""
        return tuple(sha256(one.contenu).hexdigest() for one in self.documents)


def lire_message(content_type: str, body: bytes) -> ReponseLue:
    """Reads an answer. Raises `ReponseIllisible` for anything cut, malformed or foreign."""
    try:
        package = split(content_type, body, _PACKAGE) if is_multipart(content_type) else None
        document = parse(body if package is None else package.root, _XML)
        envelope = read_envelope(document, soap11=True)
        return _content(envelope.content, package, envelope.version)
    except (XmlRefusedError, SoapRefusedError, MtomRefusedError, EbrimRefuseError) as error:
        raise ReponseIllisible(str(error)) from None


def _content(content: Node, package: Mtom | None, version: str) -> ReponseLue:
    match content.tag:
        case str(tag) if tag == f"{{{version}}}Fault":
            return _fault(content, version)
        case str(tag) if tag == _EXISTENCE:
            return _existence(content)
        case str(tag) if tag in _GESTION and len(content):
            return _gestion(content[0])
        case str(tag) if tag == _TRAITS:
            return _traits(content)
        case str(tag) if tag in _SERVICES:
            return _service(content, *_SERVICES[tag])
        case str(tag) if tag == REGISTRY_RESPONSE:
            return _registre(lire_reponse(content))
        case str(tag) if tag == QUERY_RESPONSE:
            return _recherche(lire_recherche(content))
        case str(tag) if tag == RESPONSE:
            registre, documents = lire_retrait(content, package)
            return _consultation(registre, documents)
        case other:
            raise ReponseIllisible(str(other))


def _fault(content: Node, version: str) -> ReponseLue:
    if version == SOAP11:
        code, text = content.findtext("faultcode") or "", content.findtext("faultstring") or ""
    else:
        p = f"{{{version}}}"
        role = content.findtext(f"{p}Code/{p}Value") or ""
        code = content.findtext(f"{p}Code/{p}Subcode/{p}Value") or role
        text = content.findtext(f"{p}Reason/{p}Text") or ""
    return ReponseLue(code.strip().rpartition(":")[2], faute=True, texte=text)


def _refus_hl7(content: Node) -> ReponseLue | None:
    """The error of an HL7 v3 answer (whose type is an attribute, or a child), None when it acknowledges."""
    acknowledgement = content.find(f"{_H}acknowledgement")
    if acknowledgement is None:
        return None
    child = acknowledgement.find(f"{_H}typeCode")
    kind = acknowledgement.get("typeCode") if child is None else child.get("code")
    if kind != "AE":
        return None
    code = acknowledgement.find(f"{_H}acknowledgementDetail/{_H}code")
    text = acknowledgement.findtext(f"{_H}acknowledgementDetail/{_H}text") or ""
    return ReponseLue("AE" if code is None else code.get("code") or "AE", faute=True, texte=text)


def _gestion(content: Node) -> ReponseLue:
    status = content.find(
        f"{_H}controlActProcess/{_H}subject/{_H}registrationEvent/{_H}subject1/{_H}patient/{_H}statusCode"
    )
    state = "ferme" if status is not None and status.get("code") == "terminated" else "ouvert"
    return _refus_hl7(content) or ReponseLue("AA", etat=state)


def _service(content: Node, namespace: str, line: str) -> ReponseLue:
    output = f"{{{namespace}}}output/{{{namespace}}}"
    status = content.findtext(f"{output}status") or ""
    lines = len(content.findall(f"{output}{line}")) if line else None
    return ReponseLue(status, status != "DMPOk", content.findtext(f"{output}context") or "", lignes=lines)


def _traits(content: Node) -> ReponseLue:
    refused = _refus_hl7(content)
    if refused is not None:
        return refused
    process = f"{_H}controlActProcess/{_H}"
    answered = content.find(f"{process}queryAck/{_H}queryResponseCode")
    found = len(content.findall(f"{process}subject"))
    return ReponseLue("" if answered is None else answered.get("code") or "", lignes=found)


def _existence(content: Node) -> ReponseLue:
    refused = _refus_hl7(content)
    if refused is not None:
        return refused
    answered = content.find(f"{_H}controlActProcess/{_H}queryAck/{_H}queryResponseCode")
    status = content.find(
        f"{_H}controlActProcess/{_H}subject/{_H}registrationEvent/{_H}subject1/{_H}patient/{_H}statusCode"
    )
    state = "absent"
    if status is not None:
        state = "ferme" if status.get("code") == "terminated" else "ouvert"
    told = {
        keyword.get("code"): value
        for line in content.iterfind(f"{_H}attentionLine")
        if (keyword := line.find(f"{_H}keyWordText")) is not None
        and (value := line.find(f"{_H}value")) is not None
    }
    right, doctor = told.get("AUTORISATION"), told.get("STATUT_MT")
    return ReponseLue(
        "" if answered is None else answered.get("code") or "",
        etat=state,
        autorisation="" if right is None else right.get("code") or "",
        est_mt=doctor is not None and doctor.get("value") == "true",
    )


def _short(status: str) -> str:
    return status.rpartition(":")[2]


def _code(status: str, errors: tuple[ErreurRegistre, ...]) -> str:
    return errors[0].code if errors else _short(status)


def _registre(one: ReponseRegistre) -> ReponseLue:
    failed = one.statut == StatutReponse.ECHEC
    return ReponseLue(_code(one.statut, one.erreurs), failed, _texte(one.erreurs), one.erreurs)


def _recherche(one: ReponseRecherche) -> ReponseLue:
    failed = one.statut == StatutReponse.ECHEC
    return ReponseLue(
        _code(one.statut, one.erreurs),
        failed,
        _texte(one.erreurs),
        one.erreurs,
        fiches=one.fiches,
        references=one.references,
        lots=one.lots,
        associations=one.associations,
    )


def _consultation(one: ReponseRegistre, documents: tuple[DocumentLu, ...]) -> ReponseLue:
    failed = one.statut == StatutReponse.ECHEC
    return ReponseLue(
        _code(one.statut, one.erreurs), failed, _texte(one.erreurs), one.erreurs, documents=documents
    )


def _texte(errors: tuple[ErreurRegistre, ...]) -> str:
    return errors[0].contexte if errors else ""


def lue(resultat: Resultat) -> ReponseLue:
    """The same values from an answer about to be written."""
    match resultat:
        case Faute():
            entry = ERRORS[resultat.cle]
            code = entry.code or entry.wire.get("role", "Sender")
            return ReponseLue(code, faute=True, texte=entry.label.format(detail=resultat.detail))
        case ReponseExistence() | ReponseGestion() | ReponseTraits():
            return _lue_hl7(resultat)
        case ReponseAutorisation():
            return ReponseLue(resultat.statut, resultat.statut != "DMPOk", resultat.contexte)
        case ReponseListe() | ReponseHabilitations():
            return ReponseLue(
                resultat.statut, resultat.statut != "DMPOk", resultat.contexte, lignes=len(resultat.lignes)
            )
        case ReponseRegistre():
            return _registre(resultat)
        case ReponseRecherche():
            return _recherche(resultat)
        case ReponseConsultation():
            given = tuple(DocumentLu(one.unique_id, one.mime, one.octets, "") for one in resultat.documents)
            return _consultation(resultat.registre, given)
    raise TypeError(type(resultat).__name__)


def _lue_hl7(resultat: ReponseExistence | ReponseGestion | ReponseTraits) -> ReponseLue:
    wrong = resultat.erreur
    if wrong is not None:
        entry = ERRORS[wrong.cle]
        return ReponseLue(entry.code or "AE", faute=True, texte=entry.label.format(detail=wrong.detail))
    if isinstance(resultat, ReponseTraits):
        return ReponseLue("OK" if resultat.candidats else "NF", lignes=len(resultat.candidats))
    dossier = resultat.dossier
    if isinstance(resultat, ReponseGestion):
        return ReponseLue("AA", etat=dossier.etat if dossier else "")
    if dossier is None:
        return ReponseLue("NF", etat="absent")
    if resultat.demande.raison == noms.REASON_DATA:
        return ReponseLue("OK", etat=dossier.etat)
    right = resultat.autorisation.value
    return ReponseLue("OK", etat=dossier.etat, autorisation=right, est_mt=resultat.est_mt)
