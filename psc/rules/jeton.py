"""What a token request breaks, and what its code or refresh token is worth (psc.md §2.4 to §2.7)."""

import hashlib
import re
from base64 import urlsafe_b64encode
from collections.abc import Iterator, Mapping
from typing import Final

from psc.data import noms
from psc.data.decouverte import DECOUVERTE
from psc.model import (
    INCONNU,
    Appel,
    Champs,
    Client,
    Code,
    Demandeur,
    Identifiants,
    Jeton,
    Octroi,
    Porteur,
    Remarque,
    Session,
)
from psc.rules.catalogue import ciba
from psc.rules.catalogue import jeton as catalogue
from psc.rules.client import authentification, ecarts
from psc.rules.porteur import obstacle
from psc.rules.vie import SECONDE, code_expire, vivante

SECRETS: Final = ("client_secret", "code", "refresh_token", "code_verifier", "access_token", "token")
_VERIFICATEUR: Final = re.compile(r"[A-Za-z0-9._~-]{43,128}")
_FERMES: Final[Mapping[str, str]] = {
    noms.DEVICE: "appareil_ferme",
    noms.MOT_DE_PASSE: "mot_de_passe_ferme",
    noms.COMPTE_DE_SERVICE: "compte_de_service_ferme",
}
_OBLIGATOIRE: Final = {
    noms.CODE: catalogue.CODE_ABSENT,
    noms.RAFRAICHIR: catalogue.REFRESH_ABSENT,
    noms.CIBA: ciba.DEMANDE_ABSENTE,
}
_PARAMETRE: Final = {noms.CODE: "code", noms.RAFRAICHIR: "refresh_token", noms.CIBA: "auth_req_id"}


def forme(appel: Appel) -> Iterator[Remarque]:
    """How the form came: a type left unsaid, secrets in the address."""
    if not appel.type_contenu:
        yield Remarque(
            catalogue.TYPE_ABSENT, "", "application/x-www-form-urlencoded", "header", "Content-Type"
        )
    for nom in SECRETS:
        if nom in appel.requete:
            yield Remarque(catalogue.SECRET_DANS_URL, "", "", "query", nom)


def juger(appel: Appel, identifiants: Identifiants, client: Client | None) -> Iterator[Remarque]:
    """Every remark on the request itself. `client` None leaves out what needs its registration."""
    yield from forme(appel)
    champs = appel.formulaire or Champs()
    grant = champs.un("grant_type")
    yield from _grant(grant)
    yield from authentification(appel, identifiants, client)
    for nom in champs.doubles:
        yield Remarque(catalogue.PARAMETRE_REPETE, nom, "", "form", nom)
    if grant == noms.CIBA and client is not None and client is not INCONNU and not client.ciba:
        yield Remarque(catalogue.GRANT_FERME["ciba_ferme"], grant, noms.CODE, "form", "grant_type")
    elif grant is not None and grant in _FERMES:
        yield Remarque(catalogue.GRANT_FERME[_FERMES[grant]], grant, noms.CODE, "form", "grant_type")
    elif grant in _OBLIGATOIRE and not champs.un(_PARAMETRE[grant]):
        yield Remarque(_OBLIGATOIRE[grant], "", "", "form", _PARAMETRE[grant])
    yield from ecarts(appel, identifiants)


def _grant(grant: str | None) -> Iterator[Remarque]:
    known = DECOUVERTE["grant_types_supported"]
    if not grant:
        yield Remarque(catalogue.GRANT_ABSENT, "", noms.CODE, "form", "grant_type")
    elif not isinstance(known, tuple) or grant not in known or grant == "implicit":
        yield Remarque(catalogue.GRANT_INCONNU, grant, noms.CODE, "form", "grant_type")


def juger_code(code: Code | None, session: Session | None, porteur: Porteur | None, now: int) -> str:
    """The error a code is answered with before its own parameters are read; empty when it stands."""
    if code is None or code.servi:
        return "code_refuse"
    if code_expire(code, now):
        return "code_expire"
    if session is None:
        return "session_terminee"
    return "professionnel_desactive" if obstacle(porteur, session.moyen) else ""


def juger_echange(code: Code, session: Session, champs: Champs, client: Client, now: int) -> str:
    """The error of an exchange whose code stands: redirect, client, session, PKCE, in Keycloak's order."""
    octroi = code.octroi
    if champs.un("redirect_uri") != octroi.redirect_uri:
        return "redirect_differente"
    if octroi.client_id != client.client_id:
        return "code_autre_client"
    if not vivante(session, now):
        return "session_terminee"
    return juger_verificateur(octroi, champs.un("code_verifier"))


def juger_verificateur(octroi: Octroi, verificateur: str | None) -> str:
    """PKCE at the token endpoint."""
    defi = octroi.code_challenge
    if not defi:
        return "verificateur_sans_defi" if verificateur else ""
    if not verificateur:
        return "verificateur_absent"
    if not _VERIFICATEUR.fullmatch(verificateur):
        return "verificateur_malforme"
    sent = verificateur if octroi.code_challenge_method == "plain" else empreinte_s256(verificateur)
    return "" if sent == defi else "verificateur_faux"


def empreinte_s256(verificateur: str) -> str:
    """The S256 challenge of a verifier (RFC 7636 §4.2)."""
    return urlsafe_b64encode(hashlib.sha256(verificateur.encode()).digest()).rstrip(b"=").decode()


def juger_refresh(
    jeton: Jeton | None, session: Session | None, porteur: Porteur | None, asked: Demandeur, now: int
) -> str:
    """The error of a refresh token whose signature was checked (None: it is not one of ours)."""
    if jeton is None or jeton.genre != "Refresh":
        return "refresh_invalide"
    if now >= jeton.exp * SECONDE:
        return "refresh_expire"
    if jeton.client_id != asked.client_id:
        return "refresh_autre_client"
    if jeton.empreinte and jeton.empreinte != asked.empreinte:
        return "refresh_certificat"
    if session is None or not asked.attache or not vivante(session, now):
        return "session_terminee"
    if obstacle(porteur, session.moyen):
        return "professionnel_desactive"
    return "" if set(asked.scope.split()) <= set(jeton.scope.split()) else "refresh_portee"
