"""What every control route is given: the installation, its services, its tokens, and who may do what."""

import asyncio
import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any
from weakref import WeakValueDictionary

from fastapi import Depends, HTTPException, Path, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from simulators.control.access import Tokens
from simulators.core.context import Context
from simulators.core.espace import INSTALLATION, Espace
from simulators.core.service import Service
from simulators.core.store.espaces import UnknownEspace
from simulators.scenarios.model import Catalogue

_BEARER = HTTPBearer(auto_error=False, description="Jeton d'administration, ou jeton d'un espace.")


def _load_catalogue() -> Catalogue:
    """What reads scenarios is loaded with them, when somebody first asks."""
    from simulators.scenarios.catalogue import load_catalogue

    return load_catalogue()


@dataclass(frozen=True, slots=True)
class Desk:
    """`stopping` is set when the simulator ends: what waits (long poll, stream) must then answer.

    `announced` gives the content of the ready file.
    """

    context: Context
    services: Mapping[str, Service]
    tokens: Tokens
    stopping: asyncio.Event
    announced: Callable[[], Mapping[str, Any]] = dict
    # Read once per simulator, when first asked for.
    catalogue: Callable[[], Catalogue] = field(default_factory=lambda: functools.cache(_load_catalogue))
    _turns: WeakValueDictionary[str, asyncio.Lock] = field(default_factory=WeakValueDictionary)

    def turn(self, espace: str) -> asyncio.Lock:
        """Held by who changes something of that espace in several steps."""
        return self._turns.setdefault(espace, asyncio.Lock())


def _desk(request: Request) -> Desk:
    desk: Desk = request.app.state.desk
    return desk


async def _anyone(
    request: Request, sent: Annotated[HTTPAuthorizationCredentials | None, Depends(_BEARER)]
) -> Desk:
    desk = _desk(request)
    if sent is None or not desk.tokens.known(sent.credentials, request.path_params.get("espace", "")):
        raise HTTPException(
            401, "Jeton absent ou inconnu : Authorization: Bearer …", headers={"WWW-Authenticate": "Bearer"}
        )
    return desk


async def _administrator(
    request: Request, sent: Annotated[HTTPAuthorizationCredentials | None, Depends(_BEARER)]
) -> Desk:
    desk = await _anyone(request, sent)
    if sent is None or not desk.tokens.is_admin(sent.credentials):
        raise HTTPException(403, "Réservé au jeton d'administration")
    return desk


NamedEspace = Annotated[str, Path(description="Nom de l'espace / Name of the espace", examples=["defaut"])]


async def _visited(espace: NamedEspace, desk: Annotated[Desk, Depends(_anyone)]) -> Espace:
    return await there(desk, espace)


async def there(desk: Desk, espace: str) -> Espace:
    """The espace of that name; 404 when there is none."""
    try:
        return await desk.context.espaces.get(espace)
    except UnknownEspace:
        raise HTTPException(404, f"Espace inconnu : {espace}") from None


async def _owned(espace: NamedEspace, visited: Annotated[Espace, Depends(_visited)]) -> Espace:
    if espace == INSTALLATION:
        raise HTTPException(409, "Le journal de l'installation se lit, il n'a ni personnes ni réglages")
    return visited


# A route names one of these in its arguments; FastAPI then checks the token before calling it.
Anyone = Annotated[Desk, Depends(_anyone)]
Administrator = Annotated[Desk, Depends(_administrator)]
Visited = Annotated[Espace, Depends(_visited)]
Owned = Annotated[Espace, Depends(_owned)]
