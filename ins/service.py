"""INSi as the roof knows it: its faces, its register, its reading of an exchange."""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import Final

from ins.controle import routes as control_routes
from ins.data.names import ANSWER_TYPE, MEDIA_TYPE
from ins.description import DOCUMENTS
from ins.explain import explain
from ins.facts import FACTS_VERSION, moment_facts, read_moment
from ins.jeton import FAIT, du_fait, verifier
from ins.jeton import faits as faits_du_jeton
from ins.lot2.cadence import par_morceaux
from ins.lot2.constats import complete, constats_ko, relus
from ins.lot2.data import names as lot2_names
from ins.lot2.guichet import Guichet
from ins.lot2.messages.ecriture import render as render_lot2
from ins.lot2.messages.limites import LIMITES as LIMITES_MASSE
from ins.lot2.messages.reponse import read_lot2
from ins.lot2.model import ReponseLot2
from ins.lot2.ouvrier import Ouvrier
from ins.lot2.phrases import OPERATIONS as OPERATIONS_LOT2
from ins.lot2.rules.decision import decider as decider_verification
from ins.lot2.rules.decision import refuser
from ins.lot2.rules.reglages import reglages
from ins.lot2.state import lots
from ins.messages.arrivee import read_arrival
from ins.messages.ecriture import render
from ins.messages.reponse import ReponseIllisible, read_answer
from ins.model import CALME, Appel, Faute, Operation, Remarque, Reponse, Resultat
from ins.model.assertion import Heure, Jeton
from ins.pannes import panne
from ins.prediction import predire
from ins.register import register
from ins.routes import router
from ins.rules.catalogue import transport as catalogue
from ins.rules.decision import decider, faute, refus
from ins.rules.transport import misdirected
from ins.state.oubli import designes, douteux, oublier
from ins.state.passages import fenetres
from ins.state.vue import Referentiel, vues
from ins.traitement import LIMITS, Jugement, Moyens, analysis, avec_rythme, etapes, juger, lire, ouvrir
from simulators.core.context import Context
from simulators.core.espace import Espace, EspaceSettings
from simulators.core.journal.model import Exchange, Message
from simulators.core.monde.model import Personne
from simulators.core.net.pki.signataires import Signataires
from simulators.core.rule import Register, Rule, Text
from simulators.core.service import (
    Analysis,
    ControlRoute,
    Designation,
    Draft,
    Explanation,
    Face,
    Failure,
)

NAME: Final = "ins"
MTLS_HOSTS: Final = (
    "services-ps-tlsm.ameli.fr",
    "qualiflps-services-ps-tlsm.ameli.fr",
    "*.services-ps-tlsm.ameli.fr",
)
ASSERTION_HOSTS: Final = ("services-ps.ameli.fr", "qualiflps.services-ps.ameli.fr")
_ROOTS: Final = (b"RECSANSVITALE", b"RECVITALE", b"INSiLot2/REQ")
# A search is a few kilobytes: who needs longer than this to send it is stuck.
BODY_TIMEOUT: Final = 20.0

OPERATIONS: Final[Mapping[str, Text]] = {
    Operation.TRAITS: Text("Recherche par traits d'identité", "Search by identity traits"),
    Operation.VITALE: Text("Recherche par carte Vitale", "Search by carte Vitale"),
    **OPERATIONS_LOT2,
    Operation.INCONNUE: Text("Message non compris", "Message not understood"),
    "ins.description": Text("Description du service", "Description of the service"),
}
_INCIDENTS: Final = {"413": catalogue.TROP_GROS, "408": catalogue.TROP_LENT}


