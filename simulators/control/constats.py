"""The findings of a whole espace: what a test suite looks at once its DUI has spoken."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict

from simulators.control.desk import Visited
from simulators.control.echanges import Sequence
from simulators.control.render import finding
from simulators.control.reponses_journal import FindingInEspace
from simulators.core.journal.filters import Filter

router = APIRouter(prefix="/espaces/{espace}/constats", tags=["Échanges"])
_RANKS = {"info": 0, "warning": 1, "error": 2}
# Exchanges read at most: each of them may have several findings.
_MOST = 1000


class Wanted(BaseModel):
    """Findings at least that grave, of exchanges numbered after `after_seq`."""

    model_config = ConfigDict(extra="forbid")

    service: str = ""
    severity: Literal["error", "warning", "info"] = "info"
    after_seq: Sequence = 0
    lang: Literal["fr", "en"] = "fr"


@router.get("", summary="Constats d'un espace · Findings of an espace")
async def findings(espace: Visited, q: Annotated[Wanted, Query()]) -> list[FindingInEspace]:
    """In the order of the exchanges, each with the `exchange` and `seq` it was found in.

    Those of the first thousand exchanges that have any; ask again after the last `seq` for the others.
    """
    wanted = Filter(service=q.service, severity=q.severity, after_seq=q.after_seq, limit=_MOST)
    return [
        {"exchange": exchange.id, "seq": exchange.seq, **finding(one, q.lang)}
        for exchange in await espace.journal.query(wanted)
        for one in exchange.findings
        if _RANKS[one.rule.severity.value] >= _RANKS[q.severity]
    ]
