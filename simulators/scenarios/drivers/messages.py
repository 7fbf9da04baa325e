"""The contract between a run and a driver: what is told (`prepare`, `play`, `stop`), what is answered.

Every message is one JSON object. Answers: `ready`, `skip` and `done`; anything else is a `DriverError`.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from simulators.core.rule import Text
from simulators.scenarios.model import Scenario

CONTRACT = 1
MAX_BYTES = 1_000_000
MAX_REASON = 500
Json = dict[str, Any]


class DriverError(Exception):
    """The driver broke the contract: nothing of what it did is judged. `why` is the sentence to read."""

    def __init__(self, fr: str, en: str) -> None:
        super().__init__(fr)
        self.why = Text(fr, en)


class SkippedError(Exception):
    """The driver says that it does not play this scenario, and why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.why = Text(
            f"Le pilote ne joue pas ce scénario : {reason}", f"Not played by the driver: {reason}"
        )


@dataclass(frozen=True, slots=True)
class Order:
    """One scenario to play: what `prepare` tells of it, and what the run still waits for (None: all seen).

    `aside` are spans of exchanges that are not the DUI's, added as they come: after a number, up to another.
    """

    scenario: Scenario
    espace: str
    told: Mapping[str, Any]
    awaited: Callable[[], Text | None] = lambda: None
    aside: list[tuple[int, int]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Done:
    """The DUI did its part. `attestations` are answers by check id."""

    attestations: Mapping[str, bool] = field(default_factory=dict)


class Driver(Protocol):
    """What makes a DUI act. Calls are made by one thread at a time."""

    def prepare(self, order: Order) -> None:
        """Tells what must hold before. Raises DriverError, SkippedError."""

    def play(self, order: Order) -> Done:
        """Tells to play, and comes back when it is done. Raises DriverError, SkippedError."""

    def abandon(self) -> None:
        """The run of this scenario is broken off: the next one starts afresh."""

    def close(self) -> None:
        """Nothing more will be asked."""


def prepare_message(order: Order) -> Json:
    """`prepare`: the scenario in words, data, accounts, addresses."""
    return {"message": "prepare", "contract": CONTRACT, "run": order.scenario.id, **order.told}


def play_message(order: Order) -> Json:
    """`play`: act now, and answer when everything has been sent."""
    return {"message": "play", "run": order.scenario.id}


def read_ready(raw: bytes | str, order: Order) -> None:
    """The answer to `prepare`. Raises DriverError, SkippedError."""
    answer = _read(raw, order)
    if answer["message"] != "ready":
        raise _unexpected(answer, "ready")


def read_done(raw: bytes | str, order: Order) -> Done:
    """The answer to `play`. Raises DriverError, SkippedError."""
    answer = _read(raw, order)
    if answer["message"] != "done":
        raise _unexpected(answer, "done")
    return Done(_attestations(answer.get("attestations", {}), order.scenario))


def _read(raw: bytes | str, order: Order) -> Mapping[str, Any]:
    try:
        answer = json.loads(raw)
    except (ValueError, RecursionError):
        raise DriverError(
            f"Le pilote a répondu autre chose que du JSON : {shown(raw)}",
            f"The driver answered something else than JSON: {shown(raw)}",
        ) from None
    if not isinstance(answer, dict) or not isinstance(answer.get("message"), str):
        raise DriverError(
            f"La réponse du pilote n'a pas de clé « message » : {shown(raw)}",
            f"The driver's answer has no key “message”: {shown(raw)}",
        )
    if answer.get("run", order.scenario.id) != order.scenario.id:
        raise DriverError(
            f"Le pilote répond pour {shown(str(answer['run']))} et non pour {order.scenario.id}",
            f"The driver answers for {shown(str(answer['run']))}, not for {order.scenario.id}",
        )
    if answer["message"] == "skip":
        raise SkippedError(str(answer.get("reason") or "sans raison dite")[:MAX_REASON])
    if answer["message"] == "error":
        reason = str(answer.get("reason") or "sans raison dite")[:MAX_REASON]
        raise DriverError(f"Le pilote a échoué : {reason}", f"The driver failed: {reason}")
    return answer


def _unexpected(answer: Mapping[str, Any], wanted: str) -> DriverError:
    found = shown(str(answer["message"]))
    return DriverError(
        f"Le pilote répond « {found} » là où « {wanted} » est attendu",
        f"The driver answers “{found}” where “{wanted}” is expected",
    )


def _attestations(answers: object, scenario: Scenario) -> Mapping[str, bool]:
    attested = {one.id for one in scenario.controles if one.genre != "traffic"}
    if not isinstance(answers, dict) or not all(isinstance(one, bool) for one in answers.values()):
        raise DriverError(
            "« attestations » associe un contrôle à true ou false",
            "“attestations” maps a check to true or false",
        )
    if unknown := sorted(set(answers) - attested):
        named = shown(", ".join(unknown))
        raise DriverError(
            f"{scenario.id} n'a pas d'attestation {named}", f"{scenario.id} has no attestation {named}"
        )
    return answers


def shown(raw: bytes | str) -> str:
    """The beginning of what was answered, on one line."""
    text = raw.decode(errors="replace") if isinstance(raw, bytes) else raw
    short = " ".join(text.split())[:80]
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in short)
