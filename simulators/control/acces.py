"""What a client is told first: the version it speaks to, and what a DUI needs to work in an espace."""

import asyncio
from base64 import b64encode
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from fastapi import APIRouter

from simulators import __version__, ready
from simulators.control.desk import Anyone, Desk, Owned
from simulators.control.reponses import Access, PkiByValue, Version
from simulators.core.espace import DEFAULT_ESPACE, Espace
from simulators.core.net.origins import base_domains
from simulators.core.service import Accounting

router = APIRouter(tags=["Accès"])


@router.get("/version", summary="Version du simulateur · Version of the simulator")
async def version() -> Version:
    """Asked by clients before anything else: it needs no token."""
    return {"version": __version__}


@router.get("/espaces/{espace}/acces", summary="Ce qu'il faut au DUI · What a DUI needs")
async def access(espace: Owned, desk: Anyone) -> Access:
    """The ready file's `services`, `clear` and `accounts` for this espace, and its certificates by value.

    By value, since whoever asks may be on another machine. Mail servers have one address for all the espaces:
    `server_name` is the TLS server name (SNI) by which they know this one.
    """
    announced = desk.announced()
    return {
        "espace": espace.name,
        "services": addresses(announced["services"], espace.name),
        "clear": addresses(announced["clear"], espace.name),
        "server_name": _server_name(espace, desk),
        "pki": await asyncio.to_thread(_certificates, announced["pki"]),
        "accounts": {**ready.accounts(espace.monde), **_accounts(espace, desk)},
    }


def addresses(
    announced: Mapping[str, Mapping[str, str | None]], espace: str
) -> dict[str, dict[str, str | None]]:
    """The announced addresses as they are in an espace: `/~job42` before the path of each URL. Pure."""
    return {
        service: {face: address and _in_espace(address, espace) for face, address in faces.items()}
        for service, faces in announced.items()
    }


def _in_espace(address: str, espace: str) -> str:
    if espace == DEFAULT_ESPACE or "://" not in address:
        return address
    parts = urlsplit(address)
    return urlunsplit(parts._replace(path=f"/~{espace}{parts.path}"))


def _server_name(espace: Espace, desk: Desk) -> str:
    domain = base_domains(desk.context.public_url)[-1]
    return domain if espace.name == DEFAULT_ESPACE else f"{espace.name}.{domain}"


def _certificates(pki: Mapping[str, Any]) -> PkiByValue:
    return {
        "ca": Path(pki["ca"]).read_text("ascii"),
        "clients": {
            name: {
                "cert": Path(one["cert"]).read_text("ascii"),
                "key": Path(one["key"]).read_text("ascii"),
                "p12": b64encode(Path(one["p12"]).read_bytes()).decode(),
                "password": one["password"],
            }
            for name, one in pki["clients"].items()
        },
    }


def _accounts(espace: Espace, desk: Desk) -> dict[str, Any]:
    accounting = [one for one in desk.services.values() if isinstance(one, Accounting)]
    return {key: value for one in accounting for key, value in one.accounts(espace).items()}
