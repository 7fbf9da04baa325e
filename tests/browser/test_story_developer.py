"""The editor's developer, from the first page to two answers side by side; with the mouse, then without."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser.players import espace, played
from tests.browser.simulator import Simulator
from tests.browser.stop import enter, stop

pytestmark = pytest.mark.browser
REFUSED = "Le numéro d'autorisation du logiciel est inconnu"


@pytest.fixture
def world(page: Page, simulator: Simulator, size: ViewportSize) -> Iterator[str]:
    page.set_viewport_size(size)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    with espace(simulator, "editeur") as name:
        yield name


def chosen(page: Page, simulator: Simulator, name: str) -> None:
    """The home page of an espace, chosen as a person does."""
    page.goto(simulator.console)
    page.get_by_label("Espace", exact=True).select_option(name)
    page.get_by_role("button", name="Changer", exact=True).click()


def test_a_developer_goes_from_the_first_call_to_two_answers_side_by_side(
    page: Page, simulator: Simulator, world: str
) -> None:
    chosen(page, simulator, world)
    stop(page, "Le simulateur est prêt")
    expect(page.locator(".cinq-pas")).to_contain_text("Le DUI a atteint un service (à faire)")
    expect(page.locator(".pas-fait")).to_have_count(0)
    live = page.locator("section", has_text="Derniers échanges").get_by_role("status").first
    expect(live).to_have_text("Suivi en direct")
    simulator.call(espace=world)
    expect(page.locator(".pas-fait")).to_have_count(2)
    played(simulator, "PAR-00", world)
    expect(page.locator(".pas-fait")).to_have_count(5)
    for told in ("Un professionnel s’est connecté", "Un document est au DMP", "Un courriel est parti"):
        expect(page.locator(".pas-fait", has_text=told)).to_contain_text("(fait)")

    simulator.call(espace=world, idam="NOUVEAU00001")
    page.reload()
    unknown = page.locator(".a-adopter")
    expect(unknown).to_contain_text("Refusé faute d’être connu")
    unknown.get_by_role("link", name=REFUSED).click()
    stop(page, "refus. Le numéro d'autorisation du logiciel est inconnu.")
    expect(page.locator("#resume")).to_contain_text("Corrigez le numéro dans le DUI, ou adoptez ce logiciel")

    finding = page.locator("#remarque-1")
    expect(finding).to_contain_text("NOUVEAU00001")
    expect(finding).to_contain_text("Le service a refusé pour cette raison.")
    finding.get_by_role("link", name="Voir dans l’arbre").click()
    node = page.locator(".arbre li:has(> .renvois > #noeud-1)")
    expect(node).to_be_in_viewport()
    expect(node).to_contain_text("lps:IDAM")
    expect(node).to_contain_text("NOUVEAU00001")
    finding.get_by_role("link", name="Voir dans le message").click()
    mark = page.locator("mark:has(#lieu-1)")
    expect(mark).to_be_in_viewport()
    expect(mark).to_contain_text("NOUVEAU00001")

    again = page.locator("section:has(> #refaire)")
    again.get_by_role("button", name="Copier").click()
    copied = str(page.evaluate("navigator.clipboard.readText()"))
    assert copied.startswith("curl ")
    assert f"/~{world}/lps" in copied
    assert "application/soap+xml" in copied

    page.get_by_role("button", name="Adopter").click()
    expect(page.get_by_role("status").first).to_contain_text("L’espace le connaît désormais")
    page.get_by_role("button", name="Rejouer").click()
    stop(page, "Comparer deux échanges")
    row = page.locator("tr", has=page.get_by_role("rowheader", name="fault", exact=True))
    expect(row).to_contain_text(re.compile(r"oui\s*non"))
    expect(page.locator("main")).to_contain_text("une seule identité correspond, elle est rendue")


def test_the_same_walk_needs_no_mouse(page: Page, simulator: Simulator, world: str) -> None:
    answer = simulator.call(espace=world, idam="NOUVEAU00002")
    page.goto(f"{simulator.origin}/?espace={world}")
    enter(page, page.locator(f"a[href^='/trafic/{answer.headers['x-socle-exchange']}']").first)
    stop(page, "refus. Le numéro d'autorisation du logiciel est inconnu.")
    enter(page, page.locator("#remarque-1").get_by_role("link", name="Voir dans l’arbre"))
    expect(page.locator(".arbre li:has(> .renvois > #noeud-1)")).to_be_in_viewport()
    enter(page, page.locator("#noeud-1"))
    expect(page.locator("#remarque-1")).to_be_in_viewport()
    enter(page, page.locator("#remarque-1").get_by_role("link", name="Voir dans le message"))
    expect(page.locator("mark:has(#lieu-1)")).to_be_in_viewport()
    enter(page, page.locator("section:has(> #refaire)").get_by_role("button", name="Copier"))
    assert str(page.evaluate("navigator.clipboard.readText()")).startswith("curl ")
    page.reload()
    enter(page, page.get_by_role("button", name="Adopter"))
    expect(page.get_by_role("status").first).to_contain_text("L’espace le connaît désormais")
    enter(page, page.get_by_role("button", name="Rejouer"))
    stop(page, "Comparer deux échanges")
    expect(page.locator("main")).to_contain_text("une seule identité correspond, elle est rendue")
