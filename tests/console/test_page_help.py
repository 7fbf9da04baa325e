"""Each page of the menu tells what it is for and what to do, in both languages."""

import re
from collections.abc import Iterator
from html import unescape

import pytest

from tests.console.visitor import Visitor, visiting
from tests.running import Running

MENU = [
    "/", "/repetition", "/scenarios", "/trafic", "/personnes", "/professionnels", "/structures", "/dmp",
    "/messagerie", "/e-cps", "/pannes", "/horloge", "/espaces", "/formation", "/fidelite", "/aide",
]  # fmt: skip
OTHERS = ["/couverture", "/pilotage"]


@pytest.fixture(scope="module")
def visitor(running: Running) -> Iterator[Visitor]:
    with visiting(running, "defaut") as one:
        yield one


def helped(page: str, title: str) -> str:
    """What the help of a page says, its title being what opens it."""
    found = re.search(rf"<summary>{title}</summary><p>([^<]+)</p></details>", unescape(page))
    return found[1] if found else ""


def test_the_menu_is_the_one_this_file_knows(visitor: Visitor) -> None:
    nav = visitor.read("/").partition("<nav")[2].partition("</nav>")[0]
    assert re.findall(r'<a href="([^"?]+)', nav) == MENU


@pytest.mark.parametrize("path", [*MENU, *OTHERS])
def test_a_page_says_in_two_to_four_sentences_what_to_do(visitor: Visitor, path: str) -> None:
    french = helped(visitor.read(path), "Aide de cette page")
    english = helped(visitor.read(f"{path}?lang=en"), "Help for this page")
    for told in (french, english):
        assert 2 <= len(re.findall(r"[.?!](?: |$)", told)) <= 4, told
    assert french != english


def test_no_two_pages_say_the_same(visitor: Visitor) -> None:
    told = [helped(visitor.read(path), "Aide de cette page") for path in [*MENU, *OTHERS]]
    assert len(set(told)) == len(told)


def test_a_page_within_a_section_has_the_help_of_its_section(visitor: Visitor) -> None:
    told = helped(visitor.read("/personnes/marguerite-delaunay"), "Aide de cette page")
    assert told.startswith("Les usagers fictifs de cet espace.")
    assert "approuvez ou refusez" in helped(visitor.read("/e-cps/nathalie-kermarrec"), "Aide de cette page")
