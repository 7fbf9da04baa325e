"""The espaces: a world apart for each team, frozen and restored, reset, deleted."""

import asyncio
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response

from simulators.console.actions import Action, Field, outcome, perform
from simulators.console.desk import Desk, desk_of
from simulators.console.view import Page
from simulators.console.words.settings import ESPACES
from simulators.core.espace import DEFAULT_ESPACE
from simulators.core.rule import Text

_PROFILES: Final = ("terrain", "strict", "decouverte")


def _create() -> Action:
    return Action(
        "creer",
        Text("Créer un espace", "Create a workspace"),
        Text("Créer", "Create"),
        Text("L’espace est créé.", "The workspace is created."),
        "POST",
        ("espaces",),
        (
            Field(
                "name",
                Text("Nom", "Name"),
                hint=Text("Minuscules, chiffres et tirets.", "Lower-case letters, digits and hyphens."),
                always=True,
            ),
        ),
    )


def _of_one(espace: str, profile: str, snapshots: list[str]) -> tuple[Action, ...]:
    path = ("espaces", espace)
    labels = tuple((one, Text(one, one)) for one in snapshots)
    strictness = Action(
        "exigence",
        Text("Changer l’exigence", "Change the strictness"),
        Text("Enregistrer", "Save"),
        Text("L’exigence est changée.", "The strictness is changed."),
        "PUT",
        (*path, "reglages"),
        (
            Field(
                "profile",
                ESPACES["profile"],
                "choix",
                profile,
                tuple((one, ESPACES[f"profile_{one}"]) for one in _PROFILES),
                always=True,
            ),
        ),
    )
    freeze = Action(
        "figer",
        Text("Figer l’état présent", "Freeze the present state"),
        Text("Figer", "Freeze"),
        Text("L’instantané est pris.", "The snapshot is taken."),
        "POST",
        (*path, "instantanes"),
        (Field("label", Text("Nom de l’instantané", "Name of the snapshot"), always=True),),
    )
    restore = Action(
        "retablir",
        Text("Rétablir un instantané", "Restore a snapshot"),
        Text("Rétablir", "Restore"),
        Text("L’espace est comme à l’instantané.", "The workspace is as it was then."),
        "POST",
        (*path, "instantanes", "{label}", "retablir"),
        (Field("label", ESPACES["snapshots"], "choix", choices=labels, step=True),),
        danger=True,
    )
    return (strictness, freeze, *((restore,) if snapshots else ()), *_endings(espace))


def _endings(espace: str) -> tuple[Action, ...]:
    reset = Action(
        "remettre",
        Text("Remettre à zéro", "Reset"),
        Text("Remettre à zéro", "Reset"),
        Text("L’espace est comme au premier jour.", "The workspace is as on its first day."),
        "POST",
        ("espaces", espace, "remise-a-zero"),
        lead=Text(
            "Les personnes redeviennent celles du départ ; le journal, les documents et les courriels "
            "sont effacés.",
            "People become those of the start again; journal, documents and mails are erased.",
        ),
        danger=True,
    )
    delete = Action(
        "supprimer",
        Text("Supprimer cet espace", "Delete this workspace"),
        Text("Supprimer", "Delete"),
        Text("L’espace est supprimé.", "The workspace is deleted."),
        "DELETE",
        ("espaces", espace),
        danger=True,
        hidden=espace == DEFAULT_ESPACE,
    )
    return reset, delete


async def espaces(request: Request) -> Response:
    """`/espaces`: all of them, and what may be done with the present one."""
    desk, page = desk_of(request), Page.of(request)
    await desk.espace(page)
    known = [one for one in await desk.choices(page) if one != "installation"]
    described = await asyncio.gather(*(desk.control.get(one) for one in known))
    here = next((one for one in described if one["name"] == page.espace), None)
    actions = (_create(), *(await _actions_here(desk, page, here) if here else ()))
    told = outcome(page, actions)
    if request.method == "POST":
        done = await perform(desk, page, request, actions)
        if isinstance(done, Response):
            return _gone(done, page)
        told = done
    return await desk.answer(
        "espaces.html",
        page,
        ESPACES,
        told.status,
        every=described,
        create=actions[0],
        actions=actions[1:],
        told=told,
    )


async def _actions_here(desk: Desk, page: Page, here: dict[str, Any]) -> tuple[Action, ...]:
    snapshots = await desk.control.get(page.espace, "instantanes")
    return _of_one(page.espace, here["settings"]["profile"], snapshots)


def _gone(done: Response, page: Page) -> Response:
    """Nothing can be shown of an espace just deleted: back to the default one."""
    if "fait=supprimer" in done.headers["location"]:
        done.headers["location"] = page.url("/espaces", espace=DEFAULT_ESPACE, fait="supprimer")
    return done
