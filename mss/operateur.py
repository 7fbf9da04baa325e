"""What the sessions of every mail face share."""

from collections.abc import Callable
from dataclasses import dataclass, field

from mss.cloche import Cloche
from mss.imap.regards import Regards
from mss.patience import Delays
from mss.portier import Portier
from mss.remise import Facteur
from mss.sessions import Sessions
from mss.state.vue import Annuaires
from mss.traitement import Juge
from simulators.core.net.handshake import RefusedHandshake
from simulators.core.net.tls import ServerTls

# The name the operator gives itself in its greetings.
HOTE = "mss.demo.mssante.fr"


@dataclass(frozen=True, slots=True)
class Operateur:
    """The operator: its door, its directory, its deliveries, its patience."""

    portier: Portier
    annuaires: Annuaires
    facteur: Facteur
    cloche: Cloche
    juge: Juge
    delays: Delays = field(default_factory=Delays)
    limit: int = 10_485_760
    regards: Regards = field(default_factory=Regards)
    sessions: Sessions = field(default_factory=Sessions)


@dataclass(frozen=True, slots=True)
class Guichet:
    """One mail face as its sessions see it: `applicatif` asks for a client certificate."""

    nom: str
    applicatif: bool
    tls: ServerTls
    domains: tuple[str, ...]
    on_refused: Callable[[RefusedHandshake], None]
