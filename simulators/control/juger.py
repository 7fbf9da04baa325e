"""Judging: what the exchanges of an espace prove of a scenario, or of each scenario of a suite."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Annotated

from fastapi import APIRouter, HTTPException
from pydantic import BaseModel, ConfigDict, Field

from simulators.control import echanges, stages
from simulators.control.desk import Anyone, Owned
from simulators.control.echanges import Lang
from simulators.control.rehearsing import catalogue_of
from simulators.control.reponses_repetition import StageTold
from simulators.core.journal.model import Exchange
from simulators.core.monde.model import Personne
from simulators.scenarios.model import Scenario, UnknownScenarioError
from simulators.scenarios.verdicts import ScenarioVerdict

router = APIRouter(prefix="/espaces/{espace}/juger", tags=["Scénarios"])


class Judged(BaseModel):
    """What is judged: a scenario or a suite, over the exchanges numbered after `apres_seq`.

    `attestations` are what a person says, by check id, of what the traffic cannot tell.
    """

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"choix": "INS-01"}]})

    choix: Annotated[str, Field(min_length=1, max_length=100)]
    apres_seq: echanges.Sequence = 0
    attestations: Annotated[dict[str, bool], Field(default_factory=dict, max_length=1000)]


@router.post("", summary="Juger un scénario · Judge a scenario")
async def judged(espace: Owned, desk: Anyone, body: Judged, lang: Lang = "fr") -> list[StageTold]:
    """One verdict per scenario, in the order of the suite, over 10,000 exchanges at most; 404 for neither.

    Only the exchanges of this espace count: a TLS handshake refused before its espace was known (no server
    name that tells it) is in the journal of the installation, where other tests leave theirs.
    """
    known = await catalogue_of(desk)
    try:
        picked = known.pick(body.choix)
    except UnknownScenarioError:
        raise HTTPException(404, f"Ni suite ni scénario de ce nom : {body.choix}") from None
    sent = await stages.between(espace.journal, body.apres_seq, None)
    people, played = dict(espace.monde.personnes()), frozenset(desk.services)
    verdicts = await asyncio.to_thread(_judge, picked, sent, people, body.attestations, played)
    return [stages.told(one, lang, going=False) for one in verdicts]


def _judge(
    picked: tuple[Scenario, ...],
    exchanges: Sequence[Exchange],
    people: Mapping[str, Personne],
    attestations: Mapping[str, bool],
    played: frozenset[str],
) -> list[ScenarioVerdict]:
    # Loaded when somebody judges: a simulator at rest does without it.
    from simulators.scenarios.judge import judge_view
    from simulators.scenarios.view import View

    view = View(exchanges, people, attestations)
    return [judge_view(one, view, played) for one in picked]
