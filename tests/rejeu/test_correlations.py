"""Each kind of value that an answer gives and a later request gives back, learned and rewritten."""

import base64
import hashlib
from datetime import UTC, datetime
from urllib.parse import quote

import pytest

from simulators.core.journal.model import Exchange, Message
from simulators.rejeu.correlations import CORRELES, Savoir, reecrit
from simulators.rejeu.secrets import demasquer

NOW = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
OLD, NEW = "ancienne-valeur-1", "nouvelle&valeur-2"


def answered(headers: tuple[tuple[str, str], ...] = (), body: str = "", kind: str = "") -> Exchange:
    """An exchange of which only the answer matters."""
    told = (*headers, ("content-type", kind)) if kind else headers
    answer = Message("HTTP/1.1 200 OK", told, body.encode())
    return Exchange(
        "e", "defaut", "http", "psc", "auth", NOW, NOW, 0, "c", Message("GET / HTTP/1.1"), answer, "200"
    )


REGISTRY = '<r><ExtrinsicObject id="{}"/></r>'
CASES = {
    "psc.code": ((("location", "https://dui/retour?code={}"),), "", ""),
    "psc.session": ((("location", "https://dui/retour?session_state={}"),), "", ""),
    "psc.jeton": ((), '{{"access_token": "{}"}}', "application/json"),
    "psc.ciba": ((), '{{"auth_req_id": "{}"}}', "application/json"),
    "psc.par": ((), '{{"request_uri": "{}"}}', "application/json"),
    "cookie": ((("set-cookie", "KC={}; Path=/"),), "", ""),
    "formulaire": ((), '<form action="/a"><input name="tab" value="{}"></form>', "text/html"),
    "dmp.entree": ((), REGISTRY, "application/soap+xml"),
    "fhir.adresse": ((("location", "https://fhir/DocumentReference/{}/_history/1"),), "", ""),
    "fhir.id": ((), '{{"id": "{}"}}', "application/fhir+json"),
}


def test_every_kind_has_its_case() -> None:
    assert [one.nom for one in CORRELES] == list(CASES)


@pytest.mark.parametrize("name", list(CASES))
def test_what_an_answer_gave_is_rewritten_in_what_follows(name: str) -> None:
    headers, body, kind = CASES[name]
    old = "11111111-aaaa" if name.startswith("fhir") else OLD
    new = (
        "22222222-bbbb" if name.startswith("fhir") else NEW.replace("&", "") if kind.endswith("xml") else NEW
    )

    def given(value: str) -> Exchange:
        written = quote(value, safe="") if headers and name != "cookie" else value
        return answered(
            tuple((key, told.format(written)) for key, told in headers), body.format(written), kind
        )

    savoir = Savoir()
    savoir.apprendre(given(old), given(new))
    later = Message(f"GET /x?v={old} HTTP/1.1", (("cookie", f"KC={old}"),), f"<a b='{old}'/>".encode())
    message, names = reecrit(later, savoir)
    assert names == (name,)
    assert old not in message.start
    assert message.header("cookie") == f"KC={new}"
    assert old.encode() not in (message.body or b"")


def test_what_could_not_be_had_again_is_missing() -> None:
    savoir = Savoir()
    savoir.apprendre(
        answered((("location", f"https://dui/r?code={OLD}"),)), answered((("location", "https://dui/r"),))
    )
    assert savoir.manquant(f"code={OLD}".encode()) == "psc.code de l'échange e"
    assert savoir.manquant(b"code=autre") == ""


def test_a_token_is_found_again_by_its_fingerprint() -> None:
    savoir = Savoir()
    body = '{{"access_token": "{}"}}'
    savoir.apprendre(
        answered(body=body.format(OLD), kind="application/json"),
        answered(body=body.format(NEW), kind="application/json"),
    )
    assert savoir.jeton(hashlib.sha256(OLD.encode()).hexdigest()[:16]) == NEW
    assert savoir.jeton("0" * 16) == ""


def test_short_or_foreign_values_are_left_alone() -> None:
    savoir = Savoir()
    body = '{{"access_token": "{}", "sub": "quelqu-un-{}"}}'
    savoir.apprendre(
        answered(body=body.format("court", 1), kind="application/json"),
        answered(body=body.format("autre", 2), kind="application/json"),
    )
    later = Message("GET /court/quelqu-un-1 HTTP/1.1")
    assert reecrit(later, savoir) == (Message(later.start, (), b"", size=0), ())


def test_secrets_of_the_target_take_the_place_of_the_first_ones() -> None:
    basic = base64.b64encode(b"dui:vieux").decode()
    form = (("authorization", f"Basic {basic}"), ("content-type", "application/x-www-form-urlencoded"))
    message, missing = demasquer(
        Message("POST /t HTTP/1.1", form, b"a=1&client_secret=v&b=2"), {"client_secret": "n"}
    )
    assert missing == ""
    assert base64.b64decode((message.header("authorization") or "").split()[1]) == b"dui:n"
    assert message.body == b"a=1&client_secret=n&b=2"


def test_a_masked_header_is_asked_for() -> None:
    asked = Message("GET / HTTP/1.1", (("ESANTE-API-KEY", "*** (0123abcd)"),))
    assert (
        demasquer(asked, {})[1]
        == "en-tête ESANTE-API-KEY masqué dans le journal (--secret ESANTE-API-KEY=VALEUR)"
    )
    assert demasquer(asked, {"esante-api-key": "cle"})[0].header("esante-api-key") == "cle"
