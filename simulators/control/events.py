"""An event of a training session happens in one espace: all of it, or nothing of its faults stays."""

from simulators.control import givens, monde
from simulators.control.desk import Desk
from simulators.control.pannes import NewFault, arm
from simulators.core.espace import Espace
from simulators.formation.evenements import Evenement, Incident


def needed(event: Evenement) -> set[str]:
    """The services without which it cannot happen. Pure."""
    return {one.service for one in event.incidents} | {one.service for one in event.operations}


async def happen(desk: Desk, espace: Espace, event: Evenement) -> None:
    """Faults, then facts, then what comes. Raises HTTPException, the reason told."""
    before = {one.id for one in espace.faults.active()}
    try:
        for incident in event.incidents:
            await arm(espace, desk, _fault(incident))
        for change in event.changements:
            await monde.patch(espace, change.genre, change.id, dict(change.faits))
        for operation in event.operations:
            await givens.operate(desk, espace, operation)
    except BaseException:
        for one in {each.id for each in espace.faults.active()} - before:
            await espace.faults.remove(one)
        raise


def _fault(one: Incident) -> NewFault:
    return NewFault(
        kind=one.genre,
        name=one.nom,
        service=one.service,
        minutes=one.minutes,
        remaining=one.nombre,
        parameters=dict(one.parametres),
    )
