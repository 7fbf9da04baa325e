"""Messages of lot 2, typed by hand, and a bench with a real store where they are known."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from ins.lot2.state.tables import lots, tranches
from simulators.core.clock import Clock, ClockMode, ClockSetting
from simulators.core.espace import EspaceSettings
from simulators.core.rule import Profile
from simulators.core.store.store import Store, single_store
from tests.ins.banc import Answer, Banc, Chunk, People, peer

GOLDEN = Path(__file__).parent / "golden"
VERIFICATION = (GOLDEN / "demande_verification.xml").read_text("utf-8")
DEPOT = (GOLDEN / "demande_depot.xml").read_text("utf-8")
SUIVI = (GOLDEN / "demande_suivi.xml").read_text("utf-8")
LIGNES = re.compile("<m:LIGNE>.*</m:LIGNE>")
MORNING = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)


def golden(name: str) -> bytes:
    """One of the vectors."""
    return (GOLDEN / f"{name}.xml").read_bytes()


def ouvert(*options: str, profile: Profile = Profile.TERRAIN, real: bool = False) -> EspaceSettings:
    """The settings of an espace that simulates lot 2."""
    return EspaceSettings(profile, real, frozenset({"ins.lot2", *options}))


# Each message of a conversation has its own identifier: the last twelve characters of the golden one change.
_MESSAGE_ID = re.compile(rb"(<wsa:MessageID>uuid:[^<]{24})[0-9a-f]{12}<")


class Banc2(Banc):
    """A service, an espace with a store, a clock that moves by a second at each exchange."""

    def __init__(self, store: Store, settings: EspaceSettings, people: People | None = None) -> None:
        super().__init__(settings, people=people)
        self.espace.store = store
        self.espace.clock = Clock(ClockSetting(ClockMode.STEPPED, 0.0, MORNING))

    def post(self, body: bytes | Iterable[Chunk], **how: Any) -> Answer:
        """Sends a message under an identifier of its own."""
        if isinstance(body, bytes):
            own = b"%012x<" % (len(self.journal) + 1)
            body = _MESSAGE_ID.sub(lambda found: found[1] + own, body)
        return super().post(body, **how)

    def depose(self, *changes: tuple[str, str]) -> str:
        """Deposits a batch; its identifier."""
        return self.post(message(DEPOT, *changes)).text("IdLot")

    def suit(self, lot: str, unit: str = "10B0152872") -> Answer:
        """Asks how far a batch is."""
        return self.post(message(SUIVI, (">LOT<", f">{lot}<")), certificate=peer("INSI-AUTO", unit))

    def attend(self, seconds: float) -> None:
        """Time passes."""
        now = self.espace.clock.now().timestamp() + seconds
        self.espace.clock.setting = ClockSetting(ClockMode.STEPPED, 0.0, datetime.fromtimestamp(now, UTC))


@contextmanager
def banc2(
    folder: Path, *options: str, profile: Profile = Profile.TERRAIN, real: bool = False
) -> Iterator[Banc2]:
    """A bench on the store of that folder."""
    with single_store(folder) as store:
        yield Banc2(store, ouvert(*options, profile=profile, real=real))


def message(text: str, *changes: tuple[str, str]) -> bytes:
    """A message, with pieces of text replaced (each must be there)."""
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return text.encode()


def verification(*changes: tuple[str, str]) -> bytes:
    """The right verification of NESSI RUTH, with pieces replaced."""
    return message(VERIFICATION, *changes)


def stored(banc: Banc2) -> tuple[int, int]:
    """How many batches and slices the store holds."""
    return banc.espace.store.read(
        lambda connection: (
            connection.scalar(select(func.count()).select_from(lots)) or 0,
            connection.scalar(select(func.count()).select_from(tranches)) or 0,
        )
    )


def many(count: int) -> bytes:
    """A batch of so many lines, NESSI RUTH each."""
    (line,) = re.findall("<m:LIGNE><m:IdLigne>ruth.*?</m:LIGNE>", DEPOT)
    lines = "".join(line.replace("ruth", str(number)) for number in range(count))
    return LIGNES.sub(lambda _: lines, DEPOT).encode()
