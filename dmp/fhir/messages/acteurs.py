"""Authors, legal authenticators and the patient's traits: XCN, XON and PID as contained resources.

dmp_fhir.md §2.6, §9.
"""

from collections.abc import Mapping
from typing import Any, Final

from dmp.fhir.data import francais as fr
from dmp.fhir.data import systemes as s
from dmp.fhir.messages.elements import coding, ins
from dmp.fhir.model.ressource import Json
from simulators.core.sante.codes import Code
from simulators.core.sante.ebrim.modele import Auteur, cx
from simulators.core.sante.identifiants import (
    IDENTIFIANT_PS,
    IDENTIFIANT_STRUCTURE,
    FormatInvalideError,
    NomPatient,
    Xon,
    lire_infos_patient,
    lire_xcn,
    lire_xon,
)

Contenus = list[dict[str, Any]]
_SEXES: Final[Mapping[str, str]] = {"F": "female", "M": "male", "U": "unknown", "I": "unknown"}


def auteurs(several: tuple[Auteur, ...], contenus: Contenus) -> Json:
    """One PractitionerRole for each author, its person and organisation contained beside it."""
    return [{"reference": f"#{_role(rank, one, contenus)}"} for rank, one in enumerate(several)]


def _role(rank: int, one: Auteur, contenus: Contenus) -> str:
    role: dict[str, Any] = {"resourceType": "PractitionerRole", "id": f"role{rank}"}
    for person in one.personnes[:1]:
        role["practitioner"] = {"reference": f"#{_personne(f'auteur{rank}', person, contenus)}"}
    for place in one.institutions[:1]:
        role["organization"] = {"reference": f"#{_organisation(f'structure{rank}', place, contenus)}"}
    role["code"] = [_coded(text) for text in one.roles]
    role["specialty"] = [_coded(text) for text in one.specialites]
    contenus.append({name: value for name, value in role.items() if value})
    return str(role["id"])


def _coded(text: str) -> dict[str, Any]:
    """`code^label^system`, or a text alone."""
    parts = text.split("^")
    if len(parts) < 3:
        return {"text": text}
    return {"coding": [coding(Code(parts[0], parts[2], parts[1]))]}


def _personne(own: str, text: str, contenus: Contenus) -> str:
    try:
        read = lire_xcn(text)
    except FormatInvalideError:
        contenus.append({"resourceType": "Practitioner", "id": own, "name": [{"text": text}]})
        return own
    system = read.oid or IDENTIFIANT_PS
    numbered: dict[str, Any] = {"system": f"{s.URN_OID}{system}", "value": read.id}
    if read.type:
        numbered = {"type": {"coding": [{"system": s.IDENTIFIANTS_0203, "code": read.type}]}, **numbered}
    named = {"family": read.nom, "given": [read.prenom] if read.prenom else []}
    made: dict[str, Any] = {"resourceType": "Practitioner", "id": own, "identifier": [numbered]}
    if read.nom or read.prenom:
        made["name"] = [{name: value for name, value in named.items() if value}]
    contenus.append(made)
    return own


def _organisation(own: str, text: str, contenus: Contenus) -> str:
    try:
        read = lire_xon(text)
    except FormatInvalideError:
        read = Xon(text)
    return organisation(own, read.id, read.nom, contenus, read.oid or IDENTIFIANT_STRUCTURE, read.type)


def organisation(
    own: str,
    number: str,
    name: str,
    contenus: Contenus,
    oid: str = IDENTIFIANT_STRUCTURE,
    kind: str = "IDNST",
) -> str:
    """A contained Organization; gives its id back."""
    made: dict[str, Any] = {"resourceType": "Organization", "id": own}
    if number:
        typed = {"coding": [{"system": s.IDENTIFIANTS_0203, "code": kind or "IDNST"}]}
        made["identifier"] = [{"type": typed, "system": f"{s.URN_OID}{oid}", "value": number}]
    contenus.append(made | ({"name": name} if name else {}))
    return own


def authentificateur(text: str, contenus: Contenus) -> Json:
    """The legal authenticator as a contained Practitioner, None when there is none."""
    return {"reference": f"#{_personne('validateur', text, contenus)}"} if text else None


def traits(values: tuple[str, ...], source: str, contenus: Contenus) -> Json:
    """sourcePatientInfo and sourcePatientId as a contained Patient; None when neither is told."""
    read, number = lire_infos_patient(values), cx(source) if source else None
    if not values and number is None:
        return None
    made: dict[str, Any] = {"resourceType": "Patient", "id": "patient"}
    if number is not None:
        made["identifier"] = [ins(number)]
    if read.lieu:
        cog = {"url": fr.INSEE, "valueCoding": {"system": fr.COG, "code": read.lieu}}
        made["extension"] = [{"url": fr.NAISSANCE, "valueAddress": {"extension": [cog]}}]
    made["name"] = [_nom(one) for one in read.noms if one.nom]
    made["gender"] = _SEXES.get(read.sexe, "unknown")
    born = read.naissance
    if len(born) == 8 and born.isdigit():
        made["birthDate"] = f"{born[:4]}-{born[4:6]}-{born[6:]}"
    contenus.append({name: value for name, value in made.items() if value})
    return {"reference": "#patient"}


def _nom(one: NomPatient) -> dict[str, Any]:
    named: dict[str, Any] = {"use": "official" if one.type == "L" else "usual", "family": one.nom}
    return named | ({"given": [one.prenom]} if one.prenom else {})
