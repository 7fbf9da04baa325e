"""What the journal tells of a mail connection by itself: greeted without STARTTLS, cut by the operator."""

from typing import TYPE_CHECKING, ClassVar, Final

from mss.data.names import ACCUEIL, FIN_SESSION
from mss.exchanges import MailProtocol, Told, begin, record
from mss.facts import connexion
from mss.messages.constats import findings
from mss.model import Acces, Remarque
from mss.operateur import Guichet
from mss.rules.catalogue.base import PANNE
from mss.wire import MailConnection
from simulators.core.journal.model import Message
from simulators.core.rule import Effect

if TYPE_CHECKING:
    from simulators.core.espace import Espace

SANS_STARTTLS: Final = "starttls_absent"
COUPURE: Final = "coupure"


def raconter_accueil(
    espace: "Espace", protocol: MailProtocol, asked: str, said: str, connection: MailConnection, face: str
) -> None:
    """The capabilities were told without STARTTLS, as a third party would make them."""
    told = Told(
        protocol,
        ACCUEIL,
        Message(asked),
        Message(said),
        "accueil",
        {"mss.capacites": tuple(said.split("\n")), "professional": "", "fault": True},
        findings(None, (Remarque(PANNE, SANS_STARTTLS),), lambda _: Effect.ACCEPT),
    )
    record(begin(espace), told, connection, face)


def raconter_coupure(
    espace: "Espace",
    acces: Acces | None,
    protocol: MailProtocol,
    said: str,
    connection: MailConnection,
    face: str,
) -> None:
    """The operator closed a session: `mss.cause` tells it from a session that its token ended."""
    boite, who = (acces.boite.adresse, acces.professionnel) if acces is not None else ("", "")
    told = Told(
        protocol,
        FIN_SESSION,
        Message(""),
        Message(said),
        COUPURE,
        {**connexion("", boite, who, "", COUPURE), "mss.cause": COUPURE},
        findings(None, (Remarque(PANNE, COUPURE),), lambda _: Effect.REFUSE),
    )
    record(begin(espace), told, connection, face)


class Coupable:
    """A session that its operator may cut: what both protocols have for it."""

    connection: MailConnection
    guichet: Guichet
    acces: Acces | None
    protocole: ClassVar[MailProtocol]
    adieu: ClassVar[str]
    _espace: "Espace | None"

    def boite(self) -> tuple[str, str]:
        """The espace and the box of the login; empty names before."""
        if self._espace is None or self.acces is None:
            return "", ""
        return self._espace.name, self.acces.boite.adresse

    def couper(self) -> None:
        """Tells the client that the operator closes, journals it, and closes."""
        if self._espace is not None:
            raconter_coupure(
                self._espace, self.acces, self.protocole, self.adieu, self.connection, self.guichet.nom
            )
        self.connection.write(self.adieu.encode("ascii") + b"\r\n")
        self.connection.close()
