"""One call from its bytes to its answer: the same path live and when read again."""

from collections.abc import Generator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from ins.data import names
from ins.facts import answer_facts, request_facts
from ins.lot2.cadence import d_une_traite
from ins.lot2.data import names as lot2_names
from ins.lot2.facts import individu_facts, masse_facts, reponse_facts
from ins.lot2.messages.limites import LIMITES as LIMITES_MASSE
from ins.lot2.model import Masse, Reglages, ReponseDepot, ReponseLot2, ReponseSuivi, ReponseVerification
from ins.lot2.rules.catalogue.verification import DESACTIVE
from ins.lot2.rules.masse import acces as acces_masse
from ins.lot2.traitement import Verification, juger_depot, juger_suivi, juger_verification
from ins.messages.constats import Lu, findings
from ins.messages.lecture import read_request
from ins.model import (
    CALME,
    Appel,
    Carte,
    Demande,
    Individu,
    Operation,
    Remarque,
    Resultat,
    Rythme,
    Spot,
    Traits,
    Vue,
)
from ins.model.assertion import Heure
from ins.rules import assertion, contextes, indices, recherche, rythme, traits, transport, vitale
from ins.rules.catalogue import enveloppe
from ins.rules.catalogue import transport as catalogue
from ins.rules.decision import effet
from simulators.core.espace import EspaceSettings
from simulators.core.journal.model import Fact
from simulators.core.net.pki.signataires import Signataires
from simulators.core.rule import Effect, Rule
from simulators.core.service import Analysis
from simulators.core.xml.parser import Document, XmlLimits, parse
from simulators.core.xml.positions import Positions
from simulators.core.xml.refusal import XmlReason, XmlRefusedError
from simulators.core.xml.soap import SoapReason, SoapRefusedError, read_envelope

# A search holds some thirty elements and an assertion a hundred more; certificates make long texts.
LIMITS = XmlLimits(size=1_000_000, elements=1_000, attributes=1_000, depth=64)

_PAR_XML: Final[Mapping[XmlReason, Rule]] = {
    XmlReason.EMPTY: enveloppe.VIDE,
    XmlReason.MALFORMED: enveloppe.MALFORME,
    XmlReason.DTD: enveloppe.DTD,
    XmlReason.ENTITY: enveloppe.ENTITE,
    XmlReason.ENCODING: enveloppe.ENCODAGE,
    XmlReason.TOO_LARGE: catalogue.TROP_GROS,
    XmlReason.TOO_DEEP: enveloppe.DEMESURE,
    XmlReason.TOO_MANY: enveloppe.DEMESURE,
}
_PAR_SOAP: Final[Mapping[SoapReason, Rule]] = {
    SoapReason.NOT_SOAP: enveloppe.PAS_SOAP,
    SoapReason.VERSION: enveloppe.VERSION,
    SoapReason.NO_BODY: enveloppe.CORPS,
    SoapReason.SEVERAL_BODIES: enveloppe.CORPS,
    SoapReason.EMPTY_BODY: enveloppe.CORPS,
    SoapReason.SEVERAL_CHILDREN: enveloppe.CORPS,
}


@dataclass(frozen=True, slots=True)
class Jugement:
    """What a call is worth: what it asks, what it breaks in the order of reading, whom it finds."""

    lu: Lu
    remarques: tuple[Remarque, ...]
    trouves: tuple[Individu, ...] = ()
    verification: Verification | None = None
    masse: Masse | None = None

    @property
    def demande(self) -> Demande | None:
        """The request, None when the message could not be understood."""
        return None if self.lu.lecture is None else self.lu.lecture.demande

    @property
    def operation(self) -> Operation:
        """The operation asked for."""
        demande = self.demande
        return demande.operation if demande else Operation.INCONNUE


@dataclass(frozen=True, slots=True)
class Moyens:
    """What judging needs besides the message: the authorities, the hour, the people of the espace.

    `vue` None leaves out the rules that need the people and software; without `lot2` a verification is
    unknown.
    """

    signataires: Signataires
    heure: Heure
    vue: Vue | None = None
    lot2: Reglages | None = None


def ouvrir(body: bytes, charset: str = "", *, lot2: bool = False) -> Document | Remarque:
    """Parses a body, whatever it is; the only part of the reading that needs no event loop to itself."""
    try:
        limits = _limites(body, lot2=lot2)
        return parse(body, limits, charset, blanks=limits is LIMITS)
    except XmlRefusedError as error:
        return Remarque(_PAR_XML[error.reason], error.detail, line=error.line)


def _limites(body: bytes, *, lot2: bool) -> XmlLimits:
    """Only what names the verification en masse may be large, and only where it is known."""
    return LIMITES_MASSE if lot2 and lot2_names.REQ_MASSE.encode() in body else LIMITS


def comprendre(opened: Document | Remarque, moyens: Moyens, parameter: str = "") -> Lu:
    """Reads what was parsed."""
    if isinstance(opened, Remarque):
        return Lu(remarques=(opened,))
    positions = Positions(opened, offsets=len(opened.source) <= LIMITS.size)
    try:
        envelope = read_envelope(opened)
    except SoapRefusedError as error:
        remark = Remarque(_PAR_SOAP[error.reason], str(error.node.tag), spot=Spot.ENVELOPE)
        return Lu(remarques=(remark,), positions=positions, culprit=error.node)
    known = moyens.lot2 is not None
    return Lu(read_request(envelope, moyens.signataires, parameter, lot2=known), positions=positions)


