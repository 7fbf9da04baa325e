"""An espace: an isolated world with its own people, journal, clock and faults."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from simulators.core.clock import Clock
from simulators.core.ids import Ids
from simulators.core.rule import Profile

if TYPE_CHECKING:
    from simulators.core.faults.active import Faults
    from simulators.core.journal.journal import Journal
    from simulators.core.monde.repository import MondeRepository
    from simulators.core.store.store import Store

DEFAULT_ESPACE = "defaut"
# Where what belongs to no espace is journalled: handshakes refused before any name was known.
INSTALLATION = "installation"


@dataclass(frozen=True, slots=True)
class EspaceSettings:
    """How one espace behaves: profile, refusal of real data, and named options of the services.

    `options` holds quirks such as `ins.quirk_qualif`, each declared as a default in its service's register;
    some carry a value: `ins.lot2.delai=60`.
    """

    profile: Profile = Profile.TERRAIN
    refuse_real_data: bool = False
    options: frozenset[str] = field(default_factory=frozenset)


@dataclass(slots=True)
class Espace:
    """What a service is given of the world of one request."""

    name: str
    clock: Clock
    ids: Ids
    store: "Store"
    journal: "Journal"
    monde: "MondeRepository"
    faults: "Faults"
    settings: EspaceSettings = EspaceSettings()
