"""The assertion by which a client proves who it is (RFC 7523), read once its signature holds."""

import json
from collections.abc import Mapping
from math import isfinite
from typing import Any, Final

from psc.messages.jetons import partie
from psc.model import Assertion

# A client's own private key signs: no shared secret, and never none.
ALGORITHMES: Final = frozenset({"RS256", "PS256", "ES256"})
LE_PLUS_LONG: Final = 16_384


def lire_assertion(assertion: str, jwks: str) -> Assertion | None:
    """What it says, and whether its signature is that of a registered key; None when it cannot be read.

    Only the keys registered are tried: `jku`, `x5u` and `jwk` of the header are not looked at.
    """
    if len(assertion) > LE_PLUS_LONG:
        return None
    header, claims = partie(assertion, 0), partie(assertion, 1)
    if header is None or claims is None:
        return None
    alg = header.get("alg")
    signed = isinstance(alg, str) and alg in ALGORITHMES and bool(jwks) and _signee(assertion, alg, jwks)
    return _read(claims, signee=signed)


def _signee(assertion: str, alg: str, jwks: str) -> bool:
    from joserfc import jws
    from joserfc.errors import JoseError
    from joserfc.jwk import KeySet

    for key in KeySet.import_key_set(json.loads(jwks)).keys:
        try:
            jws.deserialize_compact(assertion, key, algorithms=[alg])
        except (JoseError, ValueError):
            continue
        return True
    return False


def _read(claims: Mapping[str, Any], *, signee: bool) -> Assertion:
    def text(nom: str) -> str:
        value = claims.get(nom)
        return value if isinstance(value, str) else ""

    def seconds(nom: str) -> int:
        value = claims.get(nom)
        if isinstance(value, float):
            return int(value) if isfinite(value) else 0
        return value if isinstance(value, int) and not isinstance(value, bool) else 0

    aud = claims.get("aud")
    told = aud if isinstance(aud, list) else [aud]
    audiences = tuple(one for one in told if isinstance(one, str))
    times = seconds("exp"), seconds("iat")
    return Assertion(text("iss"), text("sub"), audiences, *times, text("jti"), signee)
