"""The FHIR face at work: a call judged, decided, answered and told to the journal; or read again."""

import asyncio
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from dmp import semis
from dmp.fhir.authentification import appelant
from dmp.fhir.data import noms
from dmp.fhir.facts import facts, operation
from dmp.fhir.messages.capacites import capacites
from dmp.fhir.messages.elements import moment
from dmp.fhir.messages.modeles import Modeles
from dmp.fhir.model.acces import Appelant
from dmp.fhir.model.appel import Appel, Capacites, Demande, Lecture, Recherche
from dmp.fhir.model.reponse import Reponse
from dmp.fhir.rules import formats
from dmp.fhir.rules.catalogue import appel as catalogue
from dmp.fhir.rules.catalogue import depot as catalogue_depot
from dmp.fhir.rules.demande import comprendre
from dmp.fhir.traitement.alentours import Effets, ins, panne_de, premiers, traits, uuids
from dmp.fhir.traitement.contexte import Contexte, Issue
from dmp.fhir.traitement.executer import executer, grouper
from dmp.fhir.traitement.jugement import Juge, Jugement
from dmp.fhir.traitement.lecture import Lecteur
from dmp.fhir.traitement.problemes import cle, panne, refus, refusants
from dmp.fhir.traitement.relecture import appel_relu, reponse_relue, restitues
from dmp.fhir.traitement.rendu import Ecrit, Rendu
from dmp.model import VueMonde
from dmp.state import passages
from dmp.state.monde import Vues, porteur
from dmp.xds.model import Remarque
from simulators.core.espace import EspaceSettings
from simulators.core.rule import WHOLE_REQUEST, Finding, Place
from simulators.core.sante.nomenclatures import Nomenclatures
from simulators.core.service import Analysis, Draft
from simulators.core.store.state import to_us

if TYPE_CHECKING:
    from simulators.core.bridges import Bridges
    from simulators.core.espace import Espace
    from simulators.core.journal.model import Exchange

# Above this size a body is judged, and an answer written, in a thread.
SUR_LA_BOUCLE: Final = 300_000
_PAGES: Final = "dmp.fhir.pages"


