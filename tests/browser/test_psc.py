"""The nurse signs in to Pro Santé Connect in a real browser and comes back to her DUI with a code."""

from collections.abc import Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx
import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.browser.simulator import Simulator
from tests.browser.test_console import CONTRAST

pytestmark = pytest.mark.browser


class Dui(ThreadingHTTPServer):
    """The DUI's return address: remembers what the browser brought back."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Return)
        self.brought: list[dict[str, list[str]]] = []
        self.told: list[dict[str, list[str]]] = []

    @property
    def callback(self) -> str:
        """The address registered with PSC."""
        return f"http://localhost:{self.server_port}/retour"

    @property
    def leaving(self) -> dict[str, object]:
        """Its registered addresses for the end of a session."""
        origin = f"http://localhost:{self.server_port}"
        return {"post_logout_redirect_uris": [f"{origin}/"], "frontchannel_logout_uri": f"{origin}/fin"}


class Return(BaseHTTPRequestHandler):
    """Answers the browser after the login."""

    server: Dui

    def do_GET(self) -> None:
        """Keeps the query of the redirect."""
        parts = urlsplit(self.path)
        if parts.path == "/retour":
            self.server.brought.append(parse_qs(parts.query))
        elif parts.path == "/fin":
            self.server.told.append(parse_qs(parts.query))
        page = b"<!doctype html><html lang=fr><title>DUI</title><h1>Bienvenue dans le DUI</h1></html>"
        self.send_response(200)
        self.send_header("content-type", "text/html; charset=utf-8")
        self.send_header("content-length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name of the base class
        """Says nothing."""


@pytest.fixture
def dui() -> Iterator[Dui]:
    server = Dui()
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def signing(chromium: Browser) -> Iterator[Page]:
    """A browser that has installed the CA."""
    context = chromium.new_context(locale="fr-FR", ignore_https_errors=True)
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


def address(simulator: Simulator, dui: Dui) -> str:
    """The authorization request of a DUI, its return address registered before."""
    client = registered(simulator, dui)
    asked = {
        "response_type": "code", "client_id": client, "redirect_uri": dui.callback, "state": "etat|42",
        "scope": "openid scope_all", "acr_values": "eidas1", "nonce": "n",
    }  # fmt: skip
    return f"{simulator.ready['services']['psc']['wallet']}?{urlencode(asked)}"


def registered(simulator: Simulator, dui: Dui) -> str:
    """The client of the DUI, to which CIBA is open."""
    ready = simulator.ready
    headers = {"authorization": f"Bearer {ready['control']['token']}"}
    with httpx.Client(base_url=ready["control"]["url"], headers=headers, trust_env=False) as api:
        body = {
            "nom": "DUI",
            "secret": "un-secret",
            "redirect_uris": [dui.callback],
            "ciba": True,
            **dui.leaving,
        }
        changed = api.put("/espaces/defaut/psc/clients/dui-navigateur", json=body)
        assert changed.status_code == 200, changed.text
    return "dui-navigateur"


class Server:
    """The server of a thick client: asks for the nurse's card, and polls."""

    def __init__(self, simulator: Simulator, dui: Dui) -> None:
        self._oidc = f"{simulator.ready['services']['psc']['issuer']}/protocol/openid-connect"
        self._client = {"client_id": registered(simulator, dui), "client_secret": "un-secret"}
        self._http = httpx.Client(verify=simulator.authorities, trust_env=False)

    def ask(self, message: str) -> str:
        """A request by card; its `auth_req_id`."""
        asked = {"scope": "openid scope_all", "acr_values": "eidas1", "login_hint": "899700000039"}
        asked |= {"binding_message": message, "channel": "CARD", **self._client}
        answer = self._http.post(f"{self._oidc}/ext/ciba/auth", data=asked)
        assert answer.status_code == 200, answer.text
        return str(answer.json()["auth_req_id"])

    def poll(self, auth_req_id: str) -> httpx.Response:
        """One poll."""
        asked = {"grant_type": "urn:openid:params:grant-type:ciba", "auth_req_id": auth_req_id}
        return self._http.post(f"{self._oidc}/token", data={**asked, **self._client})

    def close(self) -> None:
        """Closes the connections."""
        self._http.close()


def test_the_nurse_signs_in_with_her_card_by_the_keyboard(
    simulator: Simulator, dui: Dui, signing: Page, screenshots: Path, size: ViewportSize
) -> None:
    signing.set_viewport_size(size)
    signing.goto(address(simulator, dui))
    signing.screenshot(path=screenshots / f"psc-{size['width']}.png")
    signing.get_by_test_id("psc-recherche").fill("kermarrec")
    signing.keyboard.press("Enter")
    expect(signing.get_by_test_id("psc-professionnels").get_by_role("listitem")).to_have_count(1)
    signing.get_by_test_id("psc-carte-nathalie-kermarrec").press("Enter")
    signing.get_by_test_id("psc-code-carte").fill("1234")
    signing.keyboard.press("Enter")
    expect(signing.get_by_role("heading", name="Bienvenue dans le DUI")).to_be_visible()
    (brought,) = dui.brought
    assert brought["state"] == ["etat|42"]
    assert set(brought) == {"state", "session_state", "iss", "code"}


