"""Where the mail faces listen, as the clients of a domain are told."""

from collections.abc import Mapping
from typing import Final

from mss.confiance.messages.autoconfig import enregistrements, valeurs
from mss.confiance.model import Point, Reglages
from mss.model import Annuaire

# Before the listeners are known (a saved file, a test without them): the real ports.
_REELS: Final = {"smtp": 587, "imap": 143, "smtp_app": 587, "imap_app": 143}


class Adresses:
    """The addresses of the mail faces, told once the sockets are there."""

    def __init__(self) -> None:
        self._points = {face: Point("localhost", port) for face, port in _REELS.items()}

    def apprendre(self, origins: Mapping[str, str]) -> None:
        """`host:port` of each mail face; what is no mail face is left."""
        for face in _REELS:
            hote, _, port = origins.get(face, "").rpartition(":")
            if hote and port.isdigit():
                self._points[face] = Point(hote, int(port))

    def de(self, domaine: str, *, applicatif: bool = False) -> Reglages:
        """The settings of the boxes of a domain."""
        suffix = "_app" if applicatif else ""
        return Reglages(
            domaine, self._points[f"imap{suffix}"], self._points[f"smtp{suffix}"], applicatif=applicatif
        )


def par_domaine(annuaire: Annuaire, adresses: Adresses) -> list[dict[str, object]]:
    """The records of every domain of the white list: what the ready file tells."""
    return [
        value for one in sorted(annuaire.domaines) for value in valeurs(enregistrements(adresses.de(one)))
    ]
