"""The web site at work: a page opened, decided, shown and told to the journal; or read again."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from dmp import semis
from dmp.model import Passage, Statut, VueMonde
from dmp.state import passages
from dmp.state.monde import Vues
from dmp.state.monde import porteur as porteur_ins
from dmp.web import regard
from dmp.web.facts import facts, montre, refuse
from dmp.web.messages import pages
from dmp.web.messages.ouverture import lire_ouverture
from dmp.web.messages.pages import Cadre, Feuille
from dmp.web.model import Ecart, Ecran, Ouverture, PorteurCarte, Vue
from dmp.web.rules import acces, catalogue
from simulators.core.espace import EspaceSettings
from simulators.core.rule import Effect, Finding, Rule
from simulators.core.sante.nomenclatures import Nomenclatures
from simulators.core.service import Analysis, Draft
from simulators.core.store.state import to_us

if TYPE_CHECKING:
    from simulators.core.bridges import Bridges
    from simulators.core.espace import Espace
    from simulators.core.journal.model import Exchange

OPERATION: Final = "dmp.td09"
# What only the registry of the moment could tell.
_DU_DOSSIER: Final = (
    catalogue.DROITS_PAGE,
    catalogue.INCONNU,
    catalogue.FERME,
    catalogue.BLOQUE,
    catalogue.SANS_AUTORISATION,
)


class Web:
    """See the module. One per installation; everything of a request comes through its espace."""

    def __init__(self, vues: Vues, bridges: "Bridges") -> None:
        self._vues = vues
        self._bridges = bridges
        self._nomenclatures = Nomenclatures()

    async def repondre(self, draft: Draft, methode: str, chemin: str, racine: str) -> Feuille:
        """Answers one call; leaves in the draft what the journal keeps of it."""
        espace = draft.espace
        asked = lire_ouverture(methode, chemin, draft.peer)
        monde = self._vues.of(espace)
        bearer = regard.porteur(asked, monde, espace)
        told = [*acces.ouverture(asked), *acces.porteur_connu(asked, bearer)]
        vue = Vue()
        if bearer is not None and not _refusants(told, espace.settings):
            vue = await self._regarder(espace, asked, bearer, monde)
            if vue.acteur is not None:
                told += acces.dossier_ouvert(asked, vue.acteur, vue.dossier)
        refusing = _refusants(told, espace.settings)
        cadre = Cadre(racine, asked, bearer)
        feuille = pages.refus(cadre, refusing[0]) if refusing else pages.ecran(cadre, vue)
        if not refusing:
            await self._noter(espace, vue, bearer, draft.started)
        draft.errors.extend(refusing[:1])
        text = feuille.corps.decode("utf-8", "replace")
        draft.analysis = _analyse(asked, told, text, str(feuille.statut), espace.settings, monde)
        return feuille

    def relire(self, exchange: "Exchange", espace: "Espace | None") -> Analysis:
        """The same judgement on a recorded exchange; the registry's part comes from the page."""
        methode, _, rest = exchange.request.start.partition(" ")
        path = rest.partition(" ")[0].partition("?")[0].removeprefix(f"/~{exchange.espace}")
        asked = lire_ouverture(methode, unquote(path), exchange.peer)
        body = exchange.answer.body if exchange.answer is not None else None
        text = (body or b"").decode("utf-8", "replace")
        told = list(acces.ouverture(asked))
        monde = None if espace is None else self._vues.of(espace)
        if espace is not None and monde is not None:
            told += acces.porteur_connu(asked, regard.porteur(asked, monde, espace))
        told += _restitues(asked, text)
        settings = EspaceSettings() if espace is None else espace.settings
        return _analyse(asked, told, text, exchange.outcome, settings, monde)

    async def _regarder(
        self, espace: "Espace", asked: Ouverture, bearer: PorteurCarte, monde: VueMonde
    ) -> Vue:
        wanted = acces.complet(asked.matricule)
        person = porteur_ins(wanted, monde, self._bridges, espace) if wanted else None
        await semis.assurer(espace, monde, self._nomenclatures)
        return await espace.store.query(regard.Regard(asked, bearer, person, monde, regard.noms(monde)))

    async def _noter(self, espace: "Espace", vue: Vue, bearer: PorteurCarte | None, quand: datetime) -> None:
        """A record that was shown keeps who looked."""
        who, record = vue.acteur, vue.dossier
        if who is None or record is None or bearer is None or record.etat != "ouvert":
            return
        one = Passage(who.sujet, who.structure, bearer.nom, "page", who.acces, to_us(quand))
        await espace.store.write(partial(passages.noter, matricule=record.matricule, passage=one))


def _restitues(asked: Ouverture, page: str) -> Iterator[Ecart]:
    """What the registry of the moment broke, from the message of the page or from what it shows."""
    yield from (Ecart(rule) for rule in _DU_DOSSIER if _cle(rule) == refuse(page))
    state, right = montre(page)
    if state == "ferme":
        yield Ecart(catalogue.FERME)
    elif right == Statut.INTERDIT:
        yield Ecart(catalogue.BLOQUE)
    elif state and asked.ecran is not Ecran.TABLEAU and right != Statut.VALIDE:
        yield Ecart(catalogue.SANS_AUTORISATION)


def _effet(rule: Rule, settings: EspaceSettings) -> Effect:
    """What this espace does of a broken rule; real data is refused where the espace says so."""
    if rule is catalogue.DONNEES_REELLES:
        return Effect.REFUSE if settings.refuse_real_data else Effect.ACCEPT
    return rule.effect(settings.profile)


def _refusants(told: Sequence[Ecart], settings: EspaceSettings) -> list[str]:
    """The error entries of the remarks that refuse, in the order of judgement."""
    return [_cle(one.rule) for one in told if _effet(one.rule, settings) is Effect.REFUSE]


def _cle(rule: Rule) -> str:
    return rule.refusal.error if rule.refusal else ""


def _analyse(
    asked: Ouverture,
    told: Sequence[Ecart],
    page: str,
    statut: str,
    settings: EspaceSettings,
    monde: VueMonde | None,
) -> Analysis:
    found = tuple(_constats(told, settings))
    return Analysis(OPERATION, facts(asked, page, statut, _traits(asked, monde)), found)


def _constats(told: Sequence[Ecart], settings: EspaceSettings) -> Iterator[Finding]:
    for one in told:
        yield Finding(one.rule, one.place, one.found, "", _effet(one.rule, settings))


def _traits(asked: Ouverture, monde: VueMonde | None) -> str:
    """The patient as the journal names people, when the espace knows the INS of the address."""
    person = None if monde is None else monde.personnes.get(acces.complet(asked.matricule))
    reference = person.reference if person is not None else None
    if reference is None:
        return ""
    return "|".join(
        (reference.nom_naissance, reference.liste_prenoms, reference.sexe, reference.date_naissance)
    )
