"""One call from its bytes to its answer: the same path live and when read again."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from ins.data import names
from ins.facts import answer_facts, request_facts
from ins.lot2.data import names as lot2_names
from ins.lot2.facts import individu_facts, verification_facts
from ins.lot2.model import ReponseVerification
from ins.lot2.rules.catalogue.verification import DESACTIVE
from ins.lot2.traitement import Verification, juger_verification
from ins.messages.constats import Lu, findings
from ins.messages.lecture import read_request
from ins.model import Appel, Carte, Demande, Individu, Operation, Remarque, Resultat, Spot, Traits, Vue
from ins.rules import contextes, recherche, traits, transport, vitale
from ins.rules.catalogue import enveloppe
from ins.rules.catalogue import transport as catalogue
from ins.rules.decision import effet
from simulators.core.espace import EspaceSettings
from simulators.core.journal.model import Fact
from simulators.core.rule import Effect, Rule
from simulators.core.service import Analysis
from simulators.core.xml.parser import XmlLimits, parse
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

    @property
    def demande(self) -> Demande | None:
        """The request, None when the message could not be understood."""
        return None if self.lu.lecture is None else self.lu.lecture.demande

    @property
    def operation(self) -> Operation:
        """The operation asked for."""
        demande = self.demande
        return demande.operation if demande else Operation.INCONNUE


def lire(body: bytes, charset: str = "", parameter: str = "", *, lot2: bool = False) -> Lu:
    """Reads a body, whatever it is; `lot2` when verifications are known."""
    try:
        document = parse(body, LIMITS, charset)
    except XmlRefusedError as error:
        rule = _PAR_XML[error.reason]
        return Lu(remarques=(Remarque(rule, error.detail, line=error.line),))
    positions = Positions(document)
    try:
        envelope = read_envelope(document)
    except SoapRefusedError as error:
        remark = Remarque(_PAR_SOAP[error.reason], str(error.node.tag), spot=Spot.ENVELOPE)
        return Lu(remarques=(remark,), positions=positions, culprit=error.node)
    return Lu(read_request(envelope, parameter, lot2=lot2), positions=positions)


def juger(
    appel: Appel,
    body: bytes | None,
    vue: Vue | None,
    incident: Rule | None = None,
    *,
    lot2: bool = False,
) -> Jugement:
    """Judges one call. `body` None means that it never came whole, for the reason `incident`.

    `vue` None leaves out the rules that need the people and software of an espace; without `lot2` a
    verification is unknown.
    """
    if incident is not None or body is None:
        return Jugement(Lu(), (Remarque(incident),) if incident else ())
    remarques = list(transport.arrivee(appel))
    lu = lire(body, appel.charset, appel.action, lot2=lot2)
    remarques.extend(lu.remarques)
    if lu.lecture is None:
        return Jugement(lu, tuple(remarques))
    found = _demande(appel, lu.lecture.demande, vue, remarques)
    if lu.lecture.demande.racine != lot2_names.ROOT_VERIFICATION or not lot2:
        return Jugement(lu, tuple(remarques), found)
    verification = juger_verification(lu.lecture, vue)
    remarques.extend(verification.remarques)
    return Jugement(replace(lu, lecture=verification.lecture), tuple(remarques), found, verification)


def _demande(
    appel: Appel, demande: Demande, vue: Vue | None, remarques: list[Remarque]
) -> tuple[Individu, ...]:
    """Adds the remarks on an understood request; returns whom it designates."""
    remarques.extend(transport.acces(appel, demande))
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
            return _traits(demande.traits, demande, vue, remarques)
        case (Operation.VITALE, names.ROOT_VITALE):
            return _vitale(demande.carte, demande, vue, remarques)
        case _:
            return ()


def _traits(
    asked: Traits, demande: Demande, vue: Vue | None, remarques: list[Remarque]
) -> tuple[Individu, ...]:
    remarques.extend(traits.traits(demande))
    if vue is None:
        return ()
    found = recherche.chercher(asked, vue)
    remarques.extend(recherche.identite(asked, vue, found))
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


def analysis(
    jugement: Jugement, resultat: Resultat | ReponseVerification | None, settings: EspaceSettings
) -> Analysis:
    """The judgement as the journal keeps it: operation, facts, findings with their effect in this espace."""

    def effect(rule: Rule) -> Effect:
        return effet(rule, settings.profile, settings.refuse_real_data)

    facts = {**request_facts(jugement.demande), **_facts(jugement, resultat)}
    found = findings(jugement.lu, jugement.remarques, effect)
    return Analysis(jugement.operation.value, facts, found)


def _facts(jugement: Jugement, resultat: Resultat | ReponseVerification | None) -> dict[str, Fact]:
    answered = (
        verification_facts(resultat) if isinstance(resultat, ReponseVerification) else answer_facts(resultat)
    )
    told = jugement.verification
    return answered if told is None else answered | individu_facts(told.individu, told.verdict)
