"""The referent of a pilot ESMS: a rehearsal at one's own pace, to the report that is kept."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser.players import espace, played
from tests.browser.simulator import Simulator
from tests.browser.stop import stop

pytestmark = pytest.mark.browser
TESTED = "L'existence du DMP est testée avant l'alimentation"
IDENTITY = "La pièce d'identité est contrôlée : l'identité devient qualifiée"


@pytest.fixture
def world(page: Page, simulator: Simulator, size: ViewportSize) -> Iterator[str]:
    page.set_viewport_size(size)
    with espace(simulator, "tilleuls") as name:
        yield name


def test_a_referent_rehearses_to_the_report(page: Page, simulator: Simulator, world: str) -> None:
    page.goto(f"{simulator.origin}/?espace={world}")
    page.get_by_role("navigation", name="Menu principal").get_by_role("link", name="Répétition").click()
    stop(page, "Répétition")
    page.locator(".parcours > li", has_text="Premiers pas : un parcours sur les quatre services").get_by_role(
        "button", name="Commencer"
    ).click()
    expect(page.get_by_text("Étape 1 sur 1")).to_be_visible()
    expect(page.get_by_role("heading", name="À faire maintenant dans le DUI")).to_be_visible()
    expect(page.get_by_text("Rien n’est encore arrivé.")).to_be_visible()
    expect(page.get_by_role("link", name="MARGUERITE DELAUNAY")).to_be_visible()
    told = page.get_by_role("heading", level=1).inner_text()
    stop(page, told)

    played(simulator, "PAR-00", world, "sans_test_d_existence")
    wrong = page.locator(".controles > li", has_text=TESTED)
    expect(wrong).to_contain_text("à corriger")
    expect(wrong).to_contain_text("Que faire :")
    green = page.locator(".controles > li", has_text="L'alimentation se fait en authentification indirecte")
    expect(green).to_contain_text("conforme")
    stop(page, told)
    address = page.url

    page.get_by_role("button", name="Recommencer cette étape").click()
    expect(page.get_by_text("Rien n’est encore arrivé.")).to_be_visible()
    played(simulator, "PAR-00", world)
    expect(wrong).to_contain_text("conforme")
    page.get_by_role("button", name=f"Oui, c’est conforme : {IDENTITY}").click()
    expect(page.get_by_role("status").first).to_contain_text("Votre réponse est gardée.")
    expect(page.locator(".controles > li", has_text=IDENTITY)).to_contain_text("Confirmé par une personne.")
    page.get_by_role("button", name="Étape suivante", exact=True).click()
    page.goto(address)
    page.get_by_role("link", name="Compte rendu", exact=True).click()
    stop(page, "Compte rendu de répétition")
    report = page.locator("main")
    for told in ("Étapes faites", "Aucun contrôle à corriger.", "DELAUNAY", "Ce qui a été fait, usager par"):
        expect(report).to_contain_text(told)
    with page.expect_download() as kept:
        page.get_by_role("link", name="La page, à garder").click()
    text = kept.value.path().read_text("utf-8")
    assert "DELAUNAY" in text
    assert "<script" not in text
    with page.expect_download() as table:
        page.get_by_role("link", name="Le tableau (CSV)").click()
    assert table.value.suggested_filename == "compte-rendu.csv"
