"""What every page is rendered with: the templates, the language, the espace, the addresses that keep both."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote, urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import HTTPConnection
from starlette.responses import HTMLResponse

from simulators.console.alignment import fact_text
from simulators.console.menu import current, menu
from simulators.console.words import Table, Words
from simulators.console.words.common import COMMON, ERRORS
from simulators.console.words.pages import help_of
from simulators.core.espace import DEFAULT_ESPACE
from simulators.core.rule import Text

HERE: Final = Path(__file__).parent
_SIGNS: Final = re.compile(" ([;:!?»])")


@dataclass(frozen=True, slots=True)
class Page:
    """One page as asked for; `root` is the prefix under which the console is mounted."""

    path: str
    lang: str = "fr"
    espace: str = DEFAULT_ESPACE
    root: str = ""
    guest: bool = False
    # What the forms of this visitor carry.
    proof: str = ""
    query: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, request: HTTPConnection) -> "Page":
        """French unless `?lang=en`; the espace of the host or prefix unless `?espace=` names another."""
        query = dict(request.query_params)
        routed = request.scope.get("socle.espace")
        espace = query.get("espace") or (routed.name if routed else DEFAULT_ESPACE)
        lang = "en" if query.get("lang") == "en" else "fr"
        root = request.scope.get("root_path", "")
        guest = "console.guest" in request.scope
        proof = request.scope.get("console.proof", "")
        return cls(request.url.path.removeprefix(root), lang, espace, root, guest, proof, query)

    def url(self, path: str, /, **query: object) -> str:
        """A path of the console, language and espace kept; empty values are left out."""
        asked = {"espace": self.espace, "lang": "en" if self.lang == "en" else "", **query}
        asked["espace"] = "" if asked["espace"] == DEFAULT_ESPACE else asked["espace"]
        told = {key: str(value) for key, value in asked.items() if value not in ("", None)}
        return self.root + quote(path) + ("?" + urlencode(told) if told else "")

    def other_language(self) -> str:
        """This very page in the other language."""
        query = {key: value for key, value in self.query.items() if key != "jeton"}
        return self.url(self.path, **{**query, "lang": "" if self.lang == "en" else "en"})

    def say(self, text: Text) -> str:
        """A text in the language of the page."""
        return text.in_language(self.lang)


def _clock(instant: datetime) -> str:
    return instant.astimezone().strftime("%H:%M:%S")


def _moment(instant: datetime) -> str:
    return instant.astimezone().strftime("%d/%m/%Y %H:%M:%S %Z")


def _jour(day: str) -> str:
    """`1936-10-30` as 30/10/1936: a day or a month 00 stay as they are known."""
    year, _, rest = day.partition("-")
    month, _, number = rest.partition("-")
    return f"{number}/{month}/{year}" if number else day


def _insecable(text: str) -> str:
    """French signs stay with the word before them: no line begins with one. English has no such space."""
    return _SIGNS.sub("\u00a0\\1", text).replace("« ", "«\u00a0")


def environment() -> Environment:
    """The templates: always escaped, a missing value is an error."""
    made = Environment(
        # The report has one page, shown here and written by the command.
        loader=FileSystemLoader([HERE / "templates", HERE.parent / "repetition" / "templates"]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters.update(clock=_clock, moment=_moment, jour=_jour, insecable=_insecable, fait=fact_text)
    return made


class Views:
    """Renders a template with a page, the common words as `c` and the page's own as `t`."""

    def __init__(self) -> None:
        self._environment = environment()

    def html(self, template: str, page: Page, words: Table, **values: Any) -> str:
        """The rendered text. Synchronous: a long page is rendered in a thread."""
        common = Words(COMMON, page.lang)
        return self._environment.get_template(template).render(
            page=page,
            c=common,
            t=Words(words, page.lang),
            menu=menu(page.guest),
            section=current(page.path),
            page_help=help_of(page.path),
            **values,
        )

    def error(self, scope: Mapping[str, Any], status: int, told: str = "") -> HTMLResponse:
        """A page that says in words what went wrong, never a trace; `told` is the key of words of its own."""
        page = Page.of(HTTPConnection({**scope, "type": "http"}))
        known = told or (status if f"title_{status}" in ERRORS else 500)
        return HTMLResponse(self.html("erreur.html", page, ERRORS, status=known), status)
