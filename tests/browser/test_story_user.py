"""Who uses the DUI in an ESMS: a person's life, their record and what they see of it, mail both ways."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser.players import espace, played
from tests.browser.simulator import Simulator
from tests.browser.stop import stop

pytestmark = pytest.mark.browser
LETTER = "Lettre de liaison à la sortie"


@pytest.fixture
def world(page: Page, simulator: Simulator, size: ViewportSize) -> Iterator[str]:
    page.set_viewport_size(size)
    with espace(simulator, "usagers") as name:
        yield name


def section(page: Page, name: str) -> None:
    page.get_by_role("navigation", name="Menu principal").get_by_role("link", name=name, exact=True).click()


def test_a_marriage_changes_the_name_in_use_and_not_what_insi_knows(
    page: Page, simulator: Simulator, world: str
) -> None:
    page.goto(f"{simulator.origin}/?espace={world}")
    section(page, "Personnes")
    page.get_by_role("link", name="MARGUERITE DELAUNAY").click()
    expect(page.locator("main")).to_contain_text("Cherchée par ses traits d’état civil, cette personne")
    stop(page, "MARGUERITE DELAUNAY")
    page.get_by_text("Changer le nom utilisé (mariage, divorce)").click()
    page.get_by_label("Nom utilisé", exact=True).fill("Martin")
    page.get_by_role("button", name="Enregistrer").locator("visible=true").click()
    expect(page.get_by_role("status").first).to_contain_text("porte ce nom")
    expect(page.locator("main")).to_contain_text("Martin")
    born = {"prenom": "MARGUERITE", "date": "1940-03-14", "espace": world}
    assert "<NomNaissance>" in simulator.call(nom="DELAUNAY", **born).text.replace("ns2:", "")
    section(page, "Échanges")
    expect(page.locator("tbody tr").first).to_contain_text("une seule identité correspond, elle est rendue")
    simulator.call(nom="MARTIN", **born)
    expect(page.locator("tbody tr").first).to_contain_text("aucune identité ne correspond")


def test_a_record_is_read_masked_and_seen_as_the_person_sees_it(
    page: Page, simulator: Simulator, world: str
) -> None:
    page.goto(f"{simulator.origin}/?espace={world}")
    section(page, "DMP")
    page.get_by_role("link", name="RAYMOND LECLERCQ").click()
    stop(page, "DMP de RAYMOND LECLERCQ")
    days = page.locator("td.court").all_inner_texts()
    assert days[:3] == ["12/01/2026", "09/01/2026", "09/12/2025"]
    row = page.locator("tr", has_text=LETTER).filter(has_text="09/01/2026")
    row = row.filter(has_text="en vigueur")
    expect(row).to_contain_text("Hôpital des Trois-Vallées, gériatrie")
    row.get_by_role("button", name="Masquer").click()
    expect(row).to_contain_text("masqué aux professionnels")
    page.get_by_role("link", name="L’usager").click()
    expect(page.locator("main")).to_contain_text("Ce que montre Mon espace santé.")
    expect(row).to_contain_text("masqué aux professionnels")
    expect(row.get_by_role("button")).to_have_count(0)
    expect(page.get_by_role("link", name="Marqueurs tumoraux")).to_have_count(0)
    stop(page, "DMP de RAYMOND LECLERCQ")
    row.get_by_role("link").click()
    read = page.frame_locator("iframe.lecture").locator("body")
    expect(read).to_contain_text("RAYMOND LECLERCQ")
    stop(page, LETTER)


def test_mail_is_answered_as_the_person_and_a_hospital_writes(
    page: Page, simulator: Simulator, world: str
) -> None:
    played(simulator, "PAR-00", world)
    page.goto(f"{simulator.origin}/?espace={world}")
    section(page, "Messagerie")
    stop(page, "Messagerie")
    page.get_by_role("searchbox").fill("DELAUNAY")
    page.get_by_role("button", name="Chercher").click()
    page.locator("tbody").get_by_role("link").first.click()
    expect(page.locator("main")).to_contain_text("un usager")
    page.get_by_text("Répondre comme l’usager").click()
    page.get_by_label("Sa réponse").fill("Merci, à mardi.")
    page.get_by_role("button", name="Envoyer la réponse").click()
    expect(page.get_by_role("status").first).to_contain_text("La réponse est partie.")
    section(page, "Messagerie")
    page.get_by_role("searchbox").fill("nathalie.kermarrec")
    page.get_by_role("button", name="Chercher").click()
    page.locator("tbody").get_by_role("link").first.click()
    before = page.locator("tbody tr").count()
    page.locator("tbody tr", has_text="non").get_by_role("link").first.click()
    expect(page.locator(".texte-courriel")).to_contain_text("Merci, à mardi.")
    page.get_by_role("link", name="Retour à la boîte").click()
    page.get_by_text("Faire arriver un courriel d’un correspondant").click()
    page.get_by_label("À propos de").select_option(label="MARGUERITE DELAUNAY")
    page.get_by_role("button", name="Faire arriver").click()
    expect(page.get_by_role("status").first).to_contain_text("Le courriel est dans la boîte.")
    expect(page.locator("tbody tr")).to_have_count(before + 1)
    expect(page.locator("tbody tr").first).to_contain_text("réception")
    page.locator("tbody tr").first.get_by_role("link").click()
    expect(page.locator("main")).to_contain_text("Documents de santé joints")
    stop(page, page.get_by_role("heading", level=1).inner_text())
