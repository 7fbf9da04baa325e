"""The telephone of the console: software asks, a trainee sees by whom, answers, and the software is told."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

import httpx
import pytest

from tests.console.visitor import Visitor
from tests.running import Running

PHONE = "/e-cps/nathalie-kermarrec"
NURSE = "899700000039"


@dataclass
class Software:
    """The server of a DUI, in one espace."""

    http: httpx.Client
    account: tuple[str, str]
    base: str

    def ask(self, who: str = NURSE, channel: str = "MOBILE", message: str = "42") -> str:
        form = {"scope": "openid scope_all", "login_hint": who, "channel": channel}
        form |= {"binding_message": message}
        answer = self.http.post(f"{self.base}/ext/ciba/auth", data=form, auth=self.account)
        assert answer.status_code == 200, answer.text
        return str(answer.json()["auth_req_id"])

    def poll(self, request: str) -> str:
        """`tokens`, or the error of the poll."""
        form = {"grant_type": "urn:openid:params:grant-type:ciba", "auth_req_id": request}
        answer = self.http.post(f"{self.base}/token", data=form, auth=self.account).json()
        return "tokens" if "access_token" in answer else str(answer["error"])


@pytest.fixture
def software(running: Running, espace: str) -> Iterator[Software]:
    account = running.ready["accounts"]["psc_client"]
    base = f"{running.ready['services']['psc']['proxy']}/~{espace}"
    with running.client() as http:
        path = f"{base}/auth/realms/esante-wallet/protocol/openid-connect"
        yield Software(http, (account["client_id"], account["client_secret"]), path)


def test_a_request_is_seen_in_words_and_approved(visitor: Visitor, software: Software) -> None:
    assert "Aucune demande n’attend." in unescape(visitor.read(PHONE))
    request = software.ask()
    page = unescape(visitor.read(PHONE))
    assert "1 demande attend" in page
    assert "demande à vous connecter par votre e-CPS." in page
    assert '<span class="numero-affiche">42</span>' in page
    assert "s pour répondre" in page
    assert "Demandé à " in page
    assert "1 demande attend" in unescape(visitor.read("/e-cps?q=kermarrec"))
    assert "demande attend" not in unescape(visitor.read("/e-cps/helene-morvan"))
    assert software.poll(request) == "authorization_pending"
    assert "Demande approuvée" in visitor.do(PHONE, "approuver")
    assert "Aucune demande n’attend." in unescape(visitor.read(PHONE))


def test_what_was_approved_gives_tokens_and_what_was_refused_an_error(
    visitor: Visitor, software: Software
) -> None:
    request = software.ask()
    visitor.do(PHONE, "approuver")
    assert software.poll(request) == "tokens"
    request = software.ask(channel="CARD")
    assert "par votre carte, dans le lecteur" in unescape(visitor.read(PHONE))
    assert "Demande refusée" in visitor.do(PHONE, "refuser")
    assert software.poll(request) == "access_denied"


def test_a_request_expires_by_the_clock_of_the_espace(
    running: Running, espace: str, visitor: Visitor, software: Software
) -> None:
    with running.api() as api:
        set_clock = f"/espaces/{espace}/horloge"
        api.put(set_clock, json={"mode": "stepped", "instant": "2026-01-05T08:00:00Z"})
        software.ask()
        api.put(set_clock, json={"mode": "stepped", "instant": "2026-01-05T08:01:31Z"})
        # Asked at 08:00:01, worth 120 seconds.
        assert "encore 30 s pour répondre" in unescape(visitor.read(PHONE))
        assert "data-reste" not in visitor.read(PHONE)
        form = visitor.read(PHONE)
        api.put(set_clock, json={"mode": "stepped", "instant": "2026-01-05T08:02:01Z"})
        assert "Aucune demande n’attend." in unescape(visitor.read(PHONE))
    assert 'value="approuver"' in form


def test_a_late_answer_and_a_card_opposed_meanwhile_are_told(
    running: Running, espace: str, visitor: Visitor, software: Software
) -> None:
    request = software.ask()
    with running.api() as api:
        path = f"/espaces/{espace}/professionnels/nathalie-kermarrec"
        api.patch(path, json={"etat": "e-cps-non-activee"}).raise_for_status()
        assert "Votre e-CPS n'est pas activée." in visitor.do(PHONE, "approuver", 409)
        api.patch(path, json={"etat": "actif"}).raise_for_status()
    page = visitor.read(PHONE)
    assert 'value="approuver"' in page
    assert "Aucune demande en attente de ce nom" in visitor.do(PHONE, "approuver", 404, id="inconnue")
    assert software.poll(request) == "authorization_pending"


def test_who_holds_nothing_has_no_telephone(visitor: Visitor) -> None:
    page = unescape(visitor.read("/e-cps"))
    assert "NATHALIE KERMARREC" in page
    assert "REY" not in page
    assert "Personne de ce nom" in unescape(visitor.read("/e-cps?q=introuvable"))
    visitor.read("/e-cps/olivier-rey", 404)
    visitor.read("/e-cps/inconnu", 404)
    assert "Whose telephone is it?" in visitor.read("/e-cps?lang=en")


def test_the_name_of_a_software_is_text(running: Running, espace: str, visitor: Visitor) -> None:
    with running.api() as api:
        client = {"nom": "<b>DUI</b>", "secret": "s3cret", "redirect_uris": ["https://x.example/cb"]}
        api.put(f"/espaces/{espace}/psc/clients/dui-b", json={**client, "ciba": True}).raise_for_status()
    base = f"{running.ready['services']['psc']['proxy']}/~{espace}"
    path = f"{base}/auth/realms/esante-wallet/protocol/openid-connect"
    with running.client() as http:
        Software(http, ("dui-b", "s3cret"), path).ask()
    page = visitor.read(PHONE)
    assert "&lt;b&gt;DUI&lt;/b&gt; demande à vous connecter" in page
    assert "<b>DUI" not in page
