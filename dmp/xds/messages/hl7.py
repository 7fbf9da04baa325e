"""TD0.2 as HL7 v3 messages: the request as read and as a DUI writes it, the answer as the DMP serialises it.

Element order and attribute order follow the messages seen (dmp_xds.md §4.1): real clients parse strings.
"""

from datetime import datetime
from typing import Final

from dmp.errors import ERRORS
from dmp.model import Dossier
from dmp.xds.data import noms
from dmp.xds.model import DemandeExistence, Identifiant, ReponseExistence
from simulators.core.xml.escape import attribute, text
from simulators.core.xml.nodes import Node

_H: Final = f"{{{noms.HL7}}}"
_NIL: Final = f"{{{noms.XSI}}}nil"
_PATIENT: Final = (
    f"{_H}controlActProcess/{_H}queryByParameter/{_H}parameterList/{_H}patientIdentifier/{_H}value"
)
_INTERACTION: Final = "2.16.840.1.113883.1.6"
_DEVICE: Final = '<device classCode="DEV" determinerCode="INSTANCE">'
_DMP: Final = f'{_DEVICE}<id root="{noms.DMP_OID}"/><softwareName>DMP</softwareName></device>'


def lire_existence(content: Node) -> tuple[DemandeExistence, dict[str, Node]]:
    """The request and the nodes that findings point at; empty nil children are passed over."""
    nodes: dict[str, Node] = {}
    patient = content.find(_PATIENT)
    reason = content.find(f"{_H}controlActProcess/{_H}reasonCode")
    sender = content.find(f"{_H}sender/{_H}device")
    if patient is not None:
        nodes["patient"] = patient
    if reason is not None:
        nodes["raison"] = reason
    processing = content.find(f"{_H}processingCode")
    demande = DemandeExistence(
        patient=None if patient is None else _identifier(patient),
        message=_found(content, f"{_H}id"),
        requete=_found(content, f"{_H}controlActProcess/{_H}queryByParameter/{_H}queryId"),
        emetteur=Identifiant() if sender is None else _found(sender, f"{_H}id"),
        emetteur_nom="" if sender is None else sender.findtext(f"{_H}softwareName") or "",
        processing="P" if processing is None else processing.get("code") or "P",
        raison="" if reason is None else reason.get("code") or "",
    )
    return demande, nodes


def _identifier(node: Node) -> Identifiant:
    return Identifiant(node.get("root") or "", node.get("extension") or "")


def _found(parent: Node, path: str) -> Identifiant:
    node = parent.find(path)
    return Identifiant() if node is None or node.get(_NIL) == "true" else _identifier(node)


def ecrire_demande(demande: DemandeExistence, maintenant: datetime) -> str:
    """The body of a request as a DUI sends it."""
    patient = demande.patient or Identifiant()
    return (
        f'<PRPA_IN201307UV02 ITSVersion="XML_1.0" xmlns="{noms.HL7}" xmlns:xsi="{noms.XSI}">'
        f'{_id("id", demande.message)}<creationTime value="{maintenant:%Y%m%d%H%M%S}"/>'
        f'<interactionId root="{_INTERACTION}" extension="PRPA_IN201307UV02"/>'
        f'<processingCode code="{attribute(demande.processing)}"/><processingModeCode code="T"/>'
        f'<acceptAckCode code="AL"/>'
        f'<receiver typeCode="RCV">{_DMP}</receiver>'
        f'<sender typeCode="SND">{_DEVICE}{_id("id", demande.emetteur)}'
        f"<softwareName>{text(demande.emetteur_nom)}</softwareName></device></sender>"
        f'<attentionLine xsi:nil="true"/><controlActProcess classCode="CACT" moodCode="EVN">'
        f'<reasonCode code="{attribute(demande.raison)}" codeSystem="{noms.REASON_SYSTEM}"'
        f' displayName="{attribute(noms.REASON_LABEL)}"/><queryByParameter>{_id("queryId", demande.requete)}'
        f'<statusCode code="new"/><parameterList><dataSource xsi:nil="true"/><patientIdentifier>'
        f"{_id('value', patient)}<semanticsText>Patient.id</semanticsText></patientIdentifier>"
        f"</parameterList></queryByParameter></controlActProcess></PRPA_IN201307UV02>"
    )


def _id(name: str, value: Identifiant) -> str:
    extension = f' extension="{attribute(value.extension)}"' if value.extension else ""
    return f'<{name}{extension} root="{attribute(value.root)}"/>'


