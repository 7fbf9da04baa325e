"""MAIL, RCPT, DATA: from the envelope to a mail stored in its boxes."""

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from mss.data.names import ENVOI, NAME
from mss.errors import SMTP, jouable, positive, reply
from mss.exchanges import begin
from mss.model import Remarque, Route
from mss.patience import ConnectionGone, TooSlow
from mss.remise import Accepte
from mss.rules.catalogue import envoi as catalogue
from mss.rules.catalogue.acheminement import LISTE_GRISE
from mss.rules.catalogue.base import PANNE
from mss.rules.decision import cle_de_refus, refus
from mss.rules.destinataires import destination, est_adresse, selon_la_taille, selon_les_pieces
from mss.smtp.commandes import Ligne, SyntaxeRefusee, mail_from, rcpt_to, sans_points
from mss.smtp.transaction import Transaction
from mss.state.liste_grise import Essai, admettre
from simulators.core.rule import Rule
from simulators.core.store.errors import StoreError
from simulators.core.store.state import to_us

if TYPE_CHECKING:
    from mss.smtp.session import SmtpSession

MOST_RECIPIENTS: Final = 100
GO_ON: Final = "354 End data with <CR><LF>.<CR><LF>"


class Envois:
    """The transactions of one connection."""

    def __init__(self, session: "SmtpSession") -> None:
        self._session = session
        self._current: Transaction | None = None

    def interrompre(self) -> None:
        """Ends a transaction that was not sent: what was said of it is kept."""
        if self._current is not None:
            transaction, self._current = self._current, None
            transaction.raconter(self._session.connection, self._session.guichet.nom)

    async def mail(self, ligne: Ligne) -> None:
        """MAIL FROM: the sender must be the box that logged in."""
        session = self._session
        if session.acces is None:
            session.refuse("authentification_exigee")
            return
        if not session.greeted or self._current is not None:
            session.refuse("ordre")
            return
        try:
            chemin = mail_from(ligne.reste)
        except SyntaxeRefusee as error:
            session.refuse(error.cle)
            return
        transaction = Transaction(
            begin(await session.espace()), session.acces, chemin.adresse, chemin.rendre, chemin.envid
        )
        self._current = transaction
        if chemin.adresse and chemin.adresse != session.acces.boite.adresse:
            found = (chemin.adresse, session.acces.boite.adresse)
            self._refuse(
                ligne, "expediteur_refuse", Remarque(catalogue.EXPEDITEUR, *found, "MAIL", commande=True)
            )
            self.interrompre()
        elif chemin.taille is not None and chemin.taille > session.operateur.limit:
            found = (str(chemin.taille), str(session.operateur.limit))
            self._refuse(
                ligne, "message_trop_gros", Remarque(catalogue.TROP_GROS, *found, "MAIL", commande=True)
            )
            self.interrompre()
        else:
            self._accept(ligne, "250 2.1.0 Ok")

    async def rcpt(self, ligne: Ligne) -> None:
        """RCPT TO: routed at once, or refused."""
        session, transaction = self._session, self._current
        if transaction is None:
            session.refuse("ordre")
            return
        try:
            recipient = rcpt_to(ligne.reste)
        except SyntaxeRefusee as error:
            session.refuse(error.cle)
            return
        if len(transaction.routes) >= MOST_RECIPIENTS:
            self._refuse(ligne, "trop_de_destinataires")
            return
        adresse = recipient.adresse
        if not est_adresse(adresse):
            self._refuse(ligne, "syntaxe")
            return
        annuaire = session.operateur.annuaires.de(transaction.begun.espace)
        route = destination(adresse, annuaire, transaction.acces.boite.adresse)
        broken = await self._broken(transaction, route)
        if broken is not None:
            remarque = Remarque(broken, adresse, "", "RCPT", commande=True)
            self._refuse(ligne, cle_de_refus(remarque), remarque)
        elif isinstance(route, Route) and route.reponse and not positive(route.reponse):
            asked = Remarque(PANNE, route.reponse, "", "RCPT", commande=True)
            self._refuse(ligne, route.reponse, asked)
        elif isinstance(route, Route):
            if route.adresse not in {one.adresse for one in transaction.routes}:
                transaction.routes.append(replace(route, avis=recipient.avis, orcpt=recipient.orcpt))
            self._accept(ligne, reply(route.reponse) if route.reponse else "250 2.1.5 Ok")

    @staticmethod
    async def _broken(transaction: Transaction, route: Route | Rule) -> Rule | None:
        """The rule that refuses the recipient: that of the directory, or the grey list of its operator."""
        if not isinstance(route, Route):
            return route
        if not route.liste_grise:
            return None
        begun = transaction.begun
        essai = Essai(transaction.acces.boite.adresse, route.adresse, to_us(begun.started), route.liste_grise)
        passed = await begun.espace.store.write(partial(admettre, essai=essai))
        return None if passed else LISTE_GRISE

    async def data(self, ligne: Ligne) -> None:
        """DATA: the mail comes, is judged, and is stored before the final reply."""
        session, transaction = self._session, self._current
        if transaction is None or ligne.reste:
            session.refuse("syntaxe" if transaction is not None else "ordre")
            return
        if not transaction.routes:
            self._refuse(ligne, "ordre")
            return
        session.say(GO_ON)
        transaction.dire("DATA", "", GO_ON)
        self._current = None
        limit = session.operateur.limit
        try:
            octets, size = await session.connection.until_dot(limit, session.operateur.delays.middle)
        except (ConnectionGone, TooSlow):
            transaction.remarques.append(Remarque(catalogue.COUPE))
            transaction.raconter(session.connection, session.guichet.nom, cut=True)
            raise
        transaction.taille = size
        if size > limit:
            found = (str(size), str(limit))
            self._end(transaction, "message_trop_gros", Remarque(catalogue.TROP_GROS, *found))
            return
        transaction.octets = sans_points(octets)
        await self._judge(transaction)

    async def _judge(self, transaction: Transaction) -> None:
        session, espace = self._session, transaction.begun.espace
        jugement = await session.operateur.juge.sans_bloquer(
            transaction.octets, transaction.enveloppe, transaction.routes
        )
        transaction.juge(jugement)
        refusing = refus(jugement.remarques, espace.settings.profile, espace.settings.refuse_real_data)
        if refusing is not None:
            self._end(transaction, cle_de_refus(refusing))
            return
        fault = self._fault(transaction)
        if fault:
            self._end(transaction, fault, Remarque(PANNE, fault))
            return
        asked = next((one.apres for one in transaction.routes if one.apres), "")
        if asked:
            self._end(transaction, asked, Remarque(PANNE, asked))
            return
        await self._deliver(transaction)

    async def _deliver(self, transaction: Transaction) -> None:
        session, jugement = self._session, transaction.jugement
        if jugement is None:
            return
        mail = Accepte(
            transaction.octets,
            jugement.courriel,
            transaction.faits,
            transaction.enveloppe,
            [
                selon_les_pieces(selon_la_taille(one, len(transaction.octets)), jugement.courriel)
                for one in transaction.routes
            ],
        )
        try:
            await session.operateur.facteur.poster(transaction.begun, mail)
        except (StoreError, OSError):
            self._end(transaction, "temporaire")
            return
        line = f"250 2.0.0 Ok: queued as {transaction.begun.id}"
        transaction.dire(".", "", line)
        transaction.raconter(session.connection, session.guichet.nom)
        session.say(line)

    def _fault(self, transaction: Transaction) -> str:
        """The key of the programmed fault that strikes this mail."""
        jugement = transaction.jugement
        patients = [one.matricule for one in transaction.routes if one.usager]
        if jugement is not None and jugement.archive is not None:
            patients += [one.ins for one in jugement.archive.cdas]
        fault = transaction.begun.espace.faults.business(
            service=NAME,
            operation=ENVOI,
            patient=" ".join(dict.fromkeys(one.upper() for one in patients if one)),
            professional=transaction.acces.professionnel,
            able=lambda one: jouable(one.name, SMTP),
        )
        return fault.name if fault is not None else ""

    def _accept(self, ligne: Ligne, line: str) -> None:
        if self._current is not None:
            self._current.dire(ligne.verbe, ligne.reste, line)
        self._session.say(line)

    def _refuse(self, ligne: Ligne, key: str, remarque: Remarque | None = None) -> None:
        if self._current is not None:
            self._current.dire(ligne.verbe, ligne.reste, reply(key), key)
            if remarque is not None:
                self._current.remarques.append(remarque)
        self._session.refuse(key)

    def _end(self, transaction: Transaction, key: str, remarque: Remarque | None = None) -> None:
        """Refuses the mail after its data; nothing of it is stored."""
        if remarque is not None:
            transaction.remarques.append(remarque)
        transaction.dire(".", "", reply(key), key)
        transaction.raconter(self._session.connection, self._session.guichet.nom)
        self._session.refuse(key)
