"""One IMAP connection: greeting, TLS, login, then a command at a time."""

from typing import TYPE_CHECKING, Final

from mss.data.names import FIN_SESSION, NAME, REFUSEE
from mss.errors import IMAP, jouable, reply
from mss.exchanges import Begun, begin
from mss.imap import commandes as c
from mss.imap.analyse import analyser, tag
from mss.imap.authentification import Authentification
from mss.imap.curseur import Syntaxe
from mss.imap.entree import LitteralRefuse, lire_commande
from mss.imap.recit import OPERATIONS, Issue, montre_nom, raconter, refus
from mss.imap.repertoire import HANDLERS
from mss.imap.selection import Selection
from mss.messages.sasl import MECANISMES_CERTIFICAT, MECANISMES_JETON
from mss.model import Acces, Remarque
from mss.operateur import HOTE, Guichet, Operateur
from mss.patience import ConnectionGone, LineTooLong, TooSlow
from mss.recits import SANS_STARTTLS, Coupable, raconter_accueil
from mss.rules.catalogue import acces as access
from mss.rules.catalogue.base import PANNE
from mss.wire import MailConnection
from simulators.core.store.errors import StoreError

if TYPE_CHECKING:
    from simulators.core.espace import Espace

MOST_ERRORS: Final = 50
_IN_CLEAR: Final = ("IMAP4rev1", "LITERAL+", "ID", "STARTTLS", "LOGINDISABLED")
_SECURE: Final = ("IMAP4rev1", "LITERAL+", "SASL-IR", "ID")
_OFFERED: Final = "IDLE NAMESPACE UIDPLUS MOVE UNSELECT CHILDREN SPECIAL-USE ENABLE QUOTA QUOTA=RES-STORAGE"
_LOGGED: Final = (*_SECURE, *_OFFERED.split())
_ANY_STATE: Final = frozenset({"CAPABILITY", "NOOP", "LOGOUT", "ID"})
_BEFORE_LOGIN: Final = frozenset({"STARTTLS", "AUTHENTICATE", "LOGIN"})
_SELECTED: Final = frozenset(
    {"CHECK", "CLOSE", "UNSELECT", "EXPUNGE", "SEARCH", "FETCH", "STORE", "COPY", "MOVE"}
)


class Closing(Exception):  # noqa: N818 - the conversation is over
    """What was written is the last word."""


