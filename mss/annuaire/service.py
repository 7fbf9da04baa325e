"""The directory at work: a call read, admitted, answered and told to the journal; or read again."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from mss.annuaire.acces import Refusees, Repertoires, admise, secret_des_pages
from mss.annuaire.control import adopter
from mss.annuaire.data.systemes import ENTETE_CLE
from mss.annuaire.debit import Debit
from mss.annuaire.errors import ENTREES
from mss.annuaire.extraction import analyse as analyse_extraction
from mss.annuaire.extraction import est_extraction
from mss.annuaire.facts import facts, operation
from mss.annuaire.messages import reponses
from mss.annuaire.messages.appel import adresse, lire
from mss.annuaire.messages.reponses import Reponse
from mss.annuaire.model import Appel, Capacites, Demande, Lecture, Modification, Refus
from mss.annuaire.modification import modifier
from mss.annuaire.rules import catalogue
from mss.annuaire.rules.demande import comprendre
from mss.annuaire.rules.selection import chercher
from mss.confiance.publics import analyse as analyse_public
from mss.confiance.publics import operation as public
from mss.data.names import NAME
from mss.rules.catalogue.base import PANNE
from simulators.core.espace import EspaceSettings
from simulators.core.rule import WHOLE_REQUEST, Effect, Finding, Place, Rule
from simulators.core.service import Analysis, Draft

if TYPE_CHECKING:
    from simulators.core.espace import Espace
    from simulators.core.journal.model import Exchange

# What only the espace of the moment could tell: read again from the status answered.
_DU_MOMENT: Final = {"404": catalogue.ABSENT, "400": catalogue.PAGE}


class AnnuaireFhir:
    """See the module. One per installation; everything of a request comes through its espace."""

    def __init__(self, repertoires: Repertoires, debit: Debit | None = None) -> None:
        self._repertoires = repertoires
        self._debit = debit or Debit()
        self._refusees = Refusees()

    async def repondre(self, draft: Draft, appel: Appel, base: str) -> Reponse:
        """Answers one call; `base` is the address of the API as the client types it."""
        espace = draft.espace
        demande = comprendre(appel)
        rules = [] if await admise(appel.cle, espace) else [catalogue.CLE]
        if rules:
            self._refusees.garder(draft.id, appel.cle)
        wrong = _panne(espace, demande)
        if wrong is not None:
            rules = [PANNE]
        elif not self._debit.passe(espace.name):
            rules, wrong = [catalogue.DEBIT], Refus("annuaire_debit")
        elif any(one.effect(espace.settings.profile) is Effect.REFUSE for one in rules):
            wrong = Refus("annuaire_cle")
        if wrong is not None:
            answer = reponses.refus(wrong)
        else:
            wrong, answer = await self._servir(draft, demande, base)
            rules += [catalogue.PAR_CLE[wrong.cle]] if wrong else []
        if wrong is not None:
            draft.errors.append(wrong.cle)
        draft.analysis = _analyse(appel, demande, answer, rules, espace.settings)
        return answer

    def relire(self, exchange: "Exchange", espace: "Espace | None") -> Analysis:
        """The same judgement on a recorded call; what the espace alone knew comes from the answer."""
        method, _, rest = exchange.request.start.partition(" ")
        path, query = adresse(rest.rpartition(" ")[0], exchange.espace)
        if est_extraction(method, path):
            return analyse_extraction(exchange.outcome)
        if nom := public(method, path):
            return analyse_public(nom, exchange.outcome)
        message = exchange.request
        appel = lire(method, path, query, accepte=message.header("accept") or "", corps=message.body or b"")
        demande = comprendre(appel)
        body = exchange.answer.body if exchange.answer is not None else None
        answer = Reponse(int(exchange.outcome) if exchange.outcome.isdigit() else 0, body or b"")
        settings = EspaceSettings() if espace is None else espace.settings
        return _analyse(appel, demande, answer, _regles(exchange, demande), settings)

    async def adopter(self, exchange: "Exchange", espace: "Espace") -> Mapping[str, Any] | None:
        """Registers the key that a call was refused for; None when it was not."""
        return await adopter(exchange, espace, self._refusees.de(exchange.id))

    async def _servir(
        self, draft: Draft, demande: Demande | Refus, base: str
    ) -> tuple[Refus | None, Reponse]:
        if isinstance(demande, Refus):
            return demande, reponses.refus(demande)
        if isinstance(demande, Capacites):
            return None, reponses.capacites(base, draft.started)
        if isinstance(demande, Modification):
            changed = await modifier(demande, draft.espace, self._repertoires)
            if isinstance(changed, Refus):
                return changed, reponses.refus(changed)
            return None, reponses.fiche(changed)
        repertoire = await self._repertoires.de(draft.espace)
        if isinstance(demande, Lecture):
            found = repertoire.par_reference.get(f"{demande.type}/{demande.id}")
            if found is not None:
                return None, reponses.fiche(found)
            lost = Refus("annuaire_absent", {"type": demande.type, "id": demande.id[:100]})
            return lost, reponses.refus(lost)
        page = chercher(demande, repertoire, secret_des_pages(draft.espace))
        if isinstance(page, Refus):
            return page, reponses.refus(page)
        ident = draft.espace.ids.uuid("annuaire-bundle")
        return None, reponses.recherche(demande, page, base, ident, draft.started)


def _panne(espace: "Espace", demande: Demande | Refus) -> Refus | None:
    """The error asked of the simulator; a fault of the mail protocols is left whole."""
    fault = espace.faults.business(
        service=NAME, operation=operation(demande), able=lambda one: one.name in ENTREES
    )
    return None if fault is None else Refus(fault.name)


def _regles(exchange: "Exchange", demande: Demande | Refus) -> list[Rule]:
    noted = {one.rule.id for one in exchange.findings}
    if PANNE.id in noted:
        return [PANNE]
    if exchange.outcome in {"401", "429"}:
        return [catalogue.CLE if exchange.outcome == "401" else catalogue.DEBIT]
    found = [catalogue.CLE] if catalogue.CLE.id in noted else []
    if isinstance(demande, Modification):
        # What refused it was in the espace at that moment.
        return [*found, *(one for one in catalogue.PATCHS if one.id in noted)]
    told = catalogue.PAR_CLE[demande.cle] if isinstance(demande, Refus) else _DU_MOMENT.get(exchange.outcome)
    return [*found, told] if told else found


def _analyse(
    appel: Appel,
    demande: Demande | Refus,
    answer: Reponse,
    rules: Sequence[Rule],
    settings: EspaceSettings,
) -> Analysis:
    found = tuple(_constat(demande, rule, settings) for rule in rules)
    told = facts(appel, demande, str(answer.statut), answer.corps)
    return Analysis(operation(demande), told, found)


def _constat(demande: Demande | Refus, rule: Rule, settings: EspaceSettings) -> Finding:
    own = isinstance(demande, Refus) and rule is catalogue.PAR_CLE[demande.cle]
    details = demande.details if isinstance(demande, Refus) and own else {}
    place = _place(rule, details)
    return Finding(rule, place, details.get("valeur", ""), "", rule.effect(settings.profile))


def _place(rule: Rule, details: Mapping[str, str]) -> Place:
    if rule is catalogue.CLE:
        return Place("request", "header", ENTETE_CLE)
    if "nom" in details:
        return Place("request", "query", details["nom"])
    return Place("request", "query", "_page_token") if rule is catalogue.PAGE else WHOLE_REQUEST
