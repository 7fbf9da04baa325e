"""What a page lets a person change: a small form for each thing, each asking the control API once."""

import hashlib
import json
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from starlette.requests import Request
from starlette.responses import RedirectResponse

from simulators.console.control_client import ControlClient, RefusedError
from simulators.console.desk import Desk
from simulators.console.view import Page
from simulators.core.rule import Text
from simulators.core.sante.fictif import douteux

Kind = Literal["texte", "date", "nombre", "choix", "case", "long", "fichier"]
_CHANGED: Final = (
    "Quelqu’un a changé cette fiche depuis que vous l’avez ouverte : relisez-la, puis recommencez."
)
_CHANGED_EN: Final = "Somebody changed this since you opened it: read it again, then try again."
# By language: French, then English.
_REAL: Final = (
    "Ce matricule n’est dans aucune liste fictive connue : il pourrait être celui d’une vraie personne. "
    "Rien n’a "
    "été enregistré.",
    "This matricule is in no known fictional list: it could be a real person’s. Nothing was kept.",
)
# How the control API begins the message of a value that has not the form wanted.
_PATTERN: Final = "forme attendue"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form. `value` is what stands now; `always`: sent even when it stays as it is.

    `step`: the value is a step of the address instead of a value of the body.
    """

    name: str
    label: Text
    kind: Kind = "texte"
    value: str = ""
    choices: tuple[tuple[str, Text], ...] = ()
    hint: Text | None = None
    always: bool = False
    step: bool = False


@dataclass(frozen=True, slots=True)
class Action:
    """One thing a person may change: what it asks of the control API, what it says once done.

    Steps of `path` written `{name}` are taken from the fields; `body` is sent besides the fields. The page is
    shown again afterwards, or `after` when told.
    """

    key: str
    title: Text
    button: Text
    done: Text
    verb: Literal["POST", "PUT", "PATCH", "DELETE"]
    path: tuple[str, ...]
    fields: tuple[Field, ...] = ()
    body: Mapping[str, Any] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)
    lead: Text | None = None
    danger: bool = False
    # Known to the page, whose state does not offer it now.
    hidden: bool = False
    after: str = ""
    # The field whose text is the whole body, sent as a table.
    table: str = ""
    # The field whose file, when one was chosen, goes instead of that text.
    upload: str = ""
    # What several requests make: given the client and the fields as typed.
    run: Callable[[ControlClient, Mapping[str, str]], Awaitable[None]] | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a page tells above its forms: a sentence of success, or why not, and what had been typed."""

    done: str = ""
    refused: tuple[str, ...] = ()
    status: int = 200
    key: str = ""
    typed: Mapping[str, str] = field(default_factory=dict)
    partly: bool = False


class StaleError(RefusedError):
    """What the form was about has changed since the page was shown."""

    def __init__(self, lang: str) -> None:
        super().__init__(409, (_CHANGED_EN if lang == "en" else _CHANGED,))


def fingerprint(shown: object) -> str:
    """What a form keeps of what its page showed, to notice that somebody changed it meanwhile."""
    return hashlib.sha256(json.dumps(shown, sort_keys=True, default=str).encode()).hexdigest()[:16]


def outcome(page: Page, actions: Sequence[Action]) -> Outcome:
    """What the address says was just done, when it is one of the page's actions."""
    done = next((one for one in actions if one.key == page.query.get("fait")), None)
    return Outcome(done=page.say(done.done)) if done else Outcome()


async def perform(
    desk: Desk, page: Page, request: Request, actions: Sequence[Action], shown: str = ""
) -> RedirectResponse | Outcome:
    """Does what a form asks: back to a page that tells so, or why it was refused."""
    sent = await desk.form(request)
    action = next((one for one in actions if one.key == sent.get("geste")), None)
    if action is None:
        return Outcome(refused=(_unknown(page.lang),), status=422)
    try:
        if shown and sent.get("vu") != shown:
            raise StaleError(page.lang)
        _fictional(sent, page.lang)
        await _ask(desk.control, page.lang, action, sent)
    except RefusedError as refused:
        told = (*refused.told(page.lang), *_fields_told(refused, action, page.lang))
        return Outcome(refused=told, status=refused.status, key=action.key, typed=sent, partly=refused.partly)
    return RedirectResponse(page.url(action.after or page.path, fait=action.key), 303)


def _fields_told(refused: RefusedError, action: Action, lang: str) -> Iterator[str]:
    """What is wrong with a field, by the name a person reads; the form it should have is its own hint."""
    known = {one.name: one for one in action.fields}
    for name, message in refused.wrong:
        one = known.get(name.removeprefix("body.")) or known.get(name.rpartition(".")[2])
        if one is None:
            yield f"{name} : {message}"
        else:
            told = one.hint.in_language(lang) if one.hint and message.startswith(_PATTERN) else message
            yield f"{one.label.in_language(lang)} : {told}"


def _fictional(sent: Mapping[str, str], lang: str) -> None:
    """Stops what looks like a real person's matricule before anything keeps it. Raises `RefusedError`."""
    if any(douteux(typed) for typed in sent.values()):
        raise RefusedError(422, (_REAL[lang == "en"],))


async def _ask(control: ControlClient, lang: str, action: Action, sent: Mapping[str, str]) -> None:
    if action.run is not None:
        await action.run(control, sent)
        return
    steps = {one.name: sent.get(one.name, "").strip() for one in action.fields if one.step}
    if not all(steps.values()):
        raise RefusedError(422, (_missing(lang),))
    path = tuple(steps.get(part[1:-1], part) if part.startswith("{") else part for part in action.path)
    if action.table:
        await control.send(action.verb, path, sent.get(action.upload) or sent.get(action.table, ""))
        return
    body = {**action.body, **_body(action.fields, sent, lang)}
    await control.ask(action.verb, path, body, action.query)


def _body(fields: Sequence[Field], sent: Mapping[str, str], lang: str) -> dict[str, Any]:
    """What changed, as the control API wants it. Raises `RefusedError` for a number that is none."""
    body: dict[str, Any] = {}
    for one in fields:
        typed = sent.get(one.name, "").replace("\r\n", "\n").strip()
        if one.step or (typed == one.value and not one.always):
            continue
        body[one.name] = _value(one, typed, lang)
    return body


def _value(one: Field, typed: str, lang: str) -> Any:
    if one.kind == "case":
        return typed == "oui"
    if one.kind != "nombre":
        return typed
    if not (typed.isascii() and typed.isdigit()):
        label = one.label.in_language(lang)
        raise RefusedError(
            422, (f"{label} : {'a whole number' if lang == 'en' else 'nombre entier attendu'}",)
        )
    return int(typed)


def _unknown(lang: str) -> str:
    return (
        "Nothing here can be changed that way." if lang == "en" else "Rien ne se change ainsi sur cette page."
    )


def _missing(lang: str) -> str:
    return "Choose a value first." if lang == "en" else "Choisissez d’abord une valeur."
