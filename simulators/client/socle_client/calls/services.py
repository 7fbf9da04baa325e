"""Gestures of the others: somebody approves a Pro Santé Connect login, a correspondent writes a mail."""

from collections.abc import Mapping
from typing import Any

from socle_client.calls.call import Call, Json, as_json, nothing, of_espace, told


def psc_clients(espace: str) -> Call[list[Json]]:
    """The OpenID clients known in the espace."""
    return Call("GET", _psc(espace, "clients"), as_json)


def put_psc_client(espace: str, client_id: str, value: Mapping[str, Any]) -> Call[Json]:
    """Adds or replaces one: `secret`, `redirect_uris`, `authentification`… It serves at once."""
    return Call("PUT", _psc(espace, "clients", client_id), as_json, body=dict(value))


def remove_psc_client(espace: str, client_id: str) -> Call[None]:
    """RefusedError 404 when it is not known."""
    return Call("DELETE", _psc(espace, "clients", client_id), nothing)


def configure_psc_login(espace: str, **settings: Any) -> Call[Json]:
    """How people log in: `connexion`, `indice`, `ciba_apres` (seconds after which CIBA is approved)…"""
    return Call("PUT", _psc(espace, "connexion"), as_json, body=settings)


def ciba_requests(espace: str) -> Call[list[Json]]:
    """The CIBA requests waiting for somebody, the oldest first."""
    return Call("GET", _psc(espace, "ciba"), as_json)


def approve_ciba(espace: str, request: str) -> Call[None]:
    """The person approves on the telephone. RefusedError 404 when it is not waiting."""
    return Call("POST", _psc(espace, "ciba", request, "approuver"), nothing)


def refuse_ciba(espace: str, request: str) -> Call[None]:
    """The person refuses."""
    return Call("POST", _psc(espace, "ciba", request, "refuser"), nothing)


def expire_psc_token(espace: str, token: str) -> Call[None]:
    """That token is over now, whatever hour the DUI believes it is."""
    return Call("POST", _psc(espace, "jetons", "expirer"), nothing, body={"jeton": token})


def possible_mails(espace: str) -> Call[list[Json]]:
    """What a correspondent may send, and what each puts to the test."""
    return Call("GET", of_espace(espace, "mss", "arrivees"), as_json)


def receive_mail(
    espace: str,
    box: str,
    nature: str = "nominal",
    *,
    sender: str | None = None,
    personne: str | None = None,
    times: int | None = None,
) -> Call[list[Json]]:
    """A correspondent writes to a box; the mails are there when this returns, 200 at most."""
    body = told(boite=box, nature=nature, expediteur=sender, personne=personne, nombre=times)
    return Call("POST", of_espace(espace, "mss", "arrivees"), as_json, body=body)


def mails(espace: str, box: str) -> Call[list[Json]]:
    """The mails of a box, with their flags and facts."""
    return Call("GET", of_espace(espace, "mss", "boites", box, "courriels"), as_json)


def add_directory_key(espace: str, key: str, name: str = "") -> Call[Json]:
    """A key of the MSSanté directory that a DUI brings."""
    return Call("POST", of_espace(espace, "mss", "annuaire", "cles"), as_json, body={"cle": key, "nom": name})


def _psc(espace: str, *parts: str) -> str:
    return of_espace(espace, "psc", *parts)
