"""Control of INSi: the kept reference base as a whole."""

from ins.state import base as registre
from simulators.core.espace import Espace
from simulators.core.rule import Text
from simulators.core.service import ControlCall, ControlRoute


def routes() -> tuple[ControlRoute, ...]:
    """The operations on the whole base."""
    return (
        ControlRoute("GET", "/base", Text("Compter la base", "Count the base"), _compter),
        ControlRoute("DELETE", "/base", Text("Vider la base", "Empty the base"), _vider),
    )


async def _compter(espace: Espace, _: ControlCall) -> object:
    """How many identities are kept in the base, those of the people of the espace left out."""
    return {"identites": await espace.store.query(registre.combien)}


async def _vider(espace: Espace, _: ControlCall) -> object:
    """Removes every imported or generated identity; the people of the espace stay."""
    gone = await espace.store.write(registre.vider)
    espace.monde.invalidate()
    return {"otees": gone}
