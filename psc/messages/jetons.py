"""Claims of the tokens, in the order of the real ones (psc.md §3), and tokens read back."""

import hashlib
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as Base64Error
from collections.abc import Mapping
from typing import Any

from psc.data.noms import PREFIXE_SUB
from psc.model import Emission, Jeton, Porteur

Claims = dict[str, Any]


def base64url(data: bytes) -> str:
    """base64url without padding."""
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def empreinte_x5t(fingerprint: str) -> str:
    """x5t#S256 of a certificate from its SHA-256 in hexadecimal (RFC 8705), empty for none."""
    return base64url(bytes.fromhex(fingerprint)) if fingerprint else ""


def sujet(porteur: Porteur) -> str:
    """`sub`: the federation prefix of the sandbox, then the national id."""
    return PREFIXE_SUB + porteur.identifiant


def autres_identifiants(porteur: Porteur) -> list[dict[str, Any]]:
    """`otherIds`: the RPPS, or the identity of EDIT; empty for those who have neither."""
    edit = "EDIT" if porteur.identifiant.startswith("ANS") else ""
    origine = "RPPS" if porteur.rpps else edit
    return [{"identifiant": porteur.identifiant, "origine": origine, "qualite": 1}] if origine else []


def acces(emission: Emission) -> Claims:
    """The access token: no `aud`; an absent nonce is an empty string."""
    claims = _cadre(emission, emission.fin_acces, 0)
    claims |= {
        "sub": sujet(emission.porteur),
        "typ": "Bearer",
        "azp": emission.octroi.client_id,
        "nonce": emission.octroi.nonce or "",
        "session_state": emission.session.id,
        "acr": emission.octroi.acr,
    }
    if emission.empreinte:
        claims["cnf"] = {"x5t#S256": emission.empreinte}
    claims |= {
        "scope": emission.octroi.scope,
        "sid": emission.session.id,
        "authMode": emission.session.moyen,
        "otherIds": autres_identifiants(emission.porteur),
        "preferred_username": emission.porteur.identifiant,
        "SubjectNameID": emission.porteur.identifiant,
    }
    return claims


def identite(emission: Emission, access_token: str) -> Claims:
    """The identity token; an absent nonce stays absent, or clients that sent none would refuse it."""
    octroi, porteur = emission.octroi, emission.porteur
    claims = _cadre(emission, emission.fin_acces, 1)
    claims |= {"aud": octroi.client_id, "sub": sujet(porteur), "typ": "ID", "azp": octroi.client_id}
    if octroi.nonce is not None:
        claims["nonce"] = octroi.nonce
    claims |= {
        "session_state": emission.session.id,
        "at_hash": base64url(hashlib.sha256(access_token.encode()).digest()[:16]),
        "acr": octroi.acr,
        "sid": emission.session.id,
        "preferred_username": porteur.identifiant,
        "authMode": emission.session.moyen,
        "otherIds": autres_identifiants(porteur),
        "SubjectNameID": porteur.identifiant,
        "given_name": porteur.prenom,
        "family_name": porteur.nom,
    }
    return claims


def refresh(emission: Emission) -> Claims:
    """The refresh token, opaque to clients."""
    claims: Claims = {
        "exp": emission.fin_refresh,
        "iat": emission.emis,
        "jti": emission.jtis[2],
        "iss": emission.emetteur,
        "aud": emission.emetteur,
        "sub": sujet(emission.porteur),
        "typ": "Refresh",
        "azp": emission.octroi.client_id,
        "nonce": emission.octroi.nonce,
        "session_state": emission.session.id,
        "acr": emission.octroi.acr,
        "scope": emission.octroi.scope,
        "sid": emission.session.id,
    }
    if emission.empreinte:
        claims["cnf"] = {"x5t#S256": emission.empreinte}
    return claims


def _cadre(emission: Emission, exp: int, jti: int) -> Claims:
    return {
        "exp": exp,
        "iat": emission.emis,
        "auth_time": emission.session.auth_us // 1_000_000,
        "jti": emission.jtis[jti],
        "iss": emission.emetteur,
    }


def partie(token: str, index: int) -> Claims | None:
    """The header (0) or claims (1) of a compact token, unverified; None when it is not one."""
    parts = token.split(".")
    if len(parts) != 3 or not token.isascii():
        return None
    try:
        value = json.loads(urlsafe_b64decode(parts[index] + "=" * (-len(parts[index]) % 4)))
    except (Base64Error, ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def lire_claims(claims: Mapping[str, Any]) -> Jeton | None:
    """A token of ours from its claims; None when one that it must have is missing or of another type."""
    exp, iat = claims.get("exp"), claims.get("iat", 0)
    texts = {nom: claims.get(nom, "") for nom in ("typ", "iss", "sub", "azp", "sid", "scope")}
    if not (_entier(exp) and _entier(iat) and all(isinstance(one, str) for one in texts.values())):
        return None
    cnf = claims.get("cnf")
    bound = cnf.get("x5t#S256", "") if isinstance(cnf, Mapping) else ""
    return Jeton(
        genre=texts["typ"],
        exp=int(exp or 0),
        iat=int(iat),
        emetteur=texts["iss"],
        sujet=texts["sub"],
        client_id=texts["azp"],
        session=texts["sid"],
        scope=texts["scope"],
        empreinte=bound if isinstance(bound, str) else "",
        claims=claims,
    )


def _entier(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
