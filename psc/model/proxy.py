"""What the proxy e-Santé speaks of: the connection asked, its session, its traces."""

from dataclasses import dataclass
from typing import Literal

GenreTrace = Literal["CONNECT_SUCCESS", "CONNECT_REPLAY", "CONNECT_FAILURE", "SEND", "DISCONNECT"]


@dataclass(frozen=True, slots=True)
class DemandeProxy:
    """Who is to be connected, for which software, by which means. None means absent."""

    national_id: str | None = None
    message: str | None = None
    client_id: str | None = None
    canal: str | None = None


@dataclass(frozen=True, slots=True)
class DonneesSession:
    """What the conformity API is given to sign: the session as the software sees it."""

    national_id: str
    client_id: str
    proxy: str
    session: str


@dataclass(frozen=True, slots=True)
class SessionProxy:
    """A session of the proxy over a PSC session; `cree_us` in microseconds since 1970.

    `dn` is the certificate the software is registered with, empty for none.
    """

    id: str
    session: str
    identifiant: str
    client_id: str
    cree_us: int
    dn: str = ""
    close: bool = False


@dataclass(frozen=True, slots=True)
class Trace:
    """One thing the proxy did. `proxy` and `session` are empty before there is one; `api`, `methode` and
    `chemin` tell what was sent."""

    genre: GenreTrace
    client_id: str
    identifiant: str
    adresse: str
    quand_us: int
    proxy: str = ""
    session: str = ""
    dn: str = ""
    api: str = ""
    methode: str = ""
    chemin: str = ""
