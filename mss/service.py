"""MSSanté as the roof knows it: its mail faces, its directory, its register, its reading of an exchange."""

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from mss.accuses import Accuses
from mss.annuaire.acces import Repertoires, cle_par_defaut
from mss.annuaire.control import routes as routes_annuaire
from mss.annuaire.data.extraction import HOTE as HOTE_EXTRACTION
from mss.annuaire.data.systemes import BASE, ENTETE_CLE, HOTE
from mss.annuaire.debit import Debit
from mss.annuaire.explain import explain as explain_annuaire
from mss.annuaire.routes import Appels, perdu
from mss.annuaire.service import AnnuaireFhir
from mss.arrivees.control import Arrivees
from mss.cloche import Cloche
from mss.confiance.autoconfiguration import Adresses, par_domaine
from mss.confiance.data.adresses import AUTOCONFIG, HOTE_LISTE, LISTE_BLANCHE
from mss.confiance.publics import Publics
from mss.consignes import Consignes
from mss.control import Controle
from mss.controle_lecture import ControleLecture
from mss.coupures import Coupures
from mss.data.names import ANNUAIRES, ENVOI, FICHIER, HOTE_CRL, NAME, OPERATIONS, SUITES, TAILLE_MAX
from mss.explain import explain
from mss.facts import FACTS_VERSION, courriel, envoi
from mss.facts import enveloppe as lire_enveloppe
from mss.fichiers import est_archive, est_courriel
from mss.listening import Listening, Session
from mss.model import Enveloppe, Jugement, Route
from mss.operateur import Guichet, Operateur
from mss.patience import Delays
from mss.portier import Portier
from mss.prediction import predire
from mss.register import register
from mss.remise import Facteur
from mss.revocation import Revocation, est_liste
from mss.revocation import analyse as liste_de_revocation
from mss.rules.destinataires import destination
from mss.sessions import Sessions
from mss.state.oubli import oublier
from mss.state.vue import Annuaires
from mss.traitement import Juge, constats
from mss.wire import MailConnection
from simulators.core.context import Context
from simulators.core.espace import Espace, EspaceSettings
from simulators.core.journal.model import Exchange, Message
from simulators.core.monde.model import Personne
from simulators.core.rule import Register, Text
from simulators.core.service import (
    Analysis,
    ControlRoute,
    Designation,
    Explanation,
    Face,
    MailFace,
    MailListening,
    RunningMail,
)

if TYPE_CHECKING:
    from simulators.core.store.espaces import Espaces

SMTP_HOSTS: Final = ("smtp.mss.demo.mssante.fr",)
IMAP_HOSTS: Final = ("imap.mss.demo.mssante.fr",)
ANNUAIRE: Final = "annuaire"
# A real key that somebody typed must not lie in the journal.
SECRETS: Final = frozenset({ENTETE_CLE.lower()})


class Served:
    """One mail face being served; the deliveries due begin and stop with it."""

    def __init__(self, listening: Listening, facteur: Facteur, espaces: "Espaces") -> None:
        self._listening = listening
        self._facteur = facteur
        self._espaces = espaces
        espaces.tell(facteur.reveiller)

    async def stop(self, grace: float = 1.0) -> None:
        """Ends the sessions, then the deliveries due."""
        self._espaces.leave(self._facteur.reveiller)
        await self._listening.stop(grace)
        await self._facteur.stop()


