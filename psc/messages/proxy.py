"""What a thick client and the proxy e-Santé say to each other: JSON both ways (psc.md §8)."""

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from psc.errors import ERRORS
from psc.messages.reponses import rendre_json
from psc.model import DemandeProxy, DonneesSession, Reponse, SessionProxy, Trace

_EPOQUE: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECONDE: Final = timedelta(microseconds=1)


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
        return (found - _EPOQUE) // _MICROSECONDE if found.tzinfo else None
    except (ValueError, OverflowError):
        return None


def erreur(cle: str, detail: str = "", demande: DemandeProxy | None = None) -> Reponse:
    """An error as the sample of the ANS describes it; Pro Santé Connect being away has no body."""
    entry = ERRORS[cle]
    status = int(entry.wire["http"])
    if not entry.label:
        return Reponse(status)
    told = {"nationalId": demande.national_id, "clientId": demande.client_id} if demande else {}
    metadata = {name: value for name, value in told.items() if value is not None}
    message = entry.label.replace("{detail}", detail)
    return rendre_json({"code": entry.code, "message": message, "metadata": metadata}, status)


def traduire(cle: str) -> tuple[str, str]:
    """The proxy's own error for one of Pro Santé Connect, and what it quotes of it."""
    entry = ERRORS[cle]
    if entry.wire["famille"] == "proxy":
        return cle, ""
    http = int(entry.wire["http"])
    if 502 <= http <= 504:
        return "proxy_indisponible", ""
    return "proxy_authentification", f"{http} - {entry.code} : {entry.label}"


def session(one: SessionProxy, cookie: tuple[str, str]) -> Reponse:
    """The session opened, in the body and in the cookie."""
    return rendre_json({"proxy_session_id": one.id, "session_state": one.session}, extra=(cookie,))


def signees(donnees: DonneesSession, signature: str) -> Reponse:
    """What the conformity API gives back."""
    return rendre_json({**claims(donnees), "signature": signature})


def claims(donnees: DonneesSession) -> dict[str, Any]:
    """What is signed."""
    return {
        "nationalId": donnees.national_id,
        "clientID": donnees.client_id,
        "proxy_session_id": donnees.proxy,
        "session_state": donnees.session,
    }


def traces(found: Iterable[Trace]) -> Reponse:
    """What the proxy did, the oldest first."""
    return rendre_json([_trace(one) for one in found])


def _bout(remote: str) -> tuple[str, list[int]]:
    """The remote address, and its port when it is told."""
    host, _, port = remote.rpartition(":")
    return (host.strip("[]"), [int(port)]) if host and port.isdecimal() else (remote, [])


def _trace(one: Trace) -> Mapping[str, Any]:
    sent = {"nomApiPsc": one.api, "methode": one.methode, "path": one.chemin}
    adresse, port = _bout(one.adresse)
    quand = _EPOQUE + one.quand_us * _MICROSECONDE
    return {
        "type": one.genre,
        "clientId": one.client_id,
        "IdRPPS": one.identifiant,
        "ipAddress": adresse,
        "ports": port,
        "proxy_id_session": one.proxy or None,
        "session_state": one.session or None,
        "dn": one.dn or None,
        "timestamp": quand.isoformat().replace("+00:00", "Z"),
        **({"apiRequest": sent} if one.genre == "SEND" else {}),
    }
