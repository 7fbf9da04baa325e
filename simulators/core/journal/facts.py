"""The facts every HTTP exchange carries, whatever the service."""

from http import HTTPStatus

from simulators.core.journal.model import Exchange, Fact, Facts, Message, Peer, Wire

# Facts only the moment knew: a later reading of the bytes cannot find them again.
OF_THE_MOMENT = ("panne", "erreurs", "erreur_interne", "http.incomplet")
# A service names its own so.
MOMENT = "moment."


def common_facts(exchange: Exchange) -> dict[str, Fact]:
    """`http.*` and `tls.*` facts of a recorded exchange."""
    facts = tls_facts(exchange.wire, exchange.peer)
    if exchange.protocol == "http":
        facts |= http_facts(exchange.request, exchange.answer, exchange.espace)
    return facts


def tls_facts(wire: Wire, peer: Peer | None) -> dict[str, Fact]:
    """What the connection and the client's certificate tell."""
    facts: dict[str, Fact] = {}
    if wire.tls_version:
        facts["tls.version"] = wire.tls_version
        facts["tls.suite"] = wire.cipher
        facts["tls.sni"] = wire.sni
    if peer is not None:
        facts["tls.client.cn"] = peer.common_name
        facts["tls.client.ou"] = peer.organizational_unit
        facts["tls.client.serial"] = peer.serial
    return facts


def kept_facts(facts: Facts) -> dict[str, Fact]:
    """Those of the facts that must outlive a new reading."""
    return {name: fact for name, fact in facts.items() if name in OF_THE_MOMENT or name.startswith(MOMENT)}


def status_line(status: int) -> str:
    """`HTTP/1.1 200 OK`, the reason as the standard words it, empty for an unknown status."""
    try:
        phrase = HTTPStatus(status).phrase
    except ValueError:
        phrase = ""
    return f"HTTP/1.1 {status} {phrase}"


def http_facts(request: Message, answer: Message | None, espace: str) -> dict[str, Fact]:
    """What the message lines tell. `http.path` is the service's own: without the prefix of the espace."""
    method, _, rest = request.start.partition(" ")
    target = rest.rpartition(" ")[0]
    facts: dict[str, Fact] = {
        "http.method": method,
        "http.path": target.partition("?")[0].removeprefix(f"/~{espace}"),
        "http.content_type": request.header("content-type") or "",
    }
    if answer is not None:
        facts["http.status"] = int(answer.start.split(" ", 2)[1])
    return facts