class MssService:
    """An MSSanté operator and Mon espace santé's mail (mss.md)."""

    def __init__(
        self,
        context: Context,
        *,
        delays: Delays | None = None,
        limit: int = TAILLE_MAX,
        debit: Debit | None = None,
    ) -> None:
        self.name = NAME
        self.title = Text("MSSanté, messagerie sécurisée", "MSSanté, secure mail")
        self.register: Register = register()
        self.facts_version = FACTS_VERSION
        self.operations: Mapping[str, Text] = OPERATIONS
        self._annuaire = AnnuaireFhir(Repertoires(), debit)
        annuaires, cloche, juge = Annuaires(context.bridges), Cloche(), Juge()
        self._adresses = Adresses()
        publics = Publics(context, annuaires, self._adresses)
        app = Revocation(context.pki, Appels(self._annuaire, publics, context.public_url))
        hosts = (HOTE, HOTE_EXTRACTION, HOTE_LISTE, HOTE_CRL)
        self.faces: tuple[Face, ...] = (
            Face(ANNUAIRE, 8443, app, "none", hosts, BASE, unknown_espace=perdu(), secrets=SECRETS),
        )
        facteur = Facteur(cloche, juge)
        self._juge, self._espaces = juge, context.espaces
        portier = Portier(context, annuaires)
        self._annuaires = annuaires
        sessions = Sessions()
        self._operateur = Operateur(
            portier, annuaires, facteur, cloche, juge, delays or Delays(), limit, sessions=sessions
        )
        self.mail_faces: tuple[MailFace, ...] = (
            MailFace("smtp", 8587, self._serving("smtp"), "none", SMTP_HOSTS, limit, SUITES),
            MailFace("imap", 8143, self._serving("imap"), "none", IMAP_HOSTS, limit, SUITES),
            MailFace("smtp_app", 8588, self._serving("smtp_app"), "required", SMTP_HOSTS, limit, SUITES),
            MailFace("imap_app", 8144, self._serving("imap_app"), "required", IMAP_HOSTS, limit, SUITES),
        )
        given = (annuaires, facteur, juge)
        self.control_routes: tuple[ControlRoute, ...] = (
            *Controle(*given).routes,
            *Accuses(*given).routes,
            *ControleLecture(annuaires).routes,
            *Consignes(annuaires, facteur).routes,
            *Arrivees(*given).routes,
            *Coupures(annuaires, sessions).routes,
            *routes_annuaire(),
        )

    def analyse(self, exchange: Exchange, espace: Espace | None) -> Analysis:
        """Reads a mail or a call to the directory again from its bytes, by the rules of the live path."""
        if exchange.face == ANNUAIRE and est_liste(exchange):
            return liste_de_revocation(exchange.outcome)
        if exchange.face == ANNUAIRE:
            return self._annuaire.relire(exchange, espace)
        octets = exchange.request.body
        settings = espace.settings if espace is not None else EspaceSettings()
        if exchange.operation == FICHIER or exchange.face == FICHIER:
            data = octets or b""
            read = self._juge.traiter_archive if est_archive(data) else self._juge.traiter
            jugement = read(data)
            return Analysis(FICHIER, courriel(jugement), constats(jugement, settings))
        if exchange.operation != ENVOI or not octets:
            return Analysis(exchange.operation, exchange.facts, exchange.findings)
        enveloppe = lire_enveloppe(exchange.facts)
        routes = self._routes(enveloppe, espace)
        jugement = self._juge.traiter(octets, enveloppe, routes)
        return _analyse(exchange, jugement, enveloppe, routes, settings)

    def explain(self, exchange: Exchange, lang: str) -> Explanation:
        """The exchange told to a person."""
        told = explain_annuaire if exchange.operation in ANNUAIRES else explain
        return told(exchange, lang)

    async def foretell(self, espace: Espace, personne: Personne) -> Sequence[Text]:
        """What becomes of a mail written to somebody now."""
        if personne.reference is None:
            return predire(None)
        usagers = self._annuaires.de(espace).usagers
        return predire(usagers.get(personne.reference.ins.complet.lower()))

    def endpoints(self, origins: Mapping[str, str]) -> Mapping[str, str | None]:
        """`host:port` of each mail face that listens, and the base address of the directory."""
        web = origins.get(ANNUAIRE)
        return {
            **{face.name: origins.get(face.name) for face in self.mail_faces},
            ANNUAIRE: f"{web}{BASE}" if web else None,
            "liste_blanche": f"{web}{LISTE_BLANCHE}" if web else None,
            "autoconfig": f"{web}{AUTOCONFIG[0]}" if web else None,
        }

    def listening(self, origins: Mapping[str, str], clear: Mapping[str, str]) -> None:
        """Learns where its mail faces listen: what the clients of a domain are told."""
        self._adresses.apprendre(origins)

    def accounts(self, espace: Espace) -> Mapping[str, Any]:
        """The key of the directory, and the DNS records of the domains."""
        records = par_domaine(self._annuaires.de(espace), self._adresses)
        return {"annuaire": {"api_key": cle_par_defaut(espace)}, "srv": records}

    async def adopt(self, exchange: Exchange, espace: Espace) -> Mapping[str, Any] | None:
        """Registers the directory's key that a call was refused for; None when it was not."""
        return await self._annuaire.adopter(exchange, espace)

    def read_file(self, name: str, data: bytes) -> Exchange | None:
        """A saved mail, or an IHE_XDM archive by itself; None for anything else."""
        if not est_archive(data) and not est_courriel(name, data):
            return None
        now = datetime.now(UTC)
        return Exchange(
            id=name,
            espace="",
            protocol="smtp",
            service=NAME,
            face=FICHIER,
            started=now,
            recorded=now,
            duration_us=0,
            connection="",
            request=Message("", body=data, size=len(data)),
            answer=None,
            outcome="",
            operation=FICHIER,
            facts_version=FACTS_VERSION,
        )

    async def purge(self, espace: Espace, designations: Collection[Designation]) -> int:
        """Forgets the mails and threads of a person."""
        return await espace.store.write(partial(oublier, store=espace.store, designations=designations))

    def documents(self) -> Mapping[str, bytes]:
        """Nothing to download."""
        return {}

    def _routes(self, enveloppe: Enveloppe, espace: Espace | None) -> list[Route]:
        if espace is None:
            return []
        annuaire = self._annuaires.de(espace)
        found = (destination(one, annuaire, enveloppe.boite) for one in enveloppe.destinataires)
        return [one for one in found if isinstance(one, Route)]

    def _serving(self, nom: str) -> "Serve":
        return Serve(self._operateur, nom, self._espaces)


