"""What a failed test shows of its espace: the exchanges, one line each, and the findings."""

from collections.abc import Iterator

from socle_client.errors import SocleError
from socle_client.language import said
from socle_client.synchronous import Espace

# The latest exchanges and the gravest findings are enough to see what went wrong.
MOST_EXCHANGES = 50
MOST_FINDINGS = 20
_GRAVITY = {"error": 0, "warning": 1, "info": 2}


def told(espace: Espace) -> str:
    """The text of the report section; says why when the simulator does not tell any more."""
    try:
        return "\n".join(_lines(espace))
    except SocleError as error:
        return f"{said('journal illisible', 'journal unreadable')} : {error}"


def _lines(espace: Espace) -> Iterator[str]:
    exchanges = espace.exchanges(latest=True, limit=MOST_EXCHANGES)
    if not exchanges:
        yield said(
            "aucun échange : le DUI a-t-il l'adresse de cet espace (fixture « acces ») ?",
            "no exchange: does the DUI have the address of this espace (fixture `acces`)?",
        )
        return
    yield from (str(one) for one in reversed(exchanges))
    found = sorted(espace.findings(), key=lambda one: (_GRAVITY[one.severity], one.seq))
    for one in found[:MOST_FINDINGS]:
        yield ""
        yield str(one)
    if len(found) > MOST_FINDINGS:
        yield f"(+ {len(found) - MOST_FINDINGS} {said('constats', 'findings')})"
