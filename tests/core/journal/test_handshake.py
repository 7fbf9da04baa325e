"""A refused handshake is an exchange: the editor reads why, and what to do."""

from pathlib import Path

import pytest

from simulators.core.clock import Clock, ClockMode, ClockSetting
from simulators.core.ids import Ids
from simulators.core.journal.filters import Filter
from simulators.core.journal.handshake import record_refused_handshake, record_refused_request
from simulators.core.journal.handshake_rules import rule_for, tls_rules
from simulators.core.journal.model import Exchange, Wire
from simulators.core.net.handshake import Cause, RefusedHandshake
from simulators.core.net.protocol import RefusedRequest
from tests.core.journal.makers import NOON, PEER, journal_in, run

EXPIRED = RefusedHandshake(
    face="insi",
    cause=Cause.EXPIRED,
    reason="CERTIFICATE_VERIFY_FAILED",
    verify_code=10,
    message="certificate has expired",
    sni="insi.localhost",
    remote="127.0.0.1:40000",
)


def clock() -> Clock:
    """One that stands still between exchanges."""
    return Clock(ClockSetting(ClockMode.STEPPED, 0.0, NOON))


def test_a_refused_handshake_is_found_in_the_journal_with_its_cause_and_advice(tmp_path: Path) -> None:
    async def story() -> list[Exchange]:
        async with journal_in(tmp_path) as (journal, _):
            record_refused_handshake(journal, clock(), Ids(b"g", "installation"), EXPIRED, service="ins")
            return await journal.query(Filter(protocol="tls", severity="error"))

    (exchange,) = run(story)
    assert exchange.operation == "tls.poignee_de_main"
    assert exchange.outcome == "certificat expiré"
    assert (exchange.service, exchange.face, exchange.answer) == ("ins", "insi", None)
    assert exchange.facts == {
        "tls.refused": True,
        "tls.reason": "certificat expiré",
        "tls.verify_code": 10,
        "tls.face": "insi",
        "tls.openssl": "CERTIFICATE_VERIFY_FAILED",
        "tls.sni": "insi.localhost",
    }
    (finding,) = exchange.findings
    assert finding.rule.id == "tls.certificat_expire"
    assert finding.rule.advice.fr.startswith("Présenter un certificat en cours de validité")
    assert (finding.place.part, finding.place.kind) == ("tls", "certificate")
    assert finding.found == "certificate has expired"


def test_a_request_refused_for_its_head_is_journalled_with_its_status(tmp_path: Path) -> None:
    refused = RefusedRequest("insi", 431, "Too large.", "c4", PEER, Wire("TLSv1.3", "X", "h", "r:1"))

    async def story() -> list[Exchange]:
        async with journal_in(tmp_path) as (journal, _):
            record_refused_request(journal, clock(), Ids(b"g", "defaut"), refused, service="ins")
            return await journal.query(Filter(outcome="431"))

    (exchange,) = run(story)
    assert exchange.operation == "http.requete_refusee"
    assert exchange.answer is not None
    assert exchange.answer.start == "HTTP/1.1 431 Request Header Fields Too Large"
    assert exchange.facts == {
        "http.status": 431,
        "http.incomplet": True,
        "tls.version": "TLSv1.3",
        "tls.suite": "X",
        "tls.sni": "h",
        "tls.client.cn": "INSI-AUTO",
        "tls.client.ou": "318751275100020",
        "tls.client.serial": "0A1B",
    }


@pytest.mark.parametrize(
    ("cause", "code", "label"),
    [
        (Cause.EXPIRED, 10, "certificat expiré"),
        (Cause.NOT_YET_VALID, 9, "certificat pas encore valide"),
        (Cause.UNKNOWN_AUTHORITY, 18, "certificat auto-signé"),
        (Cause.UNKNOWN_AUTHORITY, 19, "autorité de certification inconnue"),
        (Cause.UNKNOWN_AUTHORITY, 20, "autorité de certification inconnue"),
        (Cause.UNKNOWN_AUTHORITY, 21, "autorité de certification inconnue"),
        (Cause.REVOKED, 23, "certificat révoqué"),
        (Cause.WRONG_USAGE, 26, "usage du certificat incorrect"),
        (Cause.NO_CRL, 3, "liste de révocation absente ou périmée"),
        (Cause.CERTIFICATE, 66, "clé ou empreinte trop faible"),
        (Cause.CERTIFICATE, 24, "certificat invalide"),
        (Cause.NO_CERTIFICATE, 0, "aucun certificat client présenté"),
        (Cause.CLIENT_REFUSED, 0, "certificat du serveur refusé par le client"),
        (Cause.VERSION, 0, "version de TLS ou chiffrement non commun"),
        (Cause.PLAIN, 0, "appel en clair sur une adresse TLS"),
        (Cause.CUT, 0, "poignée de main TLS interrompue"),
        (Cause.TIMEOUT, 0, "poignée de main TLS interrompue"),
        (Cause.OTHER, 0, "poignée de main TLS interrompue"),
    ],
)
def test_each_cause_has_its_french_label(cause: Cause, code: int, label: str) -> None:
    assert rule_for(cause, code).title.fr == label


def test_every_rule_of_a_handshake_tells_what_to_do_in_both_languages() -> None:
    rules = tls_rules()
    assert len(rules) == 14
    assert all(rule.advice.fr and rule.advice.en and rule.title.en for rule in rules.values())
