"""INSi as the roof knows it: its faces, its register, its reading of an exchange."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import Final

from ins.data.names import ANSWER_TYPE, MEDIA_TYPE
from ins.description import DOCUMENTS
from ins.explain import explain
from ins.facts import FACTS_VERSION
from ins.lot2.data import names as lot2_names
from ins.lot2.messages.ecriture import render_verification
from ins.lot2.messages.reponse import read_verification
from ins.lot2.model import ReponseVerification
from ins.lot2.phrases import OPERATIONS as OPERATIONS_LOT2
from ins.lot2.rules.decision import decider as decider_verification
from ins.messages.arrivee import read_arrival
from ins.messages.ecriture import render
from ins.messages.reponse import ReponseIllisible, read_answer
from ins.model import Appel, Faute, Operation, Remarque, Resultat
from ins.register import register
from ins.routes import router
from ins.rules.catalogue import transport as catalogue
from ins.rules.decision import decider, faute, passe_la_passerelle, refus
from ins.rules.transport import misdirected
from ins.state.oubli import designes, douteux, oublier
from ins.state.vue import Referentiel, vues
from ins.traitement import LIMITS, Jugement, analysis, juger, lire
from simulators.core.context import Context
from simulators.core.espace import Espace, EspaceSettings
from simulators.core.journal.model import Exchange, Message
from simulators.core.rule import Register, Rule, Text
from simulators.core.service import Analysis, Designation, Draft, Explanation, Face, Failure

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
        self.limit = LIMITS.size
        self.public_url = context.public_url
        status, body = render(faute("insi_102"))
        self.failure = Failure(status, ANSWER_TYPE, body)
        self._vues = vues()
        self.referentiel = Referentiel()
        app = router(self, timeout=body_timeout)
        self.faces: tuple[Face, ...] = (
            Face("mtls", 8441, app, "required", MTLS_HOSTS, "/lps", LIMITS.size, self.failure),
            Face("assertion", 8451, app, "none", ASSERTION_HOSTS, "/lps", LIMITS.size, self.failure),
        )

    def answer(
        self, draft: Draft, appel: Appel, body: bytes | None, incident: Rule | None
    ) -> tuple[int, bytes]:
        """Judges and answers one call; leaves in the draft what the journal keeps of it."""
        espace = draft.espace
        settings = espace.settings
        lot2 = lot2_names.OPTION in settings.options
        jugement = juger(appel, body, self._vues.of(espace), incident, lot2=lot2)
        refusal = refus(jugement.remarques, settings.profile, settings.refuse_real_data)
        panne = _panne(espace, jugement, refusal)
        resultat = _decider(jugement, refusal, panne, settings)
        if isinstance(resultat, Faute):
            draft.errors.append(resultat.cle)
        lue = analysis(jugement, resultat, settings)
        draft.analysis = replace(lue, facts={**lue.facts, "panne": panne}) if panne else lue
        if isinstance(resultat, ReponseVerification):
            return render_verification(resultat)
        return render(resultat, settings.options)

    def analyse(self, exchange: Exchange, espace: Espace | None) -> Analysis:
        """Reads an exchange again from its bytes, by the very rules of the live path."""
        method, _, rest = exchange.request.start.partition(" ")
        path = rest.partition(" ")[0].partition("?")[0].removeprefix(f"/~{exchange.espace}")
        if method in {"GET", "HEAD"} and exchange.outcome == "200":
            return Analysis("ins.description")
        content_type = exchange.request.header("content-type") or ""
        appel = read_arrival(exchange.face, exchange.peer, exchange.wire, exchange.connection, content_type)
        incident = misdirected(method, path) or _INCIDENTS.get(exchange.outcome)
        body = None if incident else exchange.request.body
        vue = None if espace is None else self._vues.of(espace)
        settings = EspaceSettings() if espace is None else espace.settings
        # A saved file is read whatever it asks; an espace knows what it simulates.
        lot2 = espace is None or lot2_names.OPTION in settings.options
        jugement = juger(appel, body, vue, incident, lot2=lot2)
        return analysis(jugement, _answered(exchange), settings)

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
        lu = lire(data, lot2=True)
        demande = lu.lecture.demande if lu.lecture else None
        understood = demande is not None and demande.operation is not Operation.INCONNUE
        if not understood and not any(root in data for root in _ROOTS):
            return None
        now = datetime.now(UTC)
        request = Message("POST /lps HTTP/1.1", (("content-type", MEDIA_TYPE),), data, size=len(data))
        return Exchange(
            id=name,
            espace="",
            protocol="http",
            service=NAME,
            face="mtls",
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
        """Forgets the identities kept in the reference base."""
        gone = await espace.store.write(partial(oublier, designations=designations))
        espace.monde.invalidate()
        return gone

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


def _panne(espace: Espace, jugement: Jugement, refusal: Remarque | None) -> str:
    """The name of the programmed fault that strikes this call; only what reaches the service is struck."""
    if jugement.demande is None or not passe_la_passerelle(refusal):
        return ""
    fault = espace.faults.business(
        service=NAME, operation=jugement.operation.value, patient=_patient(jugement)
    )
    return fault.name if fault else ""


def _patient(jugement: Jugement) -> str:
    """Whom a programmed fault may name: the matricule when one is known, and the traits."""
    told = jugement.verification
    if told is not None:
        return f"{told.individu.ins.complet} {told.individu.traits.cle_patient}"
    demande, found = jugement.demande, jugement.trouves
    if demande is None:
        return ""
    matricule = found[0].actif.complet if len(found) == 1 else demande.matricule_demande
    return f"{matricule} {demande.cle_patient}".strip()


def _decider(
    jugement: Jugement, refusal: Remarque | None, panne: str, settings: EspaceSettings
) -> Resultat | ReponseVerification:
    if jugement.operation is Operation.VERIFICATION:
        verdict = jugement.verification.verdict if jugement.verification else None
        message_id = jugement.demande.message_id if jugement.demande else None
        return decider_verification(refusal, panne, verdict, message_id)
    return decider(refusal, panne, jugement.trouves, jugement.demande, settings.options)


def _answered(exchange: Exchange) -> Resultat | ReponseVerification | None:
    answer = exchange.answer
    if answer is None or not answer.body:
        return None
    try:
        lot2 = lot2_names.REP_UNITAIRE.encode() in answer.body
        return read_verification(answer.body) if lot2 else read_answer(answer.body)
    except ReponseIllisible:
        return None
