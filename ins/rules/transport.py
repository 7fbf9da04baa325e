"""How the call came: content type, certificate, addressing, operation."""

import re
from collections.abc import Iterator

from ins.data import names
from ins.model import Appel, Demande, Remarque, Spot
from ins.rules.catalogue import enveloppe
from ins.rules.catalogue import transport as catalogue
from simulators.core.rule import Rule
from simulators.core.sante.fictif import est_fictif

PATHS = frozenset({"/lps", "/ets"})
CN_ADMIS = frozenset({"INSI-AUTO", "INSI-MANU"})
_MESSAGE_ID = re.compile(r"uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_MESSAGE_ID_SHAPE = "uuid:xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx"
_MASKED_FROM = 3


def misdirected(method: str, path: str) -> Rule | None:
    """The rule a request breaks that is no POST to the address of the service, None when it is one."""
    if path not in PATHS:
        return catalogue.CHEMIN
    return None if method == "POST" else catalogue.METHODE


def arrivee(appel: Appel) -> Iterator[Remarque]:
    """What is wrong before the body is read: content type, clear text, client certificate."""
    if appel.media_type != names.MEDIA_TYPE:
        yield Remarque(catalogue.TYPE_DE_CONTENU, appel.media_type, names.MEDIA_TYPE, header="Content-Type")
    if appel.transport == "clair":
        yield Remarque(catalogue.EN_CLAIR, "http", "https")
    if appel.face == "mtls" and appel.transport == "tls":
        yield from _certificat(appel.certificate_cn)


def _certificat(name: str | None) -> Iterator[Remarque]:
    if name is None:
        yield Remarque(catalogue.CERTIFICAT_ABSENT, "", "INSI-AUTO", certificate="CN")
    elif name not in CN_ADMIS:
        yield Remarque(catalogue.CERTIFICAT_CN, name, "INSI-AUTO", certificate="CN")


def operation(demande: Demande) -> Iterator[Remarque]:
    """The body root must be that of an operation (found and expected as `{namespace}name`)."""
    expected = names.EXPECTED_ROOT.get(demande.operation) or _meant(demande.racine)
    if demande.racine != expected:
        yield Remarque(enveloppe.OPERATION, demande.racine, expected, Spot.CONTENT)


def _meant(root: str) -> str:
    """The operation that a root of the right name and wrong namespace meant; else the search by traits."""
    local = root.rpartition("}")[2]
    named = (known for known in names.BY_ROOT if known.rpartition("}")[2] == local)
    return next(named, names.ROOT_TRAITS)


def adressage(demande: Demande) -> Iterator[Remarque]:
    """WS-Addressing headers and their agreement with the body."""
    for kind, value in demande.ecarts:
        action = names.ACTIONS[demande.operation]
        if kind == "wsa":
            yield Remarque(enveloppe.ACTION_DIVERGENTE, value, action, Spot.ACTION)
        else:
            yield Remarque(enveloppe.ACTION_DIVERGENTE, value, action, header="Content-Type")
    for spot in demande.doubles:
        yield Remarque(enveloppe.ENTETE_DOUBLE, "2", "1", spot, 1)
    if demande.action is None:
        yield Remarque(enveloppe.ACTION_ABSENTE, "", names.ACTIONS[demande.operation], Spot.HEADER)
    if not demande.message_id:
        yield Remarque(enveloppe.MESSAGE_ID_ABSENT, "", _MESSAGE_ID_SHAPE, Spot.HEADER)
    elif not _MESSAGE_ID.fullmatch(demande.message_id):
        yield Remarque(enveloppe.MESSAGE_ID_FORME, demande.message_id, _MESSAGE_ID_SHAPE, Spot.MESSAGE_ID)
    if demande.utf16:
        yield Remarque(enveloppe.UTF_16, "UTF-16", "UTF-8")


def donnees(demande: Demande) -> Iterator[Remarque]:
    """Matricules that are in no list of fictional ones; told masked."""
    covered = demande.bam.matricules if demande.bam else ()
    for spot, matricules in ((Spot.COUVERTURE, covered), (Spot.CONTENT, demande.matricules)):
        for matricule in matricules:
            if not est_fictif(matricule):
                masked = matricule[:_MASKED_FROM] + "*" * (len(matricule) - _MASKED_FROM)
                yield Remarque(catalogue.DONNEES_REELLES, masked, "", spot)