class Serve:
    """How one mail face is served, given its sockets."""

    def __init__(self, operateur: Operateur, nom: str, espaces: "Espaces") -> None:
        self._operateur = operateur
        self._nom = nom
        self._espaces = espaces

    async def __call__(self, given: MailListening) -> RunningMail:
        """Starts serving."""
        operateur = self._operateur
        guichet = Guichet(
            self._nom, self._nom.endswith("_app"), given.tls, given.domains, given.on_refused_handshake
        )

        def make(connection: MailConnection) -> Session:
            # The protocols are loaded by the first connection: a start without mail does not wait for them.
            if guichet.nom.startswith("smtp"):
                from mss.smtp.session import SmtpSession

                return SmtpSession(operateur, guichet, connection)
            from mss.imap.session import ImapSession

            return ImapSession(operateur, guichet, connection)

        return Served(Listening(given, self._nom, make), operateur.facteur, self._espaces)


def create(context: Context) -> MssService:
    """The MSSanté service of one installation."""
    return MssService(context)


def _analyse(
    exchange: Exchange,
    jugement: Jugement,
    enveloppe: Enveloppe,
    routes: list[Route],
    settings: EspaceSettings,
) -> Analysis:
    code = str(exchange.facts.get("mss.code") or exchange.outcome)
    professionnel = str(exchange.facts.get("professional") or "")
    citizens = [one.matricule for one in routes if one.usager]
    facts = envoi(courriel(jugement), enveloppe, citizens, professionnel, code)
    return Analysis(ENVOI, facts, constats(jugement, settings))
