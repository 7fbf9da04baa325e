"""AUTH on SMTP (RFC 4954): token or certificate, one exchange in the journal whatever comes of it."""

import base64
from typing import TYPE_CHECKING, Final

from mss.data.names import CONNEXION_SMTP, NAME
from mss.errors import SMTP, jouable, reply
from mss.exchanges import Begun, Told, begin, record
from mss.facts import connexion
from mss.messages.constats import findings
from mss.messages.sasl import (
    DEFI_REFUS,
    MECANISMES_CERTIFICAT,
    MECANISMES_JETON,
    MOST_RESPONSE,
    SaslIllisible,
    decode,
    empreinte,
    identifiants,
)
from mss.model import Acces, Identifiants, Remarque
from mss.patience import ConnectionGone, LineTooLong, TooSlow
from mss.portier import Refus
from mss.rules.catalogue import acces as catalogue
from mss.rules.catalogue.base import PANNE
from mss.smtp.commandes import Ligne
from mss.smtp.transaction import CUT
from simulators.core.journal.model import Message
from simulators.core.rule import Effect

if TYPE_CHECKING:
    from mss.smtp.session import SmtpSession

ACCEPTED: Final = "235 2.7.0 Authentication successful"
_EMPTY_ANSWERS: Final = frozenset({b"", b"AQ==", b"*", b"="})
_MASKED: Final = "***"


class _CancelledError(Exception):
    """The client gave up with `*`."""


class Authentification:
    """One AUTH command, to its final reply."""

    def __init__(self, session: "SmtpSession") -> None:
        self._session = session
        self._said: list[tuple[str, str]] = []
        self._answered: list[tuple[str, str]] = []
        self._remarques: list[Remarque] = []
        # What the client answered to the reason of its refusal; empty when it was not told.
        self._defi = ""

    @staticmethod
    def mecanismes(applicatif: bool) -> tuple[str, ...]:
        """What this face offers."""
        return MECANISMES_CERTIFICAT if applicatif else MECANISMES_JETON

    async def run(self, ligne: Ligne) -> None:
        """Reads the answer, verifies it, replies, journals."""
        session = self._session
        mecanisme, _, initial = ligne.reste.partition(" ")
        mecanisme = mecanisme.upper()
        self._said.append(("AUTH", f"{mecanisme} {_MASKED}" if initial else mecanisme))
        if session.acces is not None:
            session.refuse("deja_authentifie")
            return
        if mecanisme not in self.mecanismes(session.guichet.applicatif):
            refus = Refus(
                Remarque(catalogue.MECANISME, mecanisme, self.mecanismes(session.guichet.applicatif)[0])
            )
            await self._end(
                begin(await session.espace()), mecanisme, Identifiants(""), refus, "mecanisme_refuse"
            )
            return
        try:
            ident = identifiants(mecanisme, await self._answer(initial))
        except _CancelledError:
            session.refuse("authentification_annulee")
            return
        except (SaslIllisible, LineTooLong):
            refus = Refus(Remarque(catalogue.ILLISIBLE, mecanisme))
            await self._challenge(mecanisme)
            await self._end(begin(await session.espace()), mecanisme, Identifiants(""), refus)
            return
        await self._verify(mecanisme, ident)

    async def _verify(self, mecanisme: str, ident: Identifiants) -> None:
        session, portier = self._session, self._session.operateur.portier
        espace = await portier.espace(session.connection, session.guichet.domains, ident.jeton)
        session.move(espace)
        begun = begin(espace)
        if session.guichet.applicatif:
            result = portier.par_certificat(ident, session.connection, espace)
        else:
            result = await portier.par_jeton(ident, espace)
        professionnel = result.professionnel
        fault = espace.faults.business(
            service=NAME,
            operation=CONNEXION_SMTP,
            professional=professionnel,
            able=lambda one: jouable(one.name, SMTP),
        )
        if fault is not None:
            await self._end(
                begun, mecanisme, ident, Refus(Remarque(PANNE, fault.name), professionnel), fault.name
            )
            return
        if isinstance(result, Refus):
            try:
                await self._challenge(mecanisme)
            except (ConnectionGone, TooSlow):
                self._tell(begun, mecanisme, ident, result, CUT, None)
                raise
        await self._end(begun, mecanisme, ident, result)

    async def _answer(self, initial: str) -> bytes:
        if initial:
            return decode(initial.encode())
        self._say("334 ")
        line = await self._line()
        if line == b"*":
            raise _CancelledError
        self._said.append(("", _MASKED))
        return decode(line)

    async def _challenge(self, mecanisme: str) -> None:
        """The reason of the refusal, which the client answers with an empty line before the final reply."""
        if mecanisme not in MECANISMES_JETON:
            return
        self._say(f"334 {base64.b64encode(DEFI_REFUS).decode()}")
        line = await self._line()
        self._said.append(("", line.decode("latin-1")[:80]))
        self._defi = "vide" if line in _EMPTY_ANSWERS else "autre"
        if self._defi != "vide":
            self._remarques.append(Remarque(catalogue.DEFI_SANS_FIN, line.decode("latin-1")[:40]))

    async def _line(self) -> bytes:
        session = self._session
        return (await session.connection.line(MOST_RESPONSE, session.operateur.delays.middle)).strip()

    def _say(self, line: str) -> None:
        self._session.say(line)
        self._answered.append(("", line))

    async def _end(
        self,
        begun: Begun,
        mecanisme: str,
        ident: Identifiants,
        result: Acces | Refus,
        key: str = "authentification_refusee",
    ) -> None:
        """The final reply, told before it is said: a client that leaves at once has been journalled."""
        if not isinstance(result, Refus):
            self._session.acces = result
        line = reply(key) if isinstance(result, Refus) else ACCEPTED
        self._answered.append(("AUTH", line))
        self._tell(begun, mecanisme, ident, result, line[:3], line, key)
        if isinstance(result, Refus):
            self._session.refuse(key)
        else:
            self._session.say(line)

    def _tell(
        self,
        begun: Begun,
        mecanisme: str,
        ident: Identifiants,
        result: Acces | Refus,
        code: str,
        line: str | None,
        key: str = "",
    ) -> None:
        """Journals the login; without `line`, the client left before it."""
        refused = isinstance(result, Refus)
        if isinstance(result, Refus):
            self._remarques.insert(0, result.remarque)
        facts = connexion(mecanisme, ident.boite, result.professionnel, empreinte(ident.jeton), code)
        if isinstance(result, Refus):
            facts |= {"mss.defi": self._defi, "mss.refus": result.remarque.rule.id}
        effect = Effect.REFUSE if refused else Effect.ACCEPT
        told = Told(
            protocol="smtp",
            operation=CONNEXION_SMTP,
            request=Message(f"AUTH {self._said[0][1]}", tuple(self._said)),
            answer=None if line is None else Message(line, tuple(self._answered)),
            outcome=code,
            facts=facts,
            findings=findings(None, self._remarques, lambda _: effect),
            errors=(key,) if refused and key else (),
        )
        record(begun, told, self._session.connection, self._session.guichet.nom)
