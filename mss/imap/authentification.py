"""AUTHENTICATE and LOGIN on IMAP: token or certificate, one exchange in the journal whatever comes of it."""

import base64
from typing import TYPE_CHECKING, Final

from mss.data.names import CONNEXION_IMAP, NAME
from mss.errors import IMAP, jouable
from mss.exchanges import Begun, begin
from mss.facts import connexion
from mss.imap import commandes as c
from mss.imap.recit import Issue, raconter, refus
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
from mss.patience import LineTooLong
from mss.portier import Refus
from mss.rules.catalogue import acces as catalogue
from mss.rules.catalogue.base import PANNE

if TYPE_CHECKING:
    from mss.imap.session import ImapSession

_EMPTY_ANSWERS: Final = frozenset({b"", b"AQ==", b"*", b"="})


class _CancelledError(Exception):
    """The client gave up with `*`."""


class Authentification:
    """One login, to its tagged answer."""

    def __init__(self, session: "ImapSession") -> None:
        self._session = session

    async def run(self, etiquette: str, nom: str, arguments: c.Authentifier | c.Identifier) -> None:
        """Reads the answer, verifies it, replies, journals."""
        session = self._session
        mecanisme = arguments.mecanisme if isinstance(arguments, c.Authentifier) else "LOGIN"
        shown = f"{etiquette} {nom}" + ("" if nom == "LOGIN" else f" {mecanisme}")
        if mecanisme not in self._admis():
            issue = refus("imap_authentification", Remarque(catalogue.MECANISME, mecanisme, self._admis()[0]))
            await self._end(
                etiquette, shown, begin(await session.espace()), mecanisme, Identifiants(""), "", issue
            )
            return
        try:
            ident = await self._identifiants(arguments)
        except _CancelledError:
            session.write(f"{etiquette} BAD Authentication cancelled")
            session.faute()
            return
        except (SaslIllisible, LineTooLong):
            await self._challenge(mecanisme)
            issue = refus("imap_authentification", Remarque(catalogue.ILLISIBLE, mecanisme))
            await self._end(
                etiquette, shown, begin(await session.espace()), mecanisme, Identifiants(""), "", issue
            )
            return
        await self._verify(etiquette, shown, mecanisme, ident)

    def _admis(self) -> tuple[str, ...]:
        return (*MECANISMES_CERTIFICAT, "LOGIN") if self._session.guichet.applicatif else MECANISMES_JETON

    async def _identifiants(self, arguments: c.Authentifier | c.Identifier) -> Identifiants:
        if isinstance(arguments, c.Identifier):
            return Identifiants(arguments.boite)
        if arguments.initiale is not None:
            return identifiants(arguments.mecanisme, decode(arguments.initiale))
        self._session.write("+ ")
        line = await self._line()
        if line == b"*":
            raise _CancelledError
        return identifiants(arguments.mecanisme, decode(line))

    async def _verify(self, etiquette: str, shown: str, mecanisme: str, ident: Identifiants) -> None:
        session, portier = self._session, self._session.operateur.portier
        espace = await portier.espace(session.connection, session.guichet.domains, ident.jeton)
        session.move(espace)
        begun = begin(espace)
        if session.guichet.applicatif:
            result = portier.par_certificat(ident, session.connection, espace)
        else:
            result = await portier.par_jeton(ident, espace)
        who = result.professionnel
        fault = espace.faults.business(
            service=NAME,
            operation=CONNEXION_IMAP,
            professional=who,
            able=lambda one: jouable(one.name, IMAP),
        )
        if fault is not None:
            issue = refus(fault.name, Remarque(PANNE, fault.name))
        elif isinstance(result, Refus):
            await self._challenge(mecanisme)
            issue = refus(_cle(result), result.remarque)
        else:
            session.entre(result)
            issue = Issue(f"OK [CAPABILITY {session.capacites()}] Logged in")
        await self._end(etiquette, shown, begun, mecanisme, ident, who, issue)

    async def _challenge(self, mecanisme: str) -> None:
        """The reason of the refusal, which the client answers with an empty line."""
        if mecanisme in MECANISMES_JETON:
            self._session.write(f"+ {base64.b64encode(DEFI_REFUS).decode()}")
            await self._line()

    async def _line(self) -> bytes:
        session = self._session
        return (await session.connection.line(MOST_RESPONSE, session.operateur.delays.middle)).strip()

    async def _end(
        self,
        etiquette: str,
        shown: str,
        begun: Begun,
        mecanisme: str,
        ident: Identifiants,
        who: str,
        issue: Issue,
    ) -> None:
        code = issue.statut.partition(" ")[0]
        facts = connexion(mecanisme, ident.boite, who, empreinte(ident.jeton), code)
        told = Issue(issue.statut, facts, issue.erreur, issue.remarque)
        raconter(self._session, begun, CONNEXION_IMAP, f"{shown} ***".encode(), told, [])
        self._session.write(f"{etiquette} {issue.statut}")
        if issue.erreur:
            self._session.faute()


def _cle(result: Acces | Refus) -> str:
    """A right token for a box of others is another answer than a bad token (RFC 5530)."""
    forbidden = {
        catalogue.BOITE_AUTRUI,
        catalogue.BOITE_FERMEE,
        catalogue.CERTIFICAT,
        catalogue.BOITE_PAS_APP,
    }
    if isinstance(result, Refus) and result.remarque.rule in forbidden:
        return "imap_autorisation"
    return "imap_authentification"
