"""The Pro Santé Connect token beside an assertion: what its issuer says it is worth, asked once per call."""

from base64 import urlsafe_b64encode
from typing import TYPE_CHECKING

from ins.model.assertion import Jeton
from simulators.core.bridges import Bridges, JetonRefuse
from simulators.core.journal.facts import MOMENT
from simulators.core.journal.model import Fact, Peer

if TYPE_CHECKING:
    from simulators.core.espace import Espace

# The fact that keeps it: a token dies, reading the exchange again cannot ask anew.
FAIT = f"{MOMENT}jeton"
_VALIDE = "valide "


async def verifier(authorization: str, peer: Peer | None, bridges: Bridges, espace: "Espace") -> Jeton | None:
    """What the bearer token of a call is worth; None without one."""
    scheme, _, token = authorization.strip().partition(" ")
    if scheme.lower() != "bearer":
        return None
    if bridges.jetons is None:
        return Jeton(raison="sans_psc")
    try:
        found = await bridges.jetons.verifier(token.strip(), espace)
    except JetonRefuse as refus:
        return Jeton(raison=refus.raison)
    if found.empreinte_certificat and found.empreinte_certificat != _empreinte(peer):
        return Jeton(raison="certificat")
    return Jeton(porteur=found.identifiant_national)


def _empreinte(peer: Peer | None) -> str:
    """The x5t#S256 of the client certificate presented (RFC 8705 §3.1)."""
    if peer is None:
        return ""
    return urlsafe_b64encode(bytes.fromhex(peer.fingerprint)).rstrip(b"=").decode()


def faits(jeton: Jeton | None) -> dict[str, Fact]:
    """The token as the journal keeps it."""
    return {} if jeton is None else {FAIT: jeton.raison or _VALIDE + jeton.porteur}


def du_fait(fact: Fact | None) -> Jeton | None:
    """The token of a recorded exchange."""
    if not isinstance(fact, str) or not fact:
        return None
    return Jeton(porteur=fact.removeprefix(_VALIDE)) if fact.startswith(_VALIDE) else Jeton(raison=fact)