def ecrire_reponse(reponse: ReponseExistence, uuid: str, maintenant: datetime) -> str:
    """The body of the answer: record found, absent, or AE."""
    demande = reponse.demande
    return (
        f'<PRPA_IN201308UV02 ITSVersion="XML_1.0" xmlns="{noms.HL7}" xmlns:ns2="{noms.GDP}">'
        f'<id root="{uuid}"/><creationTime value="{maintenant:%Y%m%d%H%M%S}"/>'
        f'<interactionId extension="PRPA_IN201308UV02" root="{_INTERACTION}"/>'
        f'<processingCode code="{attribute(demande.processing)}"/><processingModeCode code="T"/>'
        f'<acceptAckCode code="NE"/><receiver typeCode="RCV">{_DEVICE}'
        f'<id root="{attribute(demande.emetteur.root)}"/>'
        f"<softwareName>{text(demande.emetteur_nom)}</softwareName></device></receiver>"
        f'<sender typeCode="SND">{_DMP}'
        f"</sender>{_attention(reponse)}{_acknowledgement(reponse)}{_control(reponse)}</PRPA_IN201308UV02>"
    )


def _attention(reponse: ReponseExistence) -> str:
    """The caller's authorisation, then whether the caller is the médecin traitant; only when a DMP exists."""
    if reponse.dossier is None or reponse.erreur is not None:
        return ""
    return (
        f'<attentionLine><keyWordText code="AUTORISATION" codeSystem="1.2.250.1.213.4.1.2.6.1"/>'
        f'<value xsi:type="CV" code="{reponse.autorisation.value}" codeSystem="1.2.250.1.213.4.1.2.6.2"'
        f' xmlns:xsi="{noms.XSI}"/></attentionLine>'
        f'<attentionLine><keyWordText code="STATUT_MT" codeSystem="1.2.250.1.213.4.1.2.6.3"/>'
        f"{_boolean(reponse.est_mt)}</attentionLine>"
    )


def _boolean(value: bool) -> str:
    return f'<value xsi:type="BL" value="{str(value).lower()}" xmlns:xsi="{noms.XSI}"/>'


def _acknowledgement(reponse: ReponseExistence) -> str:
    target = f"<targetMessage>{_id('id', reponse.demande.message)}</targetMessage>"
    if reponse.erreur is None:
        return f'<acknowledgement typeCode="AA">{target}</acknowledgement>'
    entry = ERRORS[reponse.erreur.cle]
    told = text(entry.label.format(detail=reponse.erreur.detail))
    detail = f'<acknowledgementDetail><code code="{entry.code}"/><text>{told}</text></acknowledgementDetail>'
    return f'<acknowledgement typeCode="AE">{target}{detail}</acknowledgement>'


def _control(reponse: ReponseExistence) -> str:
    code = "AE" if reponse.erreur else "OK" if reponse.dossier else "NF"
    subject = "" if reponse.dossier is None or reponse.erreur else _subject(reponse.dossier)
    return (
        f'<controlActProcess classCode="CACT" moodCode="EVN"><reasonCode code="{noms.REASON_EXISTENCE}"'
        f' codeSystem="{noms.REASON_SYSTEM}" displayName="{attribute(noms.REASON_LABEL)}"/>{subject}'
        f'<queryAck>{_id("queryId", reponse.demande.requete)}<queryResponseCode code="{code}"/></queryAck>'
        f"</controlActProcess>"
    )


def _subject(dossier: Dossier) -> str:
    status = "terminated" if dossier.etat == "ferme" else "active"
    ins = _id("id", Identifiant(dossier.oid, dossier.matricule))
    born, attached = dossier.date_naissance.replace("-", ""), dossier.rattache_mes
    return (
        f'<subject contextConductionInd="false" typeCode="SUBJ">'
        f'<registrationEvent classCode="REG" moodCode="EVN">'
        f'<statusCode code="completed"/><subject1 typeCode="SBJ"><patient classCode="PAT">{ins}'
        f'<statusCode code="{status}"/><patientPerson classCode="PSN" determinerCode="INSTANCE">'
        f"<name>{_prefix(dossier.sexe)}<given>{text(dossier.prenoms)}</given>"
        f'<family qualifier="SP">{text(dossier.nom)}</family></name>'
        f'<administrativeGenderCode code="{attribute(dossier.sexe)}"/><birthTime value="{attribute(born)}"/>'
        f"</patientPerson>{_observation('COMPTE_INTERNET_OUVERT', '1.2.250.1.213.4.1.2.9', attached)}"
        f"{_observation('RATTACHEMENT_ENS', '1.2.250.1.213.4.1.2.3', attached, _RATTACHEMENT)}"
        f'</patient></subject1><custodian typeCode="CST"><assignedEntity classCode="ASSIGNED">'
        f'<id root="{noms.DMP_OID}"/></assignedEntity></custodian></registrationEvent></subject>'
    )


_RATTACHEMENT: Final = "information de rattachement du DMP à un ENS"


def _prefix(sexe: str) -> str:
    titles = {"M": "M", "F": "MME"}
    return f"<prefix>{titles[sexe]}</prefix>" if sexe in titles else ""


def _observation(code: str, system: str, value: bool, label: str = "") -> str:
    named = f' displayName="{label}"' if label else ""
    return (
        f'<subjectOf typeCode="SBJ"><administrativeObservation classCode="OBS" moodCode="EVN">'
        f'<code code="{code}" codeSystem="{system}"{named}/>{_boolean(value)}'
        f"</administrativeObservation></subjectOf>"
    )
