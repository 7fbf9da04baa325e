"""How the call came: address, content type, certificate, addressing, operation."""

from collections.abc import Iterator
from typing import Final

from dmp.xds.data import noms
from dmp.xds.model import Appel, Demande, Operation, Remarque
from dmp.xds.rules.catalogue import enveloppe
from dmp.xds.rules.catalogue import transport as catalogue
from simulators.core.rule import Rule
from simulators.core.sante.fictif import est_fictif

MULTIPART: Final = "multipart/related"
# One client posts its updates as application/octet-stream, and old ones speak text/xml (dmp_xds.md §4.10).
TYPES: Final = frozenset({noms.SOAP_TYPE, MULTIPART, "text/xml", "application/octet-stream"})
_MASKED_FROM: Final = 3
_SERVICES: Final = {
    Operation.EXISTENCE: "patients",
    Operation.DONNEES: "patients",
    Operation.CREATION: "patients",
    Operation.REACTIVATION: "patients",
    Operation.MODIFICATION: "patients",
    Operation.FERMETURE: "patients",
    Operation.LISTE: "patientsSpecific",
    Operation.TRAITS: "patientsPDQ",
    Operation.HABILITATIONS: "habilitations",
    Operation.AUTORISATION: "habilitations",
    Operation.ALIMENTATION: "repository",
    Operation.RECHERCHE: "registry",
    Operation.CONSULTATION: "repository",
    Operation.MISE_A_JOUR: "registry",
}


def service(path: str) -> str:
    """The service an address names, empty when it is none of the DMP's; compared without case."""
    base, _, last = path.rstrip("/").rpartition("/")
    return noms.PATHS.get(last.lower(), "") if base.lower() == noms.BASE else ""


def mal_dirige(method: str, path: str) -> Rule | None:
    """The rule a request breaks that is no POST to the address of a service, None when it is one."""
    if not service(path):
        return catalogue.CHEMIN
    return None if method == "POST" else catalogue.METHODE


def arrivee(appel: Appel) -> Iterator[Remarque]:
    """What is wrong before the body is read: content type, clear text, no certificate."""
    if appel.media_type not in TYPES:
        yield Remarque(catalogue.TYPE_DE_CONTENU, appel.media_type, noms.SOAP_TYPE, header="Content-Type")
    if appel.transport == "clair":
        yield Remarque(catalogue.EN_CLAIR, "http", "https")
    if appel.transport == "tls" and appel.nature == "absent":
        yield Remarque(catalogue.CERTIFICAT_ABSENT, certificate="CN")


def enveloppe_recue(demande: Demande, path: str) -> Iterator[Remarque]:
    """The envelope's version, its addressing headers, and the operation its body asks for."""
    if demande.soap11:
        yield Remarque(enveloppe.SOAP11, "SOAP 1.1", "SOAP 1.2", "enveloppe")
    if demande.adressage.comprendre:
        name = f"{{{noms.WSSE}}}Security"
        yield Remarque(enveloppe.SECURITY_COMPRIS, "1", "", "security", "mustUnderstand", detail=name)
    yield from _adressage(demande)
    if demande.operation is Operation.INCONNUE:
        known = demande.racine in noms.RETIREES
        rule = enveloppe.RETIREE if known else enveloppe.OPERATION
        yield Remarque(rule, demande.racine, "", "demande", detail=demande.racine)
    elif path and service(path) not in {"", _SERVICES[demande.operation]}:
        yield Remarque(enveloppe.AUTRE_SERVICE, path, _SERVICES[demande.operation], "demande")


def _adressage(demande: Demande) -> Iterator[Remarque]:
    headers = demande.adressage
    named = (("MessageID", headers.message_id), ("To", headers.to), ("Action", headers.action))
    for name, value in named:
        if value is None or (name == "MessageID" and not value):
            yield Remarque(enveloppe.ADRESSAGE, "", name, "entete")
    if headers.repondre_a is None:
        yield Remarque(enveloppe.REPONSE_A, "", "ReplyTo", "entete")
    for spot in headers.doubles:
        yield Remarque(enveloppe.ENTETE_DOUBLE, "2", "1", spot)
    if demande.operation is Operation.INCONNUE or not headers.action:
        return
    expected = noms.ACTIONS[demande.operation]
    if headers.action != expected and headers.action not in noms.OTHER_ACTIONS[demande.operation]:
        yield Remarque(enveloppe.ACTION, headers.action, expected, "wsa.action")


def donnees(matricules: Iterator[tuple[str, str]]) -> Iterator[Remarque]:
    """Matricules that are in no list of fictional ones, told masked, once each; (spot, matricule) pairs."""
    told: set[str] = set()
    for spot, matricule in matricules:
        if matricule not in told and not est_fictif(matricule):
            told.add(matricule)
            masked = matricule[:_MASKED_FROM] + "*" * (len(matricule) - _MASKED_FROM)
            yield Remarque(enveloppe.DONNEES_REELLES, masked, "", spot)
