"""What a service is given when it is created."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from simulators.core.bridges import Bridges

if TYPE_CHECKING:
    from simulators.core.net.pki.authority import Pki
    from simulators.core.sante.officiel.atelier import Atelier
    from simulators.core.store.espaces import Espaces


@dataclass(frozen=True, slots=True)
class Context:
    """The installation as a service sees it; everything of a request comes through its espace.

    `marks` adds the header by which an editor finds the exchange; `public_url` is the origin clients typed
    when it differs from the listeners' own; `bridges` is what the services fulfil for each other, complete
    once all are created; `officiel` judges CDA documents by the official schemas, when the user named a copy.
    """

    espaces: "Espaces"
    pki: "Pki"
    marks: bool = True
    public_url: str = ""
    bridges: Bridges = field(default_factory=Bridges)
    officiel: "Atelier | None" = None
