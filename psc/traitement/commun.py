"""What every endpoint is given and gives back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection

from psc.adresses import Lieu
from psc.cles import Trousseau
from psc.data.noms import AUDIENCES, COOKIE_NAVIGATEUR, COOKIE_SESSION, VIE_SESSION
from psc.errors import ERRORS
from psc.errors_forme import PAGE
from psc.messages import jarm, pages, reponses
from psc.messages.alterations import peut_agir
from psc.messages.assertion import lire_assertion
from psc.messages.demandes import lire_client
from psc.model import Appel, Client, DemandeAutorisation, Identifiants, Porteur, Remarque, Reponse, Session
from psc.rules.client import assertion_attendue, fin_de_preuve, juger_assertion
from psc.rules.decision import PAR_ERREUR
from psc.rules.vie import SECONDE
from psc.state import assertions
from psc.state.clients import Registre
from simulators.core.service import Draft
from simulators.core.store.state import to_us

if TYPE_CHECKING:
    from psc.service import PscService

Entetes = Sequence[tuple[str, str]]
NAME: Final = "psc"


@dataclass(frozen=True, slots=True)
class Contexte:
    """One call being answered: the service, the exchange, the call as read, where the espace is served."""

    service: "PscService"
    draft: Draft
    appel: Appel
    lieu: Lieu

    @property
    def maintenant(self) -> int:
        """When the exchange began on the espace's clock, microseconds since 1970."""
        return to_us(self.draft.started)

    @property
    def registre(self) -> Registre:
        """The clients of the espace."""
        return self.service.registre(self.draft.espace)

    async def trousseau(self) -> Trousseau:
        """The keys of the espace."""
        return await self.service.trousseau(self.draft.espace)

    @property
    def audiences(self) -> frozenset[str]:
        """Whom a client's assertion may address: the issuer, or one of the addresses that read it."""
        return frozenset({self.lieu.emetteur, *(f"{self.lieu.auth}{one}" for one in AUDIENCES)})

    async def prouver(self, identifiants: Identifiants, client: Client) -> Identifiants:
        """How the client says who it is, its assertion examined and used up."""
        proven = examiner(identifiants, client, self.audiences, self.maintenant)
        if proven.refus != "":
            return proven
        return await self.draft.espace.store.write(partial(user, proven, client, self.maintenant))

    def panne(self, operation: str, identifiant: str = "", client_id: str = "") -> str:
        """The error programmed for this call, empty for none; `client_id` when the call itself is mute."""
        faults = self.draft.espace.faults
        if not faults.active():
            return ""
        fault = faults.business(
            service=NAME,
            operation=operation,
            professional=identifiant,
            client=client_id or lire_client(self.appel),
            able=lambda one: peut_agir(one.name, operation),
        )
        return fault.name if fault else ""

    def cookie(self, nom: str, valeur: str) -> tuple[str, str]:
        """A cookie of this espace alone; an empty value removes it."""
        apart = "Secure; SameSite=None" if self.appel.transport == "tls" else "SameSite=Lax"
        age = "" if valeur else "; Max-Age=0"
        return "set-cookie", f"{nom}={valeur}; Path={self.lieu.racine}/auth; HttpOnly; {apart}{age}"

    @property
    def temoin(self) -> str:
        """The session cookie the browser brought."""
        return self.appel.cookies.get(COOKIE_SESSION, "")

    @property
    def navigateur(self) -> str:
        """What ties a login page to its browser."""
        return self.appel.cookies.get(COOKIE_NAVIGATEUR, "")


@dataclass(frozen=True, slots=True)
class Issue:
    """How a call ends: the answer, what was noticed, the error answered, who it was about.

    `alteration` is the fault that spoilt what was given.
    """

    reponse: Reponse
    remarques: tuple[Remarque, ...] = ()
    erreur: str = ""
    identifiant: str = ""
    session: str = ""
    client_id: str = ""
    alteration: str = ""

    @classmethod
    def de(
        cls,
        reponse: Reponse,
        remarques: tuple[Remarque, ...] = (),
        *,
        erreur: str = "",
        porteur: Porteur | None = None,
        session: Session | None = None,
        client_id: str = "",
        alteration: str = "",
    ) -> "Issue":
        """The end of a call; an error answered always has its remark."""
        identifiant = porteur.identifiant if porteur else session.identifiant if session else ""
        ends = session.id if session else ""
        explained = expliquees(remarques, erreur)
        return cls(reponse, explained, erreur, identifiant, ends, client_id, alteration)


def examiner(identifiants: Identifiants, client: Client, audiences: frozenset[str], now: int) -> Identifiants:
    """The same, the assertion of a client that must sign one being examined."""
    if client.authentification != "private_key_jwt":
        return identifiants
    if not identifiants.assertion:
        return replace(identifiants, refus=assertion_attendue(identifiants.type_assertion))
    read = lire_assertion(identifiants.assertion, client.jwks)
    return replace(identifiants, preuve=read, refus=juger_assertion(read, client, audiences, now))


def user(identifiants: Identifiants, client: Client, now: int, connection: Connection) -> Identifiants:
    """The same, an assertion that proves the client being used up: it serves once, wherever it is sent."""
    preuve = identifiants.preuve
    if identifiants.refus != "" or preuve is None:
        return identifiants
    fin = fin_de_preuve(preuve, now)
    first = assertions.prendre(connection, client.client_id, preuve.jti, fin_us=fin, now=now)
    return identifiants if first else replace(identifiants, refus="assertion_rejouee")


def expliquees(remarques: tuple[Remarque, ...], erreur: str) -> tuple[Remarque, ...]:
    """The remarks, completed with the rule that stands behind the error answered."""
    rule = PAR_ERREUR.get(erreur)
    known = rule is None or any(
        one.rule.refusal is not None and _pareilles(one.rule.refusal.error, erreur) for one in remarques
    )
    return remarques if known or rule is None else (*remarques, Remarque(rule))


def _pareilles(une: str, autre: str) -> bool:
    """True for errors that the wire tells alike: an exchange read again knows no more."""
    first, second = ERRORS[une], ERRORS[autre]
    return (first.code, first.label) == (second.code, second.label)


def nouvelle_session(id_: str, porteur: Porteur, moyen: str, now: int) -> Session:
    """The session of a person who just proved who they are."""
    return Session(id_, porteur.id, porteur.identifiant, moyen, now, now, now + VIE_SESSION * SECONDE)


async def rendre_au_client(
    contexte: Contexte, demande: DemandeAutorisation, erreur: str, detail: str = ""
) -> Reponse:
    """An error of the browser's journey: a page when the client cannot be trusted, else back to it."""
    if ERRORS[erreur].wire["forme"] == PAGE:
        return pages.erreur(erreur)
    pairs = reponses.retour_erreur(demande, contexte.lieu.emetteur, erreur, detail)
    return await renvoyer(contexte, demande, pairs)


async def renvoyer(
    contexte: Contexte, demande: DemandeAutorisation, pairs: list[tuple[str, str]], extra: Entetes = ()
) -> Reponse:
    """Back to the client by the browser with these members, signed when the mode asked says so."""
    if jarm.est_signee(demande):
        signature = (await contexte.trousseau()).signer
        now = contexte.maintenant // SECONDE
        pairs = jarm.signer(demande, contexte.lieu.emetteur, pairs, signature, now)
    return reponses.retour(demande, pairs, extra)
