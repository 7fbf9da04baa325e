"""What a trainer does to a group: the step shown, pauses, events; each asked of every espace concerned."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, Final

from simulators.console.actions import Action, Field
from simulators.console.control_client import ControlClient, RefusedError
from simulators.console.words.leading import LEADING
from simulators.core.rule import Text

_GESTURES: Final = ("suivant", "precedent", "pause", "reprise", "rendre")
_ALL: Final = "*"


def leading(
    names: Sequence[str], suites: Sequence[Mapping[str, Any]], events: Sequence[Mapping[str, Any]]
) -> tuple[Action, ...]:
    """Begin a journey (when some may be), go on, pause, hand back, drop an event in: on these espaces."""
    begin = (_begin(names, suites),) if suites else ()
    return (*begin, *(_gesture(names, one) for one in _GESTURES), _event(names, events))


def _begin(names: Sequence[str], suites: Sequence[Mapping[str, Any]]) -> Action:
    async def run(control: ControlClient, sent: Mapping[str, str]) -> None:
        body = {"geste": "commencer", "choix": sent.get("choix", "")}
        await _everywhere(names, lambda name: control.ask("POST", ("espaces", name, "conduite"), body))

    choices = tuple((one["nom"], Text(one["titre"], one["titre"])) for one in suites)
    return Action(
        "mener",
        LEADING["begin"],
        LEADING["begin_do"],
        LEADING["begun"],
        "POST",
        (),
        (Field("choix", LEADING["journey"], "choix", choices=choices),),
        hidden=not names,
        run=run,
    )


def _gesture(names: Sequence[str], gesture: str) -> Action:
    async def run(control: ControlClient, _: Mapping[str, str]) -> None:
        body = {"geste": gesture}
        await _everywhere(names, lambda name: control.ask("POST", ("espaces", name, "conduite"), body))

    title = LEADING[gesture]
    # Not the names of what a trainee does alone.
    key = f"mener-{gesture}"
    return Action(key, title, title, LEADING[f"{gesture}_done"], "POST", (), hidden=not names, run=run)


def _event(names: Sequence[str], events: Sequence[Mapping[str, Any]]) -> Action:
    async def run(control: ControlClient, sent: Mapping[str, str]) -> None:
        body = {"evenement": sent.get("evenement", ""), "surprise": sent.get("surprise") == "oui"}
        chosen = [one for one in names if sent.get("espace", _ALL) in {_ALL, one}]
        await _everywhere(chosen, lambda name: control.ask("POST", ("espaces", name, "evenements"), body))

    kinds = tuple((one["evenement"], Text(one["titre"], one["titre"])) for one in events)
    places = ((_ALL, LEADING["everywhere"]), *((one, Text(one, one)) for one in names))
    where = (Field("espace", LEADING["event_where"], "choix", choices=places),) if len(names) > 1 else ()
    return Action(
        "evenement",
        LEADING["event"],
        LEADING["event_do"],
        LEADING["event_done"],
        "POST",
        (),
        (
            Field("evenement", LEADING["event_what"], "choix", choices=kinds),
            *where,
            Field("surprise", LEADING["surprise"], "case"),
        ),
        hidden=not names,
        run=run,
    )


async def _everywhere(names: Sequence[str], ask: Callable[[str], Awaitable[Any]]) -> None:
    """Asks in each espace; what one refuses does not keep the others from it. Raises `RefusedError`."""
    refused: list[tuple[str, RefusedError]] = []
    for name in names:
        try:
            await ask(name)
        except RefusedError as why:
            refused.append((name, why))
    if refused or not names:
        nowhere = Text("Aucun espace de ce nom.", "No workspace has that name.")
        told = tuple(
            Text(f"{name} : {why.whole('fr')}", f"{name}: {why.whole('en')}") for name, why in refused
        ) or (nowhere,)
        status = refused[0][1].status if refused else 404
        raise RefusedError(status, told, partly=len(refused) < len(names))
