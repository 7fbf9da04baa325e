"""How a message came, from the headers and the connection."""

from dmp.xds.model import Appel, Nature, Transport
from simulators.core.journal.model import Peer, Wire
from simulators.core.xml.mime import media_type


def lire_arrivee(peer: Peer | None, wire: Wire, connection: str, content_type: str) -> Appel:
    """The values the rules judge. Without connection, the message is a saved file."""
    kind, parameters = media_type(content_type)
    return Appel(
        transport=_transport(wire, connection),
        media_type=kind,
        charset=parameters.get("charset", ""),
        action=parameters.get("action", ""),
        nature="absent" if peer is None else nature(peer.issuer, peer.organizational_unit),
        certificat_nom=peer.common_name if peer else "",
        certificat_structure=peer.organizational_unit if peer else "",
    )


def nature(issuer: str, unit: str) -> Nature:
    """What a certificate names, from the authority that issues it; an unknown authority, from the OU.

    IGC-Santé issues persons and organisations under two authorities of those names.
    """
    upper = issuer.upper()
    if "PERSONNES" in upper:
        return "personne"
    if "ORGANISATIONS" in upper:
        return "organisation"
    return "organisation" if unit else "inconnue"


def _transport(wire: Wire, connection: str) -> Transport:
    if wire.tls_version:
        return "tls"
    return "clair" if connection else "fichier"
