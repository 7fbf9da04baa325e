"""What an espace takes in of a refused call: a client, its secret, certificate or addresses."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from psc.controle import FicheClient
from psc.messages.demandes import lire_identifiants
from psc.model import INCONNU, Appel, Client
from psc.state import clients

if TYPE_CHECKING:
    from psc.service import PscService
    from simulators.core.espace import Espace


async def adopter(
    service: "PscService", erreur: str, appel: Appel, espace: "Espace"
) -> Mapping[str, Any] | None:
    """Takes in what a call was refused for not knowing: a client, its secret or certificate, an address of
    return."""
    identifiants = lire_identifiants(appel)
    champs = appel.champs
    client_id = identifiants.client_id or champs.texte("client_id")
    if not client_id:
        return None
    registre = service.registre(espace)
    known = await espace.store.query(lambda connection: registre.client(connection, client_id))
    if not known.actif:
        return None
    if erreur == "client_inconnu_jeton" and known is not INCONNU:
        # The wire says both alike: this client is known, its certificate is not.
        erreur = "certificat_refuse"
    before = Client(client_id, nom=client_id) if known is INCONNU else known
    certificat = appel.certificat.nom if appel.certificat else ""
    after = _complete(before, erreur, champs.texte, identifiants.secret or "", certificat)
    if after is None:
        return None
    await espace.store.write(partial(clients.mettre_client, client=after))
    return {"genre": "clients_psc", "valeur": asdict(after)}


def _complete(client: Client, erreur: str, champ: Any, secret: str, certificat: str) -> Client | None:
    vers, retour = champ("redirect_uri"), champ("post_logout_redirect_uri")
    match erreur:
        case "client_inconnu" | "redirect_uri_refusee" | "poussee_redirect_uri" if _adresse(vers):
            return replace(client, redirect_uris=(*client.redirect_uris, vers))
        case "client_inconnu_jeton" | "secret_faux" | "introspection_refusee" if secret.isascii() and (
            secret or not client.secret
        ):
            return replace(client, secret=secret)
        case "certificat_refuse" if certificat:
            return replace(client, certificat_cn=certificat)
        case "deconnexion_redirection" if _adresse(retour):
            kept = client.post_logout_redirect_uris
            return replace(client, post_logout_redirect_uris=(*kept, retour))
    return None


def _adresse(text: str) -> bool:
    """Whether an address may be registered: the very check of the control API."""
    try:
        FicheClient(redirect_uris=(text,))
    except ValueError:
        return False
    return True
