"""The telephone, the led rehearsal, the help and the report, as a person and a group use them."""

import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.browser.simulator import Simulator
from tests.browser.test_personas import axe

pytestmark = pytest.mark.browser
PHONE = "/e-cps/nathalie-kermarrec"
ESPACE = "formation-01"


@pytest.fixture(autouse=True)
def _sized(page: Page, size: ViewportSize) -> None:
    page.set_viewport_size(size)


@pytest.fixture
def api(simulator: Simulator) -> Iterator[httpx.Client]:
    control = simulator.ready["control"]
    headers = {"authorization": f"Bearer {control['token']}"}
    with httpx.Client(base_url=control["url"], headers=headers, trust_env=False) as client:
        yield client
        client.delete(f"/espaces/{ESPACE}")
        client.delete("/espaces/defaut/pannes")


@pytest.fixture
def session(api: httpx.Client) -> httpx.Client:
    """The control API, a training workspace being open, a rehearsal going on there."""
    assert api.post("/espaces", json={"name": ESPACE}).status_code == 201
    led = {"geste": "commencer", "choix": "fumee-insi"}
    assert api.post(f"/espaces/{ESPACE}/conduite", json=led).status_code == 200
    return api


def ask(simulator: Simulator, message: str) -> str:
    """The server of a DUI asks for the nurse; its request."""
    account = simulator.ready["accounts"]["psc_client"]
    issuer = simulator.ready["services"]["psc"]["issuer"]
    form = {"scope": "openid scope_all", "login_hint": "899700000039", "channel": "MOBILE"}
    with httpx.Client(verify=simulator.authorities, trust_env=False) as http:
        answer = http.post(
            f"{issuer}/protocol/openid-connect/ext/ciba/auth",
            data={**form, "binding_message": message},
            auth=(account["client_id"], account["client_secret"]),
        )
    assert answer.status_code == 200, answer.text
    return str(answer.json()["auth_req_id"])


def trainee(simulator: Simulator, page: Page) -> str:
    """The link of the trainee, as the training page gives it."""
    page.goto(f"{simulator.origin}/formation")
    page.get_by_text("Lien à donner").click()
    return page.locator(".invitations code").first.inner_text()


