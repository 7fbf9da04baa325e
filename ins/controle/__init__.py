"""What the control API may do with the reference base of an espace."""

from ins.controle import base, identites
from simulators.core.service import ControlRoute


def routes() -> tuple[ControlRoute, ...]:
    """The control operations of INSi."""
    return (*base.routes(), *identites.routes())
