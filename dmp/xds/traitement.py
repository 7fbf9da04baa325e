"""One call from its bytes to what it breaks: the same path live and when read again."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain
from typing import Final

from dmp.cda.rules import REGLES, document
from dmp.model import VueMonde, VueRegistre
from dmp.xds.lot_signe import avec_signature, remarques_signature
from dmp.xds.messages.certificats import Certificats
from dmp.xds.messages.constats import Lu, depart
from dmp.xds.messages.lecture import Lecture, lire
from dmp.xds.messages.vihf import lire_vihf
from dmp.xds.model import (
    Appel,
    Demande,
    DemandeAlimentation,
    DemandeConsultation,
    DemandeExistence,
    DemandeGestion,
    DemandeHabilitations,
    DemandeListe,
    DemandeMiseAJour,
    DemandeRecherche,
    DemandeTraits,
    Remarque,
)
from dmp.xds.rules import (
    acces,
    alimentation,
    coherence,
    consultation,
    gestion,
    listes,
    mise_a_jour,
    patient,
    requetes,
    transport,
)
from dmp.xds.rules.catalogue import autorisations, enveloppe, xml_recu
from dmp.xds.rules.catalogue import transport as catalogue
from dmp.xds.rules.mesure import bornees
from dmp.xds.rules.vihf import vihf
from simulators.core.rule import Effect, Rule
from simulators.core.sante.cda.constats import constats
from simulators.core.sante.nomenclatures import Nomenclatures
from simulators.core.xml.mtom import Mtom, MtomLimits, MtomReason, MtomRefusedError, is_multipart, split
from simulators.core.xml.parser import XmlLimits, parse
from simulators.core.xml.positions import Positions
from simulators.core.xml.refusal import XmlReason, XmlRefusedError
from simulators.core.xml.soap import SoapReason, SoapRefusedError, read_envelope

# What a client of the DMP is known to take; applied to what the simulator receives (dmp_xds.md §1).
TAILLE: Final = 50_000_000
_PAQUET: Final = MtomLimits(size=TAILLE, root=2_000_000, parts=100)
_XML: Final = XmlLimits(size=TAILLE, elements=20_000, attributes=60_000, depth=64)

_PAR_XML: Final[Mapping[XmlReason, Rule]] = {
    XmlReason.EMPTY: xml_recu.VIDE,
    XmlReason.MALFORMED: xml_recu.MALFORME,
    XmlReason.DTD: xml_recu.DTD,
    XmlReason.ENTITY: xml_recu.ENTITE,
    XmlReason.ENCODING: xml_recu.ENCODAGE,
    XmlReason.TOO_LARGE: catalogue.TROP_GROS,
    XmlReason.TOO_DEEP: xml_recu.DEMESURE,
    XmlReason.TOO_MANY: xml_recu.DEMESURE,
}
_DEMESURES: Final = frozenset({MtomReason.TOO_MANY, MtomReason.TOO_LARGE})


@dataclass(frozen=True, slots=True)
class Heure:
    """The espace's hour, which messages follow, and the machine's, which certificates follow."""

    espace: datetime
    machine: datetime


@dataclass(slots=True)
class Jugement:
    """What a call is worth before the registry is asked.

    `acces` are the remarks up to who calls, `fond` those on what is asked: rights and registry come between
    and after.
    """

    lu: Lu
    acces: list[Remarque] = field(default_factory=list)
    fond: list[Remarque] = field(default_factory=list)

    @property
    def demande(self) -> Demande | None:
        """The request, None when the message could not be understood."""
        return None if self.lu.lecture is None else self.lu.lecture.demande


@dataclass(frozen=True, slots=True)
class Juge:
    """What judging needs besides the message: the authorities, the value sets."""

    certificats: Certificats
    nomenclatures: Nomenclatures

    def juger(
        self,
        appel: Appel,
        recu: "Recu",
        heure: Heure,
        vue: VueMonde | None,
    ) -> Jugement:
        """Judges one call. `vue` None leaves out the rules that need the people of an espace."""
        jugement = Jugement(Lu(), list(transport.arrivee(appel)))
        if recu.incident is not None:
            jugement.acces.append(Remarque(recu.incident))
        if recu.corps is None:
            return jugement
        jugement.lu = self.lire(recu.corps, recu.content_type, appel.charset)
        jugement.acces.extend(jugement.lu.remarques)
        lecture = jugement.lu.lecture
        if lecture is not None:
            self._demande(jugement, lecture, appel, recu.path, heure, vue)
        return jugement

    def lire(self, body: bytes, content_type: str, charset: str) -> Lu:
        """Reads a body, whatever it is: plain or in parts."""
        package: Mtom | None = None
        try:
            package = split(content_type, body, _PAQUET) if is_multipart(content_type) else None
            document_lu = parse(
                body if package is None else package.root, _XML, charset if not package else ""
            )
        except MtomRefusedError as error:
            rule = catalogue.MTOM_DEMESURE if error.reason in _DEMESURES else catalogue.MTOM_ILLISIBLE
            found = f"{error.reason.value} {error.detail}".strip()
            return Lu(remarques=(Remarque(rule, found, header="Content-Type", detail=found),))
        except XmlRefusedError as error:
            rule = _PAR_XML[error.reason]
            return Lu(remarques=(Remarque(rule, error.detail, line=error.line),))
        positions = Positions(document_lu)
        try:
            envelope = read_envelope(document_lu, soap11=True)
        except SoapRefusedError as error:
            rule = enveloppe.PAS_SOAP if error.reason is SoapReason.NOT_SOAP else enveloppe.CORPS
            remark = Remarque(rule, str(error.node.tag), spot="enveloppe")
            return Lu(remarques=(remark,), positions=positions, culprit=error.node)
        lecture = lire(envelope, package, lire_vihf(envelope, self.certificats))
        lecture = avec_signature(lecture, self.certificats)
        if package is None:
            return Lu(lecture, positions=positions)
        return Lu(lecture, positions=positions, corps=body, racine=package.root)

    def _demande(
        self,
        jugement: Jugement,
        lecture: Lecture,
        appel: Appel,
        path: str,
        heure: Heure,
        vue: VueMonde | None,
    ) -> None:
        demande = lecture.demande
        jugement.acces.extend(transport.donnees(patient.matricules(demande)))
        jugement.acces.extend(transport.enveloppe_recue(demande, path))
        jugement.acces.extend(vihf(appel, demande, heure.espace, heure.machine))
        if vue is not None:
            jugement.acces.extend(acces.annuaire(demande, vue))
        about = list(patient.patient(demande))
        jugement.acces.extend(about)
        asked = chain(self._fond(lecture), remarques_signature(lecture, heure.machine))
        jugement.fond.extend(bornees(asked, len(jugement.acces)))

    def _fond(self, lecture: Lecture) -> Iterator[Remarque]:
        """What is asked, by transaction."""
        demande = lecture.demande
        match demande.contenu:
            case DemandeExistence(raison=reason) if reason not in {"TEST_EXST", "CNSLT_DATA"}:
                known = "TEST_EXST | CNSLT_DATA"
                yield Remarque(autorisations.EXISTENCE_RAISON, reason, known, "raison", detail=reason)
            case DemandeAlimentation() as asked:
                yield from alimentation.alimentation(asked, demande.vihf)
                if asked.soumission is not None:
                    yield from coherence.jeux_de_valeurs(asked.soumission, self.nomenclatures)
                    yield from coherence.coherence(asked)
                yield from self._documents(lecture, asked)
            case DemandeMiseAJour() as asked:
                yield from mise_a_jour.mise_a_jour(asked)
                if asked.soumission is not None:
                    yield from coherence.jeux_de_valeurs(asked.soumission, self.nomenclatures)
            case DemandeRecherche() as asked:
                yield from requetes.requete(asked)
            case DemandeConsultation() as asked:
                yield from consultation.demandes(asked)
            case _:
                yield from _dossier(demande)

    def _documents(self, lecture: Lecture, asked: DemandeAlimentation) -> Iterator[Remarque]:
        """The findings inside each CDA, at their place in it."""
        if asked.soumission is None:
            return
        signed = lecture.demande.vihf
        structure = (signed.structure if signed is not None else None) or ""
        for fiche in asked.soumission.fiches:
            piece = asked.piece(fiche)
            lu = None if piece is None else lecture.cdas.get(piece.id)
            if piece is None or lu is None:
                continue
            remarks = document(lu.entete, fiche, self.nomenclatures, structure)
            shift = depart(piece.octets) if remarks else None
            for found in constats(lu, remarks, REGLES, lambda _: Effect.ACCEPT, shift):
                yield Remarque(found.rule, found.found, found.expected, place=found.place)


@dataclass(frozen=True, slots=True)
class Recu:
    """What came: the body (None when it never came whole, for the reason `incident`), its type, its path."""

    corps: bytes | None
    content_type: str = "application/soap+xml"
    path: str = ""
    incident: Rule | None = None


def avec_registre(demande: Demande, vue: VueRegistre) -> Iterator[Remarque]:
    """Rights, the state of the record, the role asked for: what only the registry's view tells."""
    yield from acces.droits(demande, vue)
    yield from acces.role(demande, vue)


def _dossier(demande: Demande) -> Iterator[Remarque]:
    """What is asked of the record itself, or of several."""
    match demande.contenu:
        case DemandeListe() as asked:
            yield from listes.liste(asked, demande.vihf.mode if demande.vihf else None)
        case DemandeHabilitations() as asked:
            yield from listes.habilitations(asked)
        case DemandeTraits() as asked:
            yield from listes.traits(asked)
        case DemandeGestion() as asked:
            yield from gestion.gestion(asked)
