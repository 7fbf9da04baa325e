"""The trainer at the desk and a trainee on a phone: a session from the links to the next group."""

from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect

from tests.browser.simulator import Simulator
from tests.browser.stop import stop

pytestmark = pytest.mark.browser
PHONE: ViewportSize = {"width": 390, "height": 844}
OURS = "formation-01"


class Software:
    """The server of the trainee's DUI, in the trainee's espace."""

    def __init__(self, simulator: Simulator) -> None:
        account = simulator.ready["accounts"]["psc_client"]
        issuer = simulator.of_espace(simulator.ready["services"]["psc"]["issuer"], OURS)
        self._oidc = f"{issuer}/protocol/openid-connect"
        self._client = (str(account["client_id"]), str(account["client_secret"]))
        self._http = httpx.Client(verify=simulator.authorities, trust_env=False)

    def ask(self, number: str) -> str:
        """Asks the nurse to approve; the request."""
        form = {"scope": "openid scope_all", "login_hint": "899700000039", "channel": "MOBILE"}
        form["binding_message"] = number
        answer = self._http.post(f"{self._oidc}/ext/ciba/auth", data=form, auth=self._client)
        assert answer.status_code == 200, answer.text
        return str(answer.json()["auth_req_id"])

    def poll(self, request: str) -> httpx.Response:
        """Asks for the tokens."""
        form = {"grant_type": "urn:openid:params:grant-type:ciba", "auth_req_id": request}
        return self._http.post(f"{self._oidc}/token", data=form, auth=self._client)

    def close(self) -> None:
        """Closes the connections."""
        self._http.close()


@pytest.fixture(autouse=True)
def _session(page: Page, simulator: Simulator, size: ViewportSize) -> Iterator[None]:
    page.set_viewport_size(size)
    yield
    with simulator.api() as api:
        for rank in (1, 2, 3):
            api.delete(f"/espaces/formation-0{rank}")


@pytest.fixture
def software(simulator: Simulator) -> Iterator[Software]:
    one = Software(simulator)
    yield one
    one.close()


@pytest.fixture
def telephone(chromium: Browser) -> Iterator[Page]:
    """The trainee's own browser."""
    with chromium.new_context(locale="fr-FR", viewport=PHONE) as context:
        context.set_default_timeout(10_000)
        yield context.new_page()


def opened(page: Page, simulator: Simulator) -> str:
    """Opens a session of three; the link of the first trainee, its code being drawn."""
    page.goto(simulator.console)
    page.get_by_role("navigation", name="Menu principal").get_by_role("link", name="Formation").click()
    expect(page.get_by_text("Aucun espace de formation pour l’instant.")).to_be_visible()
    page.get_by_label("Combien").fill("3")
    page.get_by_role("button", name="Ouvrir", exact=True).click()
    expect(page.get_by_role("status").first).to_contain_text("donnez à chacun son lien")
    expect(page.locator("[data-mur] tr")).to_have_count(3)
    expect(wall(page)).to_contain_text("rien encore")
    return link(page)


def link(page: Page) -> str:
    page.get_by_text("Lien à donner").click()
    drawn = page.get_by_role("img", name=f"Code du lien de {OURS}")
    drawn.scroll_into_view_if_needed()
    expect(drawn).to_have_js_property("complete", value=True)
    assert drawn.evaluate("one => one.naturalWidth") > 100
    return page.locator(".invitations > li", has_text=OURS).locator("code").inner_text()


def wall(page: Page, espace: str = OURS) -> Locator:
    return page.locator("[data-mur] tr", has_text=espace)


def test_a_trainer_leads_a_group_from_the_links_to_the_next_group(
    page: Page, simulator: Simulator, telephone: Page, software: Software
) -> None:
    given = opened(page, simulator)
    stop(page, "Formation")
    telephone.goto(given)
    expect(telephone.get_by_role("link", name="Formation", exact=True)).to_have_count(0)
    stop(telephone, "Le simulateur est prêt")

    page.get_by_text("Commencer un parcours avec le groupe").click()
    page.get_by_label("Parcours").select_option(label="Premier contact : les deux appels de base")
    page.get_by_role("button", name="Commencer", exact=True).click()
    expect(page.get_by_role("status").first).to_contain_text("Le parcours commence pour tout le groupe.")
    expect(wall(page)).to_contain_text("étape 1 sur 2")
    expect(telephone.locator(".formateur")).to_contain_text("Le formateur a commencé une répétition")
    telephone.get_by_role("link", name="Répétition", exact=True).click()
    telephone.locator("tbody").get_by_role("link", name="Premier contact").click()
    expect(telephone.get_by_text("Le formateur mène")).to_be_visible()
    expect(telephone.get_by_role("button", name="Étape suivante")).to_have_count(0)
    stop(telephone, "Recherche par traits, une identité trouvée")

    simulator.call(espace=OURS, nom="DELAUNAY", prenom="MARGUERITE", date="1940-03-14")
    expect(telephone.locator(".controles > li").first).to_contain_text("conforme")
    expect(wall(page)).to_contain_text("Recherche de l'identité de DELAUNAY MARGUERITE")
    expect(wall(page, "formation-02")).to_contain_text("rien encore")
    page.get_by_role("button", name="Étape suivante pour tous").click()
    expect(page.get_by_role("status").first).to_contain_text("Tout le groupe est à l’étape suivante.")
    expect(wall(page)).to_contain_text("étape 2 sur 2")
    expect(telephone.get_by_text("Étape 2 sur 2")).to_be_visible()
    page.locator("summary", has_text="Provoquer un événement").click()
    page.get_by_label("Ce qui arrive").select_option(label="La boîte du prochain destinataire est pleine")
    page.locator(".geste").get_by_role("button", name="Provoquer").click()
    expect(page.get_by_role("status").first).to_contain_text("C’est arrivé.")
    expect(telephone.locator(".formateur")).to_contain_text("a rempli la boîte du prochain destinataire")
    page.get_by_role("button", name="Mettre en pause").click()
    expect(telephone.locator(".pause")).to_contain_text("En pause : ce qui arrive maintenant ne compte pas.")
    expect(wall(page)).to_contain_text("en pause")
    stop(telephone, telephone.get_by_role("heading", level=1).inner_text())

    asked = software.ask("42")
    telephone.get_by_role("link", name="e-CPS", exact=True).click()
    telephone.locator("tbody").get_by_role("link", name="NATHALIE KERMARREC").click()
    request = telephone.locator(".demande")
    expect(request).to_contain_text("42")
    stop(telephone, "Téléphone de NATHALIE KERMARREC")
    request.get_by_role("button", name="Approuver").click()
    expect(telephone.locator(".fait")).to_contain_text("Demande approuvée")
    assert software.poll(asked).status_code == 200

    page.get_by_text("Remettre tous les espaces à zéro").click()
    page.get_by_role("button", name="Tout remettre à zéro").click()
    expect(page.get_by_role("status").first).to_contain_text("donnez les nouveaux liens")
    expect(wall(page)).to_contain_text("rien encore")
    telephone.goto(given)
    stop(telephone, "Ce lien ne vaut plus")
    expect(telephone.locator("main")).to_contain_text("formateur")
    telephone.goto(link(page))
    stop(telephone, "Le simulateur est prêt")
