"""The ready file: what a running simulator offers, for scripts. Keys are added, never renamed."""

import json
import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from simulators.core.espace import DEFAULT_ESPACE
from simulators.core.monde.model import Boite, Logiciel, Professionnel
from simulators.core.monde.repository import MondeRepository
from simulators.core.net.pki.authority import Material

Ready = dict[str, Any]

# Every address the product will announce; those of a face that does not listen stay null.
_SERVICES: Mapping[str, tuple[str, ...]] = {
    "ins": ("mtls", "assertion"),
    "dmp": ("xds", "fhir"),
    "psc": ("issuer", "wallet", "discovery"),
    "mss": ("smtp", "imap", "smtp_app", "imap_app", "annuaire", "liste_blanche", "autoconfig"),
}


def services(announced: Mapping[str, Mapping[str, str | None]]) -> Ready:
    """`services.*`: what each service announces, null for what does not listen."""
    return {
        name: {**dict.fromkeys(faces), **announced.get(name, {})}
        for name, faces in {**dict.fromkeys(announced, ()), **_SERVICES}.items()
    }


def clients(materials: Mapping[str, Material]) -> Ready:
    """`pki.clients.NAME`: file paths and the password of the P12."""
    return {
        name: {"cert": str(m.cert), "key": str(m.key), "p12": str(m.p12), "password": m.password}
        for name, m in materials.items()
    }


def accounts(monde: MondeRepository) -> Ready:
    """`accounts.*`: the software, professionals and boxes of the default espace."""
    return {
        "lps": _software(next(iter(monde.logiciels().values()), None)),
        "psc_client": None,
        "annuaire": None,
        "professionals": [_professional(one) for one in monde.professionnels().values()],
        "boxes": [_box(one) for one in monde.boites().values()],
    }


def _software(software: Logiciel | None) -> Ready | None:
    if software is None:
        return None
    return {
        "idam": software.idam,
        "name": software.nom,
        "version": software.version,
        "homologation_dmp": software.homologation_dmp,
    }


def _professional(one: Professionnel) -> Ready:
    return {
        "id": one.id,
        "rpps": one.rpps,
        "name": one.nom,
        "given_name": one.prenom,
        "profession": one.libelle_profession or one.profession,
        "card": one.carte,
        "state": one.etat,
    }


def _box(one: Boite) -> Ready:
    return {
        "id": one.id,
        "address": one.adresse,
        "kind": one.genre,
        "owner": one.titulaire,
        "state": one.etat,
    }


def header(version: str) -> Ready:
    """What identifies the process."""
    return {"pid": os.getpid(), "version": version, "espace": DEFAULT_ESPACE}


def write(path: Path, ready: Ready) -> None:
    """Appears at once and whole, readable by its owner only: it holds the admin token. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(ready, file, ensure_ascii=False, indent=1)
        os.replace(name, path)
    except BaseException:
        os.unlink(name)
        raise


def withdraw(path: Path) -> None:
    """Removes the ready file at the end, unless another simulator has written its own there since."""
    with suppress(OSError, ValueError, KeyError):
        if json.loads(path.read_text("utf-8"))["pid"] == os.getpid():
            path.unlink()