class ImapSession(Coupable):
    """See the module. `selection` is the folder selected, if any."""

    protocole = "imap"
    adieu = "* BYE Connection closed by the operator"

    def __init__(self, operateur: Operateur, guichet: Guichet, connection: MailConnection) -> None:
        self.connection = connection
        self.operateur = operateur
        self.guichet = guichet
        self.acces: Acces | None = None
        self.selection: Selection | None = None
        self._espace: Espace | None = None
        self._untagged: list[bytes] = []
        self._errors = 0

    async def run(self) -> None:
        """The whole conversation."""
        self.connection.panne = self.operateur.portier.panne(self.guichet.nom, self.guichet.tls)
        if self.connection.panne == SANS_STARTTLS:
            said = self.capacites().replace(" ", "\n")
            raconter_accueil(await self.espace(), "imap", "", said, self.connection, self.guichet.nom)
        self.write(f"* OK [CAPABILITY {self.capacites()}] {HOTE} ready")
        try:
            with self.operateur.sessions.tient(self):
                while True:
                    await self._one()
        except Closing:
            await self.connection.drained(self.operateur.delays.write)
        except TooSlow:
            self.write("* BYE Autologout; idle for too long")

    def farewell(self) -> None:
        """Tells that the server stops."""
        self.write("* BYE Server shutting down")
        self.connection.close()

    def capacites(self) -> str:
        """What is offered in the present state."""
        if not self.connection.secure:
            hidden = {"STARTTLS"} if self.connection.panne == SANS_STARTTLS else set()
            return " ".join(one for one in _IN_CLEAR if one not in hidden)
        if self.acces is not None:
            return " ".join(_LOGGED)
        mechanisms = MECANISMES_CERTIFICAT if self.guichet.applicatif else MECANISMES_JETON
        disabled = () if self.guichet.applicatif else ("LOGINDISABLED",)
        return " ".join((*_SECURE, *disabled, *(f"AUTH={one}" for one in mechanisms)))

    def write(self, line: str | bytes) -> None:
        """One line as it is."""
        self.connection.write((line.encode("utf-8") if isinstance(line, str) else line) + b"\r\n")

    def dire(self, line: str | bytes) -> None:
        """One untagged answer, kept for the journal."""
        self.dire_tel_quel((line.encode("utf-8") if isinstance(line, str) else line) + b"\r\n")

    def dire_tel_quel(self, data: bytes) -> None:
        """The same, the end of the line being there."""
        self._untagged.append(data)
        self.connection.write(data)

    async def souffler(self) -> None:
        """Lets the client read before more is written."""
        await self.connection.drained(self.operateur.delays.write)

    async def espace(self) -> "Espace":
        """The espace of the connection: that of the login once there is one."""
        if self._espace is not None:
            return self._espace
        return await self.operateur.portier.espace(self.connection, self.guichet.domains)

    def move(self, espace: "Espace") -> None:
        """Stays in the espace where a login was tried."""
        self._espace = espace
        self.operateur.facteur.reveiller(espace)

    def entre(self, acces: Acces) -> Acces:
        """The login is accepted."""
        self.acces = acces
        return acces

    async def a_jour(self, *, retraits: bool = True) -> None:
        """Tells the client what changed in the selected folder."""
        if self.selection is None:
            return
        espace = await self.espace()
        try:
            change, recents = await self.operateur.regards.changements(espace, self.selection)
        except LookupError:
            self.write("* BYE The selected mailbox is gone")
            raise Closing from None
        if change is not None:
            for line in self.selection.integrer(change, retraits=retraits, recents=recents):
                self.dire(line)

    async def vivante(self) -> bool:
        """Whether the session may go on (errata 7)."""
        if self.acces is None:
            return True
        return await self.operateur.portier.vivante(self.acces, await self.espace())

    async def finir(self, etiquette: str = "") -> None:
        """The operator closes the session: its refresh token is dead."""
        begun = begin(await self.espace())
        remarque = Remarque(access.SESSION_FINIE)
        issue = refus("imap_expire", remarque)
        if etiquette:
            self.write(f"{etiquette} {issue.statut}")
        self.dire(f"* BYE {reply('imap_expire').partition(' ')[2]}")
        raconter(self, begun, FIN_SESSION, etiquette.encode(), issue, self._taken())
        raise Closing

    async def _one(self) -> None:
        delays = self.operateur.delays
        known = self.acces is not None
        self._untagged = []
        data = b""
        try:
            data = await lire_commande(
                self.connection,
                patience=delays.idle if known else delays.greeting,
                middle=delays.middle,
                limit=self.operateur.limit,
                known=known,
            )
            commande = analyser(data)
        except LineTooLong:
            await self._bad(b"", "*", "imap_trop_long", "")
        except LitteralRefuse as error:
            await self._literal(error)
        except Syntaxe as error:
            await self._bad(data, tag(data), "imap_syntaxe", str(error))
        else:
            await self._do(commande, data)
        if not self.connection.pending:
            await self.souffler()

    async def _do(self, commande: c.Commande, data: bytes) -> None:
        if commande.nom not in HANDLERS and commande.nom not in _BEFORE_LOGIN:
            await self._bad(data, commande.tag, "imap_commande", "")
            return
        wrong = self._out_of_place(commande)
        if wrong:
            await self._bad(data, commande.tag, wrong, "")
            return
        if commande.nom in _BEFORE_LOGIN:
            await self._open(commande, data)
            return
        if not await self.vivante():
            await self.finir(commande.tag)
        begun = begin(await self.espace()) if commande.nom in OPERATIONS else None
        issue = self._fault(commande, begun)
        if issue is None:
            try:
                issue = await HANDLERS[commande.nom](self, commande)
            except (StoreError, OSError):
                issue = refus("imap_indisponible")
        await self._end(commande, data, begun, issue)

    async def _end(self, commande: c.Commande, data: bytes, begun: Begun | None, issue: Issue) -> None:
        if commande.nom != "LOGOUT" and self.acces is not None:
            await self.a_jour(retraits=issue.retraits)
        if begun is not None:
            raconter(self, begun, OPERATIONS[commande.nom], data, issue, self._taken())
        self.write(f"{commande.tag} {issue.statut}")
        if commande.nom == "LOGOUT":
            raise Closing

    def _out_of_place(self, commande: c.Commande) -> str:
        """The error of a command that cannot come now, empty when it may."""
        nom = commande.nom
        if nom in _ANY_STATE:
            return ""
        if nom == "STARTTLS" and self.connection.panne == SANS_STARTTLS:
            return "imap_commande"
        if self.acces is None:
            if nom in _BEFORE_LOGIN and (self.connection.secure is not (nom == "STARTTLS")):
                return ""
            return "imap_tls_exige" if not self.connection.secure else "imap_etat"
        if nom in _BEFORE_LOGIN or (nom in _SELECTED and self.selection is None):
            return "imap_etat"
        return ""

    async def _open(self, commande: c.Commande, data: bytes) -> None:
        if commande.nom == "STARTTLS":
            await self._starttls(commande)
        elif not isinstance(commande.arguments, c.Authentifier | c.Identifier):
            await self._bad(data, commande.tag, "imap_syntaxe", "")
        else:
            await Authentification(self).run(commande.tag, commande.nom, commande.arguments)

    async def _starttls(self, commande: c.Commande) -> None:
        injected = self.connection.pending
        self.write(f"{commande.tag} OK Begin TLS negotiation now")
        refused = await self.connection.start_tls(self.guichet.tls, self.operateur.delays.handshake)
        if refused is not None:
            self.guichet.on_refused(refused)
            await self.connection.linger()
        if not self.connection.wire.tls_version:
            raise ConnectionGone
        if injected:
            issue = Issue("OK Begin TLS negotiation now", remarque=Remarque(access.INJECTION))
            raconter(self, begin(await self.espace()), REFUSEE, b"STARTTLS", issue, [])

    def _fault(self, commande: c.Commande, begun: Begun | None) -> Issue | None:
        """The programmed fault that strikes this command."""
        if begun is None or self.acces is None:
            return None
        fault = begun.espace.faults.business(
            service=NAME,
            operation=OPERATIONS[commande.nom],
            professional=self.acces.professionnel,
            able=lambda one: jouable(one.name, IMAP),
        )
        return None if fault is None else refus(fault.name, Remarque(PANNE, fault.name))

    async def _literal(self, error: LitteralRefuse) -> None:
        """A literal too large: refused at once, without waiting for it nor making room for it."""
        await self._bad(error.debut, tag(error.debut), "imap_trop_gros", "")
        if error.suivi:
            self.write("* BYE Literal too large")
            raise Closing

    async def _bad(self, data: bytes, etiquette: str, key: str, detail: str) -> None:
        """Refuses what could not be understood or came out of place; told in the journal."""
        remarque = (
            Remarque(access.AVANT_TLS, montre_nom(data), "STARTTLS") if key == "imap_tls_exige" else None
        )
        issue = refus(key, remarque)
        statut = f"{issue.statut}: {detail}" if detail else issue.statut
        raconter(self, begin(await self.espace()), REFUSEE, data, issue, [])
        self.write(f"{etiquette} {statut}")
        self.faute()

    def faute(self) -> None:
        """One more error of the client, a failed login included; too many end the conversation."""
        self._errors += 1
        if self._errors > MOST_ERRORS:
            self.write("* BYE Too many errors")
            raise Closing

    def _taken(self) -> list[bytes]:
        taken, self._untagged = self._untagged, []
        return taken
