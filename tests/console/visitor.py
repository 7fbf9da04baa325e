"""A person in front of the console of a started simulator: opens pages, fills in their forms, sends them."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape

import httpx

from tests.running import Running

_FORM = re.compile(r'<form method="post".*?</form>', re.DOTALL)
_FIELD = re.compile(
    r"<(input|select|textarea)([^>]*)>(.*?)(?=<(?:input|select|textarea|/form|button))", re.DOTALL
)


class Visitor:
    """One browser, let in by the link printed at start, in one espace."""

    def __init__(self, browser: httpx.Client, espace: str) -> None:
        self.browser = browser
        self.espace = espace

    def read(self, path: str, status: int = 200) -> str:
        """The page, as its source."""
        answer = self.browser.get(self._here(path))
        assert answer.status_code == status, answer.text[:2000]
        return answer.text

    def do(self, path: str, action: str, status: int = 200, /, **typed: str) -> str:
        """Fills in the form of an action as the page offers it, sends it; the page that follows."""
        form = next(one for one in _FORM.findall(self.read(path)) if f'name="geste" value="{action}"' in one)
        answer = self.browser.post(self._here(path), data={**filled(form), **typed})
        assert answer.status_code == status, answer.text[:2000]
        return unescape(answer.text)

    def _here(self, path: str) -> httpx.URL:
        return httpx.URL(path).copy_merge_params({"espace": self.espace})


def filled(form: str) -> dict[str, str]:
    """The fields of a form with the values the page put there."""
    return {name: unescape(value) for name, value in _values(form)}


def _values(form: str) -> Iterator[tuple[str, str]]:
    for kind, attributes, inside in _FIELD.findall(form):
        name = re.search(r'name="([^"]*)"', attributes)
        if name is None or "checkbox" in attributes:
            continue
        if kind == "input":
            value = re.search(r'value="([^"]*)"', attributes)
            yield name[1], value[1] if value else ""
        elif kind == "select":
            chosen = re.search(r'value="([^"]*)" selected', inside) or re.search(r'value="([^"]*)"', inside)
            yield name[1], chosen[1] if chosen else ""
        else:
            yield name[1], inside.partition("</textarea>")[0]


@contextmanager
def visiting(running: Running, espace: str) -> Iterator[Visitor]:
    """A browser on the console of that simulator."""
    origin = running.ready["console"].partition("/?")[0]
    with httpx.Client(base_url=origin, follow_redirects=True, trust_env=False, timeout=30) as browser:
        browser.get(running.ready["console"])
        yield Visitor(browser, espace)