def test_a_refusal_on_the_telephone_comes_with_a_message_and_another_try(
    simulator: Simulator, dui: Dui, signing: Page
) -> None:
    signing.goto(address(simulator, dui))
    signing.get_by_test_id("psc-ecps-nathalie-kermarrec").click()
    expect(signing.get_by_test_id("psc-numero")).to_be_visible()
    signing.get_by_test_id("psc-refuser").click()
    expect(signing.get_by_test_id("psc-alerte")).to_be_visible()
    assert dui.brought == []
    signing.get_by_test_id("psc-ecps-nathalie-kermarrec").click()
    signing.get_by_test_id("psc-approuver").click()
    expect(signing.get_by_role("heading", name="Bienvenue dans le DUI")).to_be_visible()
    assert "code" in dui.brought[0]


def test_who_gives_up_goes_back_to_the_software_with_a_refusal(
    simulator: Simulator, dui: Dui, signing: Page
) -> None:
    signing.goto(address(simulator, dui))
    signing.get_by_test_id("psc-annuler").click()
    expect(signing.get_by_role("heading", name="Bienvenue dans le DUI")).to_be_visible()
    assert dui.brought[0]["error"] == ["access_denied"]


def test_who_leaves_has_the_software_told_by_the_browser_then_goes_back(
    simulator: Simulator, dui: Dui, signing: Page
) -> None:
    said: list[str] = []
    signing.goto(address(simulator, dui))
    signing.get_by_test_id("psc-ecps-nathalie-kermarrec").click()
    signing.get_by_test_id("psc-approuver").click()
    expect(signing.get_by_role("heading", name="Bienvenue dans le DUI")).to_be_visible()
    signing.on("console", lambda one: said.append(one.text) if one.type == "error" else None)
    back = f"http://localhost:{dui.server_port}/"
    issuer = simulator.ready["services"]["psc"]["issuer"]
    asked = {"client_id": "dui-navigateur", "post_logout_redirect_uri": back}
    signing.goto(f"{issuer}/protocol/openid-connect/logout?{urlencode(asked)}")
    signing.get_by_test_id("psc-deconnecter").click()
    signing.wait_for_url(back)
    expect(signing.get_by_role("heading", name="Bienvenue dans le DUI")).to_be_visible()
    assert dui.told == [{"sid": dui.brought[0]["session_state"], "iss": [issuer]}]
    assert said == []


def test_the_nurse_answers_with_her_card_by_the_keyboard(
    simulator: Simulator, dui: Dui, signing: Page, screenshots: Path, size: ViewportSize
) -> None:
    signing.set_viewport_size(size)
    with closing(Server(simulator, dui)) as server:
        auth_req_id = server.ask("42")
        signing.goto(f"{simulator.ready['services']['psc']['issuer']}/telephone")
        signing.screenshot(path=screenshots / f"psc-telephones-{size['width']}.png")
        signing.get_by_test_id("psc-recherche").fill("kermarrec")
        signing.keyboard.press("Enter")
        expect(signing.get_by_test_id("psc-telephones").get_by_role("listitem")).to_have_count(1)
        signing.get_by_test_id("psc-telephone-nathalie-kermarrec").press("Enter")
        expect(signing.get_by_test_id("psc-numero")).to_have_text("42")
        expect(signing.get_by_label("Code de la carte")).to_be_focused()
        signing.keyboard.type("0000")
        signing.keyboard.press("Enter")
        expect(signing.get_by_test_id("psc-alerte")).to_have_text("Le code de la carte est faux.")
        signing.screenshot(path=screenshots / f"psc-telephone-{size['width']}.png")
        signing.keyboard.type("1234")
        signing.keyboard.press("Enter")
        expect(signing.get_by_test_id("psc-suite")).to_have_text("Demande approuvée.")
        assert server.poll(auth_req_id).status_code == 200


def test_the_nurse_refuses_without_typing_a_code(simulator: Simulator, dui: Dui, signing: Page) -> None:
    with closing(Server(simulator, dui)) as server:
        auth_req_id = server.ask("07")
        issuer = simulator.ready["services"]["psc"]["issuer"]
        signing.goto(f"{issuer}/telephone?professionnel=nathalie-kermarrec")
        signing.get_by_test_id("psc-refuser").press("Enter")
        expect(signing.get_by_test_id("psc-aucune-demande")).to_be_visible()
        assert server.poll(auth_req_id).json()["error"] == "access_denied"


def test_no_page_of_psc_scrolls_sideways_and_every_text_is_readable(
    simulator: Simulator, dui: Dui, signing: Page, size: ViewportSize
) -> None:
    """WCAG 2.2 §1.4.3 and §1.4.10, on what the browser really paints."""
    signing.set_viewport_size(size)
    with closing(Server(simulator, dui)) as server:
        server.ask("07")
    issuer, login = simulator.ready["services"]["psc"]["issuer"], address(simulator, dui)
    pages = (
        login,
        f"{login}&login_hint=899700000112",
        f"{simulator.ready['services']['psc']['wallet']}?client_id=inconnu",
        f"{issuer}/telephone",
        f"{issuer}/telephone?professionnel=nathalie-kermarrec",
        f"{issuer}/protocol/openid-connect/logout",
    )
    for one in pages:
        signing.goto(one)
        assert signing.evaluate("document.documentElement.scrollWidth <= innerWidth"), one
        assert signing.evaluate(CONTRAST) == [], one
