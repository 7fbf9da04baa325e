"""What never reached a service is journalled too: refused handshakes, requests whose head made no sense."""

from collections.abc import Callable

from simulators.core.espace import INSTALLATION, Espace
from simulators.core.journal.handshake import record_refused_handshake, record_refused_request
from simulators.core.net.handshake import RefusedHandshake
from simulators.core.net.protocol import RefusedRequest
from simulators.core.store.espaces import Espaces


class Refusals:
    """Writes them in the espace that the server name says, else in the installation's journal."""

    def __init__(self, espaces: Espaces, installation: Espace) -> None:
        self._espaces = espaces
        self._installation = installation

    def handshakes(self, service: str) -> Callable[[RefusedHandshake], None]:
        """What a listener of that service calls for a TLS handshake that failed."""

        def record(refused: RefusedHandshake) -> None:
            espace = self._espace(refused.sni)
            record_refused_handshake(espace.journal, espace.clock, espace.ids, refused, service=service)

        return record

    def requests(self, service: str) -> Callable[[RefusedRequest], None]:
        """What a listener of that service calls for a request that was no HTTP, too long or too slow."""

        def record(refused: RefusedRequest) -> None:
            espace = self._espace(refused.wire.sni)
            record_refused_request(espace.journal, espace.clock, espace.ids, refused, service=service)

        return record

    def _espace(self, sni: str) -> Espace:
        label, _, rest = sni.partition(".")
        named = self._espaces.opened(label) if rest and label != INSTALLATION else None
        return named or self._installation
