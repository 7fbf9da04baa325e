"""What a pushed authorization request breaks, and whether it still serves (RFC 9126)."""

from collections.abc import Iterator, Mapping
from typing import Final

from psc.data.noms import URI_POUSSEE, VIE_POUSSEE
from psc.model import Appel, Champs, Client, DemandeAutorisation, Identifiants, Poussee, Remarque
from psc.rules import autorisation
from psc.rules.catalogue import autorisation as catalogue
from psc.rules.catalogue import poussee
from psc.rules.client import authentification, ecarts
from psc.rules.jeton import forme
from psc.rules.vie import SECONDE
from simulators.core.rule import Rule

# A server that pushes is told some refusals otherwise than a browser.
_AU_SERVEUR: Final[Mapping[str, Rule]] = {
    catalogue.REDIRECT_URI.id: poussee.REDIRECT_URI,
    catalogue.RESPONSE_TYPE_INCONNU.id: poussee.RESPONSE_TYPE,
    catalogue.FLUX_IMPLICITE.id: poussee.FLUX_IMPLICITE,
    catalogue.PORTEE_INCONNUE.id: poussee.PORTEE,
}


def est_poussee(champs: Champs) -> bool:
    """True for an authorization that names a pushed request."""
    return champs.texte("request_uri").startswith(URI_POUSSEE)


def juger(
    appel: Appel, identifiants: Identifiants, demande: DemandeAutorisation, client: Client | None
) -> Iterator[Remarque]:
    """Remarks in the order a Keycloak checks: the client, then what it would be told in the browser."""
    yield from forme(appel)
    yield from authentification(appel, identifiants, client)
    if "request_uri" in appel.champs:
        yield Remarque(poussee.REQUEST_URI, "", "", "form", "request_uri")
    for one in autorisation.juger(appel, demande, client):
        yield one._replace(rule=_AU_SERVEUR.get(one.rule.id, one.rule))
    yield from ecarts(appel, identifiants)


def sert(kept: Poussee | None, client: Client, demande: DemandeAutorisation, now: int) -> bool:
    """Within its minute, for the client that pushed it, whose registration still holds."""
    if kept is None or now >= kept.cree_us + VIE_POUSSEE * SECONDE:
        return False
    ours = kept.client_id == client.client_id and client.actif
    return ours and demande.redirect_uri in client.redirect_uris
