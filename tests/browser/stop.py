"""Where a walk stops: the page is judged as it stands, then the walk goes on."""

import json
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

AXE = Path(__file__).parent / "node" / "node_modules" / "axe-core" / "axe.min.js"
# Tab stops of the longest page a walk crosses.
MOST = 250


def serious(page: Page) -> list[str]:
    """The serious and critical violations of the page shown; the engine goes in past the page's policy."""
    session = page.context.new_cdp_session(page)
    session.send("Runtime.evaluate", {"expression": AXE.read_text("utf-8")})
    run = "axe.run({resultTypes: ['violations'], iframes: false}).then(all => JSON.stringify(all.violations))"
    answer = session.send(
        "Runtime.evaluate", {"expression": run, "awaitPromise": True, "returnByValue": True}
    )
    session.detach()
    found: list[dict[str, Any]] = json.loads(answer["result"]["value"])
    return [
        f"{one['id']} {one['nodes'][0]['html'][:120]}"
        for one in found
        if one["impact"] in {"serious", "critical"}
    ]


def stop(page: Page, heading: str) -> None:
    """The page of that heading: axe-core finds nothing serious, nothing scrolls sideways."""
    expect(page.get_by_role("heading", level=1)).to_contain_text(heading)
    assert serious(page) == [], page.url
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url


def tab_to(page: Page, wanted: Locator) -> None:
    """Reaches a control by the Tab key alone; fails when the keyboard never gets there."""
    expect(wanted).to_be_visible()
    for _ in range(MOST):
        page.keyboard.press("Tab")
        if wanted.evaluate("one => one === document.activeElement"):
            return
    raise AssertionError(f"Tab never reaches {wanted}")


def enter(page: Page, wanted: Locator) -> None:
    """Tabs to a control, then presses Enter."""
    tab_to(page, wanted)
    page.keyboard.press("Enter")
