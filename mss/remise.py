"""Putting accepted mails in their boxes, and what follows: threads with citizens, mails sent back."""

import asyncio
import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from mss.avis import LIVRAISON, echeances, fil, preparer
from mss.cloche import Cloche
from mss.data.names import REMISE
from mss.exchanges import Begun, Told, begin, record
from mss.facts import Facts
from mss.facts import courriel as mail_facts
from mss.messages.avis import ecrire_avis
from mss.model import Courriel, Enveloppe, Route
from mss.state import plis
from mss.state.depot import Depot, Fil, Remise, deposer, livrer
from mss.state.echeances import Due, dues, prochaine, remettre_a
from mss.traitement import Juge
from simulators.core.journal.model import Fact, Message
from simulators.core.store.state import to_us
from simulators.core.veilleur import Veilleur

if TYPE_CHECKING:
    from simulators.core.espace import Espace

# How often a stepped or shifted clock is looked at while something waits for it, in seconds.
LOOK: Final = 1.0
# What could not be done is tried again after an hour of the espace's clock.
REPORT_US: Final = 3_600_000_000
_log = logging.getLogger("socle.mss")


@dataclass(frozen=True, slots=True)
class Accepte:
    """A mail that was judged and accepted, its facts, and where it goes."""

    octets: bytes
    courriel: Courriel
    faits: Mapping[str, Fact]
    enveloppe: Enveloppe
    routes: Sequence[Route]


class Facteur:
    """Delivers; wakes the sessions that wait; does what is due."""

    def __init__(self, cloche: Cloche, juge: Juge) -> None:
        self._cloche = cloche
        self._juge = juge
        self._veilleur = Veilleur("due mails", self._until_nothing)

    async def poster(self, begun: Begun, mail: Accepte) -> None:
        """Stores an accepted mail in every box it goes to, durably, in one transaction."""
        espace = begun.espace
        now = [one for one in mail.routes if one.remis and not one.delai]
        boites = tuple(dict.fromkeys(one.boite for one in now))
        a_venir = tuple(echeances(begun, mail.courriel, mail.enveloppe, mail.routes))
        depot = Depot(
            id=begun.id,
            octets=mail.octets,
            recu_us=to_us(begun.started),
            faits={**mail.faits, "mss.retour": mail.enveloppe.expediteur},
            remises=tuple(Remise(boite) for boite in boites),
            fils=tuple(fil(begun, mail.courriel, mail.enveloppe, one) for one in now if one.usager),
            echeances=a_venir,
        )
        await deposer(espace.store, depot)
        self._cloche.sonner(espace.name, boites)
        if a_venir:
            self.reveiller(espace)

    async def remettre(
        self, begun: Begun, octets: bytes, enveloppe: Enveloppe, depot: Depot, parent: str
    ) -> None:
        """Puts a mail of our own in a box and journals it; nothing when it was already done."""
        espace = begun.espace
        if await deposer(espace.store, depot) is None:
            return
        self._raconter(begun, octets, enveloppe, depot.faits, parent)
        self._cloche.sonner(espace.name, [one.boite for one in depot.remises])

    @staticmethod
    def _raconter(
        begun: Begun, octets: bytes, enveloppe: Enveloppe, faits: Mapping[str, Fact], parent: str
    ) -> None:
        facts: Facts = {
            **faits,
            "mss.expediteur": enveloppe.expediteur,
            "mss.destinataires": enveloppe.destinataires,
            "mss.code": "250",
            "code": "250",
            "fault": False,
            "professional": "",
        }
        request = Message(f"MAIL FROM:<{enveloppe.expediteur}>", body=octets, size=len(octets))
        told = Told("smtp", REMISE, request, None, "remis", facts, parent=parent)
        record(begun, told, None, "")

    def sonner(self, espace: "Espace", boites: Iterable[str]) -> None:
        """Tells those who wait on these boxes that something changed there."""
        self._cloche.sonner(espace.name, boites)

    def reveiller(self, espace: "Espace") -> None:
        """Sees to what is due in an espace, from now until nothing is."""
        self._veilleur.reveiller(espace)

    async def stop(self) -> None:
        """Stops seeing to what is due; it stays in the store."""
        await self._veilleur.stop()

    async def _until_nothing(self, espace: "Espace") -> None:
        while await espace.store.query(prochaine) is not None:
            for due in await espace.store.query(partial(dues, now_us=to_us(espace.clock.now()))):
                await self._faire(espace, due)
            if await espace.store.query(prochaine) is not None:
                await asyncio.sleep(LOOK)

    async def _faire(self, espace: "Espace", due: Due) -> None:
        """What cannot be done is put off and told in the log: the others do not wait for it."""
        try:
            await (self._livrer if due.genre == LIVRAISON else self._aviser)(espace, due)
        except (LookupError, TypeError, ValueError) as problem:
            _log.error("due %s, espace %s: %s", due.id, espace.name, type(problem).__name__)
            later = to_us(espace.clock.now()) + REPORT_US
            await espace.store.write(partial(remettre_a, wanted=due.id, due_us=later))

    async def _livrer(self, espace: "Espace", due: Due) -> None:
        """A mail held back gets into its box, and the journal tells when."""
        begun = begin(espace)
        doc = dict(due.doc)
        boite, origine = doc.pop("compte", doc["boite"]), doc["origine"]
        suite = Fil(**doc) if "usager" in doc else None
        work = partial(
            livrer,
            echeance=due.id,
            remise=Remise(boite),
            message=origine,
            fil=suite,
            now_us=to_us(begun.started),
        )
        if not await espace.store.write(work):
            return
        octets = await espace.store.query(partial(plis.original, espace.store, origine))
        facts = mail_facts(await self._juge.sans_bloquer(octets))
        self._raconter(begun, octets, Enveloppe("", "", (doc["adresse"],)), facts, origine)
        self._cloche.sonner(espace.name, [boite])

    async def _aviser(self, espace: "Espace", due: Due) -> None:
        begun = begin(espace)
        doc = due.doc
        rendu = b""
        if doc.get("rendre"):
            rendu = await espace.store.query(partial(plis.original, espace.store, doc["origine"]))
        octets = ecrire_avis(preparer(due.genre, doc, begun, rendu))
        judged = await self._juge.sans_bloquer(octets)
        enveloppe = Enveloppe("", "", (doc["boite"],))
        depot = Depot(
            id=begun.id,
            octets=octets,
            recu_us=to_us(begun.started),
            faits={**mail_facts(judged), f"mss.{due.genre}": doc["cause"]},
            remises=(Remise(doc["boite"]),),
            acheve=due.id,
        )
        await self.remettre(begun, octets, enveloppe, depot, doc["origine"])
