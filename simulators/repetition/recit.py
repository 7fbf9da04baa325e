"""An exchange told for a report: the services' own sentences, technical words left to the console."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Final

from simulators.console.plain import in_words
from simulators.console.verdict import Verdict, verdict
from simulators.core.journal.model import Exchange
from simulators.core.rule import Text
from simulators.core.service import Service
from simulators.repetition.bilan import Tell
from simulators.repetition.points import Dit

_NO_SERVICE: Final = Text(
    "Connexion refusée : le certificat présenté ne convient pas, ou aucun n'a été présenté.",
    "Connection refused: the certificate shown does not suit, or none was shown.",
)


def conteur(services: Mapping[str, Service], lang: str = "fr") -> Tell:
    """What tells the exchanges of these services, in one language."""

    def tell(exchange: Exchange) -> Dit:
        seen = Verdict.REFUSE if _down(exchange) else verdict(exchange)
        service = services.get(exchange.service)
        if service is None:
            return Dit(seen is Verdict.REFUSE, _NO_SERVICE.in_language(lang))
        told = in_words(service.explain(exchange, lang), seen, lang)
        return Dit(seen is Verdict.REFUSE, told.summary, told.todo)

    return tell


def _down(exchange: Exchange) -> bool:
    """True when what answered is not the service: a server in between, or nobody."""
    status = exchange.facts.get("http.status")
    return isinstance(status, int) and status >= HTTPStatus.INTERNAL_SERVER_ERROR
