"""The fidelity register, and reading the journal again with today's rules."""

from fastapi import APIRouter

from simulators.control.desk import Anyone, Visited
from simulators.control.echanges import Lang
from simulators.control.render import register
from simulators.control.reponses import Reread
from simulators.control.reponses_journal import RegisterTold
from simulators.core.journal.reindex import reindex

router = APIRouter(tags=["Fidélité"])


@router.get("/fidelite", summary="Registre de fidélité · Fidelity register")
async def fidelity(desk: Anyone, lang: Lang = "fr") -> dict[str, RegisterTold]:
    """Every error, rule and default of every service, with where we know it from."""
    return {name: register(service.register, lang) for name, service in desk.services.items()}


@router.post("/espaces/{espace}/reindexer", summary="Relire le journal · Read the journal again")
async def reread(espace: Visited, desk: Anyone) -> Reread:
    """Facts and findings of every exchange, recomputed from its bytes; answers how many changed."""
    done = await reindex(espace.journal, desk.services, espace)
    return {"relus": done.seen - done.skipped, "changes": done.changed, "laisses": done.skipped}
