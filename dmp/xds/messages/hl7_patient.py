"""The person of a record in an HL7 v3 answer, in the order seen (dmp_xds.md §4.1, §4.5)."""

from collections.abc import Iterable
from typing import Final

from dmp.model import Adresse, Dossier, Representant, Telecom
from dmp.xds.data import noms
from dmp.xds.messages.hl7_commun import booleen, id_xml
from dmp.xds.model import Identifiant
from simulators.core.xml.escape import attribute, text

_ACCOUNT: Final = "1.2.250.1.213.4.1.2.9"
_FLAGS: Final = "1.2.250.1.213.4.1.2.3"
_RELATIONS: Final = "2.16.840.1.113883.1.11.19579"
_TITLES: Final = {"M": "M", "F": "MME"}


def patient_xml(dossier: Dossier, *, entier: bool) -> str:
    """The record found: who, its state, and with `entier` its administrative data (TD1.3a)."""
    status = "terminated" if dossier.etat == "ferme" else "active"
    ins = id_xml("id", Identifiant(dossier.oid, dossier.matricule))
    flags = _oppositions(dossier) if entier else _rattachement(dossier)
    return (
        f'<subject contextConductionInd="false" typeCode="SUBJ">'
        f'<registrationEvent classCode="REG" moodCode="EVN">'
        f'<statusCode code="completed"/><subject1 typeCode="SBJ"><patient classCode="PAT">{ins}'
        f'<statusCode code="{status}"/><patientPerson classCode="PSN" determinerCode="INSTANCE">'
        f"{_personne(dossier, entier=entier)}</patientPerson>{flags}"
        f'</patient></subject1><custodian typeCode="CST"><assignedEntity classCode="ASSIGNED">'
        f'<id root="{noms.DMP_OID}"/></assignedEntity></custodian></registrationEvent></subject>'
    )


def _personne(dossier: Dossier, *, entier: bool) -> str:
    data, born = dossier.donnees, dossier.date_naissance.replace("-", "")
    title = data.civilite or _TITLES.get(dossier.sexe, "")
    prefix = f"<prefix>{text(title)}</prefix>" if title else ""
    person = (
        f"<name>{prefix}<given>{text(dossier.prenoms)}</given>"
        f'<family qualifier="SP">{text(dossier.nom)}</family></name>{_telecoms(data.telecoms)}'
        f'<administrativeGenderCode code="{attribute(dossier.sexe)}"/><birthTime value="{attribute(born)}"/>'
    )
    if not entier:
        return person
    relations = "".join(_representant(one) for one in data.representants)
    return (
        f'{person}<deceasedInd value="{str(dossier.deces).lower()}"/>{adresse_xml(data.adresse)}{relations}'
        f'<birthPlace classCode="BIRTHPL"><addr/></birthPlace>'
    )


def _telecoms(telecoms: Iterable[Telecom]) -> str:
    return "".join(_telecom(one) for one in telecoms)


def _telecom(one: Telecom) -> str:
    use = f' use="{attribute(one.usage)}"' if one.usage else ""
    return f'<telecom{use} value="{attribute(one.valeur)}"/>'


def adresse_xml(adresse: Adresse) -> str:
    """An address, nothing when no part is told."""
    lines = "".join(f"<streetAddressLine>{text(one)}</streetAddressLine>" for one in adresse.lignes)
    named = (
        ("additionalLocator", adresse.complement),
        ("postalCode", adresse.code_postal),
        ("city", adresse.ville),
        ("country", adresse.pays),
    )
    parts = lines + "".join(f"<{name}>{text(value)}</{name}>" for name, value in named if value)
    return f"<addr>{parts}</addr>" if parts else ""


def _representant(one: Representant) -> str:
    prefix = f"<prefix>{text(one.civilite)}</prefix>" if one.civilite else ""
    return (
        f'<personalRelationship classCode="PRS">'
        f'<code code="{attribute(one.lien)}" codeSystem="{_RELATIONS}"/>'
        f"{adresse_xml(one.adresse)}{_telecoms(one.telecoms)}"
        f'<relationshipHolder1 classCode="PSN" determinerCode="INSTANCE"><name>{prefix}'
        f"<given>{text(one.prenom)}</given><family>{text(one.nom)}</family></name></relationshipHolder1>"
        f"</personalRelationship>"
    )


def _rattachement(dossier: Dossier) -> str:
    attached = dossier.rattache_mes
    label = "information de rattachement du DMP à un ENS"
    return observation("COMPTE_INTERNET_OUVERT", _ACCOUNT, attached) + observation(
        "RATTACHEMENT_ENS", _FLAGS, attached, label
    )


def _oppositions(dossier: Dossier) -> str:
    return observation(
        "OPPOSITION_BRIS_DE_GLACE", _FLAGS, dossier.opposition_bris, "opposition au mode bris de glace"
    ) + observation(
        "OPPOSITION_ACCES_URGENCE",
        _FLAGS,
        dossier.opposition_regulation,
        "opposition à l'accès au mode urgence",
    )


def observation(code: str, system: str, value: bool, label: str = "") -> str:
    """A consent, an opposition or a fact about the record."""
    named = f' displayName="{label}"' if label else ""
    return (
        f'<subjectOf typeCode="SBJ"><administrativeObservation classCode="OBS" moodCode="EVN">'
        f'<code code="{code}" codeSystem="{system}"{named}/>{booleen(value)}'
        f"</administrativeObservation></subjectOf>"
    )
