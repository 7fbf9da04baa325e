"""The SOAP face at work: a call judged, decided, answered and told to the journal; or read again."""

import asyncio
import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Final

from dmp import semis
from dmp.cda.rules import REGLES, document
from dmp.errors import ERRORS
from dmp.model import VueMonde
from dmp.state import passages
from dmp.state.monde import Vues, porteur
from dmp.xds.execution import ECRIVENT, Contexte, Execution, Issue
from dmp.xds.facts import answer_facts, request_facts
from dmp.xds.fichiers import CDA_TYPE
from dmp.xds.messages.arrivee import lire_arrivee
from dmp.xds.messages.certificats import Certificats
from dmp.xds.messages.constats import findings
from dmp.xds.messages.ecriture import Ecrit, Pli, ecrire, page
from dmp.xds.messages.reponse import ReponseIllisible, ReponseLue, lire_message, lue
from dmp.xds.model import Appel, Demande, Faute, Operation, Remarque, Resultat
from dmp.xds.officiel import Officiel
from dmp.xds.relecture import incident, ordre, restitues
from dmp.xds.rules import decision
from dmp.xds.rules.patient import reconnu
from dmp.xds.traitement import Heure, Juge, Jugement, Recu
from simulators.core.espace import EspaceSettings
from simulators.core.journal.model import Fact
from simulators.core.rule import Effect, Finding, Rule
from simulators.core.sante.cda.constats import constats
from simulators.core.sante.cda.lecture import lire as lire_cda
from simulators.core.sante.nomenclatures import Nomenclatures
from simulators.core.service import Analysis, Draft

if TYPE_CHECKING:
    from simulators.core.bridges import Bridges
    from simulators.core.espace import Espace
    from simulators.core.journal.model import Exchange
    from simulators.core.monde.model import Personne

# Above this size a body is judged in a thread: reading it would hold the event loop.
SUR_LA_BOUCLE: Final = 400_000


@dataclass(frozen=True, slots=True)
class Effets:
    """What one espace does of each rule."""

    settings: EspaceSettings

    def __call__(self, rule: Rule) -> Effect:
        """The effect of breaking this rule here."""
        settings = self.settings
        return decision.effet(rule, settings.profile, settings.refuse_real_data, settings.options)


