"""Scenarios: judging what was exchanged, rehearsing one whose faults and options the simulator sets."""

from collections.abc import Mapping

from socle_client.answers.journal import Exchange
from socle_client.answers.verdicts import Judgement
from socle_client.calls.call import Call, Json, as_json, nothing, of_espace
from socle_client.calls.journal import seq_of
from socle_client.language import Lang, language


def catalogue(espace: str, *, lang: Lang | None = None) -> Call[Json]:
    """The suites and the scenarios there are, with their titles and requirements."""
    return Call("GET", _rehearsals(espace, "catalogue"), as_json, {"lang": lang or language()})


def judge(
    espace: str,
    choice: str,
    *,
    after: "Exchange | int" = 0,
    attestations: Mapping[str, bool] | None = None,
    lang: Lang | None = None,
) -> Call[Judgement]:
    """What the exchanges prove of a scenario (`INS-01`) or of each of a suite. RefusedError 404 for neither.

    `attestations` are a person's answers, by check id, on what the traffic cannot tell.
    """
    body = {"choix": choice, "apres_seq": seq_of(after), "attestations": dict(attestations or {})}
    path, params = of_espace(espace, "juger"), {"lang": lang or language()}
    return Call("POST", path, lambda reply: Judgement.read(reply.json()), params, body)


def begin_rehearsal(espace: str, choice: str) -> Call[Json]:
    """The faults, options and mails of a scenario are set; gives the rehearsal, whose `id` ends it."""
    return Call("POST", _rehearsals(espace), as_json, body={"choix": choice})


def rehearsal(espace: str, id_: str, *, lang: Lang | None = None) -> Call[Json]:
    """Every stage begun, judged over what came so far."""
    return Call("GET", _rehearsals(espace, id_), as_json, {"lang": lang or language()})


def next_stage(espace: str, id_: str) -> Call[Json]:
    """The current scenario is over; the next one begins, or the rehearsal ends."""
    return Call("POST", _rehearsals(espace, id_, "suivant"), as_json)


def end_rehearsal(espace: str, id_: str) -> Call[None]:
    """What it had set is undone; its exchanges stay."""
    return Call("DELETE", _rehearsals(espace, id_), nothing)


def _rehearsals(espace: str, *parts: str) -> str:
    return of_espace(espace, "repetitions", *parts)
