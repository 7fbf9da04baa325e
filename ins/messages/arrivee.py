"""How a message came, from the headers and the connection."""

import re
from collections.abc import Mapping
from datetime import datetime

from ins.model import Appel, Transport
from simulators.core.journal.model import Peer, Wire

_PARAMETER = re.compile(r";\s*([A-Za-z][A-Za-z0-9_-]*)\s*=\s*(?:\"([^\"]*)\"|([^;\s]*))")


def read_arrival(
    face: str, peer: Peer | None, wire: Wire, connection: str, content_type: str, started: datetime
) -> Appel:
    """The values the rules judge. Without connection, the message is a saved file."""
    media_type, _, rest = content_type.partition(";")
    parameters = _parameters(";" + rest) if rest else {}
    return Appel(
        face=face,
        transport=_transport(wire, connection),
        media_type=media_type.strip().lower(),
        charset=parameters.get("charset", ""),
        action=parameters.get("action", ""),
        certificate_cn=peer.common_name if peer else None,
        certificate_ou=peer.organizational_unit if peer else None,
        jour=started.date().isoformat(),
    )


def _transport(wire: Wire, connection: str) -> Transport:
    if wire.tls_version:
        return "tls"
    return "clair" if connection else "fichier"


def _parameters(text: str) -> Mapping[str, str]:
    return {found[1].lower(): found[2] or found[3] or "" for found in _PARAMETER.finditer(text)}
