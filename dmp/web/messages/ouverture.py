"""What a call asks for: the page and the INS of its address, the card of its connection."""

from dmp.web.data.noms import BASE
from dmp.web.model import Ecran, Ouverture
from dmp.xds.messages.arrivee import nature
from simulators.core.journal.model import Peer


def lire_ouverture(methode: str, chemin: str, peer: Peer | None) -> Ouverture:
    """Reads any address, whatever it is; `chemin` is the path inside the espace, decoded."""
    parts = chemin.removeprefix(BASE).strip("/").split("/")
    names = {one.value: one for one in Ecran}
    ecran = names.get(parts[0]) if len(parts) < 3 else None
    card = peer is not None and nature(peer.issuer, peer.organizational_unit) == "personne"
    return Ouverture(
        methode=methode,
        adresse=chemin,
        ecran=ecran,
        matricule=parts[1].strip().upper() if ecran is not None and len(parts) == 2 else "",
        porteur=peer.common_name if peer is not None and card else "",
        presente="" if peer is None or card else peer.common_name,
    )
