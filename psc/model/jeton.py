"""What is granted and given: codes, waiting logins, tokens."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from psc.model.appel import Champs, DemandeAutorisation
from psc.model.personne import Porteur, Session


@dataclass(frozen=True, slots=True)
class Octroi:
    """What an authorization granted to a client: it becomes a code, then tokens."""

    client_id: str
    redirect_uri: str
    scope: str
    nonce: str | None
    acr: str
    code_challenge: str | None = None
    code_challenge_method: str | None = None


@dataclass(frozen=True, slots=True)
class Code:
    """An authorization code and what it stands for."""

    code: str
    session: str
    octroi: Octroi
    cree_us: int
    servi: bool = False


@dataclass(frozen=True, slots=True)
class Ciba:
    """A connection asked by a server, to be approved by the person on the telephone or with the card.

    `etat` is attente, approuvee, refusee or servie; `poll_us` when the client polled last, `repondu_us` when
    the person answered, both 0 before.
    """

    id: str
    porteur: str
    client_id: str
    moyen: str
    message: str
    octroi: Octroi
    cree_us: int
    etat: str = "attente"
    poll_us: int = 0
    repondu_us: int = 0


@dataclass(frozen=True, slots=True)
class Attente:
    """An authorization request waiting for the person on the login page, tied to one browser."""

    id: str
    navigateur: str
    demande: DemandeAutorisation
    cree_us: int


@dataclass(frozen=True, slots=True)
class Poussee:
    """An authorization request pushed by a server, that a browser will name: its fields, who pushed it."""

    id: str
    client_id: str
    champs: Champs
    cree_us: int


@dataclass(frozen=True, slots=True)
class Avis:
    """The end of a session, to be told to one client: the claims of its logout token and where they go.

    `etat` is attente, remis, refuse, certificat_refuse (that of the server) or injoignable; `statut`
    the HTTP status answered, 0 for none.
    """

    id: str
    client_id: str
    vers: str
    claims: Mapping[str, object]
    cree_us: int
    etat: str = "attente"
    statut: int = 0


@dataclass(frozen=True, slots=True)
class Cadre:
    """What the browser that leaves loads to tell one client, by its name (Front-Channel Logout 1.0)."""

    nom: str
    adresse: str


@dataclass(frozen=True, slots=True)
class Jeton:
    """A token of ours, read: `genre` is Bearer, Refresh or ID; `exp` and `iat` are seconds since 1970.

    `empreinte` is the bound certificate's x5t#S256, or empty; `claims` everything it says.
    """

    genre: str
    exp: int
    iat: int
    emetteur: str
    sujet: str
    client_id: str
    session: str
    scope: str = ""
    empreinte: str = ""
    claims: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Demandeur:
    """Who presents a token: the client, the certificate of the call (x5t#S256), whether the client is still
    attached to the session, the scope asked again."""

    client_id: str
    empreinte: str = ""
    attache: bool = True
    scope: str = ""


@dataclass(frozen=True, slots=True)
class Emission:
    """All that tokens are made of. Times are seconds since 1970; `jtis` are those of the access, identity and
    refresh tokens; `empreinte` is the bound certificate's x5t#S256, or empty."""

    emetteur: str
    porteur: Porteur
    session: Session
    octroi: Octroi
    emis: int
    fin_acces: int
    fin_refresh: int
    jtis: tuple[str, str, str]
    empreinte: str = ""


@dataclass(frozen=True, slots=True)
class ReponseJeton:
    """The answer of the token endpoint, as the wire has it; `id_token` is empty without the openid scope."""

    access_token: str
    expires_in: int
    refresh_expires_in: int
    refresh_token: str
    id_token: str
    session_state: str
    scope: str
