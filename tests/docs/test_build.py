"""The built pages: no warning, both languages, nothing fetched from elsewhere, a search that finds."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from lxml import html

from tests.docs.building import SECONDS_AT_MOST, side_by_side
from tests.docs.pages import LANGUAGES, names

# The first of these builds both trees, the others of other processes wait for it.
pytestmark = pytest.mark.timeout(SECONDS_AT_MOST + 30)

BOTH = pytest.mark.parametrize("lang", LANGUAGES)
# Attributes by which a page fetches something as it is shown.
FETCHED = "//script/@src | //link/@href | //img/@src | //source/@src | //iframe/@src | //object/@data"
CSS_ADDRESS = re.compile(r"(?:url\(|@import)\s*['\"]?\s*(https?:)?//")


def built(site: Path, lang: str) -> Iterator[Path]:
    pages = sorted((site / lang).rglob("*.html"))
    assert len(pages) > 20
    return iter(pages)


@BOTH
def test_the_tree_builds_without_a_warning(site: Path, lang: str) -> None:
    assert (site / f"{lang}.txt").read_text("utf-8") == "0\n"


@BOTH
def test_every_written_page_is_reached(site: Path, lang: str) -> None:
    for name in names(lang):
        assert (site / lang / name).with_suffix(".html").is_file(), name


@BOTH
def test_a_page_fetches_nothing_from_elsewhere(site: Path, lang: str) -> None:
    for page in built(site, lang):
        for address in html.parse(page).xpath(FETCHED):
            parts = urlsplit(str(address))
            assert (parts.scheme, parts.netloc) in {("", ""), ("data", "")}, f"{page}: {address}"


@BOTH
def test_a_style_fetches_nothing_from_elsewhere(site: Path, lang: str) -> None:
    styles = list((site / lang).rglob("*.css"))
    assert styles
    assert [one for one in styles if CSS_ADDRESS.search(one.read_text("utf-8"))] == []


@BOTH
def test_each_page_leads_to_itself_in_the_other_language(site: Path, lang: str) -> None:
    other = "en" if lang == "fr" else "fr"
    for page in built(site, lang):
        (address,) = html.parse(page).xpath(f"//p[@class='langue']/a[@hreflang='{other}']/@href")
        target = (page.parent / urlsplit(str(address)).path).resolve()
        twin = site.resolve() / other / page.relative_to(site / lang)
        assert target == twin
        assert twin.is_file(), address


@BOTH
def test_the_search_is_in_its_language_and_knows_the_catalogues(site: Path, lang: str) -> None:
    index = (site / lang / "searchindex.js").read_text("utf-8")
    assert "catalogues/erreurs" in index
    assert "desir_550" in index
    stems = {"fr": "FrenchStemmer", "en": "EnglishStemmer"}
    assert stems[lang] in (site / lang / "_static" / "language_data.js").read_text("utf-8")


def test_a_build_that_never_ends_leaves_no_process(tmp_path: Path) -> None:
    slow = (
        "import os, sys, pathlib, time\n"
        "pathlib.Path(sys.argv[1]).write_text(str(os.getpid()))\n"
        "print('x' * 100_000, flush=True)\n"
        "time.sleep(600)"
    )
    commands = [[sys.executable, "-c", slow, str(tmp_path / name)] for name in ("un", "deux")]
    with pytest.raises(subprocess.TimeoutExpired):
        side_by_side(commands, tmp_path, 3)
    told = [(tmp_path / name).read_text() for name in ("un", "deux")]
    assert len(told) == 2
    assert [pid for pid in told if Path(f"/proc/{pid}").exists()] == []


def test_what_each_said_and_how_it_ended(tmp_path: Path) -> None:
    commands = [[sys.executable, "-c", f"print({code}); raise SystemExit({code})"] for code in (0, 3)]
    assert side_by_side(commands, tmp_path, 60) == ["0\n0\n", "3\n3\n"]
