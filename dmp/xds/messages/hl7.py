"""TD0.2 and TD1.3a as HL7 v3 messages: the request as read and as a DUI writes it, the DMP's answer.

Element order and attribute order follow the messages seen (dmp_xds.md §4.1): real clients parse strings.
"""

from datetime import datetime
from typing import Final

from dmp.xds.data import noms
from dmp.xds.messages import hl7_commun
from dmp.xds.messages.hl7_commun import (
    DEVICE,
    DMP,
    INTERACTION,
    acquittement_xml,
    booleen,
    entete_xml,
    id_xml,
    raison_xml,
)
from dmp.xds.messages.hl7_patient import patient_xml
from dmp.xds.model import DemandeExistence, EnTeteHl7, Identifiant, ReponseExistence
from simulators.core.xml.escape import attribute, text
from simulators.core.xml.nodes import Node

_H: Final = f"{{{noms.HL7}}}"
_PATIENT: Final = (
    f"{_H}controlActProcess/{_H}queryByParameter/{_H}parameterList/{_H}patientIdentifier/{_H}value"
)


def lire_existence(content: Node) -> tuple[DemandeExistence, dict[str, Node]]:
    """The request and the nodes that findings point at; empty nil children are passed over."""
    nodes: dict[str, Node] = {}
    patient = content.find(_PATIENT)
    reason = content.find(f"{_H}controlActProcess/{_H}reasonCode")
    if patient is not None:
        nodes["patient"] = patient
    if reason is not None:
        nodes["raison"] = reason
    head = hl7_commun.lire_entete(content)
    demande = DemandeExistence(
        patient=None if patient is None else hl7_commun.identifiant(patient),
        message=head.message,
        requete=hl7_commun.trouve(content, f"{_H}controlActProcess/{_H}queryByParameter/{_H}queryId"),
        emetteur=head.emetteur,
        emetteur_nom=head.emetteur_nom,
        processing=head.processing,
        raison="" if reason is None else reason.get("code") or "",
    )
    return demande, nodes


def ecrire_demande(demande: DemandeExistence, maintenant: datetime) -> str:
    """The body of a request as a DUI sends it."""
    patient = demande.patient or Identifiant()
    return (
        f'<PRPA_IN201307UV02 ITSVersion="XML_1.0" xmlns="{noms.HL7}" xmlns:xsi="{noms.XSI}">'
        f'{id_xml("id", demande.message)}<creationTime value="{maintenant:%Y%m%d%H%M%S}"/>'
        f'<interactionId root="{INTERACTION}" extension="PRPA_IN201307UV02"/>'
        f'<processingCode code="{attribute(demande.processing)}"/><processingModeCode code="T"/>'
        f'<acceptAckCode code="AL"/>'
        f'<receiver typeCode="RCV">{DMP}</receiver>'
        f'<sender typeCode="SND">{DEVICE}{id_xml("id", demande.emetteur)}'
        f"<softwareName>{text(demande.emetteur_nom)}</softwareName></device></sender>"
        f'<attentionLine xsi:nil="true"/><controlActProcess classCode="CACT" moodCode="EVN">'
        f"{raison_xml(demande.raison)}<queryByParameter>{id_xml('queryId', demande.requete)}"
        f'<statusCode code="new"/><parameterList><dataSource xsi:nil="true"/><patientIdentifier>'
        f"{id_xml('value', patient)}<semanticsText>Patient.id</semanticsText></patientIdentifier>"
        f"</parameterList></queryByParameter></controlActProcess></PRPA_IN201307UV02>"
    )


def ecrire_reponse(reponse: ReponseExistence, uuid: str, maintenant: datetime) -> str:
    """The body of the answer: record found, absent, or AE."""
    demande = reponse.demande
    head = EnTeteHl7(demande.message, demande.emetteur, demande.emetteur_nom, demande.processing)
    own = f'<id root="{uuid}"/>'
    return (
        f'<PRPA_IN201308UV02 ITSVersion="XML_1.0" xmlns="{noms.HL7}" xmlns:ns2="{noms.GDP}">'
        f"{entete_xml(head, 'PRPA_IN201308UV02', own, maintenant)}"
        f"{_attention(reponse)}{acquittement_xml(demande.message, reponse.erreur)}{_control(reponse)}"
        f"</PRPA_IN201308UV02>"
    )


def _donnees(demande: DemandeExistence) -> bool:
    """Whether the administrative data are asked for (TD1.3a) rather than the existence (TD0.2)."""
    return demande.raison == noms.REASON_DATA


def _attention(reponse: ReponseExistence) -> str:
    """The caller's authorisation, then whether the caller is the médecin traitant; only when a DMP exists."""
    if reponse.dossier is None or reponse.erreur is not None or _donnees(reponse.demande):
        return ""
    return (
        f'<attentionLine><keyWordText code="AUTORISATION" codeSystem="1.2.250.1.213.4.1.2.6.1"/>'
        f'<value xsi:type="CV" code="{reponse.autorisation.value}" codeSystem="1.2.250.1.213.4.1.2.6.2"'
        f' xmlns:xsi="{noms.XSI}"/></attentionLine>'
        f'<attentionLine><keyWordText code="STATUT_MT" codeSystem="1.2.250.1.213.4.1.2.6.3"/>'
        f"{booleen(reponse.est_mt)}</attentionLine>"
    )


def _control(reponse: ReponseExistence) -> str:
    code = "AE" if reponse.erreur else "OK" if reponse.dossier else "NF"
    subject = ""
    if reponse.dossier is not None and reponse.erreur is None:
        subject = patient_xml(reponse.dossier, entier=_donnees(reponse.demande))
    reason = noms.REASON_DATA if _donnees(reponse.demande) else noms.REASON_EXISTENCE
    return (
        f'<controlActProcess classCode="CACT" moodCode="EVN">{raison_xml(reason)}{subject}'
        f'<queryAck>{id_xml("queryId", reponse.demande.requete)}<queryResponseCode code="{code}"/></queryAck>'
        f"</controlActProcess>"
    )