class Fhir:
    """See the module. One per installation; everything of a request comes through its espace."""

    def __init__(self, vues: Vues, bridges: "Bridges") -> None:
        self._vues = vues
        self._bridges = bridges
        self._nomenclatures = Nomenclatures()
        self._modeles = Modeles()
        self._juge = Juge(Lecteur(self._modeles), self._nomenclatures)
        self._rendu = Rendu(self._modeles)

    async def repondre(self, draft: Draft, appel: Appel) -> Ecrit:
        """Answers one call; leaves in the draft what the journal keeps of it."""
        espace = draft.espace
        effet, options = Effets(espace.settings), espace.settings.options
        demande = comprendre(appel, projet=noms.OPTION_PROJET in options)
        told = premiers(appel, demande)
        found = Jugement()
        issue = Issue(tuple(told))
        if not isinstance(demande, Remarque) and not refusants(told, effet):
            issue, found = await self._servir(draft, appel, demande, told, effet)
        answer = issue.reponse
        refusing = refusants(issue.remarques, effet)
        if answer is None:
            answer = refus(refusing, options)
            draft.errors.extend(dict.fromkeys(cle(one) for one in refusing[:1]))
        written = await self._ecrire(answer, formats.voulu(appel) or "json")
        draft.analysis = self._analyse(appel, demande, found, issue.remarques, answer, effet, espace)
        return written

    def relire(self, exchange: "Exchange", espace: "Espace | None") -> Analysis:
        """The same judgement on a recorded call; what the registry alone knew comes from what was noted."""
        settings = EspaceSettings() if espace is None else espace.settings
        effet, options = Effets(settings), settings.options
        appel = appel_relu(exchange)
        demande = comprendre(appel, projet=noms.OPTION_PROJET in options)
        found = Jugement()
        told = premiers(appel, demande)
        if not isinstance(demande, Remarque) and not refusants(told, effet):
            known = partial(ins, vue=None if espace is None else self._vues.of(espace))
            found = self._juge.juger(appel, demande, known, "2.25.0", exchange.started, options)
            told += found.remarques
        told += restitues(exchange, told)
        return self._analyse(appel, demande, found, told, reponse_relue(exchange), effet, espace)

    async def _servir(
        self, draft: Draft, appel: Appel, demande: Demande, told: list[Remarque], effet: Effets
    ) -> tuple[Issue, Jugement]:
        espace = draft.espace
        if isinstance(demande, Capacites):
            when = moment(to_us(draft.started))
            draft_on = noms.OPTION_PROJET in espace.settings.options
            return Issue(tuple(told), Reponse(200, capacites(appel.base, when, projet=draft_on))), Jugement()
        vue = self._vues.of(espace)
        who, doubts = await appelant(appel.entete("authorization"), draft.peer, espace, self._bridges, vue)
        told += doubts
        if refusants(told, effet):
            return Issue(tuple(told)), Jugement()
        found = await self._juger(appel, demande, draft, vue)
        told += found.remarques
        wrong = panne_de(espace, operation(demande, batch=found.batch), appel, demande, who)
        if wrong:
            draft.errors.append(wrong)
            return Issue(tuple(told), panne(wrong)), found
        if refusants(told, effet):
            return Issue(tuple(told)), found
        await semis.assurer(espace, vue, self._nomenclatures)
        context = self._contexte(draft, appel, who, vue, effet)
        if found.batch:
            return await self._grouper(draft, appel, found, context, told), found
        issue = await executer(context, demande, found, told, espace)
        if issue.passage is not None:
            matricule, one = issue.passage
            await espace.store.write(partial(passages.noter, matricule=matricule, passage=one))
        return issue, found

    async def _grouper(
        self, draft: Draft, appel: Appel, found: Jugement, context: Contexte, told: list[Remarque]
    ) -> Issue:
        """A batch of readings, each answered as it would be alone."""
        if noms.OPTION_PROJET not in context.options or found.recu is None:
            place = Place("request", "fhirpath", "Bundle.type")
            return Issue((*told, Remarque(catalogue_depot.LOTS, "batch", "transaction", place=place)))
        return await grouper(self, draft, appel, found.recu, context, told)

    async def une(self, draft: Draft, appel: Appel, told: list[Remarque]) -> Reponse:
        """One reading of a batch, without a journal entry of its own."""
        espace = draft.espace
        effet = Effets(espace.settings)
        demande = comprendre(appel, projet=True)
        issue = Issue((demande,)) if isinstance(demande, Remarque) else None
        if issue is None and isinstance(demande, Lecture | Recherche):
            issue, _ = await self._servir(draft, appel, demande, [], effet)
        if issue is None:
            issue = Issue((Remarque(catalogue.METHODE, appel.chemin[:100]),))
        told += issue.remarques
        return issue.reponse or refus(refusants(issue.remarques, effet), espace.settings.options)

    async def _juger(self, appel: Appel, demande: Demande, draft: Draft, vue: VueMonde) -> Jugement:
        espace = draft.espace
        unique = f"2.25.{int(espace.ids.uuid('dmp.objet').replace('-', ''), 16)}"
        work = partial(
            self._juge.juger,
            appel,
            demande,
            partial(ins, vue=vue),
            unique,
            draft.started,
            espace.settings.options,
        )
        heavy = len(appel.corps or b"") > SUR_LA_BOUCLE or (bool(appel.corps) and not self._modeles.charges)
        return await asyncio.to_thread(work) if heavy else work()

    async def _ecrire(self, answer: Reponse, wanted: formats.Format) -> Ecrit:
        if wanted == "xml" and answer.ressource is not None:
            return await asyncio.to_thread(self._rendu.ecrire, answer, wanted)
        return self._rendu.ecrire(answer, wanted)

    def _contexte(self, draft: Draft, appel: Appel, who: Appelant, vue: VueMonde, effet: Effets) -> Contexte:
        espace = draft.espace
        return Contexte(
            appel=appel,
            appelant=who,
            vue=vue,
            sets=self._nomenclatures,
            blobs=espace.store.blobs,
            uuids=uuids(espace),
            effet=effet,
            options=espace.settings.options,
            porteur=lambda matricule: porteur(matricule, vue, self._bridges, espace),
            maintenant=draft.started,
            secret=espace.ids.stable(_PAGES),
        )

    def _analyse(
        self,
        appel: Appel,
        demande: Demande | Remarque,
        found: Jugement,
        told: Sequence[Remarque],
        answer: Reponse,
        effet: Effets,
        espace: "Espace | None",
    ) -> Analysis:
        vue = None if espace is None else self._vues.of(espace)
        about = facts(appel, demande, found.recu, answer.statut, answer.ressource)
        about["patient.traits"] = traits(str(about["patient.matricule"]), vue)
        findings = tuple(
            Finding(one.rule, one.place or WHOLE_REQUEST, one.found, one.expected, effet(one.rule))
            for one in told
        )
        return Analysis(operation(demande, batch=found.batch), about, findings)
