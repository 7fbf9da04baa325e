"""Replaying one exchange of an espace to our own service, in this process."""

from typing import TYPE_CHECKING

from fastapi import APIRouter, HTTPException

from simulators.control.desk import Administrator, Owned
from simulators.control.reponses_journal import Gap, Replayed

if TYPE_CHECKING:
    from simulators.rejeu.comparer import Ecart

router = APIRouter(prefix="/espaces/{espace}/echanges", tags=["Échanges"])


@router.post("/{id_}/rejeu", status_code=201, summary="Rejouer un échange ici · Replay an exchange here")
async def replay(espace: Owned, desk: Administrator, id_: str) -> Replayed:
    """Gives the recorded request again to its service, and compares both answers; nothing leaves the process.

    `nouveau` is the id of the new exchange, `ecarts` what differs, `mis_de_cote` what may differ (dates,
    identifiers), `reserves` what in the request is too old to be judged. 409 for what cannot be replayed.
    """
    from simulators.rejeu.interne import PasRejouableError, rejouer_ici

    exchange = await espace.journal.get(id_)
    if exchange is None:
        raise HTTPException(404, f"Échange inconnu dans l'espace {espace.name} : {id_}")
    try:
        done = await rejouer_ici(exchange, espace, desk.services, marks=desk.context.marks)
    except PasRejouableError as refused:
        raise HTTPException(409, f"Cet échange ne se rejoue pas : {refused}") from None
    differing = [_gap(one) for one in done.ecarts if not one.volatil]
    return {
        "nouveau": done.nouveau.id,
        "egal": not differing,
        "ecarts": differing,
        "mis_de_cote": [_gap(one) for one in done.ecarts if one.volatil],
        "reserves": list(done.reserves),
    }


def _gap(one: "Ecart") -> Gap:
    told: Gap = {"champ": one.chemin, "gauche": one.gauche, "droite": one.droite}
    return {**told, "famille": one.volatil} if one.volatil else told