class InsService:
    """The téléservice INSi of the CNAM: searches by traits and by carte Vitale (ins.md)."""

    def __init__(self, context: Context, *, body_timeout: float = BODY_TIMEOUT) -> None:
        self.name = NAME
        self.title = Text("Téléservice INSi", "INSi service")
        self.register: Register = register()
        self.facts_version = FACTS_VERSION
        self.operations = OPERATIONS
        self.public_url = context.public_url
        status, body = render(faute("insi_102"))
        self.failure = Failure(status, ANSWER_TYPE, body)
        self.control_routes: tuple[ControlRoute, ...] = control_routes()
        self._vues = vues()
        self._fenetres = fenetres()
        self._bridges = context.bridges
        self._signataires, self._hors_ligne = Signataires(context.pki), Signataires(None)
        self.referentiel = Referentiel()
        self._ouvrier = Ouvrier(self._vues.of)
        self._guichet = Guichet(self._ouvrier)
        app = router(self, timeout=body_timeout)
        bounds = (LIMITS.size, self.failure, self.limit)
        self.faces: tuple[Face, ...] = (
            Face("mtls", 8441, app, "required", MTLS_HOSTS, "/lps", *bounds),
            Face("assertion", 8451, app, "optional", ASSERTION_HOSTS, "/lps", *bounds),
        )

    async def stop(self) -> None:
        """Verifies no more batch; what is due waits in the store for the next start."""
        await self._ouvrier.arreter()

    async def foretell(self, espace: Espace, personne: Personne) -> Sequence[Text]:
        """What a search by traits answers about somebody now."""
        return predire(personne, self._vues.of(espace))

    def limit(self, espace: Espace) -> int:
        """The largest body read in an espace: larger where batches may be deposited."""
        return LIMITES_MASSE.size if lot2_names.OPTION in espace.settings.options else LIMITS.size

    async def jeton(self, authorization: str, draft: Draft) -> Jeton | None:
        """What the token of a call is worth, asked of Pro Santé Connect through the bridge."""
        return await verifier(authorization, draft.peer, self._bridges, draft.espace)

    async def answer(
        self, draft: Draft, appel: Appel, body: bytes | None, incident: Rule | None
    ) -> tuple[int, bytes]:
        """Judges and answers one call; leaves in the draft what the journal keeps of it."""
        espace = draft.espace
        settings = espace.settings
        jugement = await self._juger(draft, appel, body, incident)
        fenetre, now = self._fenetres.of(espace), draft.started.timestamp()
        moment = fenetre.avant(jugement.demande, now) if jugement.demande else CALME
        jugement = avec_rythme(jugement, moment)
        refusal = refus(jugement.remarques, settings.profile, settings.refuse_real_data)
        struck = panne(espace, jugement, refusal)
        resultat = await self._resultat(draft, appel, jugement, refusal, struck)
        if isinstance(resultat, Faute):
            draft.errors.append(resultat.cle)
        if jugement.demande is not None:
            fenetre.apres(jugement.demande, resultat, now)
        if not struck:
            jugement = complete(jugement, resultat, refusee=refusal is not None)
        lue = analysis(jugement, resultat, settings)
        facts = {**lue.facts, **moment_facts(moment), **faits_du_jeton(appel.jeton)}
        facts |= {"panne": struck} if struck else {}
        draft.analysis = replace(lue, facts=facts, findings=(*lue.findings, *constats_ko(resultat)))
        if isinstance(resultat, Reponse | Faute):
            return render(resultat, settings.options)
        return 200, await par_morceaux(render_lot2(resultat))

    async def _juger(self, draft: Draft, appel: Appel, body: bytes | None, incident: Rule | None) -> Jugement:
        espace, heure = draft.espace, Heure(draft.started, datetime.now(UTC))
        lot2, vue = reglages(espace.settings.options), self._vues.of(espace)
        moyens = Moyens(self._signataires, heure, vue, lot2)
        if lot2 is None:
            return juger(appel, body, moyens, incident)
        self._ouvrier.premier_appel(espace)
        if body is None or incident is not None or lot2_names.REQ_MASSE.encode() not in body:
            return juger(appel, body, moyens, incident)
        opened = await asyncio.to_thread(ouvrir, body, appel.charset, lot2=True)
        return await par_morceaux(etapes(appel, opened, moyens))

    async def _resultat(
        self, draft: Draft, appel: Appel, jugement: Jugement, refusal: Remarque | None, struck: str
    ) -> Resultat | ReponseLot2:
        settings, demande = draft.espace.settings, jugement.demande
        echo = demande.message_id if demande else None
        if jugement.operation is Operation.VERIFICATION:
            verdict = jugement.verification.verdict if jugement.verification else None
            return decider_verification(refusal, struck, verdict, echo)
        if demande is None or jugement.masse is None:
            return decider(refusal, struck, jugement.trouves, demande, settings.options)
        refused = refuser(refusal, struck, echo)
        if refused is not None:
            return refused
        if jugement.operation is Operation.DEPOT:
            return await self._guichet.deposer(draft, appel, demande, jugement.masse)
        return await self._guichet.suivre(draft.espace, appel, demande, jugement.masse)

    def analyse(self, exchange: Exchange, espace: Espace | None) -> Analysis:
        """Reads an exchange again from its bytes, by the very rules of the live path."""
        method, _, rest = exchange.request.start.partition(" ")
        path = rest.partition(" ")[0].partition("?")[0].removeprefix(f"/~{exchange.espace}")
        if method in {"GET", "HEAD"} and exchange.outcome == "200":
            return Analysis("ins.description")
        content_type = exchange.request.header("content-type") or ""
        appel = read_arrival(
            exchange.face,
            exchange.peer,
            exchange.wire,
            exchange.connection,
            content_type,
            exchange.started,
        )
        incident = misdirected(method, path) or _INCIDENTS.get(exchange.outcome)
        body = None if incident else exchange.request.body
        # A saved file is read whatever it asks; an espace knows what it simulates.
        settings = EspaceSettings() if espace is None else espace.settings
        lot2 = reglages({lot2_names.OPTION} if espace is None else settings.options)
        vue = None if espace is None else self._vues.of(espace)
        signataires = self._hors_ligne if espace is None else self._signataires
        moyens = Moyens(signataires, Heure(exchange.started, exchange.recorded), vue, lot2)
        appel = replace(appel, jeton=du_fait(exchange.facts.get(FAIT)))
        jugement, resultat = juger(appel, body, moyens, incident), _answered(exchange)
        jugement = avec_rythme(jugement, read_moment(exchange.facts))
        refusee = refus(jugement.remarques, settings.profile, settings.refuse_real_data) is not None
        if "panne" not in exchange.facts:
            jugement = complete(jugement, resultat, refusee=refusee)
        lue = analysis(jugement, resultat, settings)
        return replace(lue, findings=(*lue.findings, *relus(resultat, espace)))

    def explain(self, exchange: Exchange, lang: str) -> Explanation:
        """The exchange told to a person."""
        return explain(exchange, lang)

    def endpoints(self, origins: Mapping[str, str]) -> Mapping[str, str | None]:
        """The address of each face that listens, None for the others."""
        return {
            face.name: f"{origins[face.name]}{face.path}" if face.name in origins else None
            for face in self.faces
        }

    def read_file(self, name: str, data: bytes) -> Exchange | None:
        """A saved envelope as if it had been sent with the right headers; None when it is not for INSi.

        One that cannot be read is for INSi when it names the root of a search.
        """
        now = datetime.now(UTC)
        lu = lire(data, Moyens(self._hors_ligne, Heure(now, now), lot2=reglages({lot2_names.OPTION})))
        demande = lu.lecture.demande if lu.lecture else None
        understood = demande is not None and demande.operation is not Operation.INCONNUE
        if not understood and not any(root in data for root in _ROOTS):
            return None
        request = Message("POST /lps HTTP/1.1", (("content-type", MEDIA_TYPE),), data, size=len(data))
        return Exchange(
            id=name,
            espace="",
            protocol="http",
            service=NAME,
            face="assertion" if demande is not None and demande.assertions.nombre else "mtls",
            started=now,
            recorded=now,
            duration_us=0,
            connection="",
            request=request,
            answer=None,
            outcome="",
            facts_version=FACTS_VERSION,
        )

    async def purge(self, espace: Espace, designations: Collection[Designation]) -> int:
        """Forgets the identities kept in the reference base, and the batches that mention one of them."""
        gone = await espace.store.write(partial(oublier, designations=designations))
        espace.monde.invalidate()
        return gone + await espace.store.write(partial(lots.oublier, designations=designations))

    async def designations(self, espace: Espace, told: Collection[Designation]) -> Collection[Designation]:
        """Every word of the kept identities that one of these designates: what a journal may hold of them."""
        return await espace.store.query(partial(designes, told=told))

    async def doubtful(self, espace: Espace) -> Sequence[str]:
        """The kept matricules that may be somebody's."""
        return await espace.store.query(douteux)

    def documents(self) -> Mapping[str, bytes]:
        """The WSDL and its schemas."""
        return DOCUMENTS


def create(context: Context) -> InsService:
    """The INSi service of one installation."""
    return InsService(context)


def _answered(exchange: Exchange) -> Resultat | ReponseLot2 | None:
    answer = exchange.answer
    if answer is None or not answer.body:
        return None
    try:
        lot2 = any(name.encode() in answer.body for name in (lot2_names.REP_UNITAIRE, lot2_names.REP_MASSE))
        return read_lot2(answer.body) if lot2 else read_answer(answer.body)
    except ReponseIllisible:
        return None
