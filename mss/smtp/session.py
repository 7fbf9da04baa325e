"""One SMTP connection: the order of commands, and what each is answered."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Final

from mss.data.names import CONNEXION_SMTP, FIN_SESSION
from mss.errors import reply
from mss.exchanges import Told, begin, record
from mss.facts import connexion
from mss.messages.constats import findings
from mss.model import Acces, Remarque
from mss.operateur import HOTE, Guichet, Operateur
from mss.patience import ConnectionGone, LineTooLong, TooSlow
from mss.recits import SANS_STARTTLS, Coupable, raconter_accueil
from mss.rules.catalogue import acces as access
from mss.smtp.authentification import Authentification
from mss.smtp.commandes import MOST_AUTH_LINE, Ligne, SyntaxeRefusee, lire_ligne
from mss.smtp.envoi import Envois
from mss.wire import MailConnection
from simulators.core.journal.model import Message
from simulators.core.rule import Effect

if TYPE_CHECKING:
    from simulators.core.espace import Espace

MOST_ERRORS: Final = 20
_PERMITTED_IN_CLEAR: Final = frozenset({"EHLO", "HELO", "STARTTLS", "NOOP", "QUIT", "RSET", "HELP"})


class Closing(Exception):  # noqa: N818 - the conversation is over
    """What was written is the last word."""


class SmtpSession(Coupable):
    """See the module. `espace` is known once TLS or a login said it."""

    protocole = "smtp"
    adieu = reply("indisponible")

    def __init__(self, operateur: Operateur, guichet: Guichet, connection: MailConnection) -> None:
        self.connection = connection
        self.operateur = operateur
        self.guichet = guichet
        self.acces: Acces | None = None
        self.greeted = False
        self._espace: Espace | None = None
        self._envois = Envois(self)
        self._errors = 0
        self._verbs: dict[str, Callable[[Ligne], Awaitable[None]]] = {
            "EHLO": self._ehlo,
            "HELO": self._helo,
            "STARTTLS": self._starttls,
            "AUTH": self._auth,
            "MAIL": self._envois.mail,
            "RCPT": self._envois.rcpt,
            "DATA": self._envois.data,
            "RSET": self._rset,
            "NOOP": self._noop,
            "VRFY": self._vrfy,
            "EXPN": self._not_here,
            "HELP": self._help,
            "QUIT": self._quit,
        }

    async def run(self) -> None:
        """The whole conversation."""
        self.connection.panne = self.operateur.portier.panne(self.guichet.nom, self.guichet.tls)
        self.say(f"220 {HOTE} ESMTP")
        try:
            with self.operateur.sessions.tient(self):
                while True:
                    await self._one()
        except Closing:
            await self.connection.drained(self.operateur.delays.write)
        except TooSlow:
            self.say(reply("attente_depassee"))
        finally:
            self._envois.interrompre()

    def farewell(self) -> None:
        """Tells that the server stops."""
        self.say(reply("arret"))
        self.connection.close()

    def say(self, line: str) -> None:
        """One reply line."""
        self.connection.write(line.encode("ascii", "replace") + b"\r\n")

    def refuse(self, key: str) -> str:
        """Answers an entry of the error table; gives the line said."""
        line = reply(key)
        self.say(line)
        self._errors += 1
        if line.startswith("421"):
            raise Closing
        return line

    async def espace(self) -> "Espace":
        """The espace of the connection: that of the login once there is one."""
        if self._espace is not None:
            return self._espace
        return await self.operateur.portier.espace(self.connection, self.guichet.domains)

    def move(self, espace: "Espace") -> None:
        """Stays in the espace where a login was tried."""
        self._espace = espace
        self.operateur.facteur.reveiller(espace)

    async def _one(self) -> None:
        delays = self.operateur.delays
        try:
            octets = await self.connection.line(
                MOST_AUTH_LINE, delays.command if self.acces else delays.greeting
            )
            ligne = lire_ligne(octets)
        except LineTooLong:
            self.refuse("commande_trop_longue")
        except SyntaxeRefusee as error:
            self.refuse(error.cle)
        else:
            await self._do(ligne)
        if self._errors > MOST_ERRORS:
            self.refuse("trop_d_erreurs")
        if not self.connection.pending:
            await self.connection.drained(delays.write)

    async def _do(self, ligne: Ligne) -> None:
        verb = self._verbs.get(ligne.verbe)
        if verb is None:
            self.refuse("commande_inconnue")
            return
        if not self.connection.secure and ligne.verbe not in _PERMITTED_IN_CLEAR:
            if ligne.verbe == "AUTH":
                await self._auth_in_clear(ligne)
            else:
                self.refuse("tls_exige")
            return
        if self.acces is not None and ligne.verbe != "QUIT":
            await self._still_open()
        await verb(ligne)

    async def _still_open(self) -> None:
        """The session ends when the refresh token dies (errata 7)."""
        espace = await self.espace()
        acces = self.acces
        if acces is None or await self.operateur.portier.vivante(acces, espace):
            return
        begun = begin(espace)
        line = reply("session_fermee")
        facts = connexion("", acces.boite.adresse, acces.professionnel, "", "421")
        told = Told(
            "smtp",
            FIN_SESSION,
            Message(""),
            Message(line),
            "421",
            facts,
            findings(None, (Remarque(access.SESSION_FINIE),), lambda _: Effect.REFUSE),
            ("session_fermee",),
        )
        record(begun, told, self.connection, self.guichet.nom)
        self.refuse("session_fermee")

    async def _ehlo(self, ligne: Ligne) -> None:
        if not ligne.reste:
            self.refuse("syntaxe")
            return
        self._envois.interrompre()
        self.greeted = True
        offers = [
            HOTE,
            "PIPELINING",
            f"SIZE {self.operateur.limit}",
            "8BITMIME",
            "ENHANCEDSTATUSCODES",
            "DSN",
        ]
        if self.connection.panne == SANS_STARTTLS:
            raconter_accueil(
                await self.espace(), "smtp", ligne.brut, "\n".join(offers), self.connection, self.guichet.nom
            )
        elif not self.connection.secure:
            offers.append("STARTTLS")
        elif self.acces is None:
            offers.append(f"AUTH {' '.join(Authentification.mecanismes(self.guichet.applicatif))}")
        lines = [f"250-{one}" for one in offers[:-1]] + [f"250 {offers[-1]}"]
        self.say("\r\n".join(lines))

    async def _helo(self, ligne: Ligne) -> None:
        if not ligne.reste:
            self.refuse("syntaxe")
            return
        self._envois.interrompre()
        self.greeted = True
        self.say(f"250 {HOTE}")

    async def _starttls(self, ligne: Ligne) -> None:
        if self.connection.secure:
            self.refuse("ordre")
            return
        if self.connection.panne == SANS_STARTTLS:
            self.refuse("commande_non_simulee")
            return
        if ligne.reste:
            self.refuse("syntaxe")
            return
        injected = self.connection.pending
        self.say("220 2.0.0 Ready to start TLS")
        refused = await self.connection.start_tls(self.guichet.tls, self.operateur.delays.handshake)
        if refused is not None:
            self.guichet.on_refused(refused)
            await self.connection.linger()
        if not self.connection.wire.tls_version:
            raise ConnectionGone
        self.greeted = False
        if injected:
            await self._tell_refusal(
                "STARTTLS", Remarque(access.INJECTION), "220 2.0.0 Ready to start TLS", ""
            )

    async def _auth(self, ligne: Ligne) -> None:
        await Authentification(self).run(ligne)

    async def _auth_in_clear(self, ligne: Ligne) -> None:
        line = self.refuse("tls_exige")
        mecanisme = ligne.reste.partition(" ")[0]
        remarque = Remarque(access.AVANT_TLS, f"AUTH {mecanisme}", "STARTTLS")
        await self._tell_refusal(f"AUTH {mecanisme}", remarque, line, "tls_exige")

    async def _tell_refusal(self, command: str, remarque: Remarque, line: str, key: str) -> None:
        begun = begin(await self.espace())
        facts = connexion(command.partition(" ")[2], "", "", "", line[:3])
        effect = Effect.REFUSE if key else Effect.ACCEPT
        told = Told(
            "smtp",
            CONNEXION_SMTP,
            Message(command),
            Message(line),
            line[:3],
            facts,
            findings(None, (remarque,), lambda _: effect),
            (key,) if key else (),
        )
        record(begun, told, self.connection, self.guichet.nom)

    async def _rset(self, ligne: Ligne) -> None:
        if ligne.reste:
            self.refuse("syntaxe")
            return
        self._envois.interrompre()
        self.say("250 2.0.0 Ok")

    async def _noop(self, _: Ligne) -> None:
        self.say("250 2.0.0 Ok")

    async def _vrfy(self, _: Ligne) -> None:
        self.say("252 2.5.2 Cannot verify, send the mail and see")

    async def _not_here(self, _: Ligne) -> None:
        self.refuse("commande_non_simulee")

    async def _help(self, _: Ligne) -> None:
        self.say("214 2.0.0 RFC 5321, RFC 3207, RFC 4954")

    async def _quit(self, _: Ligne) -> None:
        self._envois.interrompre()
        self.say("221 2.0.0 Bye")
        raise Closing
