"""What the proxy e-Santé answers a thick client: JSON (psc.md §8)."""

from collections.abc import Iterable, Mapping
from typing import Any

from psc.errors import ERRORS
from psc.messages.demandes_proxy import EPOQUE, MICROSECONDE
from psc.messages.reponses import rendre_json
from psc.model import DemandeProxy, DonneesSession, Reponse, SessionProxy, Trace


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
    quand = EPOQUE + one.quand_us * MICROSECONDE
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