def lire(body: bytes, moyens: Moyens, charset: str = "", parameter: str = "") -> Lu:
    """Reads a body, whatever it is."""
    return comprendre(ouvrir(body, charset, lot2=moyens.lot2 is not None), moyens, parameter)


def juger(appel: Appel, body: bytes | None, moyens: Moyens, incident: Rule | None = None) -> Jugement:
    """Judges one call. `body` None means that it never came whole, for the reason `incident`."""
    if incident is not None or body is None:
        return Jugement(Lu(), (Remarque(incident),) if incident else ())
    known = moyens.lot2 is not None
    return d_une_traite(etapes(appel, ouvrir(body, appel.charset, lot2=known), moyens))


def etapes(appel: Appel, opened: Document | Remarque, moyens: Moyens) -> Generator[None, None, Jugement]:
    """The judgement of what was parsed, piece by piece when it is long."""
    remarques = list(transport.arrivee(appel))
    lu = comprendre(opened, moyens, appel.action)
    remarques.extend(lu.remarques)
    if lu.lecture is None:
        return Jugement(lu, tuple(remarques))
    found = _demande(appel, lu.lecture.demande, moyens, remarques)
    lot2 = moyens.lot2
    if lot2 is None or lu.lecture.demande.racine not in lot2_names.BY_ROOT:
        return Jugement(lu, tuple(remarques), found)
    lecture = lu.lecture
    if lecture.demande.operation is Operation.VERIFICATION:
        un = juger_verification(lecture, moyens.vue)
        return Jugement(replace(lu, lecture=un.lecture), (*remarques, *un.remarques), found, un)
    remarques.extend(acces_masse(appel))
    if lecture.demande.operation is Operation.DEPOT:
        jugee = yield from juger_depot(lecture, lot2)
    else:
        jugee = juger_suivi(lecture, lot2)
    told = (*remarques, *jugee.remarques)
    return Jugement(replace(lu, lecture=jugee.lecture), told, found, masse=jugee.masse)


def _demande(
    appel: Appel, demande: Demande, moyens: Moyens, remarques: list[Remarque]
) -> tuple[Individu, ...]:
    """Adds the remarks on an understood request; returns whom it designates."""
    vue = moyens.vue
    remarques.extend(assertion.assertion(appel, demande, moyens.heure, vue))
    remarques.extend(transport.operation(demande))
    if demande.operation is Operation.INCONNUE and demande.racine in lot2_names.BY_ROOT:
        remarques.append(Remarque(DESACTIVE, spot=Spot.CONTENT))
    if vue is not None:
        remarques.extend(contextes.autorisation(demande, vue))
    remarques.extend(transport.donnees(demande))
    remarques.extend(transport.adressage(demande))
    remarques.extend(contextes.contextes(appel, demande))
    match (demande.operation, demande.racine):
        case (Operation.TRAITS, names.ROOT_TRAITS):
            return _traits(demande.traits, demande, vue, remarques, appel.jour)
        case (Operation.VITALE, names.ROOT_VITALE):
            return _vitale(demande.carte, demande, vue, remarques)
        case _:
            return ()


def _traits(
    asked: Traits, demande: Demande, vue: Vue | None, remarques: list[Remarque], jour: str
) -> tuple[Individu, ...]:
    remarques.extend(traits.traits(demande, jour))
    if vue is None:
        return ()
    found = recherche.chercher(asked, vue)
    remarques.extend(recherche.identite(asked, vue, found))
    if not found:
        remarques.extend(indices.indices(asked, vue))
    return found


def _vitale(
    asked: Carte, demande: Demande, vue: Vue | None, remarques: list[Remarque]
) -> tuple[Individu, ...]:
    remarques.extend(vitale.carte(demande))
    if vue is None:
        return ()
    found = vitale.chercher(asked, vue)
    remarques.extend(vitale.identite(asked, vue, found))
    return found


def avec_rythme(jugement: Jugement, moment: Rythme) -> Jugement:
    """The judgement with what the calls just before make of this one."""
    if moment == CALME:
        return jugement
    return replace(jugement, remarques=(*jugement.remarques, *rythme.rythme(moment)))


def analysis(
    jugement: Jugement, resultat: Resultat | ReponseLot2 | None, settings: EspaceSettings
) -> Analysis:
    """The judgement as the journal keeps it: operation, facts, findings with their effect in this espace."""

    def effect(rule: Rule) -> Effect:
        return effet(rule, settings.profile, settings.refuse_real_data)

    facts = {**request_facts(jugement.demande), **_facts(jugement, resultat)}
    found = findings(jugement.lu, jugement.remarques, effect)
    return Analysis(jugement.operation.value, facts, found)


def _facts(jugement: Jugement, resultat: Resultat | ReponseLot2 | None) -> dict[str, Fact]:
    if isinstance(resultat, ReponseVerification | ReponseDepot | ReponseSuivi):
        answered = reponse_facts(resultat)
    else:
        answered = answer_facts(resultat)
    if jugement.verification is not None:
        return answered | individu_facts(jugement.verification.individu, jugement.verification.verdict)
    if jugement.masse is not None:
        return masse_facts(jugement.masse) | answered
    return answered
