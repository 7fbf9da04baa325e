"""A token saved to a file by itself, to be judged as an exchange is."""

from datetime import UTC, datetime
from typing import Final

from psc.data.noms import INTROSPECTION
from psc.facts import FACTS_VERSION
from psc.messages.jetons import lire_claims, partie
from psc.traitement.commun import NAME
from simulators.core.journal.model import Exchange, Message

# A token saved to a file is a line of text.
LE_PLUS_GROS: Final = 20_000


def lire_fichier(name: str, data: bytes) -> Exchange | None:
    """The token as if it had been submitted for introspection; None for anything else."""
    if len(data) > LE_PLUS_GROS:
        return None
    token = data.strip().decode("ascii", "replace")
    header, claims = partie(token, 0), partie(token, 1)
    if header is None or "alg" not in header or claims is None or lire_claims(claims) is None:
        return None
    now = datetime.now(UTC)
    body = f"token={token}".encode()
    headers = (("content-type", "application/x-www-form-urlencoded"),)
    request = Message(f"POST {INTROSPECTION} HTTP/1.1", headers, body, size=len(body))
    return Exchange(
        id=name,
        espace="",
        protocol="http",
        service=NAME,
        face="auth",
        started=now,
        recorded=now,
        duration_us=0,
        connection="",
        request=request,
        answer=None,
        outcome="",
        facts_version=FACTS_VERSION,
    )
