"""The manual as a reader opens it, from a folder: searched, in either language, nothing of the network."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from tests.docs.building import build

pytestmark = [pytest.mark.browser, pytest.mark.timeout(330)]


@pytest.fixture(scope="module")
def manual(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the built manual."""
    folder = tmp_path_factory.mktemp("manuel")
    build(folder)
    return folder.as_uri()


@pytest.fixture(
    params=[
        pytest.param(1280, id="bureau"),
        pytest.param(1500, id="large"),
        pytest.param(390, id="telephone"),
    ]
)
def reader(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A browser that has nothing but the files; whatever else a page asked for fails the test."""
    context = chromium.new_context(viewport={"width": request.param, "height": 900})
    page = context.new_page()
    asked: list[str] = []

    def told(one: Request) -> None:
        asked.append(one.url)

    page.on("request", told)
    yield page
    context.close()
    assert [one for one in asked if not one.startswith(("file:", "data:"))] == []


def width(page: Page) -> int:
    return int(page.evaluate("window.innerWidth"))


def test_an_error_code_is_found(reader: Page, manual: str, screenshots: Path) -> None:
    reader.goto(f"{manual}/fr/search.html?q=desir_550")
    found = reader.locator("#search-results li a").first
    expect(found).to_be_visible()
    reader.screenshot(path=screenshots / f"manuel-recherche-{width(reader)}.png")
    found.click()
    expect(reader.locator("article")).to_contain_text("desir_550")


def test_a_page_leads_to_its_twin(reader: Page, manual: str) -> None:
    reader.goto(f"{manual}/fr/guides/service-insi.html")
    expect(reader.locator("h1")).to_contain_text("Parler à INSi")
    address = reader.locator(".langue a").get_attribute("href")
    reader.goto(f"{manual}/fr/guides/{address}")
    expect(reader.locator("h1")).to_contain_text("Speaking to INSi")


def test_a_catalogue_scrolls_within_its_tables(reader: Page, manual: str, screenshots: Path) -> None:
    reader.goto(f"{manual}/en/catalogues/regles.html")
    reader.screenshot(path=screenshots / f"manuel-regles-{width(reader)}.png")
    assert reader.evaluate("document.documentElement.scrollWidth") <= width(reader)
