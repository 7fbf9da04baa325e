"""Debian's Chromium on the pages of a started simulator."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from tests.browser.simulator import Simulator, started

CHROMIUM = "/usr/bin/chromium"
# No sandbox in a container run as root; nothing of the browser's own talks to the network.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost",
]


@pytest.fixture(scope="session")
def simulator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Simulator]:
    with started(tmp_path_factory.mktemp("socle")) as simulator:
        yield simulator


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def screenshots(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the pages are pictured: `SOCLE_SCREENSHOTS`, else a temporary folder."""
    folder = Path(os.environ.get("SOCLE_SCREENSHOTS") or tmp_path_factory.mktemp("captures"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture(params=[pytest.param((1280, 900), id="bureau"), pytest.param((390, 844), id="telephone")])
def size(request: pytest.FixtureRequest) -> ViewportSize:
    return {"width": request.param[0], "height": request.param[1]}


@pytest.fixture
def page(chromium: Browser, simulator: Simulator) -> Iterator[Page]:
    """A browser let in by the printed link; it fails the test if a page breaks its own policy or goes out."""
    context = chromium.new_context(locale="fr-FR", viewport={"width": 1280, "height": 900})
    context.set_default_timeout(10_000)
    page = context.new_page()
    troubles: list[str] = []
    page.on("console", lambda said: troubles.append(said.text) if said.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on(
        "request",
        lambda sent: None if sent.url.startswith((simulator.origin, "file:")) else troubles.append(sent.url),
    )
    page.goto(simulator.console)
    yield page
    context.close()
    assert troubles == []
