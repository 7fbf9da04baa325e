"""How a client proves who it is (psc.md §2.4, §6): the body wins over the header."""

import hmac
from collections.abc import Iterator
from typing import Final

from psc.data.noms import JWT_DE_CLIENT
from psc.model import INCONNU, Appel, Assertion, Certificat, Client, Identifiants, Remarque
from psc.rules.catalogue import client as catalogue
from psc.rules.catalogue import transport
from psc.rules.vie import SECONDE

# Seconds an assertion without `exp` is good for.
SANS_EXP: Final = 10


def assertion_attendue(type_assertion: str | None) -> str:
    """The error of a client that must sign and sent no assertion of the right type."""
    if type_assertion is None:
        return "assertion_absente"
    return "assertion_manquante" if type_assertion == JWT_DE_CLIENT else "assertion_type"


def juger_assertion(assertion: Assertion | None, client: Client, audiences: frozenset[str], now: int) -> str:
    """The error of a client's assertion (None: it cannot be read), in Keycloak's order."""
    if assertion is None:
        return "assertion_signature"
    if not assertion.sub:
        return "assertion_sans_sujet"
    if assertion.iss != assertion.sub:
        return "assertion_emetteur"
    if assertion.sub != client.client_id:
        return "assertion_client"
    if not client.jwks:
        return "assertion_sans_cle"
    if not assertion.signee:
        return "assertion_signature"
    if not audiences & set(assertion.aud):
        return "assertion_audience"
    if now >= (assertion.exp or assertion.iat + SANS_EXP) * SECONDE:
        return "assertion_perimee"
    return "" if assertion.jti else "assertion_sans_jti"


def fin_de_preuve(assertion: Assertion, now: int) -> int:
    """Until when its `jti` may not come again: its end, ten seconds from now at least (microseconds)."""
    return max(assertion.exp * SECONDE, now + SANS_EXP * SECONDE)


def ecarts(appel: Appel, identifiants: Identifiants) -> Iterator[Remarque]:
    """What is badly done without being refused."""
    if identifiants.methode == "les_deux":
        yield Remarque(catalogue.SECRET_EN_DOUBLE, genre="header", nom="Authorization")
    if identifiants.illisible:
        yield Remarque(catalogue.BASIC_ILLISIBLE, genre="header", nom="Authorization")
    if appel.certificat is None and appel.transport == "tls":
        yield Remarque(transport.CERTIFICAT_ABSENT, genre="certificate", nom="CN")


def authentification(appel: Appel, identifiants: Identifiants, client: Client | None) -> Iterator[Remarque]:
    """What refuses the client; `client` None leaves out what needs its registration."""
    if not identifiants.client_id:
        yield Remarque(catalogue.CLIENT_ABSENT, "", "client_id", "form", "client_id")
    elif client is not None:
        yield from _enregistre(appel.certificat, identifiants, client)


def _enregistre(
    certificat: Certificat | None, identifiants: Identifiants, client: Client
) -> Iterator[Remarque]:
    if client is INCONNU or not client.actif:
        yield Remarque(catalogue.CLIENT_INCONNU, identifiants.client_id, "", "form", "client_id")
        return
    if client.authentification == "private_key_jwt":
        if identifiants.refus:
            rule = catalogue.ASSERTIONS[identifiants.refus]
            yield Remarque(rule, "", "", "form", "client_assertion")
        return
    par_secret = identifiants.secret is not None or client.authentification == "secret"
    if client.authentification == "mtls" or not par_secret:
        if not _certificat_du_client(certificat, client):
            found = certificat.nom if certificat else ""
            yield Remarque(catalogue.CERTIFICAT, found, client.certificat_cn, "certificate", "CN")
    elif not client.secret:
        yield Remarque(catalogue.SECRET_NON_VERIFIE, genre="form", nom="client_secret")
    elif not _secret_juste(identifiants.secret, client):
        basic = identifiants.methode == "basic"
        nom = "Authorization" if basic else "client_secret"
        yield Remarque(catalogue.SECRET, "", "", "header" if basic else "form", nom)


def _secret_juste(secret: str | None, client: Client) -> bool:
    sent = (secret or "").encode("utf-8", "surrogateescape")
    return hmac.compare_digest(sent, client.secret.encode())


def _certificat_du_client(certificat: Certificat | None, client: Client) -> bool:
    return certificat is not None and bool(client.certificat_cn) and certificat.nom == client.certificat_cn