class Xds:
    """See the module. One per installation; everything of a request comes through its espace."""

    def __init__(
        self,
        vues: Vues,
        bridges: "Bridges",
        certificats: Certificats,
        officiel: Officiel,
        public_url: str,
    ) -> None:
        self.public_url = public_url
        self._officiel = officiel
        self._vues = vues
        self._bridges = bridges
        self._nomenclatures = Nomenclatures()
        self._juge = Juge(certificats, self._nomenclatures)
        self._hors_ligne = Juge(Certificats(None), self._nomenclatures)

    async def repondre(self, draft: Draft, recu: Recu) -> Ecrit:
        """Judges and answers one call; leaves in the draft what the journal keeps of it."""
        espace = draft.espace
        effect = Effets(espace.settings)
        appel = lire_arrivee(draft.peer, draft.wire, draft.connection, recu.content_type)
        heure = Heure(draft.started, datetime.now(UTC))
        jugement = await self._juger(appel, recu, heure, espace)
        issue = await self._decider(espace, jugement, heure, effect)
        draft.errors.extend(_answered_keys(issue, effect))
        traits = _traits(jugement.demande, self._vues.of(espace))
        draft.analysis = self._analysis(jugement, issue.remarques, lue(issue.resultat), effect, traits)
        self._officiel.confier(draft, jugement.lu)
        return self._ecrire(espace, jugement.demande, issue.resultat, heure.espace)

    async def officiels(self, exchange: "Exchange") -> tuple[Finding, ...]:
        """What the official schemas say of the documents of a recorded exchange."""
        return await self._officiel.juger(exchange, self._hors_ligne)

    def relire(self, exchange: "Exchange", espace: "Espace | None") -> Analysis:
        """The same judgement on a recorded exchange; the registry's part comes from the answer."""
        if exchange.request.header("content-type") == CDA_TYPE:
            return self._fichier_cda(exchange.request.body or b"")
        method = exchange.request.start.partition(" ")[0]
        if method in {"GET", "HEAD"} and exchange.outcome == "200":
            return Analysis("dmp.description")
        content_type = exchange.request.header("content-type") or ""
        appel = lire_arrivee(exchange.peer, exchange.wire, exchange.connection, content_type)
        known = incident(exchange)
        recu = Recu(None if known else exchange.request.body, content_type, ordre(exchange)[1], known)
        heure = Heure(exchange.started, exchange.recorded)
        effect = Effets(EspaceSettings() if espace is None else espace.settings)
        vue = None if espace is None else self._vues.of(espace)
        juge = self._hors_ligne if vue is None else self._juge
        jugement = juge.juger(appel, recu, heure, vue)
        answer = _read_answer(exchange)
        told = (*jugement.acces, *jugement.fond, *restitues(answer, jugement))
        return self._analysis(jugement, told, answer, effect, _traits(jugement.demande, vue))

    def _fichier_cda(self, data: bytes) -> Analysis:
        """A saved document alone: its own rules, no entry to agree with."""
        lu = lire_cda(data)
        effect = Effets(EspaceSettings())
        ins = lu.entete.patient.ins if lu.entete.patient else None
        facts: dict[str, Fact] = {"dmp.documents": (lu.entete.unique_id,)}
        facts["patient.matricule"] = (ins.extension or "") if ins else ""
        code = lu.entete.code
        facts["dmp.type_code"] = ((code.code or "") if code else "",)
        found = constats(lu, document(lu.entete, None, self._nomenclatures), REGLES, effect)
        return Analysis("dmp.document", facts, found)

    async def _juger(self, appel: Appel, recu: Recu, heure: Heure, espace: "Espace") -> Jugement:
        vue = self._vues.of(espace)
        if recu.corps is None or len(recu.corps) <= SUR_LA_BOUCLE:
            return self._juge.juger(appel, recu, heure, vue)
        return await asyncio.to_thread(self._juge.juger, appel, recu, heure, vue)

    async def _decider(self, espace: "Espace", jugement: Jugement, heure: Heure, effect: Effets) -> Issue:
        demande, options = jugement.demande, espace.settings.options
        blocking = decision.refus(jugement.acces, [effect(one.rule) for one in jugement.acces])
        told = (*jugement.acces, *jugement.fond)
        if blocking or demande is None:
            return Issue(told, decision.refuser(demande, blocking, options))
        personne = self._porteur(demande, espace)
        panne = _panne(espace, demande, personne)
        if panne:
            return Issue(told, decision.habiller(demande, Faute(panne, decision.exemple(panne))))
        vue = self._vues.of(espace)
        await semis.assurer(espace, vue, self._nomenclatures)
        context = Contexte(
            demande,
            jugement,
            heure,
            personne,
            vue,
            espace.store.blobs,
            _uuids(espace),
            effect,
            options,
            lambda matricule: porteur(matricule, vue, self._bridges, espace),
        )
        if demande.operation in ECRIVENT:
            return await espace.store.write(Execution(context))
        issue = await espace.store.query(Execution(context))
        if issue.passage is not None:
            matricule, one = issue.passage
            await espace.store.write(partial(passages.noter, matricule=matricule, passage=one))
        return issue

    def _porteur(self, demande: Demande, espace: "Espace") -> "Personne | None":
        """Who bears the INS of the assertion; nobody under an OID that is not theirs (errata 15)."""
        mine = demande.vihf.ressource if demande.vihf else None
        if mine is None:
            return None
        found = porteur(mine.id, self._vues.of(espace), self._bridges, espace)
        if found is None or found.reference is None or not reconnu(mine.oid, found.reference.ins.oid):
            return None
        return found

    def _analysis(
        self,
        jugement: Jugement,
        remarques: tuple[Remarque, ...],
        answer: ReponseLue | None,
        effect: Effets,
        traits: str,
    ) -> Analysis:
        """The judgement as the journal keeps it: operation, facts, findings with their effect here."""
        demande = jugement.demande
        operation = demande.operation if demande else Operation.INCONNUE
        asked = request_facts(demande, self._nomenclatures)
        facts = {"patient.traits": traits, **asked, **answer_facts(answer)}
        return Analysis(operation.value, facts, findings(jugement.lu, remarques, effect))

    def _ecrire(
        self, espace: "Espace", demande: Demande | None, resultat: Resultat, maintenant: datetime
    ) -> Ecrit:
        if isinstance(resultat, Faute) and ERRORS[resultat.cle].wire["forme"] == "page":
            return page(resultat.cle)
        pli = Pli(
            operation=demande.operation if demande else Operation.INCONNUE,
            relates_to=demande.message_id if demande else "",
            uuid=espace.ids.uuid("dmp.message"),
            maintenant=maintenant,
            soap11=demande is not None and demande.soap11,
        )
        return ecrire(resultat, pli)


def _traits(demande: Demande | None, vue: VueMonde | None) -> str:
    """The patient as the journal names people, when the espace knows the INS announced."""
    if demande is None or vue is None:
        return ""
    return _cle(vue.personnes.get(demande.annonce.matricule))


def _cle(personne: "Personne | None") -> str:
    reference = personne.reference if personne else None
    if reference is None:
        return ""
    parts = (reference.nom_naissance, reference.liste_prenoms, reference.sexe, reference.date_naissance)
    return "|".join(parts)


def _uuids(espace: "Espace") -> Iterator[str]:
    return (espace.ids.uuid("dmp.objet") for _ in itertools.count())


def _panne(espace: "Espace", demande: Demande, personne: "Personne | None") -> str:
    """The programmed fault that strikes this call, empty for none; what was refused access is not struck."""
    patient = f"{demande.annonce.matricule} {_cle(personne)}".strip()
    fault = espace.faults.business(
        service="dmp",
        operation=demande.operation.value,
        patient=patient,
        professional=demande.annonce.sujet,
    )
    return fault.name if fault is not None and decision.programmable(fault.name) else ""


def _answered_keys(issue: Issue, effect: Effets) -> Iterator[str]:
    """The register keys of the errors answered."""
    refusing = decision.refus(issue.remarques, [effect(one.rule) for one in issue.remarques])
    answer = lue(issue.resultat)
    keys = {decision.cle(one) for one in refusing}
    if isinstance(issue.resultat, Faute):
        keys = {issue.resultat.cle}
    elif answer.faute or answer.erreurs:
        keys = {key for key in keys if ERRORS[key].code == answer.code} or {
            one.code for one in answer.erreurs if one.code in ERRORS
        }
    else:
        return
    yield from sorted(keys)


def _read_answer(exchange: "Exchange") -> ReponseLue | None:
    answer = exchange.answer
    if answer is None or not answer.body:
        return None
    try:
        return lire_message(answer.header("content-type") or "", answer.body)
    except ReponseIllisible:
        return None
