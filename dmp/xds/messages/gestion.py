"""TD1.1, TD1.2, TD1.3b, TD1.4: the requests as read, the wrapped answers as the DMP serialises them."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from dmp.model import Adresse, Donnees, Representant, Telecom
from dmp.xds.data import noms
from dmp.xds.messages.hl7_commun import (
    acquittement_xml,
    code,
    entete_xml,
    identifiant,
    lire_entete,
    raison_xml,
    texte,
)
from dmp.xds.model import AuteurGestion, DemandeGestion, ReponseGestion
from simulators.core.xml.escape import attribute, text
from simulators.core.xml.nodes import Node, local_name

_H: Final = f"{{{noms.HL7}}}"
_CONTROL: Final = f"{_H}controlActProcess"
_REQUEST: Final = f"{_CONTROL}/{_H}subject/{_H}registrationRequest"
_PATIENT: Final = f"{_REQUEST}/{_H}subject1/{_H}patient"
_AUTHOR: Final = f"{_REQUEST}/{_H}author/{_H}assignedEntity"
_ISSUE: Final = f"{_CONTROL}/{_H}reasonOf/{_H}detectedIssueEvent"
# The identifier of the DMP's own messages (dmp_xds.md §4.5).
_MESSAGES: Final = "1.2.250.1.213.4.1.1.1.1"
_NAME_PARTS: Final = frozenset({"prefix", "family", "given", "suffix"})


def lire_gestion(content: Node, *, creation: bool) -> tuple[DemandeGestion, dict[str, Node]]:
    """The request and the nodes that findings point at, whatever it lacks."""
    nodes: dict[str, Node] = {}
    for spot, path in (
        ("raison", f"{_CONTROL}/{_H}reasonCode"),
        ("dossier", _PATIENT),
        ("patient", f"{_PATIENT}/{_H}id"),
        ("auteur", _AUTHOR),
    ):
        found = content.find(path)
        if found is not None:
            nodes[spot] = found
    patient = nodes.get("dossier")
    person = None if patient is None else patient.find(f"{_H}patientPerson")
    demande = DemandeGestion(
        raison=code(content, f"{_CONTROL}/{_H}reasonCode"),
        creation=creation,
        entete=lire_entete(content),
        patient=identifiant(nodes["patient"]) if "patient" in nodes else None,
        statut="" if patient is None else code(patient, f"{_H}statusCode"),
        noms=() if person is None else tuple(_noms(person)),
        donnees=Donnees() if person is None else _donnees(person),
        recueil={} if patient is None else dict(_recueil(patient)),
        auteur=_auteur(nodes.get("auteur")),
        motif=code(content, f"{_ISSUE}/{_H}code"),
        motif_texte=texte(content, f"{_ISSUE}/{_H}text"),
    )
    return demande, nodes


def _auteur(node: Node | None) -> AuteurGestion:
    if node is None:
        return AuteurGestion()
    name = f"{_H}assignedPerson/{_H}name/{_H}"
    return AuteurGestion(
        code(node, f"{_H}id", "extension"),
        texte(node, f"{name}family"),
        texte(node, f"{name}given"),
        code(node, f"{_H}representedOrganization/{_H}id", "extension"),
    )


def _noms(person: Node) -> Iterator[tuple[str, str, str]]:
    """The parts of the name as written: element, qualifier, text; the answer echoes them."""
    name = person.find(f"{_H}name")
    for part in () if name is None else name:
        kind = local_name(part)
        if kind in _NAME_PARTS:
            yield kind, (part.get("qualifier") or "").strip(), (part.text or "").strip()


def _donnees(person: Node) -> Donnees:
    """The used name (`SP`, else the first), the given name, telecoms, address, legal representatives."""
    families = [(qualifier, value) for kind, qualifier, value in _noms(person) if kind == "family"]
    used = next((value for qualifier, value in families if qualifier == "SP"), "")
    return Donnees(
        civilite=texte(person, f"{_H}name/{_H}prefix"),
        nom=used or (families[0][1] if families else ""),
        prenom=texte(person, f"{_H}name/{_H}given"),
        telecoms=tuple(_telecoms(person)),
        adresse=_adresse(person.find(f"{_H}addr")),
        representants=tuple(_representant(one) for one in person.iterfind(f"{_H}personalRelationship")),
    )


def _telecoms(node: Node) -> Iterator[Telecom]:
    for one in node.iterfind(f"{_H}telecom"):
        value = (one.get("value") or "").strip()
        if value:
            yield Telecom(value, (one.get("use") or "").strip())


def _adresse(node: Node | None) -> Adresse:
    if node is None:
        return Adresse()
    lines = tuple((one.text or "").strip() for one in node.iterfind(f"{_H}streetAddressLine"))
    names = ("additionalLocator", "postalCode", "city", "country")
    return Adresse(tuple(filter(None, lines)), *(texte(node, f"{_H}{name}") for name in names))


def _representant(node: Node) -> Representant:
    holder = f"{_H}relationshipHolder1/{_H}name/{_H}"
    return Representant(
        lien=code(node, f"{_H}code"),
        nom=texte(node, f"{holder}family"),
        prenom=texte(node, f"{holder}given"),
        civilite=texte(node, f"{holder}prefix"),
        adresse=_adresse(node.find(f"{_H}addr")),
        telecoms=tuple(_telecoms(node)),
    )


def _recueil(patient: Node) -> Iterator[tuple[str, bool]]:
    """Consents and oppositions by code; one without a readable value is left out."""
    for one in patient.iterfind(f"{_H}subjectOf/{_H}administrativeObservation"):
        value = code(one, f"{_H}value", "value")
        if value in {"true", "false"}:
            yield code(one, f"{_H}code"), value == "true"


def ecrire_reponse(reponse: ReponseGestion, uuid: str, maintenant: datetime) -> str:
    """201312 or 201315 when it is done, 201313 or 201316 when it is not, in the wrapper of the operation."""
    demande = reponse.demande
    accepted, refused = ("201312", "201313") if demande.creation else ("201315", "201316")
    interaction = f"PRPA_IN{refused if reponse.erreur else accepted}UV02"
    wrapper = f"PRPA_IN{'201311' if demande.creation else '201314'}UV02_Response"
    own = f'<id extension="{uuid}" root="{_MESSAGES}"/>'
    return (
        f'<ns2:{wrapper} xmlns="{noms.HL7}" xmlns:ns2="{noms.GDP}"><{interaction} ITSVersion="XML_1.0">'
        f"{entete_xml(demande.entete, interaction, own, maintenant)}"
        f"{acquittement_xml(demande.entete.message, reponse.erreur)}{_control(reponse)}"
        f"</{interaction}></ns2:{wrapper}>"
    )


def _control(reponse: ReponseGestion) -> str:
    reason = raison_xml(reponse.demande.raison)
    return f'<controlActProcess classCode="CACT" moodCode="EVN">{reason}{_sujet(reponse)}</controlActProcess>'


def _sujet(reponse: ReponseGestion) -> str:
    """The name as it was sent and the status of the record now; nothing when it was refused."""
    if reponse.dossier is None or reponse.erreur is not None:
        return ""
    status = "terminated" if reponse.dossier.etat == "ferme" else "active"
    name = "".join(_part(*one) for one in reponse.demande.noms)
    return (
        f'<subject contextConductionInd="false" typeCode="SUBJ">'
        f'<registrationEvent classCode="REG" moodCode="EVN"><statusCode code="completed"/>'
        f'<subject1 typeCode="SBJ"><patient classCode="PAT"><statusCode code="{status}"/>'
        f'<patientPerson classCode="PSN" determinerCode="INSTANCE"><name>{name}</name></patientPerson>'
        f'</patient></subject1><custodian typeCode="CST"><assignedEntity classCode="ASSIGNED">'
        f'<id root="{noms.DMP_OID}"/></assignedEntity></custodian></registrationEvent></subject>'
    )


def _part(kind: str, qualifier: str, value: str) -> str:
    told = f' qualifier="{attribute(qualifier)}"' if qualifier else ""
    return f"<{kind}{told}>{text(value)}</{kind}>"
