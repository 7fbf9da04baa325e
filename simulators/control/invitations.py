"""The invitation to an espace, on which the link of its guests depends."""

from fastapi import APIRouter

from simulators.control.desk import Administrator, Owned
from simulators.control.reponses import Invitation
from simulators.formation import invitations

router = APIRouter(prefix="/espaces/{espace}/invitation", tags=["Espaces"])


@router.get("", summary="Invitation d'un espace · Invitation to an espace")
async def current(espace: Owned, desk: Administrator) -> Invitation:
    """The number that the link to give depends on, drawn at the first need and after each reset."""
    return {"numero": await invitations.current(desk.context, espace.name)}


@router.post("", status_code=201, summary="Renouveler l'invitation · Renew the invitation")
async def renew(espace: Owned, desk: Administrator) -> Invitation:
    """Another number: the links given before open nothing any more."""
    return {"numero": await invitations.renew(desk.context, espace.name)}
