"""What each persona does in their first minutes, in the browser, and what axe-core thinks of every page."""

import re
from collections.abc import Callable

import httpx
import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser.simulator import Simulator
from tests.browser.stop import serious

CODE = re.compile(r"[a-z]:[A-Za-z]|</?\w|\w_\w|HTTP|SOAP|XML|//|\[\d")
ENGLISH = re.compile(
    r"\b(the|and|of|is|are|not|with|found|request|answer|error|unknown|failed|no)\b", re.IGNORECASE
)
# Trusted clicks, and choices in a list, across the pages of one visit.
COUNT = """for (const kind of ["click", "change"]) addEventListener(kind, event => {
  if (kind === "change" ? event.target.tagName !== "SELECT" : !event.isTrusted) return;
  sessionStorage.setItem("clics", 1 + Number(sessionStorage.getItem("clics")));
}, true);"""
READ = """part => {
  const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
  const said = [];
  for (let node; (node = walker.nextNode());) {
    const at = node.parentElement;
    if (!at.checkVisibility() || at.closest("code, option, script, noscript")) continue;
    said.push(node.textContent.trim());
  }
  return said.filter(Boolean).join(" \\n");
}"""
pytestmark = pytest.mark.browser

PAGES = (
    "/",
    "/trafic",
    "/personnes",
    "/personnes/marguerite-delaunay",
    "/professionnels",
    "/professionnels/helene-morvan",
    "/structures",
    "/structures/ehpad-les-tilleuls",
    "/dmp",
    "/dmp/raymond-leclercq",
    "/dmp/raymond-leclercq?regard=usager",
    "/dmp/raymond-leclercq/documents/1.2.250.1.999.26.1351155050931.1.36",
    "/messagerie",
    "/messagerie/cabinet.besnard@medecin.demo.mssante.fr",
    "/e-cps",
    "/e-cps/nathalie-kermarrec",
    "/pannes",
    "/horloge",
    "/espaces",
    "/formation",
    "/repetition",
    "/scenarios",
    "/couverture",
    "/aide",
    "/pilotage",
)


@pytest.fixture(autouse=True)
def _sized(page: Page, size: ViewportSize) -> None:
    page.set_viewport_size(size)


def axe(simulator: Simulator, page: Page, path: str) -> list[str]:
    """The serious and critical violations of a page."""
    page.goto(simulator.origin + path)
    return serious(page)


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_serious(page: Page, simulator: Simulator, path: str) -> None:
    assert axe(simulator, page, path) == []


@pytest.mark.parametrize("path", PAGES)
def test_no_page_scrolls_sideways(page: Page, simulator: Simulator, path: str) -> None:
    page.goto(simulator.origin + path)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.fixture
def clicks(page: Page, simulator: Simulator) -> Callable[[], int]:
    """From the home page on, what a person clicked or chose in a list, as the browser itself noticed it."""
    page.add_init_script(COUNT)
    page.goto(simulator.console)
    page.evaluate("sessionStorage.removeItem('clics')")
    return lambda: int(page.evaluate("Number(sessionStorage.getItem('clics'))"))


def plain(page: Page, part: str = "main") -> None:
    """What is read at first: French, without code; what is to be copied stands apart and is not read."""
    text = str(page.locator(part).evaluate(READ)).replace("INSi", "")
    assert not CODE.search(text), text
    assert not ENGLISH.search(text), text
    assert page.locator("html").get_attribute("lang") == "fr"


def test_four_clicks_tell_why_a_call_was_refused(
    page: Page, simulator: Simulator, clicks: Callable[[], int]
) -> None:
    answer = simulator.call(idam="INCONNU00000")
    page.locator(f"a[href='/trafic/{answer.headers['x-socle-exchange']}']").first.click()
    expect(page.locator("#resume")).to_contain_text("ce qu’il faut faire")
    expect(page.locator("#resume")).to_contain_text("Le numéro d'autorisation du logiciel est inconnu.")
    plain(page, "#resume")
    assert clicks() == 1


def test_four_clicks_tell_who_has_no_record(page: Page, clicks: Callable[[], int]) -> None:
    plain(page)
    page.get_by_role("link", name="Personnes", exact=True).click()
    row = page.locator("tbody tr", has_text="Pas de DMP")
    expect(row).to_contain_text("ROGER")
    expect(row).to_contain_text("aucun")
    plain(page)
    row.get_by_role("link").click()
    expect(page.locator("#reponses").locator("..")).to_contain_text("Cette personne n’a pas de DMP.")
    plain(page)
    assert clicks() == 2


