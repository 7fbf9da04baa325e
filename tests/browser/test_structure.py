"""The structured view as a person uses it: from a finding to its node, with the keyboard alone."""

import re
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser.simulator import Simulator
from tests.browser.test_console import CONTRAST
from tests.browser.test_personas import axe
from tests.console import letters

pytestmark = pytest.mark.browser

HOSTILE = "&lt;img src=x onerror=&quot;window.pris=1&quot;>&lt;script>window.pris=1&lt;/script>"


@pytest.fixture(autouse=True)
def _sized(page: Page, size: ViewportSize) -> None:
    page.set_viewport_size(size)


def submitted(simulator: Simulator, title: str) -> str:
    """A document sent to the DMP in a package, which refuses it: the path of its exchange."""
    material = simulator.ready["pki"]["clients"]["insi_auto"]
    context = simulator.authorities
    context.load_cert_chain(material["cert"], material["key"])
    headers = {"content-type": letters.PACKAGE_TYPE}
    with httpx.Client(verify=context, trust_env=False) as http:
        address = simulator.ready["services"]["dmp"]["xds"] + "repository"
        answer = http.post(address, content=letters.package(title=title), headers=headers)
    return f"/trafic/{answer.headers['x-socle-exchange']}"


def test_a_finding_leads_to_its_node_and_back_by_keyboard(page: Page, simulator: Simulator) -> None:
    answer = simulator.call(nom="Clément")
    page.goto(f"{simulator.origin}/trafic/{answer.headers['x-socle-exchange']}")
    page.locator("#remarque-1").get_by_role("link", name="Voir dans l’arbre").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"#noeud-1$"))
    node = page.locator(".arbre li:has(> .renvois > #noeud-1)")
    expect(node).to_be_in_viewport()
    expect(node).to_contain_text("Clément")
    assert node.evaluate("one => getComputedStyle(one).outlineStyle") == "solid"
    page.locator("#noeud-1").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#remarque-1")).to_be_in_viewport()


def test_a_branch_folds_and_unfolds_by_keyboard(page: Page, simulator: Simulator) -> None:
    answer = simulator.call()
    page.goto(f"{simulator.origin}/trafic/{answer.headers['x-socle-exchange']}")
    tree = page.locator(".arbre").first
    body = tree.locator("summary", has_text="s:Body")
    leaf = tree.get_by_text("r:NomNaissance")
    expect(leaf).to_be_visible()
    body.focus()
    page.keyboard.press("Enter")
    expect(leaf).to_be_hidden()
    page.keyboard.press("Space")
    expect(leaf).to_be_visible()


def test_the_structured_views_are_accessible_and_fit(page: Page, simulator: Simulator) -> None:
    simulator.call()
    for path in (submitted(simulator, "Autre titre"), "/comparer/passages?un=defaut&autre=defaut&un_a=1"):
        assert axe(simulator, page, path) == []
        assert page.evaluate(CONTRAST) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_hostile_document_runs_nothing(page: Page, simulator: Simulator) -> None:
    page.goto(simulator.origin + submitted(simulator, HOSTILE))
    differing = page.locator("tr.differe", has_text="Titre")
    expect(differing).to_contain_text("<script>window.pris=1</script>")
    expect(differing).to_contain_text("diffère")
    assert page.evaluate("window.pris") is None


def test_pictures_of_the_structured_view(
    page: Page, simulator: Simulator, size: ViewportSize, screenshots: Path
) -> None:
    """For eyes: nothing is compared."""
    page.goto(simulator.origin + submitted(simulator, "Autre titre"))
    page.screenshot(path=screenshots / f"structure-{size['width']}.png", full_page=True)
