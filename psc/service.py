"""Pro Santé Connect as the roof knows it: its faces, its register, its reading of an exchange."""

import uuid
from collections.abc import Mapping
from functools import cached_property
from typing import Any, Final

from psc.adoption import adopter
from psc.adresses import PORT_AUTH, PORT_WALLET, Adresses, Lieu
from psc.annuaire import Annuaires
from psc.avis import Messager
from psc.cles import Cles, Roulements, Trousseau
from psc.controle import Controle
from psc.data import noms
from psc.data.noms import APIS, DECOUVERTE_PORTAIL, JETON_API, ROYAUME, TELEPHONE
from psc.explain import OPERATIONS, explain
from psc.facts import FACTS_VERSION
from psc.facts_lus import erreur_repondue
from psc.facts_personne import personne
from psc.fichier import lire_fichier
from psc.fin import Fin
from psc.lecture import analyser, relire, remarques_de, reponse_de
from psc.messages.demandes import lire_client
from psc.model import Appel, Client, Jeton
from psc.register import register
from psc.routes import DELAI, LIMITE, Application
from psc.state import proxy, sessions
from psc.state.clients import Registre
from psc.traitement.commun import NAME, Contexte, Issue
from psc.verificateur import Verificateur
from simulators.core.context import Context
from simulators.core.espace import Espace
from simulators.core.journal.model import Exchange
from simulators.core.rule import Profile, Register, Text
from simulators.core.service import Analysis, ControlRoute, Draft, Explanation, Face, Failure
from simulators.core.store.state import to_us

WALLET_HOSTS: Final = ("wallet.esw.esante.gouv.fr", "wallet.bas.psc.esante.gouv.fr")
AUTH_HOSTS: Final = ("auth.esw.esante.gouv.fr", "auth.bas.psc.esante.gouv.fr")
CLIENT_ID: Final = "les-tilleuls-dui-bas"
RETOURS: Final = (
    "https://localhost:8443/callback",
    "http://localhost:8080/callback",
    "http://127.0.0.1:8080/callback",
    "http://localhost:8083/auth/psc/callback",
)
RETOURS_DECONNEXION: Final = ("https://localhost:8443/", "http://localhost:8080/", "http://127.0.0.1:8080/")
# An espace that does not exist answers as a realm that does not.
SANS_ROYAUME: Final = Failure(404, "application/json", b'{"error":"Realm does not exist"}')


