"""What PSC announces and opens to no client: the device flow (RFC 8628), the registration of clients."""

from collections.abc import Iterator

from psc.model import Appel, Client, Identifiants, Jeton, Remarque
from psc.rules.catalogue import annonces
from psc.rules.client import authentification, ecarts
from psc.rules.jeton import forme
from psc.rules.vie import SECONDE


def juger_appareil(appel: Appel, identifiants: Identifiants, client: Client | None) -> Iterator[Remarque]:
    """The client first, as a Keycloak does, then the flow that no client has."""
    yield from forme(appel)
    yield from authentification(appel, identifiants, client)
    yield from ecarts(appel, identifiants)
    yield Remarque(annonces.APPAREIL)


def juger_inscription(porteur: str, jeton: Jeton | None, now: int) -> str:
    """The error of a registration: nobody is trusted without a token, and no professional's gives the right.

    `porteur` is the Bearer token sent, `jeton` the same when it is one of ours.
    """
    if not porteur:
        return "inscription_anonyme"
    if jeton is None or jeton.genre != "Bearer" or now >= jeton.exp * SECONDE:
        return "inscription_jeton"
    return "inscription_interdite"
