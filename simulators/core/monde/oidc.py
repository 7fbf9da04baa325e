"""An OpenID Connect client as a software declares it, in a fixture or by the control API."""

import json
import re
from collections.abc import Mapping
from typing import Annotated, Final, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field

from simulators.core.monde.valeur import Valeur

# Characters an address may have on the wire: no space, no control, no fragment.
ADRESSE: Final = r"^[a-zA-Z][a-zA-Z0-9+.-]*:[\x21\x22\x24-\x7e]+$"
# Schemes that a browser would execute or open by itself.
_EXECUTES: Final = frozenset({"javascript", "data", "vbscript", "file", "blob", "about"})
_BOUCLE: Final = frozenset({"localhost", "127.0.0.1", "::1"})
_HOTE: Final = r"(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?"


def _sans_danger(address: str) -> str:
    if address.partition(":")[0].lower() in _EXECUTES:
        raise ValueError("schéma refusé")
    return address


def _de_fin(address: str) -> str:
    """Where the end of a session is told: over TLS, or in clear on this machine; a host, nobody's name."""
    if not address:
        return ""
    parts = urlsplit(address)
    secure = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _BOUCLE)
    if not secure or not re.fullmatch(ADRESSE, address) or not re.fullmatch(_HOTE, parts.netloc):
        raise ValueError("adresse refusée : https, ou http vers cette machine")
    return address


def _en_texte(jwks: object) -> object:
    """A set of keys written as YAML or JSON, as its text."""
    return json.dumps(jwks) if isinstance(jwks, Mapping) else jwks


def cles_publiques(jwks: str) -> str:
    """The text of a set of public keys, as it may be registered. Raises ValueError for anything else."""
    from joserfc.errors import JoseError
    from joserfc.jwk import KeySet

    if not jwks:
        return ""
    try:
        keys = KeySet.import_key_set(json.loads(jwks)).keys
    except (JoseError, ValueError, KeyError, TypeError, RecursionError):
        raise ValueError("jeu de clés illisible") from None
    if not keys or any(key.is_private or key.key_type not in {"RSA", "EC"} for key in keys):
        raise ValueError("jeu de clés refusé : des clés publiques RSA ou EC")
    return jwks


Adresse = Annotated[str, Field(pattern=ADRESSE, max_length=2000), AfterValidator(_sans_danger)]
AdresseDeFin = Annotated[str, Field(max_length=2000), AfterValidator(_de_fin)]
Jwks = Annotated[str, BeforeValidator(_en_texte), Field(max_length=20_000), AfterValidator(cles_publiques)]


class ReglagesOidc(Valeur):
    """What a client registers with Pro Santé Connect. Without `secret`, any is accepted from that client.

    `authentification` is how it proves who it is (`les_deux`: by its secret or its certificate, of common
    name `certificat_cn`); `jetons_lies` binds its tokens to the certificate of the call; `connexion` is a
    professional always connected without page; `jwks` holds the public keys of its assertions. The end of a
    session is told to `backchannel_logout_uri` by the server, or to `frontchannel_logout_uri` by the browser
    that leaves; `…_session_required` has the session named.
    """

    secret: Annotated[str, Field(pattern=r"^[\x21-\x7e]*$", max_length=255)] = ""
    authentification: Literal["secret", "mtls", "les_deux", "private_key_jwt"] = "secret"
    certificat_cn: str = ""
    jwks: Jwks = ""
    jetons_lies: bool = False
    pkce: Literal["facultatif", "S256"] = "facultatif"
    ciba: bool = False
    connexion: str = ""
    redirect_uris: tuple[Adresse, ...] = ()
    post_logout_redirect_uris: tuple[Adresse, ...] = ()
    backchannel_logout_uri: AdresseDeFin = ""
    backchannel_logout_session_required: bool = True
    frontchannel_logout_uri: AdresseDeFin = ""
    frontchannel_logout_session_required: bool = True


class ClientOidc(ReglagesOidc):
    """The client that a software of the world declares."""

    client_id: Annotated[str, Field(pattern=r"^[\x21-\x7e]+$", max_length=255)]
