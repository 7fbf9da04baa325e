"""TD0.5: a search by traits as read, and its answer in the shape of the HL7 v3 edition of 2008 (§4.4)."""

from datetime import datetime
from typing import Final

from dmp.errors import ERRORS
from dmp.xds.data import noms
from dmp.xds.messages.hl7_commun import (
    DEVICE,
    DMP,
    INTERACTION,
    booleen,
    code,
    id_xml,
    lire_entete,
    texte,
    trouve,
)
from dmp.xds.messages.hl7_patient import adresse_xml
from dmp.xds.model import Candidat, DemandeTraits, Identifiant, ReponseTraits
from simulators.core.xml.escape import attribute, text
from simulators.core.xml.nodes import Node

_H: Final = f"{{{noms.HL7}}}"
_QUERY: Final = f"{_H}controlActProcess/{_H}queryByParameter"
_LIST: Final = f"{_QUERY}/{_H}parameterList"
_XSI: Final = f'xmlns:xsi="{noms.XSI}"'
_TITLES: Final = {"M": "M", "F": "Mme"}


def lire_traits(content: Node) -> tuple[DemandeTraits, dict[str, Node]]:
    """The request and the node that findings point at."""
    name = f"{_LIST}/{_H}livingSubjectName/{_H}value/{_H}"
    listed = content.find(_LIST)
    demande = DemandeTraits(
        entete=lire_entete(content),
        requete=trouve(content, f"{_QUERY}/{_H}queryId"),
        nom=texte(content, f"{name}family"),
        prenom=texte(content, f"{name}given"),
        naissance=code(content, f"{_LIST}/{_H}livingSubjectBirthTime/{_H}value", "value"),
        sexe=code(content, f"{_LIST}/{_H}livingSubjectAdministrativeGender/{_H}value"),
    )
    return demande, {} if listed is None else {"traits": listed}


def ecrire_reponse(reponse: ReponseTraits, uuid: str, maintenant: datetime) -> str:
    """The people found, each with how well the traits agree, and the query again."""
    demande = reponse.demande
    count = len(reponse.candidats)
    subjects = "".join(_sujet(one) for one in reponse.candidats)
    answered = "AE" if reponse.erreur else "OK" if count else "NF"
    return (
        f'<PRPA_IN201306UV02 ITSVersion="XML_1.0" xmlns="{noms.HL7}"><id root="{uuid}"/>'
        f'<creationTime value="{maintenant:%Y%m%d%H%M%S}"/>'
        f'<interactionId extension="PRPA_IN201306UV02" root="{INTERACTION}"/>'
        f'<processingCode code="{attribute(demande.entete.processing)}"/><processingModeCode code="T"/>'
        f'<acceptAckCode code="NE"/><receiver typeCode="RCV">{DEVICE}'
        f'<id root="{attribute(demande.entete.emetteur.root)}"/>'
        f"<softwareName>{text(demande.entete.emetteur_nom)}</softwareName></device></receiver>"
        f'<sender typeCode="SND">{DMP}</sender>{_acquittement(reponse)}'
        f'<controlActProcess classCode="CACT" moodCode="EVN"><code code="PRPA_TE201306UV02"'
        f' codeSystem="{INTERACTION}" xsi:type="CS" {_XSI}/>{subjects}'
        f'<queryAck>{id_xml("queryId", demande.requete)}<queryResponseCode code="{answered}"/>'
        f'<resultTotalQuantity value="{count}"/><resultCurrentQuantity value="{count}"/>'
        f'<resultRemainingQuantity value="0"/></queryAck>{_question(demande)}</controlActProcess>'
        f"</PRPA_IN201306UV02>"
    )


def _acquittement(reponse: ReponseTraits) -> str:
    target = f"<targetMessage>{id_xml('id', reponse.demande.entete.message)}</targetMessage>"
    if reponse.erreur is None:
        return f'<acknowledgement><typeCode code="AA"/>{target}</acknowledgement>'
    entry = ERRORS[reponse.erreur.cle]
    told = text(entry.label.format(detail=reponse.erreur.detail))
    known = f'<code code="{entry.code}"/>' if entry.code else ""
    detail = f"<acknowledgementDetail>{known}<text>{told}</text></acknowledgementDetail>"
    return f'<acknowledgement><typeCode code="AE"/>{target}{detail}</acknowledgement>'


def _sujet(one: Candidat) -> str:
    dossier = one.dossier
    title = _TITLES.get(dossier.sexe, "")
    prefix = f"<prefix>{title}</prefix>" if title else ""
    status = "terminated" if dossier.etat == "ferme" else "active"
    return (
        f'<subject contextConductionInd="false" typeCode="SUBJ">'
        f'<registrationEvent classCode="REG" moodCode="EVN"><statusCode code="active"/>'
        f'<subject1 typeCode="SBJ"><patient classCode="PAT">'
        f"{id_xml('id', Identifiant(dossier.oid, dossier.matricule))}"
        f'<statusCode code="{status}"/><patientPerson classCode="PSN" determinerCode="INSTANCE">'
        f"<name>{prefix}<given>{text(dossier.prenoms)}</given>"
        f'<family qualifier="SP">{text(dossier.nom)}</family>'
        f'<family qualifier="BR">{text(one.nom_naissance)}</family></name>'
        f'<administrativeGenderCode code="{attribute(dossier.sexe)}"/>'
        f'<birthTime value="{attribute(dossier.date_naissance.replace("-", ""))}"/>'
        f"{adresse_xml(dossier.donnees.adresse)}</patientPerson>"
        f'<subjectOf1 typeCode="SBJ"><queryMatchObservation classCode="COND" moodCode="EVN">'
        f'<code code="POURCENTAGE" xsi:type="CS" {_XSI}/><value value="100" xsi:type="INT" {_XSI}/>'
        f"</queryMatchObservation></subjectOf1><subjectOf2><administrativeObservation>"
        f'<code code="OPPOSITION_ACCES_URGENCE" codeSystem="1.2.250.1.213.4.1.2.3"'
        f' displayName="opposition au mode Urgence"/>{booleen(dossier.opposition_regulation)}'
        f"</administrativeObservation></subjectOf2></patient></subject1>"
        f'<custodian typeCode="CST"><assignedEntity classCode="ASSIGNED"><id root="{noms.DMP_OID}"/>'
        f"</assignedEntity></custodian></registrationEvent></subject>"
    )


def _question(demande: DemandeTraits) -> str:
    """The query as understood."""
    family = f"<family>{text(demande.nom)}</family>" if demande.nom else ""
    given = f"<given>{text(demande.prenom)}</given>" if demande.prenom else ""
    asked = [
        ("livingSubjectName", f"<value>{family}{given}</value>", "name", family or given),
        (
            "livingSubjectBirthTime",
            f'<value value="{attribute(demande.naissance)}"/>',
            "birthTime",
            demande.naissance,
        ),
        (
            "livingSubjectAdministrativeGender",
            f'<value code="{attribute(demande.sexe)}"/>',
            "administrativeGender",
            demande.sexe,
        ),
    ]
    written = "".join(
        f"<{name}>{value}<semanticsText>LivingSubject.{label}</semanticsText></{name}>"
        for name, value, label, given_value in asked
        if given_value
    )
    return (
        f"<queryByParameter>{id_xml('queryId', demande.requete)}"
        f'<statusCode code="new"/><parameterList>{written}</parameterList></queryByParameter>'
    )
