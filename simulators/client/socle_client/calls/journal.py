"""What was exchanged in an espace: queries, waiting, bytes, findings, adoption."""

from typing import TypedDict, Unpack

from socle_client.answers.journal import Exchange, Finding, Severity
from socle_client.calls.call import Call, Json, Reply, as_bytes, as_json, of_espace
from socle_client.errors import NothingCameError
from socle_client.language import Lang, language

# A long poll of the control API lasts 60 s at most.
LONGEST_WAIT = 60.0


class Criteria(TypedDict, total=False):
    """What an exchange must be; all that is given must hold.

    `patient` is a matricule or a part of the traits, `severity` means at least that grave, `text` is looked
    for in the request line, the facts and the rules broken.
    """

    service: str
    operation: str
    protocol: str
    patient: str
    professional: str
    code: str
    outcome: str
    severity: Severity
    connection: str
    text: str


def exchanges(
    espace: str,
    *,
    after: "Exchange | int" = 0,
    limit: int = 1000,
    latest: bool = False,
    lang: Lang | None = None,
    **criteria: Unpack[Criteria],
) -> Call[list[Exchange]]:
    """Those numbered after `after`, oldest first (or the `latest` ones first), 1,000 at most at once."""
    order = "desc" if latest else "asc"
    params = {**criteria, "after_seq": seq_of(after), "limit": limit, "order": order}
    return Call("GET", _path(espace), _exchanges, {**params, "lang": lang or language()})


def wait_for(
    espace: str,
    *,
    after: "Exchange | int" = 0,
    timeout: float = 10.0,
    lang: Lang | None = None,
    **criteria: Unpack[Criteria],
) -> Call[Exchange]:
    """The first exchange after `after` (by default, of the espace) that answers, findings included.

    It may have come already; otherwise the simulator waits for it, `timeout` seconds (60 at most).

    Raises:
        NothingCameError: none came in that time.
        ValueError: a time-out that is not between 0 and 60 s.
    """
    if not 0 <= timeout <= LONGEST_WAIT:
        raise ValueError(f"0 ≤ timeout ≤ {LONGEST_WAIT:g} s, {timeout:g} given")

    def read(reply: Reply) -> Exchange:
        __tracebackhide__ = True
        if reply.status == 204:
            wanted = ", ".join(f"{name}={value}" for name, value in criteria.items())
            raise NothingCameError(timeout, wanted or "*")
        return Exchange.read(reply.json())

    params = {**criteria, "after_seq": seq_of(after), "timeout": timeout, "lang": lang or language()}
    return Call("GET", _path(espace, "attendre"), read, params, timeout=timeout + 30)


def exchange(espace: str, id_: str, *, lang: Lang | None = None) -> Call[Exchange]:
    """One exchange whole. RefusedError 404 when the espace does not know it."""
    read = Exchange.read
    return Call("GET", _path(espace, id_), lambda reply: read(reply.json()), {"lang": lang or language()})


def request_bytes(espace: str, exchange: "Exchange | str") -> Call[bytes]:
    """The body the DUI sent, byte for byte."""
    return Call("GET", _path(espace, id_of(exchange), "requete"), as_bytes)


def answer_bytes(espace: str, exchange: "Exchange | str") -> Call[bytes]:
    """The body it was answered. RefusedError 404 when there was no answer."""
    return Call("GET", _path(espace, id_of(exchange), "reponse"), as_bytes)


def findings(
    espace: str,
    *,
    severity: Severity = "info",
    service: str = "",
    after: "Exchange | int" = 0,
    lang: Lang | None = None,
) -> Call[list[Finding]]:
    """What was noticed in its exchanges, at least that grave, oldest first.

    Of the first thousand exchanges that have any; ask again `after` the last one for the others.
    """
    params = {"severity": severity, "service": service, "after_seq": seq_of(after)}
    return Call("GET", of_espace(espace, "constats"), _findings, {**params, "lang": lang or language()})


def assert_no_error_findings(
    espace: str, *, service: str = "", after: "Exchange | int" = 0, lang: Lang | None = None
) -> Call[None]:
    """Raises AssertionError, telling them, when an exchange breaks a rule whose level is `error`."""
    asked = findings(espace, severity="error", service=service, after=after, lang=lang)

    def read(reply: Reply) -> None:
        found = asked.read(reply)
        if found:
            raise AssertionError("\n".join(["", *(str(one) for one in found)]))

    return Call(asked.method, asked.path, read, asked.params)


def adopt(espace: str, exchange: "Exchange | str") -> Call[Json]:
    """Adds to the espace what this exchange was refused for not knowing. RefusedError 409 otherwise."""
    return Call("POST", _path(espace, id_of(exchange), "adopter"), as_json)


def seq_of(exchange: "Exchange | int") -> int:
    """The number of an exchange."""
    return exchange if isinstance(exchange, int) else exchange.seq


def id_of(exchange: "Exchange | str") -> str:
    """The identifier of an exchange."""
    return exchange if isinstance(exchange, str) else exchange.id


def _path(espace: str, *parts: str) -> str:
    return of_espace(espace, "echanges", *parts)


def _exchanges(reply: Reply) -> list[Exchange]:
    return [Exchange.read(one) for one in reply.json()]


def _findings(reply: Reply) -> list[Finding]:
    return [Finding.read(one) for one in reply.json()]
