"""TD0.4 and TD1.6: the requests as read, the answers as the DMP serialises them (dmp_xds.md §4.3, §4.6)."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final

from dmp.model import LigneDmp, LigneHabilitation
from dmp.xds.data import noms
from dmp.xds.model import DemandeHabilitations, DemandeListe, ReponseHabilitations, ReponseListe
from simulators.core.xml.escape import text
from simulators.core.xml.nodes import Node, local_name

_PROFESSIONALS: Final = "1.2.250.1.71.4.2.1"
_STRUCTURES: Final = "1.2.250.1.71.4.2.2"


def _values(content: Node) -> tuple[dict[str, str], dict[str, Node]]:
    """The children of a request by their name: text and node; the first one wins."""
    nodes: dict[str, Node] = {}
    for child in content:
        nodes.setdefault(local_name(child), child)
    return {name: (node.text or "").strip() for name, node in nodes.items()}, nodes


def lire_liste(content: Node) -> tuple[DemandeListe, dict[str, Node]]:
    """TD0.4, and the nodes that findings point at."""
    told, nodes = _values(content)
    return DemandeListe(told.get("startDate", ""), told.get("dateType", ""), told.get("psOwnerId", "")), nodes


def lire_habilitations(content: Node) -> tuple[DemandeHabilitations, dict[str, Node]]:
    """TD1.6, and the nodes that findings point at."""
    told, nodes = _values(content)
    return DemandeHabilitations(told.get("mode", "")), nodes


def ecrire_liste(reponse: ReponseListe) -> str:
    """The answer of TD0.4; the order of the elements is that of its description."""
    lines = "".join(_ligne(one) for one in reponse.lignes)
    context = f"<ns1:context>{text(reponse.contexte)}</ns1:context>" if reponse.contexte else ""
    return (
        f'<ns1:patientListResponse xmlns:ns1="{noms.PATIENTS}"><ns1:output>{lines}'
        f"<ns1:status>{text(reponse.statut)}</ns1:status>{context}</ns1:output></ns1:patientListResponse>"
    )


def _ligne(one: LigneDmp) -> str:
    born = one.date_naissance.replace("-", "")
    named = (
        ("lastName", one.nom),
        ("patronymicalName", one.nom_naissance if one.nom_naissance != one.nom else ""),
        ("firstName", one.prenom),
        ("dateOfBirth", born),
        ("MT", str(one.medecin_traitant).lower()),
        ("message", "false"),
        ("lastAccessDate", _moment(one.acces_us)),
        ("lastUpdateDate", _moment(one.mise_a_jour_us)),
        ("lastAddDate", _moment(one.ajout_us)),
    )
    return (
        f"<ns1:patientlistData><ns1:patientIdentifier><ns1:nationalId>{text(one.matricule)}</ns1:nationalId>"
        f"<ns1:nationalIdType>{text(one.oid)}</ns1:nationalIdType></ns1:patientIdentifier>"
        f"{''.join(_elements(named))}</ns1:patientlistData>"
    )


def ecrire_habilitations(reponse: ReponseHabilitations) -> str:
    """The answer of TD1.6."""
    lines = "".join(_habilitation(one) for one in reponse.lignes)
    context = f"<ns1:context>{text(reponse.contexte)}</ns1:context>" if reponse.contexte else "<ns1:context/>"
    return (
        f'<ns1:listAuthorizationByPatientResponse xmlns:ns1="{noms.HABILITATIONS}"><ns1:output>{lines}'
        f"<ns1:status>{text(reponse.statut)}</ns1:status>{context}</ns1:output>"
        f"</ns1:listAuthorizationByPatientResponse>"
    )


def _habilitation(one: LigneHabilitation) -> str:
    person = bool(one.prenom)
    named = (
        ("nationalId", one.identifiant),
        ("nationalIdType", _PROFESSIONALS if person else _STRUCTURES),
        ("firstName", one.prenom),
        ("lastName", one.nom),
        ("codeSpeciality", one.specialite),
        ("libSpeciality", one.libelle),
        ("startOfAuthorization", _moment(one.debut_us)),
        ("lastActionDate", _moment(one.action_us)),
        ("mode", one.mode),
        ("specificRight", "MEDECIN_TRAITANT" if one.medecin_traitant else ""),
    )
    inside = "".join(_elements(named))
    return f"<ns1:listOfAuthorizationByPatient>{inside}</ns1:listOfAuthorizationByPatient>"


def _elements(named: tuple[tuple[str, str], ...]) -> Iterator[str]:
    for name, value in named:
        if value:
            yield f"<ns1:{name}>{text(value)}</ns1:{name}>"


def _moment(us: int) -> str:
    return f"{datetime.fromtimestamp(us / 1_000_000, UTC):%Y%m%d%H%M%S}" if us else ""
