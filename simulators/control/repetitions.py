"""Rehearsals: a suite of scenarios that a person plays, stage by stage, in one espace."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Annotated

from fastapi import APIRouter, HTTPException
from pydantic import BaseModel, ConfigDict, Field

from simulators.control import stages
from simulators.control.desk import Anyone, Desk, Owned
from simulators.control.echanges import Lang
from simulators.control.rehearsing import (
    Turn,
    begun,
    catalogue_of,
    ended,
    found_in,
    going_in,
    scenario_of,
    summary,
)
from simulators.control.reponses_repetition import (
    CatalogueTold,
    RehearsalDetail,
    RehearsalTold,
    ScenarioKnown,
    SuiteKnown,
)
from simulators.scenarios.model import Catalogue, Scenario, UnknownScenarioError
from simulators.scenarios.rehearsal import Rehearsal, every, forget, keep

router = APIRouter(prefix="/espaces/{espace}/repetitions", tags=["Répétitions"])


class Chosen(BaseModel):
    """The suite, or the scenario, to rehearse."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"choix": "premiers-pas"}]})

    choix: Annotated[str, Field(min_length=1, max_length=100)]


class Stage(BaseModel):
    """The rank of a stage to begin again, from 0; without it, the current one."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"etape": 0}]})

    etape: Annotated[int, Field(ge=0, le=1000)] | None = None


class Attestation(BaseModel):
    """What a person says of a check that the traffic cannot decide."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"conforme": True}]})

    conforme: bool


@router.get("/catalogue", summary="Ce qui peut être répété · What can be rehearsed")
async def catalogue(espace: Owned, desk: Anyone, lang: Lang = "fr") -> CatalogueTold:
    """The suites with their scenarios, and every scenario with its title and services."""
    del espace
    known = await catalogue_of(desk)
    suites: list[SuiteKnown] = [
        {"nom": suite.nom, "titre": suite.titre.in_language(lang), "scenarios": list(suite.scenarios)}
        for suite in known.suites.values()
    ]
    scenarios: list[ScenarioKnown] = [
        {
            "id": each.id,
            "titre": each.titre.in_language(lang),
            "niveau": each.niveau,
            "services": list(each.services),
            "types_esms": list(each.types_esms),
            "exigences": [asked.id for asked in each.exigences],
        }
        for each in known.scenarios.values()
    ]
    return {"suites": suites, "scenarios": scenarios}


@router.get("", summary="Répétitions · Rehearsals")
async def listing(espace: Owned) -> list[RehearsalTold]:
    """Those of the espace, the latest first."""
    return [summary(each) for each in await espace.store.query(every)]


@router.post("", status_code=201, summary="Commencer une répétition · Begin a rehearsal")
async def begin(espace: Turn, desk: Anyone, body: Chosen) -> RehearsalTold:
    """The first scenario begins at once."""
    picked = await picked_of(desk, body.choix)
    id_, now = espace.ids.short("repetition"), espace.clock.now()
    rank = 1 + max((each.rank for each in await espace.store.query(every)), default=0)
    new = Rehearsal(id_, body.choix, now, tuple(each.id for each in picked), rank=rank)
    return summary(await begun(desk, espace, new, picked[0]))


async def picked_of(desk: Desk, choice: str) -> Sequence[Scenario]:
    """The scenarios of a choice, in order; 404 for a name of none, 409 when it holds none."""
    known = await catalogue_of(desk)
    try:
        picked = known.pick(choice)
    except UnknownScenarioError:
        raise HTTPException(404, f"Ni suite ni scénario de ce nom : {choice}") from None
    if not picked:
        raise HTTPException(409, f"La suite {choice} n'a aucun scénario")
    return picked


@router.get("/{id_}", summary="Une répétition · One rehearsal")
async def read(espace: Owned, desk: Anyone, id_: str, lang: Lang = "fr") -> RehearsalDetail:
    """Every stage begun, judged over what came so far."""
    found, known = await found_in(espace, id_), await catalogue_of(desk)
    verdicts = [
        await stages.verdict(desk, espace, scenario_of(known, stage.scenario), stage)
        for stage in found.stages
    ]
    return {
        **summary(found),
        "etapes": [
            stages.told(each, lang, going=stage.until is None)
            for each, stage in zip(verdicts, found.stages, strict=True)
        ],
    }


@router.post("/{id_}/suivant", summary="Étape suivante · Next stage")
async def following(espace: Turn, desk: Anyone, id_: str) -> RehearsalTold:
    """The current scenario is over; the next one begins, or the rehearsal ends."""
    found, known = await going_in(espace, id_), await catalogue_of(desk)
    last = len(found.stages) == len(found.scenarios)
    coming = None if last else scenario_of(known, found.scenarios[len(found.stages)])
    stopped = await ended(desk, espace, found, over=last)
    return summary(stopped if coming is None else await begun(desk, espace, stopped, coming))


@router.post("/{id_}/recommencer", summary="Recommencer une étape · Begin a stage again")
async def again(espace: Turn, desk: Anyone, id_: str, body: Stage) -> RehearsalTold:
    """Its exchanges so far no longer count, nor those of the stages after it."""
    found, known = await found_in(espace, id_), await catalogue_of(desk)
    rank = len(found.stages) - 1 if body.etape is None else body.etape
    if rank >= len(found.stages):
        raise HTTPException(409, f"L'étape {rank} n'a pas commencé")
    scenario = scenario_of(known, found.scenarios[rank])
    stopped = await ended(desk, espace, found, over=found.over)
    return summary(await begun(desk, espace, replace(stopped, stages=stopped.stages[:rank]), scenario))


@router.put("/{id_}/attestations/{controle}", summary="Attester · Attest")
async def attest(espace: Turn, desk: Anyone, id_: str, controle: str, body: Attestation) -> RehearsalTold:
    """What a person says of a check of a stage begun; 404 for a check that no such stage has."""
    found, known = await found_in(espace, id_), await catalogue_of(desk)
    ranks = [rank for rank, each in enumerate(found.stages) if _has(known, each.scenario, controle)]
    if not ranks:
        raise HTTPException(404, f"Aucune étape commencée ne demande d'attester {controle}")
    changed = list(found.stages)
    for rank in ranks:
        said = {**changed[rank].attestations, controle: body.conforme}
        changed[rank] = replace(changed[rank], attestations=said)
    after = replace(found, stages=tuple(changed))
    await espace.store.write(partial(keep, rehearsal=after))
    return summary(after)


@router.delete("/{id_}", status_code=204, summary="Oublier une répétition · Forget a rehearsal")
async def remove(espace: Turn, desk: Anyone, id_: str) -> None:
    """What it had set is undone; its exchanges stay in the journal."""
    await ended(desk, espace, await found_in(espace, id_), over=True)
    await espace.store.write(partial(forget, id_=id_))


def _has(known: Catalogue, scenario: str, check: str) -> bool:
    return any(each.id == check and each.regle is None for each in scenario_of(known, scenario).controles)
