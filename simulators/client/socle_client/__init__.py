"""Socle from a test suite: start or join a simulator, change it, see what a DUI sent, judge it.

Names are loaded when first used: a pytest run that does not use them pays nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from socle_client._version import __version__

if TYPE_CHECKING:
    from socle_client.answers.access import Access, Certificate
    from socle_client.answers.journal import Exchange, Finding
    from socle_client.answers.verdicts import Judgement, Verdict
    from socle_client.asynchronous import AsyncEspace, AsyncSocle
    from socle_client.errors import (
        CommandMissingError,
        NothingCameError,
        NotReadyError,
        ProxyInTheWayError,
        ReadyFileError,
        RefusedError,
        SocleError,
        StartError,
        UnexpectedAnswerError,
        UnreachableError,
        VersionMismatchError,
        WrongTokenError,
    )
    from socle_client.synchronous import Espace, Socle

_WHERE = {
    "Access": "answers.access",
    "AsyncEspace": "asynchronous",
    "AsyncSocle": "asynchronous",
    "Certificate": "answers.access",
    "CommandMissingError": "errors",
    "Espace": "synchronous",
    "Exchange": "answers.journal",
    "Finding": "answers.journal",
    "Judgement": "answers.verdicts",
    "NotReadyError": "errors",
    "NothingCameError": "errors",
    "ProxyInTheWayError": "errors",
    "ReadyFileError": "errors",
    "RefusedError": "errors",
    "Socle": "synchronous",
    "SocleError": "errors",
    "StartError": "errors",
    "UnexpectedAnswerError": "errors",
    "UnreachableError": "errors",
    "Verdict": "answers.verdicts",
    "VersionMismatchError": "errors",
    "WrongTokenError": "errors",
}

__all__ = [
    "Access",
    "AsyncEspace",
    "AsyncSocle",
    "Certificate",
    "CommandMissingError",
    "Espace",
    "Exchange",
    "Finding",
    "Judgement",
    "NotReadyError",
    "NothingCameError",
    "ProxyInTheWayError",
    "ReadyFileError",
    "RefusedError",
    "Socle",
    "SocleError",
    "StartError",
    "UnexpectedAnswerError",
    "UnreachableError",
    "Verdict",
    "VersionMismatchError",
    "WrongTokenError",
    "__version__",
]


def __getattr__(name: str) -> Any:
    """PEP 562: the module that holds `name`, loaded now."""
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_WHERE[name]}"), name)
