"""`python -m tests.browser.captures`: makes the pictures of the manual again, in `docs/_static/captures/`.

Six pages of the console over a simulator started for the occasion, as PNG of few colours.
"""

import io
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from tests.browser.conftest import ARGUMENTS, CHROMIUM
from tests.browser.players import played
from tests.browser.simulator import Simulator, started

FOLDER = Path(__file__).parents[2] / "docs" / "_static" / "captures"
# Pixels, and bytes.
WIDTH, HEIGHT = 1280, 900
HEAVIEST = 150_000
COLOURS = 64


def exchange(simulator: Simulator, page: Page) -> None:
    """A refused call, explained."""
    answer = simulator.call(idam="INCONNU00000", emetteur="1990000028")
    page.goto(f"{simulator.origin}/trafic/{answer.headers['x-socle-exchange']}")


def finding(simulator: Simulator, page: Page) -> None:
    """A finding at its place in the message."""
    answer = simulator.call(nom="Clément", emetteur="1990000028")
    page.goto(f"{simulator.origin}/trafic/{answer.headers['x-socle-exchange']}")
    page.locator("#remarque-1").get_by_role("link", name="Voir dans l’arbre").click()
    page.locator(".arbre").first.evaluate(
        "one => scrollTo(0, one.getBoundingClientRect().top + scrollY - 120)"
    )


def record(simulator: Simulator, page: Page) -> None:
    """A rich DMP, as the person sees it or whole."""
    page.goto(f"{simulator.origin}/dmp/raymond-leclercq")


def rehearsal(simulator: Simulator, page: Page) -> None:
    """A step going on, some checks green, one to fix."""
    with simulator.api() as api:
        going = api.post("/espaces/defaut/repetitions", json={"choix": "INS-01"}).json()["id"]
    simulator.call(nom="Delaunay", prenom="MARGUERITE", date="1940-03-14", emetteur="1990000028")
    page.goto(f"{simulator.origin}/repetition/{going}")


def wall(simulator: Simulator, page: Page) -> None:
    """Four trainees, not all as far."""
    names = [f"formation-0{rank}" for rank in (1, 2, 3, 4)]
    with simulator.api() as api:
        for name in names:
            api.post("/espaces", json={"name": name}).raise_for_status()
            led = {"geste": "commencer", "choix": "fumee-insi"}
            api.post(f"/espaces/{name}/conduite", json=led).raise_for_status()
    born = {"prenom": "MARGUERITE", "date": "1940-03-14"}
    simulator.call(espace=names[0], nom="DELAUNAY", emetteur="1990000028", **born)
    simulator.call(espace=names[1], nom="MARTIN", emetteur="1990000028", **born)
    simulator.call(espace=names[3], nom="DELAUNAY", idam="INCONNU00000", **born)
    page.goto(f"{simulator.origin}/formation")


def home(simulator: Simulator, page: Page) -> None:
    """The five steps of a first try, and the latest exchanges."""
    with simulator.api() as api:
        api.post("/espaces/defaut/remise-a-zero").raise_for_status()
    played(simulator, "PAR-00", "defaut")
    page.goto(simulator.origin)


PICTURES: dict[str, Callable[[Simulator, Page], None]] = {
    "echange": exchange,
    "constat": finding,
    "dmp": record,
    "repetition": rehearsal,
    "mur": wall,
    "accueil": home,
}


@contextmanager
def visitor(simulator: Simulator) -> Iterator[Page]:
    """A browser let in, of the size of the pictures, in the light scheme."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = browser.new_page(
            locale="fr-FR", color_scheme="light", viewport={"width": WIDTH, "height": HEIGHT}
        )
        page.goto(simulator.console)
        yield page
        browser.close()


def light(png: bytes) -> bytes:
    """The same picture in few colours. Raises ValueError for one that stays heavy."""
    with Image.open(io.BytesIO(png)) as whole:
        few = whole.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    written = io.BytesIO()
    few.save(written, "PNG", optimize=True)
    if written.tell() > HEAVIEST:
        raise ValueError(f"{written.tell()} bytes: more than {HEAVIEST}")
    return written.getvalue()


def main() -> None:
    """Makes every picture."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_DATA_HOME"] = folder
        with started(Path(folder)) as simulator, visitor(simulator) as page:
            for name, shown in PICTURES.items():
                shown(simulator, page)
                # What follows live has come to rest.
                page.wait_for_load_state()
                (FOLDER / f"{name}.png").write_bytes(light(page.screenshot()))


if __name__ == "__main__":
    main()
