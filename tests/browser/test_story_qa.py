"""The quality engineer: what is covered, an espace of one's own, faults that end, two runs compared."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser.players import espace
from tests.browser.simulator import Simulator
from tests.browser.stop import stop

pytestmark = pytest.mark.browser
FAULT = "Téléservice INSi : Le service est indisponible"


@pytest.fixture(autouse=True)
def _ours(page: Page, simulator: Simulator, size: ViewportSize) -> Iterator[None]:
    page.set_viewport_size(size)
    with simulator.api() as api:
        yield
        api.delete("/espaces/recette")


def section(page: Page, name: str) -> None:
    """A section of the menu."""
    page.get_by_role("navigation", name="Menu principal").get_by_role("link", name=name, exact=True).click()


def arm(page: Page, times: str, minutes: str) -> None:
    """Provokes the fault from its form."""
    page.get_by_label("Ce qui arrive").select_option(label=FAULT)
    page.get_by_label("Combien de fois").fill(times)
    page.get_by_label("Pendant combien de minutes").fill(minutes)
    page.get_by_role("button", name="Provoquer").click()
    expect(page.get_by_role("status").first).to_contain_text("La panne touchera")


def test_a_quality_engineer_sees_what_is_covered_then_breaks_and_compares(
    page: Page, simulator: Simulator
) -> None:
    page.goto(simulator.console)
    section(page, "Scénarios")
    page.get_by_role("searchbox", name="Chercher un scénario").fill("INS-01")
    page.get_by_role("button", name="Chercher").click()
    row = page.locator("tr[id='INS-01']")
    expect(row).to_contain_text("Recherche par traits, une identité trouvée")
    expect(row).to_contain_text("pas encore répété")
    stop(page, "Scénarios")
    page.get_by_role("link", name="Voir la couverture des exigences").click()
    expect(page.locator("main")).to_contain_text("exigences sur 164 sont exercées par au moins un scénario")
    expect(page.locator("tr", has_text="SC.INS/va1.56")).to_contain_text("INS-15")
    stop(page, "Couverture")

    section(page, "Espaces")
    page.get_by_text("Créer un espace").click()
    page.get_by_label("Nom", exact=True).fill("recette")
    page.get_by_role("button", name="Créer", exact=True).click()
    expect(page.get_by_role("status").first).to_contain_text("L’espace est créé")
    stop(page, "Espaces")
    page.locator("tbody").get_by_role("link", name="recette").click()
    expect(page.get_by_role("heading", name="L’espace « recette »")).to_be_visible()

    section(page, "Pannes")
    expect(page.get_by_text("Tout fonctionne normalement.")).to_be_visible()
    arm(page, "2", "")
    expect(page.locator("tbody tr")).to_contain_text("2 appels")
    stop(page, "Pannes")
    assert [simulator.call(espace="recette").status_code for _ in range(3)] == [503, 503, 200]
    assert simulator.call().status_code == 200
    arm(page, "", "10")
    expect(page.locator("tbody tr").last).to_contain_text("jusqu’au")
    assert [simulator.call(espace="recette").status_code for _ in range(3)] == [503, 503, 503]
    section(page, "Horloge")
    page.get_by_role("button", name="Avancer", exact=True).click()
    expect(page.locator("main")).to_contain_text("L’heure est décalée.")
    stop(page, "Horloge")
    assert simulator.call(espace="recette").status_code == 200

    with espace(simulator, "reprise"):
        simulator.call(espace="reprise", nom="CLÉMENT")
        section(page, "Échanges")
        page.get_by_role("link", name="Comparer deux passages").click()
        page.get_by_role("group", name="Premier passage").get_by_label("Espace").select_option("recette")
        page.get_by_role("group", name="Premier passage").get_by_label("Du numéro").fill("7")
        page.get_by_role("group", name="Second passage").get_by_label("Espace").select_option("reprise")
        page.get_by_role("button", name="Comparer").click()
        found = page.locator(".ecarts > li")
        expect(found).to_have_count(1)
        expect(found).to_contain_text("aucune identité ne correspond")
        name = page.locator("tr", has=page.get_by_role("rowheader", name="ins.nom_naissance", exact=True))
        expect(name).to_contain_text("CLEMENT")
        expect(name).to_contain_text("CLÉMENT")
        stop(page, "Comparer deux passages")
