"""What was revoked: one small file per serial, so that two processes never lose each other's."""

from collections.abc import Callable, Mapping
from pathlib import Path

from simulators.core.net.pki import certificates, files
from simulators.core.net.pki.certificates import Signer


class Revocations:
    """The revoked serials of an installation and the CRLs that tell them, one per authority.

    A serial is random on 159 bits and ours whichever authority signed: both intermediates list it.
    """

    def __init__(self, folder: Path, signers: Callable[[], Mapping[str, Signer]]) -> None:
        self._folder = folder
        self._signers = signers
        self.pem = folder / "crl.pem"
        self.serials = self._listed()

    def add(self, serial: int) -> None:
        """Revokes; takes effect wherever contexts are built from `pem` afterwards."""
        self._folder.mkdir(parents=True, exist_ok=True)
        (self._folder / f"{serial:x}.revoked").touch()
        self.write()

    def discard(self, serial: int) -> None:
        """Takes a serial out of the lists again."""
        (self._folder / f"{serial:x}.revoked").unlink(missing_ok=True)
        self.write()

    def write(self) -> None:
        """Signs the CRLs again, until they say what the folder holds (another process may revoke too)."""
        listed: frozenset[int] | None = None
        while listed != (now := self._listed()):
            listed = now
            crls = [certificates.make_crl(signer, serials) for signer, serials in self._lists(listed)]
            files.replace(self.pem, b"".join(map(certificates.pem, crls)))
        self.serials = listed

    def _lists(self, serials: frozenset[int]) -> list[tuple[Signer, list[int]]]:
        root = {"racine"}
        return [(signer, [] if name in root else sorted(serials)) for name, signer in self._signers().items()]

    def _listed(self) -> frozenset[int]:
        return frozenset(int(path.stem, 16) for path in self._folder.glob("*.revoked"))
