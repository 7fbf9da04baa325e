"""What a listener refused before any service saw it, as exchanges: TLS handshakes, malformed requests."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from simulators.core.clock import Clock
from simulators.core.ids import Ids
from simulators.core.journal.facts import common_facts, status_line
from simulators.core.journal.handshake_rules import rule_for
from simulators.core.journal.journal import Journal
from simulators.core.journal.model import Exchange, Fact, Message, Wire
from simulators.core.net.handshake import RefusedHandshake
from simulators.core.rule import Effect, Finding, Place

if TYPE_CHECKING:
    from simulators.core.net.protocol import RefusedRequest

HANDSHAKE = "tls.poignee_de_main"
REQUEST = "http.requete_refusee"


def record_refused_handshake(
    journal: Journal, clock: Clock, ids: Ids, refused: RefusedHandshake, *, service: str = ""
) -> Exchange:
    """Journals a refused handshake, with a finding that says what to do. Returns the exchange.

    The certificate itself is not kept: OpenSSL gives it to nobody once it has refused it.
    """
    rule = rule_for(refused.cause, refused.verify_code)
    place = Place("tls", "certificate" if refused.verify_code else "whole", refused.reason)
    finding = Finding(rule, place, found=refused.message, effect=Effect.REFUSE)
    exchange = Exchange(
        id=ids.token("echange"),
        espace=journal.espace,
        protocol="tls",
        service=service,
        face=refused.face,
        started=clock.tick(),
        recorded=datetime.now(UTC),
        duration_us=0,
        connection="",
        request=Message(""),
        answer=None,
        outcome=rule.title.fr,
        operation=HANDSHAKE,
        wire=Wire(sni=refused.sni, remote=refused.remote),
        facts=_handshake_facts(refused, rule.title.fr),
        findings=(finding,),
    )
    journal.record(exchange)
    return exchange


def record_refused_request(
    journal: Journal, clock: Clock, ids: Ids, refused: "RefusedRequest", *, service: str = ""
) -> Exchange:
    """Journals a request whose head was malformed, too big or too slow; its bytes are not kept."""
    exchange = Exchange(
        id=ids.token("echange"),
        espace=journal.espace,
        protocol="http",
        service=service,
        face=refused.face,
        started=clock.tick(),
        recorded=datetime.now(UTC),
        duration_us=0,
        connection=refused.connection,
        request=Message(""),
        answer=Message(status_line(refused.status), body=refused.reason.encode(), size=len(refused.reason)),
        outcome=str(refused.status),
        operation=REQUEST,
        peer=refused.peer,
        wire=refused.wire,
    )
    recorded = replace(exchange, facts=_request_facts(exchange))
    journal.record(recorded)
    return recorded


def _request_facts(exchange: Exchange) -> dict[str, Fact]:
    """The connection's facts and the status; the request itself is not known."""
    return {
        **{name: value for name, value in common_facts(exchange).items() if value != ""},
        "http.incomplet": True,
    }


def _handshake_facts(refused: RefusedHandshake, reason: str) -> dict[str, Fact]:
    played: dict[str, Fact] = {"panne": refused.panne} if refused.panne else {}
    return {
        **played,
        "tls.refused": True,
        "tls.reason": reason,
        "tls.verify_code": refused.verify_code,
        "tls.face": refused.face,
        "tls.openssl": refused.reason,
        "tls.sni": refused.sni,
    }
