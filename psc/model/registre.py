"""What an espace registers: clients, and how people connect."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Authentification = Literal["secret", "mtls", "les_deux", "private_key_jwt"]


@dataclass(frozen=True, slots=True)
class Client:
    """A registered client. `pkce` is what it must send; `connexion` a professional connected without page.

    With `jetons_lies`, tokens are bound to the certificate of the call (RFC 8705); `ciba` opens the
    connection asked by a server, which the ANS opens service by service. `backchannel_logout_uri` is told
    the end of its sessions, when there is one; the browser that leaves is shown `frontchannel_logout_uri`
    instead; both name the session when it is required. `jwks` holds the public keys of its assertions (JSON).
    """

    client_id: str
    secret: str = ""
    nom: str = ""
    redirect_uris: tuple[str, ...] = ()
    post_logout_redirect_uris: tuple[str, ...] = ()
    actif: bool = True
    pkce: Literal["facultatif", "S256"] = "facultatif"
    authentification: Authentification = "secret"
    certificat_cn: str = ""
    jetons_lies: bool = False
    connexion: str = ""
    ciba: bool = False
    backchannel_logout_uri: str = ""
    backchannel_logout_session_required: bool = True
    frontchannel_logout_uri: str = ""
    frontchannel_logout_session_required: bool = True
    jwks: str = ""


@dataclass(frozen=True, slots=True)
class Roulement:
    """Which of the installation's keys an espace signs with, and which it publishes, by their ranks."""

    active: int = 0
    publiees: tuple[int, ...] = (0,)

    def tourner(self, cles: int, *, garder: bool) -> "Roulement":
        """The next key signs; the one before stays published or not, those before it do not."""
        suivante = (self.active + 1) % cles
        return Roulement(suivante, (suivante, self.active) if garder else (suivante,))

    def retirer(self) -> "Roulement":
        """Only the key that signs stays published."""
        return Roulement(self.active, (self.active,))


# What was looked up and is not there, as opposed to None: not looked up.
INCONNU = Client("")


@dataclass(frozen=True, slots=True)
class Reglages:
    """How people connect in an espace: `connexion` is a professional always connected without page;
    with `indice`, the professional named by `login_hint` is connected without page too; a CIBA request
    approves itself `ciba_apres` seconds after it was made, never when None; `ciba_par_personne` says
    otherwise for some professionals, by the identifiers of the espace's people."""

    connexion: str = ""
    indice: bool = True
    ciba_apres: int | None = None
    ciba_par_personne: Mapping[str, int | None] = field(default_factory=dict)

    def approuve_apres(self, porteur: str) -> int | None:
        """After how many seconds the CIBA requests of that professional approve themselves."""
        return self.ciba_par_personne.get(porteur, self.ciba_apres)
