"""The assertion by which a client proves who it is (RFC 7523), read once its signature holds."""

import json
from collections.abc import Mapping
from typing import Any, Final

from psc.messages.jetons import partie
from psc.model import Assertion

# A client's own private key signs: no shared secret, and never none.
ALGORITHMES: Final = frozenset({"RS256", "PS256", "ES256"})
LE_PLUS_LONG: Final = 16_384


def cles_publiques(jwks: str) -> str:
    """The text of a set of public keys, as it may be registered. Raises ValueError for anything else."""
    from joserfc.errors import JoseError
    from joserfc.jwk import KeySet

    if not jwks:
        return ""
    try:
        keys = KeySet.import_key_set(json.loads(jwks)).keys
    except (JoseError, ValueError, KeyError, TypeError, RecursionError):
        raise ValueError("jeu de clés illisible") from None
    if not keys or any(key.is_private or key.key_type not in {"RSA", "EC"} for key in keys):
        raise ValueError("jeu de clés refusé : des clés publiques RSA ou EC")
    return jwks


def lire_assertion(assertion: str, jwks: str) -> Assertion | None:
    """What it says, its signature being that of a registered key; None for anything else.

    Only the keys registered are tried: `jku`, `x5u` and `jwk` of the header are not looked at.
    """
    from joserfc import jws
    from joserfc.errors import JoseError
    from joserfc.jwk import KeySet

    header = partie(assertion, 0) if len(assertion) <= LE_PLUS_LONG else None
    alg = header.get("alg") if header else None
    if not isinstance(alg, str) or alg not in ALGORITHMES or not jwks:
        return None
    for key in KeySet.import_key_set(json.loads(jwks)).keys:
        try:
            found = jws.deserialize_compact(assertion, key, algorithms=[alg])
            claims = json.loads(found.payload)
        except (JoseError, ValueError, RecursionError):
            continue
        return _read(claims) if isinstance(claims, dict) else None
    return None


def _read(claims: Mapping[str, Any]) -> Assertion:
    def text(nom: str) -> str:
        value = claims.get(nom)
        return value if isinstance(value, str) else ""

    def seconds(nom: str) -> int:
        value = claims.get(nom)
        return int(value) if isinstance(value, int | float) and not isinstance(value, bool) else 0

    aud = claims.get("aud")
    told = aud if isinstance(aud, list) else [aud]
    audiences = tuple(one for one in told if isinstance(one, str))
    return Assertion(text("iss"), text("sub"), audiences, seconds("exp"), seconds("iat"), text("jti"))