def test_a_request_appears_by_itself_and_is_approved_by_the_keyboard(
    page: Page, simulator: Simulator, api: httpx.Client
) -> None:
    page.goto(simulator.origin + PHONE)
    expect(page.get_by_text("Aucune demande n’attend.")).to_be_visible()
    ask(simulator, "57")
    shown = page.locator(".demande")
    expect(shown).to_contain_text("demande à vous connecter par votre e-CPS.")
    expect(shown).to_contain_text("57")
    expect(shown.locator("[data-reste]")).to_contain_text("s pour répondre")
    approve = shown.get_by_role("button", name="Approuver")
    approve.focus()
    ask(simulator, "58")
    expect(page.locator(".demande")).to_have_count(2)
    expect(approve.first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("Demande approuvée")
    expect(page.locator(".demande")).to_have_count(1)
    page.locator(".demande").get_by_role("button", name="Refuser").press("Enter")
    expect(page.get_by_text("Demande refusée")).to_be_visible()
    assert api.get("/espaces/defaut/psc/ciba").json() == []


def test_the_help_of_a_page_opens_by_the_keyboard(page: Page, simulator: Simulator) -> None:
    page.goto(f"{simulator.origin}/pannes")
    told = page.get_by_text("« Tout arrêter » remet tout en ordre.")
    expect(told).to_be_hidden()
    page.get_by_text("Aide de cette page").press("Enter")
    expect(told).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_trainee_sees_what_the_trainer_does_without_touching_anything(
    page: Page, simulator: Simulator, chromium: Browser, size: ViewportSize, session: httpx.Client
) -> None:
    link = trainee(simulator, page)
    (going,) = session.get(f"/espaces/{ESPACE}/repetitions").json()
    with chromium.new_context(locale="fr-FR", viewport=size) as context:
        theirs = context.new_page()
        theirs.goto(link)
        theirs.goto(f"{simulator.origin}/repetition/{going['id']}")
        expect(theirs.locator(".formateur")).to_contain_text("a commencé une répétition")
        page.get_by_role("button", name="Étape suivante pour tous").press("Enter")
        expect(page.get_by_role("status").first).to_contain_text("Tout le groupe est à l’étape suivante.")
        expect(theirs.locator(".formateur")).to_contain_text("est passé à l’étape suivante")
        expect(theirs.get_by_text("Étape 2 sur 2")).to_be_visible()
        page.get_by_role("button", name="Mettre en pause").press("Enter")
        expect(theirs.locator(".pause")).to_contain_text("En pause")
        expect(page.locator("[data-mur]")).to_contain_text("en pause")
        page.locator("summary", has_text="Provoquer un événement").press("Enter")
        page.get_by_label("Ce qui arrive").select_option(label="La boîte du prochain destinataire est pleine")
        page.locator(".geste").get_by_role("button", name="Provoquer").press("Enter")
        expect(theirs.locator(".formateur")).to_contain_text("a rempli la boîte du prochain destinataire")
        session.post(f"/espaces/{ESPACE}/remise-a-zero").raise_for_status()
        theirs.goto(link)
        expect(theirs.get_by_role("heading", level=1)).to_have_text("Ce lien ne vaut plus")


def test_a_table_is_chosen_as_a_file(
    page: Page, simulator: Simulator, session: httpx.Client, tmp_path: Path
) -> None:
    table = tmp_path / "usagers.csv"
    columns = "nom_naissance;prenoms;sexe;date_naissance;lieu_naissance"
    table.write_text(f"{columns}\nESSAI;JEAN;M;1940-01-01;55039\n", "utf-8")
    page.goto(f"{simulator.origin}/personnes?espace={ESPACE}")
    page.get_by_text("Importer un tableau").click()
    page.get_by_label("Ou un fichier").set_input_files(table)
    page.get_by_role("button", name="Importer").click()
    expect(page.get_by_text("Le tableau est importé dans la base d’INSi.")).to_be_visible()
    assert session.get(f"/espaces/{ESPACE}/ins/base").json() == {"identites": 1}


def test_the_report_is_kept_as_a_page(page: Page, simulator: Simulator, api: httpx.Client) -> None:
    id_ = api.post("/espaces/defaut/repetitions", json={"choix": "INS-01"}).json()["id"]
    answer = simulator.call()
    page.goto(f"{simulator.origin}/repetition/{id_}/compte-rendu")
    found = page.locator("tr", has_text="Identités trouvées").get_by_role("link", name="Voir").first
    expect(found).to_have_attribute("href", f"/trafic/{answer.headers['x-socle-exchange']}")
    expect(page.get_by_role("button", name="Imprimer")).to_be_visible()
    with page.expect_download() as kept:
        page.get_by_role("link", name="La page, à garder").click()
    assert kept.value.suggested_filename == "compte-rendu.html"
    page.get_by_text("Compléter le compte rendu").press("Enter")
    page.get_by_label("Professionnels enregistrés (RPPS+)").check()
    page.locator(".declarer").get_by_role("button", name="Enregistrer").press("Enter")
    expect(page.get_by_text(re.compile("6 étapes à faire"))).to_be_visible()


def test_axe_finds_nothing_serious_and_nothing_scrolls_sideways(
    page: Page, simulator: Simulator, session: httpx.Client
) -> None:
    ask(simulator, "61")
    fault = {"kind": "metier", "service": "ins", "name": "insi_102", "minutes": 5, "patient": "PERSONNE"}
    session.post("/espaces/defaut/pannes", json=fault).raise_for_status()
    id_ = session.post("/espaces/defaut/repetitions", json={"choix": "INS-01"}).json()["id"]
    simulator.call()
    paths = ("/e-cps", PHONE, "/pannes", "/formation", f"/repetition/{id_}")
    for path in (*paths, f"/repetition/{id_}/compte-rendu"):
        assert axe(simulator, page, path) == [], path
        page.locator(".aide-page summary").click()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
