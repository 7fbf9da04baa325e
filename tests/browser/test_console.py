"""The console as a person sees it."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FloatRect, Page, ViewportSize, expect

from tests.browser.simulator import Simulator
from tests.browser.test_personas import PAGES

# Pixels.
TALLEST = 8_000
pytestmark = pytest.mark.browser


def last_exchange(answer_headers: object) -> str:
    return str(dict(answer_headers)["x-socle-exchange"])  # type: ignore[call-overload] # httpx headers


def test_a_call_made_while_the_list_is_open_appears_live(page: Page, simulator: Simulator) -> None:
    page.goto(f"{simulator.origin}/trafic")
    followed = page.locator(".liste[data-garder='50']")
    expect(followed.get_by_role("status")).to_have_text("Suivi en direct")
    answer = simulator.call()
    row = followed.locator("tbody tr").first
    expect(row.get_by_role("link")).to_have_attribute("href", f"/trafic/{answer.headers['x-socle-exchange']}")
    expect(row).to_contain_text("GINETTE")
    expect(followed.get_by_role("status")).to_contain_text("Nouvel échange")
    row.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("GINETTE")


def test_a_paused_list_catches_up_when_resumed(page: Page, simulator: Simulator) -> None:
    page.goto(f"{simulator.origin}/trafic")
    followed = page.locator(".liste[data-garder='50']")
    expect(followed.get_by_role("status")).to_have_text("Suivi en direct")
    followed.get_by_role("button", name="Suspendre").click()
    expect(followed.get_by_role("status")).to_have_text("Suivi suspendu")
    answer = simulator.call(idam="PERDU0000000")
    followed.get_by_role("button", name="Reprendre").click()
    address = f"/trafic/{answer.headers['x-socle-exchange']}"
    expect(followed.locator("tbody tr").first.get_by_role("link")).to_have_attribute("href", address)


def test_a_refused_certificate_appears_live_on_the_home_page(page: Page, simulator: Simulator) -> None:
    box = page.locator("section.refus")
    expect(box.locator("[data-suivi='direct']")).to_have_count(1)
    with pytest.raises(Exception, match=r"(?i)alert|eof|reset|disconnected|closed"):
        simulator.call("expired")
    expect(box).to_be_visible()
    expect(box.locator("tbody tr").first).to_contain_text("le certificat est périmé")
    box.get_by_role("link").first.click()
    expect(page.locator("#resume")).to_contain_text(
        "Installez dans le DUI un certificat en cours de validité."
    )


def test_the_first_screen_of_an_exchange_needs_no_scrolling_and_no_code(
    page: Page, simulator: Simulator, size: ViewportSize
) -> None:
    answer = simulator.call(nom="Clément", idam="INCONNU00000")
    page.set_viewport_size(size)
    page.goto(f"{simulator.origin}/trafic/{answer.headers['x-socle-exchange']}")
    first = page.locator("#resume")
    text = first.inner_text()
    assert not re.search(
        r"[a-z]:[A-Za-z]|</?\w|\w_\w|[a-z][A-Z](?!ASI)|HTTP|SOAP|XML", text.replace("INSi", "")
    ), text
    assert "ce qu’il faut faire" in text
    box = first.bounding_box()
    assert box is not None
    if size["width"] > 1000:
        assert box["y"] + box["height"] <= size["height"]


def test_a_finding_leads_to_its_place_and_back_by_keyboard(page: Page, simulator: Simulator) -> None:
    answer = simulator.call(nom="Clément")
    page.goto(f"{simulator.origin}/trafic/{answer.headers['x-socle-exchange']}")
    link = page.locator("#remarque-1").get_by_role("link", name="Voir dans le message")
    link.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"#lieu-1$"))
    mark = page.locator("mark:has(#lieu-1)")
    expect(mark).to_be_in_viewport()
    expect(mark).to_contain_text("Clément")
    page.locator("#lieu-1").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#remarque-1")).to_be_in_viewport()


def test_the_first_tab_offers_to_skip_to_the_content_and_focus_is_seen(
    page: Page, simulator: Simulator
) -> None:
    page.goto(f"{simulator.origin}/trafic")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Aller au contenu")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_label("Service")).to_be_focused()
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"


def test_filters_are_sent_by_keyboard_and_kept(page: Page, simulator: Simulator) -> None:
    simulator.call()
    page.goto(f"{simulator.origin}/trafic")
    page.get_by_label("Personne ou identifiant").fill("clement")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"personne=clement"))
    expect(page.get_by_label("Personne ou identifiant")).to_have_value("clement")
    expect(page.locator("tbody tr").first).to_contain_text("CLEMENT")


def test_pages_work_without_javascript(chromium: Browser, simulator: Simulator) -> None:
    answer = simulator.call()
    with chromium.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(simulator.console)
        page.goto(f"{simulator.origin}/trafic")
        page.get_by_role("link", name="Actualiser la liste").first.wait_for()
        page.locator(f"a[href='/trafic/{answer.headers['x-socle-exchange']}']").click()
        expect(page.get_by_role("heading", name="Ce qui a été répondu")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_reaches_a_contrast_of_four_and_a_half(page: Page, simulator: Simulator, scheme: str) -> None:
    """WCAG 2.2 §1.4.3, measured on what the browser really paints."""
    simulator.call()
    answer = simulator.call(nom="Clément", idam="INCONNU00000")
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    for path in ("/", "/trafic", f"/trafic/{answer.headers['x-socle-exchange']}", "/fidelite"):
        page.goto(simulator.origin + path)
        assert page.evaluate(CONTRAST) == [], path


def test_no_page_scrolls_sideways(page: Page, simulator: Simulator, size: ViewportSize) -> None:
    answer = simulator.call(nom="Clément", idam="INCONNU00000")
    page.set_viewport_size(size)
    for path in ("/", "/trafic", f"/trafic/{answer.headers['x-socle-exchange']}", "/fidelite"):
        page.goto(simulator.origin + path)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def test_pictures_of_every_page(
    page: Page, simulator: Simulator, size: ViewportSize, screenshots: Path
) -> None:
    """For eyes: nothing is compared. The folder is `SOCLE_SCREENSHOTS` when set."""
    simulator.call()
    answered = simulator.call(nom="Clément").headers["x-socle-exchange"]
    refused = simulator.call(idam="INCONNU00000").headers["x-socle-exchange"]
    page.set_viewport_size(size)
    pages = {
        "accueil": "/",
        "trafic": "/trafic",
        "refus": f"/trafic/{refused}",
        "remarques": f"/trafic/{answered}",
        "anglais": f"/trafic/{answered}?lang=en",
        "fidelite": "/fidelite",
        "comparer": f"/comparer?un={answered}&autre={refused}",
        "passages": "/comparer/passages?un=defaut&autre=defaut&un_a=1",
        **{path.strip("/").replace("/", "_").replace("?", "_"): path for path in PAGES[2:]},
    }
    for name, path in pages.items():
        page.goto(simulator.origin + path)
        # The register alone is taller than the browser can draw in one picture.
        tall = min(int(page.evaluate("document.documentElement.scrollHeight")), TALLEST)
        whole: FloatRect = {"x": 0, "y": 0, "width": size["width"], "height": tall}
        page.screenshot(path=screenshots / f"{name}-{size['width']}.png", full_page=True, clip=whole)
    page.emulate_media(color_scheme="dark")
    page.goto(f"{simulator.origin}/trafic/{answered}")
    page.screenshot(path=screenshots / f"sombre-{size['width']}.png", full_page=True)


# Every visible text node against the first opaque background behind it.
CONTRAST = """() => {
  const level = c => { c /= 255; return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4; };
  const light = ([r, g, b]) => 0.2126 * level(r) + 0.7152 * level(g) + 0.0722 * level(b);
  const parse = s => s.match(/[\\d.]+/g).map(Number);
  const behind = e => {
    for (; e; e = e.parentElement) {
      const c = parse(getComputedStyle(e).backgroundColor);
      if (c.length === 3 || c[3] === 1) return c.slice(0, 3);
    }
    return parse(getComputedStyle(document.body).backgroundColor).slice(0, 3);
  };
  document.getAnimations().forEach(animation => animation.finish());
  const bad = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode());) {
    const e = node.parentElement;
    if (!node.textContent.trim() || !e.checkVisibility() || e.closest("script, noscript, option")) continue;
    const [a, b] = [light(parse(getComputedStyle(e).color)), light(behind(e))].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    const text = node.textContent.trim().slice(0, 30);
    if (ratio < 4.5) bad.add(`${e.tagName}.${e.className} ${ratio.toFixed(2)} ${text}`);
  }
  return [...bad];
}"""
