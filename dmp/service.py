"""The DMP as the roof knows it: its faces, its register, its reading of an exchange."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import Final

from dmp.controle import routes as control_routes
from dmp.controle_citoyen import routes as routes_citoyen
from dmp.controle_lecture import routes as routes_lecture
from dmp.controle_officiel import routes as official_routes
from dmp.fhir.data import noms as noms_fhir
from dmp.fhir.explain import OPERATIONS as OPERATIONS_FHIR
from dmp.fhir.explain import explain as explain_fhir
from dmp.fhir.fichiers import en_echange as en_echange_fhir
from dmp.fhir.routes import TAILLE as TAILLE_FHIR
from dmp.fhir.routes import Appels, perdu
from dmp.fhir.service import Fhir
from dmp.prediction import predire
from dmp.register import register
from dmp.state.monde import Vues
from dmp.state.oubli import oublier
from dmp.web.explain import explain as explain_page
from dmp.web.routes import Aiguillage, est_page
from dmp.web.service import OPERATION as PAGE
from dmp.web.service import Web
from dmp.xds.data import noms
from dmp.xds.description import DOCUMENTS
from dmp.xds.explain import explain
from dmp.xds.facts import FACTS_VERSION
from dmp.xds.fichiers import en_echange
from dmp.xds.messages.certificats import Certificats
from dmp.xds.messages.ecriture import Pli, faute, page
from dmp.xds.model import Faute, Operation
from dmp.xds.officiel import Officiel, gardes
from dmp.xds.relecture import ordre
from dmp.xds.routes import router
from dmp.xds.service import Xds
from dmp.xds.traitement import TAILLE
from simulators.core.context import Context
from simulators.core.espace import Espace
from simulators.core.journal.model import Exchange
from simulators.core.monde.model import Personne
from simulators.core.rule import Finding, Register, Text
from simulators.core.service import Analysis, ControlRoute, Designation, Explanation, Face, Failure

NAME: Final = "dmp"
FACE_FHIR: Final = "fhir"
HOSTS: Final = (
    "dev6.lps2.dmp.gouv.fr",
    "dev9.lps2.dmp.gouv.fr",
    "lps.dev9.dmp.gouv.fr",
    "lps.dev1.dmp.gouv.fr",
    "dev6.lps-igc-sante.dmp.gouv.fr",
)
BODY_TIMEOUT: Final = 60.0

OPERATIONS: Final[Mapping[str, Text]] = {
    Operation.EXISTENCE: Text("Test d'existence (TD0.2)", "Existence test (TD0.2)"),
    Operation.AUTORISATION: Text("Autorisation (TD0.3)", "Authorisation (TD0.3)"),
    Operation.CREATION: Text("Création d'un DMP (TD1.1)", "Creation of a record (TD1.1)"),
    Operation.REACTIVATION: Text("Réactivation d'un DMP (TD1.2)", "Reactivation of a record (TD1.2)"),
    Operation.DONNEES: Text("Données administratives (TD1.3a)", "Administrative data (TD1.3a)"),
    Operation.MODIFICATION: Text("Modification des données (TD1.3b)", "Change of the data (TD1.3b)"),
    Operation.FERMETURE: Text("Fermeture d'un DMP (TD1.4)", "Closing of a record (TD1.4)"),
    Operation.LISTE: Text("Liste des DMP autorisés (TD0.4)", "List of authorised records (TD0.4)"),
    Operation.TRAITS: Text("Recherche sans INS (TD0.5)", "Search without INS (TD0.5)"),
    Operation.HABILITATIONS: Text(
        "Professionnels autorisés ou bloqués (TD1.6)", "Authorised or blocked professionals (TD1.6)"
    ),
    Operation.ALIMENTATION: Text("Alimentation (TD2.1)", "Feeding (TD2.1)"),
    Operation.RECHERCHE: Text("Recherche de documents (TD3.1)", "Document search (TD3.1)"),
    Operation.CONSULTATION: Text("Consultation d'un document (TD3.2)", "Document retrieval (TD3.2)"),
    Operation.MISE_A_JOUR: Text("Gestion d'un document (TD3.3)", "Document management (TD3.3)"),
    PAGE: Text("Page du site web (TD0.9)", "Page of the web site (TD0.9)"),
    Operation.INCONNUE: Text("Message non compris", "Message not understood"),
    **OPERATIONS_FHIR,
    "dmp.document": Text("Document CDA", "CDA document"),
    "dmp.description": Text("Description du service", "Description of the service"),
}


class DmpService:
    """The DMP over SOAP (dmp_xds.md), and its FHIR face on the same registry (dmp_fhir.md)."""

    def __init__(self, context: Context, *, body_timeout: float = BODY_TIMEOUT) -> None:
        self.name = NAME
        self.title = Text("DMP", "DMP")
        self.register: Register = register()
        self.facts_version = FACTS_VERSION
        self.operations = OPERATIONS
        officiel = Officiel(context.officiel, context.espaces)
        self.control_routes: tuple[ControlRoute, ...] = (
            *control_routes(),
            *routes_citoyen(),
            *routes_lecture(),
            *official_routes(context.officiel),
        )
        self.failure = _failure()
        vues, certificats = Vues(), Certificats(context.pki)
        self._xds = Xds(vues, context.bridges, certificats, officiel, context.public_url)
        self._web = Web(vues, context.bridges)
        self._fhir = Fhir(vues, context.bridges)
        soap = router(self._xds, self.failure, timeout=body_timeout)
        app = Aiguillage(self._web, soap, _page_perdue())
        unknown = page("chemin_inconnu")
        lost = Failure(unknown.status, unknown.content_type, unknown.body)
        self.faces: tuple[Face, ...] = (
            Face("xds", 8442, app, "required", HOSTS, noms.BASE + "/", TAILLE, lost),
            Face(
                "fhir",
                8452,
                Appels(self._fhir, context.public_url, timeout=body_timeout),
                "optional",
                HOSTS,
                noms_fhir.BASE,
                TAILLE_FHIR,
                perdu(),
            ),
        )

    def analyse(self, exchange: Exchange, espace: Espace | None) -> Analysis:
        """Reads an exchange again from its bytes, by the rules of the live path.

        What only the registry of the moment could tell is taken from the answer; what the official schemas
        told stays.
        """
        if exchange.face == FACE_FHIR:
            return self._fhir.relire(exchange, espace)
        if est_page(ordre(exchange)[1]):
            return self._web.relire(exchange, espace)
        analysis = self._xds.relire(exchange, espace)
        return replace(analysis, findings=(*analysis.findings, *gardes(exchange)))

    async def official(self, exchange: Exchange) -> tuple[Finding, ...]:
        """What the official schemas say of the documents fed, or of a saved document."""
        return await self._xds.officiels(exchange)

    def explain(self, exchange: Exchange, lang: str) -> Explanation:
        """The exchange told to a person."""
        if exchange.face == FACE_FHIR:
            return explain_fhir(exchange, lang)
        return explain_page(exchange, lang) if exchange.operation == PAGE else explain(exchange, lang)

    async def foretell(self, espace: Espace, personne: Personne) -> Sequence[Text]:
        """The state of somebody's record now, and what limits its use."""
        return await predire(espace, personne)

    def endpoints(self, origins: Mapping[str, str]) -> Mapping[str, str | None]:
        """The base address of the SOAP services, and that of the FHIR face (PDSm 3.1.1)."""
        xds = f"{origins['xds']}{noms.BASE}/" if "xds" in origins else None
        fhir = f"{origins[FACE_FHIR]}{noms_fhir.BASE}" if FACE_FHIR in origins else None
        return {"xds": xds, "fhir": fhir}

    def read_file(self, name: str, data: bytes) -> Exchange | None:
        """A saved envelope, MTOM dump, CDA document or FHIR body; None when it is none of these."""
        return en_echange(name, data) or en_echange_fhir(name, data)

    async def purge(self, espace: Espace, designations: Collection[Designation]) -> int:
        """Forgets the documents, lots and authorisations of a person."""
        return await espace.store.write(partial(oublier, store=espace.store, designations=designations))

    def documents(self) -> Mapping[str, bytes]:
        """The descriptions of the services."""
        return DOCUMENTS


def create(context: Context) -> DmpService:
    """The DMP of one installation."""
    return DmpService(context)


def _page_perdue() -> Failure:
    written = page("erreur_page")
    return Failure(written.status, written.content_type, written.body)


def _failure() -> Failure:
    pli = Pli(Operation.INCONNUE, "", "00000000-0000-4000-8000-000000000000", datetime.fromtimestamp(0, UTC))
    written = faute(Faute("erreur_interne"), pli)
    return Failure(written.status, written.content_type, written.body)
