"""Which page tells why a section has nothing to show."""

from collections.abc import Collection
from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import Request

from simulators.console.control_client import RefusedError
from simulators.console.menu import current
from simulators.console.view import Page
from simulators.core.espace import INSTALLATION
from simulators.core.store.errors import StoreClosedError, UnknownEspace

# The service a section lives from.
_OF_SECTION: Final = {"/dmp": "dmp", "/messagerie": "mss", "/e-cps": "psc"}
# What an espace has, and the installation's journal has not.
_OF_AN_ESPACE: Final = frozenset(
    {
        "/repetition",
        "/scenarios",
        "/couverture",
        "/personnes",
        "/professionnels",
        "/structures",
        "/dmp",
        "/messagerie",
        "/e-cps",
        "/pannes",
        "/horloge",
    }
)
_OURS: Final = 500


def told(request: Request, problem: Exception, services: Collection[str]) -> tuple[int, str]:
    """The status of the page, and the key of its words when it has words of its own. Pure.

    What the control API has not is not there for the page either, nor an espace removed meanwhile.
    """
    status = problem.status_code if isinstance(problem, HTTPException) else _OURS
    if isinstance(problem, StoreClosedError | UnknownEspace):
        status = 404
    if isinstance(problem, RefusedError):
        status = 404 if problem.status < _OURS else _OURS
    page = Page.of(request)
    section = current(page.path)
    if status == _OURS:
        return status, ""
    if section in _OF_AN_ESPACE and page.espace == INSTALLATION:
        return 404, "installation"
    if _OF_SECTION.get(section, "") not in {"", *services}:
        return 404, "service"
    return status, ""
