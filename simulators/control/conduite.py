"""A trainer leads: the stage shown, pauses, events dropped in; what was done is told to the espace."""

from dataclasses import replace
from functools import partial
from typing import Annotated, Literal

from fastapi import APIRouter, HTTPException
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import Connection

from simulators.control import events, repetitions, stages
from simulators.control.desk import Administrator, Anyone, Desk, Owned
from simulators.control.echanges import Lang
from simulators.control.rehearsing import Turn, ended
from simulators.control.reponses_repetition import (
    EventDropped,
    EventKnown,
    GestureMade,
    TrainerMessage,
)
from simulators.core.espace import Espace
from simulators.core.rule import Text
from simulators.formation import messages
from simulators.formation.evenements import EVENEMENTS
from simulators.formation.messages import Message
from simulators.scenarios import rehearsal
from simulators.scenarios.rehearsal import Rehearsal

router = APIRouter(prefix="/espaces/{espace}", tags=["Formation"])

Gesture = Literal["commencer", "suivant", "precedent", "pause", "reprise", "rendre"]
# What the espace is told of each, after "le formateur".
_TOLD: dict[Gesture, Text] = {
    "commencer": Text("a commencé une répétition pour le groupe", "began a rehearsal for the group"),
    "suivant": Text("est passé à l’étape suivante", "went on to the next step"),
    "precedent": Text("est revenu à l’étape précédente", "went back to the previous step"),
    "pause": Text("a mis la répétition en pause", "paused the rehearsal"),
    "reprise": Text("a repris la répétition", "resumed the rehearsal"),
    "rendre": Text("vous laisse avancer à votre rythme", "lets you go on at your own pace"),
}


class Led(BaseModel):
    """What the trainer does; `choix` is the suite or the scenario to begin."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"geste": "commencer", "choix": "premiers-pas"}]}
    )

    geste: Gesture
    choix: Annotated[str, Field(max_length=100)] = ""


class Dropped(BaseModel):
    """The name of an event; a `surprise` is not told to the espace."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"evenement": "internet_coupe", "surprise": False}]}
    )

    evenement: Annotated[str, Field(max_length=40)]
    surprise: bool = False


@router.post("/conduite", summary="Mener la répétition · Lead the rehearsal")
async def lead(espace: Turn, desk: Administrator, body: Led) -> GestureMade:
    """On the latest rehearsal of the espace, which goes on led; `rendre` gives it back to the trainees.

    `commencer` ends the one led so far: its faults would strike the next. 404 without any, 409 when it is
    over, paused already, at its first stage.
    """
    if body.geste == "commencer":
        await repetitions.picked_of(desk, body.choix)
        await _over(desk, espace)
        begun = await repetitions.begin(espace, desk, repetitions.Chosen(choix=body.choix))
        found = await _latest(espace, str(begun["id"]))
    else:
        found = await _gone_on(desk, espace, body.geste)
    # A pause says nothing of who decides.
    led = found.led if body.geste in {"pause", "reprise"} else body.geste != "rendre"
    await espace.store.write(partial(_kept, replace(found, led=led)))
    await _say(espace, _TOLD[body.geste])
    return {"id": found.id, "geste": body.geste}


async def _over(desk: Desk, espace: Espace) -> None:
    for each in await espace.store.query(rehearsal.every):
        if each.led and not each.over:
            await ended(desk, espace, each, over=True)


async def _gone_on(desk: Desk, espace: Espace, gesture: Gesture) -> Rehearsal:
    found = await _latest(espace)
    if found.over and gesture != "precedent":
        raise HTTPException(409, "Cette répétition est terminée")
    match gesture:
        case "suivant":
            await repetitions.following(espace, desk, found.id)
        case "precedent":
            rank = len(found.stages) - 2
            if rank < 0:
                raise HTTPException(409, "C'est la première étape")
            await repetitions.again(espace, desk, found.id, repetitions.Stage(etape=rank))
        case "pause" | "reprise":
            return await _paused(desk, espace, found, gesture == "pause")
    return await _latest(espace, found.id)


async def _paused(desk: Desk, espace: Espace, found: Rehearsal, paused: bool) -> Rehearsal:
    if found.paused == paused:
        raise HTTPException(409, "Elle est déjà en pause" if paused else "Elle n'est pas en pause")
    change = stages.pause if paused else stages.resume
    stage = await change(desk, espace, found.current)
    return replace(found, stages=(*found.stages[:-1], stage), paused=paused)


async def _latest(espace: Espace, id_: str = "") -> Rehearsal:
    every = await espace.store.query(rehearsal.every)
    found = next((one for one in every if id_ in {"", one.id}), None)
    if found is None:
        raise HTTPException(404, "Aucune répétition dans cet espace")
    return found


def _kept(led: Rehearsal, connection: Connection) -> None:
    rehearsal.keep(connection, led)


async def _say(espace: Espace, text: Text, surprise: bool = False) -> None:
    message = Message(espace.clock.now(), text, surprise)
    await espace.store.write(partial(messages.keep, message=message))


@router.get("/evenements/catalogue", summary="Événements possibles · Events that may be dropped in")
async def known(espace: Owned, desk: Administrator, lang: Lang = "fr") -> list[EventKnown]:
    """Their names and titles, those that need a service not simulated here left out."""
    del espace
    possible = [one for one in EVENEMENTS if events.needed(one) <= set(desk.services)]
    return [{"evenement": one.cle, "titre": one.titre.in_language(lang)} for one in possible]


@router.post("/evenements", status_code=201, summary="Provoquer un événement · Drop an event in")
async def drop(espace: Turn, desk: Administrator, body: Dropped) -> EventDropped:
    """It happens at once. 404 for a name that is none of the catalogue's, 422 when it cannot happen here."""
    found = next((one for one in EVENEMENTS if one.cle == body.evenement), None)
    if found is None:
        raise HTTPException(404, f"Événement inconnu : {body.evenement}")
    await events.happen(desk, espace, found)
    await _say(espace, found.recit, body.surprise)
    return {"evenement": found.cle, "surprise": body.surprise}


@router.get("/messages", summary="Ce que le formateur a fait · What the trainer did")
async def told(espace: Owned, desk: Anyone, lang: Lang = "fr") -> list[TrainerMessage]:
    """What the espace was told, the latest first: no surprise among it."""
    del desk
    return [as_told(one, lang) for one in await espace.store.query(messages.every)]


@router.get("/messages/tous", summary="Tous les gestes du formateur · All that the trainer did")
async def everything(espace: Owned, desk: Administrator, lang: Lang = "fr") -> list[TrainerMessage]:
    """The surprises too."""
    del desk
    found = await espace.store.query(partial(messages.every, surprises=True))
    return [as_told(one, lang) for one in found]


def as_told(one: Message, lang: str) -> TrainerMessage:
    """A message as a sentence."""
    who = "The trainer" if lang == "en" else "Le formateur"
    text = f"{who} {one.text.in_language(lang)}."
    return {"moment": one.at.isoformat(), "texte": text, "surprise": one.surprise}
