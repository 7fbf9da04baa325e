"""What a thick client asks the proxy e-Santé: JSON bodies, dates (psc.md §8)."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Final

from psc.model import DemandeProxy, DonneesSession

EPOQUE: Final = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECONDE: Final = timedelta(microseconds=1)


def lire_connexion(corps: bytes) -> DemandeProxy | None:
    """The connection asked; None when the body is no JSON object of texts."""
    values = _textes(corps, ("nationalId", "bindingMessage", "clientId", "channel"))
    return DemandeProxy(*values) if values is not None else None


def lire_donnees(corps: bytes) -> DonneesSession | None:
    """The session data to sign; None when one is missing."""
    values = _textes(corps, ("nationalId", "clientID", "proxy_session_id", "session_state"))
    if values is None or None in values:
        return None
    return DonneesSession(*(value or "" for value in values))


def _textes(corps: bytes, noms: Iterable[str]) -> list[str | None] | None:
    try:
        found = json.loads(corps)
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict):
        return None
    values = [found.get(nom) for nom in noms]
    if any(isinstance(value, bool | float | list | dict) for value in values):
        return None
    return [None if value is None else _net(str(value)) for value in values]


def _net(text: str) -> str:
    return text.encode("utf-8", "replace").decode()


def instant(text: str | None) -> int | None:
    """An ISO 8601 date-time with its zone, in microseconds since 1970; None for anything else."""
    try:
        found = datetime.fromisoformat(text or "")
        return (found - EPOQUE) // MICROSECONDE if found.tzinfo else None
    except (ValueError, OverflowError):
        return None
