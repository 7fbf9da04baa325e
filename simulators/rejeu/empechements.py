"""Why an exchange is not replayed, known before anything is sent. Pure."""

from typing import Final

from simulators.core.journal.model import Exchange
from simulators.rejeu.cible import Cible

_ASKED: Final = frozenset({"http", "smtp", "imap"})


def sans_objet(exchange: Exchange) -> str:
    """Why nobody asked for this: what a listener refused, what the simulator did by itself. Else empty."""
    if exchange.protocol == "tls":
        return "poignée de main refusée : aucune demande n'est venue"
    if exchange.protocol not in _ASKED:
        return "note du journal"
    if exchange.protocol != "http" and exchange.answer is None and not exchange.request.headers:
        return "fait du simulateur, que personne n'a demandé"
    return (
        "" if exchange.request.start else "demande refusée avant d'être lue : ses octets ne sont pas gardés"
    )


def empechement(exchange: Exchange, cible: Cible) -> str:
    """Why a request cannot be sent as it was; empty when it can."""
    message = exchange.request
    if message.body is None or message.size > len(message.body) or exchange.facts.get("http.incomplet"):
        return "la demande n'est pas entière dans le journal"
    if cible.adresse(exchange) is None:
        return f"aucune adresse pour {exchange.service}.{exchange.face} (--to {exchange.service}=…)"
    peer = exchange.peer
    if peer is not None and exchange.wire.tls_version and cible.materiel(exchange.service, peer) is None:
        return f"aucun certificat pour {peer.common_name} (--cert {exchange.service}=FICHIER)"
    return ""
