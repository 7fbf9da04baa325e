"""Where a journal was played: addresses and espace, that an answer repeats and that another place changes."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from simulators.core.espace import DEFAULT_ESPACE
from simulators.core.journal.model import Exchange

# A row of a replay that was not sent bears the addresses of the first journal.
SORT: Final = "rejeu.sort"
REJOUE: Final = "rejoue"
# A face that no request of the journal was for, told in an answer.
_LOOPBACK: Final = re.compile(r"https?://(?:localhost|127\.0\.0\.1|\[::1\]):\d+(?!\d)")


@dataclass(frozen=True, slots=True)
class Lieux:
    """The addresses of one journal: `host[:port]` → `service.face`, and the espaces named in paths."""

    hotes: tuple[tuple[str, str], ...] = ()
    espaces: tuple[str, ...] = ()

    def neutre(self, value: str) -> str:
        """The same text, each address said by the name of its face, the espace left out."""
        for host, face in self.hotes:
            if host in value:
                value = re.sub(rf"(?:https?://)?{re.escape(host)}(?![\w.:])", f"{{{face}}}", value)
        value = _LOOPBACK.sub("{local}", value)
        for name in self.espaces:
            value = value.replace(f"/~{name}", "")
        return value


def lieux_de(exchanges: Iterable[Exchange]) -> Lieux:
    """The places of a journal, from the Host headers of its requests."""
    hosts: dict[str, str] = {}
    names: dict[str, None] = {}
    for one in exchanges:
        sent = one.facts.get(SORT, REJOUE) == REJOUE
        host = one.request.header("host") if one.protocol == "http" and sent else None
        if host:
            hosts.setdefault(host, f"{one.service}.{one.face}")
        if one.espace != DEFAULT_ESPACE:
            names[one.espace] = None
    longest = sorted(hosts.items(), key=lambda pair: -len(pair[0]))
    return Lieux(tuple(longest), tuple(names))
