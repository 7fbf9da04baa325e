"""A mailbox as the control API finds it by its address, and changes it in the people of the espace."""

from typing import TYPE_CHECKING, Any

from mss.data.names import DOMAINES_USAGERS
from mss.model import Annuaire, BoiteConnue
from mss.state.vue import Annuaires
from simulators.core.monde.messagerie import Boite
from simulators.core.service import ControlRefused

if TYPE_CHECKING:
    from simulators.core.espace import Espace


def boite_de(annuaires: Annuaires, espace: "Espace", adresse: str) -> BoiteConnue:
    """The box of an address, a citizen's under both domains. Raises `ControlRefused`."""
    annuaire = annuaires.de(espace)
    adresse = adresse.lower()
    local, _, domaine = adresse.rpartition("@")
    found = annuaire.usagers.get(local) if domaine in DOMAINES_USAGERS else annuaire.boites.get(adresse)
    if found is None:
        raise ControlRefused(404, f"Boîte inconnue : {adresse[:100]}")
    return found


async def changer(espace: "Espace", boite: BoiteConnue, **faits: Any) -> None:
    """Changes facts of a box; a citizen's that only their labels told becomes one of the espace."""
    known = espace.monde.boites().values()
    stored = next((one for one in known if one.adresse.lower() == boite.adresse), None)
    if stored is None:
        local = boite.adresse.partition("@")[0]
        stored = Boite(id=f"usager-{local}", adresse=boite.adresse, genre="USAGER", etat=boite.etat)
    await espace.monde.put(stored.model_copy(update=faits))


def en_mots(one: BoiteConnue, annuaire: Annuaire) -> dict[str, object]:
    """A box as the control API tells it: whose, of which kind, in what state, at which operator. Pure."""
    return {
        "adresse": one.adresse,
        "titulaire": one.titulaire,
        "genre": one.genre,
        "etat": one.etat,
        "operateur": annuaire.operateur(one.adresse).id,
        "consigne": one.consigne.model_dump(mode="json"),
    }
