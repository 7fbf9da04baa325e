"""The test PKI of the installation: its authorities, until when they are good."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509

from simulators.config import Settings
from simulators.core.rule import Text
from simulators.doctor.model import Line, Verdict

AUTHORITIES = "authority/ca.pem"
SOON = timedelta(days=30)
_ABOUT = Text("Certificats", "Certificates")


def lines(settings: Settings, now: datetime) -> Iterator[Line]:
    """The authorities kept in the PKI folder, then each file given by `--trust`."""
    yield _own(settings.pki_folder, now)
    for path in settings.trust:
        about = Text(f"Autorité ajoutée ({path})", f"Added authority ({path})")
        yield _file(about, path, now, Text("corrigez --trust", "correct --trust"))


def _own(folder: Path, now: datetime) -> Line:
    path = folder / AUTHORITIES
    try:
        absent = not path.exists()
    except OSError:
        absent = False
    if absent:
        found = Text(f"faits au premier démarrage dans {folder}", f"made at the first start in {folder}")
        return Line(_ABOUT, Verdict.OK, found)
    way_out = Text(
        f"arrêtez le simulateur, ôtez {folder} : d'autres seront faits, dont l'autorité à réinstaller",
        f"stop the simulator, remove {folder}: others will be made, their authority to be installed again",
    )
    return _file(_ABOUT, path, now, way_out)


def _file(about: Text, path: Path, now: datetime, way_out: Text) -> Line:
    try:
        found = x509.load_pem_x509_certificates(path.read_bytes())
    except (OSError, ValueError):
        return Line(about, Verdict.PROBLEM, Text(f"{path} illisible", f"{path} cannot be read"), way_out)
    return _validity(about, path, found, now, way_out)


def _validity(about: Text, path: Path, found: list[x509.Certificate], now: datetime, way_out: Text) -> Line:
    begins = max(one.not_valid_before_utc for one in found)
    ends = min(one.not_valid_after_utc for one in found)
    if now < begins:
        early = Text(f"valides à partir du {begins:%Y-%m-%d} seulement", f"valid from {begins:%Y-%m-%d} only")
        clock = Text("mettez l'horloge de la machine à l'heure", "set the clock of this machine")
        return Line(about, Verdict.PROBLEM, early, clock)
    if now >= ends:
        late = Text(f"expirés depuis le {ends:%Y-%m-%d} ({path})", f"expired since {ends:%Y-%m-%d} ({path})")
        return Line(about, Verdict.PROBLEM, late, way_out)
    until = Text(f"{path}, valides jusqu'au {ends:%Y-%m-%d}", f"{path}, valid until {ends:%Y-%m-%d}")
    if ends - now < SOON:
        return Line(about, Verdict.WARNING, until, way_out)
    return Line(about, Verdict.OK, until)


def now() -> datetime:
    """The real time, by which TLS judges."""
    return datetime.now(UTC)
