"""What the pages name exists: targets of make, files of the repository, routes of the control API."""

import re
from collections.abc import Iterator

import pytest

from simulators.docs.api import description
from tests.docs.pages import LANGUAGES, ROOT, blocks, inline_code, names, read, readme

PATH = re.compile(r"(?:docs|examples|fixtures|simulators|tests|ins|dmp|mss|psc|\.ci)/[\w./-]+")
ROUTE = re.compile(r"(GET|POST|PUT|PATCH|DELETE) (?:/api)?(/espaces\S*|/fidelite)")
TARGET = re.compile(r"\bmake ([a-z]+)\b")


def texts() -> Iterator[tuple[str, str]]:
    yield "README.md", readme()
    for lang in LANGUAGES:
        for name in names(lang):
            yield f"{lang}/{name}", read(lang, name)


def quoted() -> list[tuple[str, str]]:
    """Where, and what: each piece of inline code."""
    return [(where, code) for where, text in texts() for code in inline_code(text)]


def test_a_target_of_make_that_is_named_exists() -> None:
    known = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    told = [(where, one) for where, code in quoted() for one in TARGET.findall(code)]
    told += [
        (where, one)
        for where, text in texts()
        for block in blocks(text)
        if block.language == "sh"
        for one in re.findall(r"^make ([a-z]+)", block.text, re.MULTILINE)
    ]
    assert ("README.md", "test") in told
    assert [(where, one) for where, one in told if one not in known] == []


def test_a_file_that_is_named_exists() -> None:
    told = [(where, code) for where, code in quoted() if PATH.fullmatch(code)]
    assert len(told) > 10
    assert [(where, path) for where, path in told if not (ROOT / path).exists()] == []


Routes = tuple[re.Pattern[str], ...]


@pytest.fixture(scope="module")
def known() -> Routes:
    """Each route as `VERB /path`; any word may stand for a parameter."""
    paths = description()["paths"]
    told = [f"{verb.upper()} {path}" for path, verbs in paths.items() for verb in verbs]
    return tuple(re.compile(re.sub(r"\{[^}]*\}", "[^/]+", one.replace("/api/", "/"))) for one in told)


def wrong_route(code: str, known: Routes) -> str:
    """The route of the control API that a piece of code names and that does not exist; empty else."""
    found = ROUTE.match(code)
    if found is None:
        return ""
    route = f"{found.group(1)} {found.group(2).partition('?')[0]}"
    return "" if any(one.fullmatch(route) for one in known) else route


def test_a_route_of_the_control_api_that_is_named_exists(known: Routes) -> None:
    told = [(where, code) for where, code in quoted() if ROUTE.match(code)]
    assert len(told) > 8
    assert [(where, code) for where, code in told if wrong_route(code, known)] == []


@pytest.mark.parametrize(
    ("code", "wrong"),
    [
        ("POST /api/espaces/{espace}/pannes", ""),
        ("DELETE /espaces/{e}/pannes", ""),
        ("GET /espaces/job42/pannes/catalogue", ""),
        ("POST /api/espaces/{espace}/ennuis", "POST /espaces/{espace}/ennuis"),
        ("socle serve", ""),
    ],
)
def test_a_route_that_does_not_exist_is_seen(code: str, wrong: str, known: Routes) -> None:
    assert wrong_route(code, known) == wrong