def test_four_clicks_make_insi_fail_and_one_more_mends_it(
    page: Page, simulator: Simulator, clicks: Callable[[], int]
) -> None:
    page.get_by_role("link", name="Pannes", exact=True).click()
    plain(page)
    page.get_by_label("Ce qui arrive").select_option(label="Téléservice INSi : Le service est indisponible")
    page.get_by_role("button", name="Provoquer").click()
    expect(page.get_by_role("status")).to_contain_text("La panne touchera")
    plain(page)
    assert clicks() == 3
    assert simulator.call().status_code == 503
    page.get_by_label("Ce qui arrive").select_option(label="Téléservice INSi : Le service est indisponible")
    page.get_by_role("button", name="Provoquer").click()
    page.get_by_role("button", name="Tout arrêter").click()
    expect(page.get_by_text("Tout fonctionne normalement.")).to_be_visible()
    assert clicks() == 6
    assert simulator.call().status_code == 200


def test_one_click_gives_the_certificate(page: Page, clicks: Callable[[], int]) -> None:
    link = page.get_by_role("link", name="INSi, logiciel (appels automatiques), P12")
    link.scroll_into_view_if_needed()
    plain(page, "section:has(> #certificats)")
    with page.expect_download() as download:
        link.click()
    assert download.value.suggested_filename == "socle-insi_auto.p12"
    assert clicks() == 1


def test_a_trainer_marries_somebody_and_sees_what_will_happen(page: Page, simulator: Simulator) -> None:
    page.goto(f"{simulator.origin}/personnes")
    page.get_by_role("link", name="MARGUERITE DELAUNAY").click()
    page.get_by_text("Changer le nom utilisé").click()
    field = page.get_by_label("Nom utilisé", exact=True)
    field.fill("Martin")
    page.get_by_role("button", name="Enregistrer").locator("visible=true").click()
    expect(page.get_by_role("status")).to_contain_text("porte ce nom")
    expect(page.locator("main")).to_contain_text("Martin")


def test_the_steps_tick_themselves_while_the_page_is_open(page: Page, simulator: Simulator) -> None:
    with httpx.Client(base_url=simulator.ready["control"]["url"], trust_env=False) as api:
        headers = {"authorization": f"Bearer {simulator.ready['control']['token']}"}
        api.post("/espaces/defaut/remise-a-zero", headers=headers).raise_for_status()
    page.goto(simulator.console)
    expect(page.locator(".pas-fait")).to_have_count(0)
    expect(page.locator("section", has_text="Derniers échanges").get_by_role("status").first).to_have_text(
        "Suivi en direct"
    )
    simulator.call()
    expect(page.locator(".pas-fait")).to_have_count(2)


def test_a_hostile_world_runs_nothing(page: Page, simulator: Simulator) -> None:
    hostile = (
        "<img src=x onerror=\"window.pris=1\"><svg onload='window.pris=1'>\"'><script>window.pris=1</script>"
    )
    with httpx.Client(base_url=simulator.ready["control"]["url"], trust_env=False) as api:
        api.headers["authorization"] = f"Bearer {simulator.ready['control']['token']}"
        assert api.post("/espaces", json={"name": "hostile"}).status_code in {201, 409}
        names = ("histoire", "voir", "local.nom_utilise", "local.nom_naissance")
        told = dict.fromkeys(names, hostile)
        assert api.patch("/espaces/hostile/personnes/marguerite-delaunay", json=told).status_code == 200
        for kind, id_ in (("structures", "ehpad-les-tilleuls"), ("professionnels", "helene-morvan")):
            assert api.patch(f"/espaces/hostile/{kind}/{id_}", json={"nom": hostile}).status_code == 200
        fault = {"kind": "metier", "name": "insi_102", "service": "ins", "patient": hostile}
        assert api.post("/espaces/hostile/pannes", json=fault).status_code == 201
    for path in PAGES:
        page.goto(f"{simulator.origin}{path}{'&' if '?' in path else '?'}espace=hostile")
        assert page.evaluate("window.pris") is None, path
