"""Messages of lot 2, typed by hand, for its tests."""

from pathlib import Path

from simulators.core.espace import EspaceSettings
from simulators.core.rule import Profile
from tests.ins.banc import Banc, People

GOLDEN = Path(__file__).parent / "golden"
VERIFICATION = (GOLDEN / "demande_verification.xml").read_text("utf-8")
CONTEXTES = VERIFICATION.partition("<soap:Header>")[2].partition("<wsa:Action>")[0]


def golden(name: str) -> bytes:
    """One of the vectors."""
    return (GOLDEN / f"{name}.xml").read_bytes()


def ouvert(*options: str, profile: Profile = Profile.TERRAIN, real: bool = False) -> EspaceSettings:
    """The settings of an espace that simulates lot 2."""
    return EspaceSettings(profile, real, frozenset({"ins.lot2", *options}))


def banc(*, people: People | None = None, profile: Profile = Profile.TERRAIN, real: bool = False) -> Banc:
    """A bench where verifications are known."""
    return Banc(ouvert(profile=profile, real=real), people=people)


def verification(*changes: tuple[str, str]) -> bytes:
    """The right verification of NESSI RUTH, with pieces of text replaced (each must be there)."""
    text = VERIFICATION
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return text.encode()
