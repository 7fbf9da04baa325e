"""The two trees say the same things, and send to no forbidden place."""

import re
from urllib.parse import urlsplit

import pytest

from tests.docs.pages import LANGUAGES, blocks, headings, names, prose, read

PAGES = [(lang, name) for lang in LANGUAGES for name in names(lang)]
EACH = pytest.mark.parametrize(("lang", "name"), PAGES, ids=[f"{lang}/{name}" for lang, name in PAGES])
ADDRESS = re.compile(r"https?://[^\s)>\]`\"'|]+")
# In clear: this machine, a bare name of a network, or names that nobody can own (RFC 2606).
NEAR = re.compile(
    r"(127\.0\.0\.1|[^.:]+|[\w.-]+\.(localhost|test|example)|([\w-]+\.)*example\.(org|com))(:\d+)?"
)
# The documentation sends nobody to the addresses of package registries.
REGISTRIES = re.compile(r"pypi\.org|pythonhosted|npmjs|registry\.\w|maven\.org|packagist\.org|nuget\.org")


def test_each_page_has_its_twin() -> None:
    assert names("fr") == names("en")
    assert "index.md" in names("fr")


@pytest.mark.parametrize("name", names("fr"))
def test_twins_have_the_same_titles_and_blocks(name: str) -> None:
    french, english = read("fr", name), read("en", name)
    assert headings(french) == headings(english)
    kinds = [[(one.language, bool(one.not_run)) for one in blocks(text)] for text in (french, english)]
    assert kinds[0] == kinds[1]


@EACH
def test_a_page_has_one_title(lang: str, name: str) -> None:
    assert headings(read(lang, name)).count(1) == 1


@EACH
def test_addresses_elsewhere_are_well_formed_and_safe(lang: str, name: str) -> None:
    text = read(lang, name)
    assert REGISTRIES.search(text) is None
    for address in ADDRESS.findall(prose(text)):
        parts = urlsplit(address)
        if parts.scheme == "http":
            assert NEAR.fullmatch(parts.netloc), address
        assert re.fullmatch(r"[\w.-]+(:\d+)?", parts.netloc), address
