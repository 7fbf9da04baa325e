"""The pictures of the manual: light, all shown, in both languages, each with words for who cannot see it."""

import re
from pathlib import Path

import pytest

from tests.browser.captures import PICTURES

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "_static" / "captures"
IMAGE = re.compile(r"!\[([^\]]*)\]\((?:\.\./)*_static/captures/(\w+)\.png\)")


def test_the_pictures_are_those_the_command_makes_and_weigh_little() -> None:
    sizes = {one.stem: one.stat().st_size for one in FOLDER.iterdir()}
    assert set(sizes) == set(PICTURES)
    assert max(sizes.values()) <= 150_000
    assert sum(sizes.values()) <= 700_000


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_each_picture_is_shown_with_its_words(lang: str) -> None:
    pages = "\n".join(one.read_text("utf-8") for one in (ROOT / "docs" / lang).rglob("*.md"))
    shown = {name: told for told, name in IMAGE.findall(pages)}
    assert set(shown) == {"accueil", "constat", "dmp", "echange", "mur", "repetition"}
    assert min(len(told) for told in shown.values()) > 40