class PscService:
    """The OpenID provider of the ANS for professionals: a Keycloak with a portal before it (psc.md)."""

    def __init__(self, context: Context, *, delai: float = DELAI) -> None:
        self.name = NAME
        self.title = Text("Pro Santé Connect", "Pro Santé Connect")
        self.register: Register = register()
        self.facts_version = FACTS_VERSION
        self.operations: Mapping[str, Text] = OPERATIONS
        self.adresses = Adresses(context.public_url)
        self.annuaires = Annuaires()
        self.cles = Cles(lambda: context.pki.root)
        self.roulements = Roulements()
        self.verificateur = Verificateur(lambda: self.cles, self.adresses, self.annuaires, self.roulements)
        self.avis = Messager(self, context.pki)
        self.control_routes: tuple[ControlRoute, ...] = Controle(self).routes()
        app = Application(self, delai)
        self.faces: tuple[Face, ...] = (
            Face("wallet", PORT_WALLET, app, "none", WALLET_HOSTS, "/auth", LIMITE, SANS_ROYAUME),
            Face("auth", PORT_AUTH, app, "optional", AUTH_HOSTS, ROYAUME, LIMITE, SANS_ROYAUME),
        )

    @cached_property
    def client_par_defaut(self) -> Client:
        """Known everywhere; its secret is the installation's."""
        secret = self.cles.secret_du_client()
        return Client(CLIENT_ID, secret, "DUI Les Tilleuls", RETOURS, RETOURS_DECONNEXION, ciba=True)

    def registre(self, espace: Espace) -> Registre:
        """The clients of an espace, as its software declares them now."""
        return Registre(self.client_par_defaut, espace.monde.logiciels().values())

    def listening(self, origins: Mapping[str, str], clear: Mapping[str, str]) -> None:
        """Takes the addresses of the faces, and begins to load the keys."""
        self.adresses.annoncer(origins, clear)
        self.cles.preparer()

    async def stop(self) -> None:
        """Tells no more client of an end of session; what waits is told at the next start."""
        await self.avis.stop()

    async def trousseau(self, espace: Espace) -> Trousseau:
        """The keys of an espace, where it is in their rotation."""
        return await self.cles.trousseau(self.roulements.de(espace))

    def fin(self, espace: Espace, emetteur: str = "") -> Fin:
        """How sessions of an espace end now; `emetteur` is the issuer their clients know."""
        known = emetteur or self.adresses.lieu(espace.name).emetteur
        return Fin(self.registre(espace), known, espace.ids.uuid("psc.avis"), to_us(espace.clock.now()))

    def clients(self, espace: Espace) -> list[str]:
        """The identifiers of the clients of an espace."""
        return [one.client_id for one in espace.store.read(self.registre(espace).tous)]

    def caller(self, exchange: Exchange) -> str:
        """Which client a request says it comes from, empty when it does not say."""
        return lire_client(relire(exchange))

    def lieu(self, draft: Draft, appel: Appel, etiquette: bool) -> Lieu:
        """The addresses a call is answered with."""
        clair = appel.transport == "clair"
        return self.adresses.lieu(draft.espace.name, clair=clair, etiquette=etiquette)

    def uuid_du_client(self, client_id: str) -> str:
        """The third part of a code: always the same for a client."""
        return str(uuid.uuid5(uuid.NAMESPACE_URL, client_id.encode("utf-8", "replace").decode()))

    def de_l_espace(self, jeton: Jeton | None, espace: Espace) -> Jeton | None:
        """The token when its issuer is that of the espace."""
        return jeton if jeton and jeton.emetteur in self.adresses.emetteurs(espace.name) else None

    def noter(self, contexte: Contexte, issue: Issue) -> None:
        """Leaves in the draft what the journal keeps of a call."""
        draft, appel = contexte.draft, contexte.appel
        self.avis.premier_appel(draft.espace)
        draft.errors.extend(cle for cle in (issue.erreur, issue.alteration) if cle)
        identifiant, session = issue.identifiant, issue.session
        if not (identifiant and session):
            told = personne(appel, issue.reponse)
            identifiant, session = identifiant or told[0], session or told[1]
        qui = (identifiant, session, self._nom(identifiant, draft.espace))
        draft.analysis = analyser(appel, issue.remarques, issue.reponse, qui, draft.espace.settings.profile)

    def analyse(self, exchange: Exchange, espace: Espace | None) -> Analysis:
        """Reads an exchange again from its bytes, by the very rules of the live path."""
        appel, reponse = relire(exchange), reponse_de(exchange)
        identifiant, session = personne(appel, reponse)
        if espace is not None and appel.operation in {noms.OP_PROXY_ENVOI, noms.OP_PROXY_DECONNEXION}:
            cookie = appel.cookies.get(noms.COOKIE_PROXY, "")
            held = espace.store.read(lambda connection: proxy.lire(connection, cookie))
            identifiant, session = (held.identifiant, held.session) if held else ("", "")
        if espace is not None and session and not identifiant:
            found = espace.store.read(lambda connection: sessions.session(connection, session))
            identifiant = found.identifiant if found else ""

        registre = self.registre(espace) if espace is not None else None

        def client_de(client_id: str) -> Client | None:
            if espace is None or registre is None:
                return None
            return espace.store.read(lambda connection: registre.client(connection, client_id))

        une_origine = self.adresses.une_origine
        noted = remarques_de(appel, reponse, client_de, exchange.started, une_origine=une_origine)
        profile = espace.settings.profile if espace else Profile.TERRAIN
        nom = self._nom(identifiant, espace) if espace else ""
        return analyser(appel, noted, reponse, (identifiant, session, nom), profile)

    def _nom(self, identifiant: str, espace: Espace) -> str:
        found = self.annuaires.de(espace).designe(identifiant) if identifiant else None
        return f"{found.prenom} {found.nom}" if found else ""

    def explain(self, exchange: Exchange, lang: str) -> Explanation:
        """The exchange told to a person."""
        return explain(exchange, lang)

    def endpoints(self, origins: Mapping[str, str]) -> Mapping[str, str | None]:
        """The issuer, where a browser is sent, the telephone, the discovery document, the APIs' servers."""
        auth, wallet = origins.get("auth"), origins.get("wallet")
        emetteur = Lieu(auth, "", "").emetteur if auth else None
        return {
            "issuer": emetteur,
            "wallet": f"{wallet}/auth" if wallet else None,
            "telephone": f"{wallet}{TELEPHONE}" if wallet else None,
            "discovery": f"{auth}{DECOUVERTE_PORTAIL}" if auth else None,
            "proxy": auth,
            **{f"api_{api}": f"{auth}{JETON_API.format(api=api)}" if auth else None for api in APIS},
        }

    def accounts(self, espace: Espace) -> Mapping[str, Any]:
        """The default client of the ready file."""
        registre = self.registre(espace)
        client = espace.store.read(lambda connection: registre.client(connection, CLIENT_ID))
        return {
            "psc_client": {
                "client_id": client.client_id,
                "client_secret": client.secret,
                "redirect_uris": list(client.redirect_uris),
                "post_logout_redirect_uris": list(client.post_logout_redirect_uris),
            }
        }

    async def adopt(self, exchange: Exchange, espace: Espace) -> Mapping[str, Any] | None:
        """Registers the client, secret or address an exchange was refused for; None when it was not."""
        appel, reponse = relire(exchange), reponse_de(exchange)
        erreur = erreur_repondue(appel, reponse)[0] if reponse else ""
        return await adopter(self, erreur, appel, espace) if erreur else None

    def read_file(self, name: str, data: bytes) -> Exchange | None:
        """A token saved by itself, as if it had been submitted for introspection; None for anything else."""
        return lire_fichier(name, data)

    def documents(self) -> Mapping[str, bytes]:
        """None: the discovery documents are served by PSC itself."""
        return {}


def create(context: Context) -> PscService:
    """The PSC service of one installation."""
    return PscService(context)
