"""The IHE_XDM archive of a mail: opened by the ground, its documents read and judged."""

from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from typing import Final

from mss.data.names import NOM_ARCHIVE, PREFIXE_XDM
from mss.messages.pdf import embarque
from mss.model import Archive, Courriel, DocumentJoint, Remarque
from mss.rules.catalogue.cda import CDA
from simulators.core.sante.cda.lecture import CdaLu, CdaRefuseError
from simulators.core.sante.cda.lecture import lire as lire_cda
from simulators.core.sante.cda.modele import EnteteCda
from simulators.core.sante.cda.valeurs import Ident
from simulators.core.sante.cda_rules.corps import juger
from simulators.core.sante.identifiants import Cx, InfosPatient, lire_infos_patient
from simulators.core.sante.nomenclatures import Nomenclatures
from simulators.core.sante.xdm.lecture import lire
from simulators.core.sante.xdm.modele import DocumentXdm, Ecart, RaisonXdm, Xdm, XdmLimits, XdmRefuseError
from simulators.core.xml.parser import XmlLimits
from simulators.core.xml.positions import Positions
from simulators.core.xml.refusal import XmlRefusedError

LIMITES_CDA: Final = XmlLimits(size=20_000_000, elements=100_000, attributes=300_000, depth=100)
_DANGERS: Final = frozenset(
    {RaisonXdm.CHEMIN, RaisonXdm.LIEN, RaisonXdm.BOMBE, RaisonXdm.TROP_GROS, RaisonXdm.TROP_DE_FICHIERS}
)
_METADATA: Final = frozenset({RaisonXdm.METADATA_ABSENT, RaisonXdm.METADATA_ILLISIBLE})
_ECARTS: Final = {
    Ecart.DOCUMENT_ABSENT: "document_absent",
    Ecart.URI_ABSENTE: "document_absent",
    Ecart.EMPREINTE: "empreinte",
    Ecart.TAILLE: "taille",
}
_REMPLACE: Final = "RPLC"
_XML: Final = (b"<", b"\xef\xbb\xbf<", b"\xff\xfe", b"\xfe\xff")


class Archives:
    """Opens archives. Holds the value sets that CDA headers are judged with, read at their first use."""

    def __init__(self, limits: XdmLimits | None = None) -> None:
        self._limits = limits or XdmLimits()
        self._values = Nomenclatures()

    def du_courriel(self, courriel: Courriel) -> Archive | None:
        """The archive of a mail: a ZIP named so, or told by the subject, or that holds a METADATA.XML.

        Another ZIP is no archive, unless it is dangerous to open.
        """
        for rank, part in enumerate(courriel.parties):
            if part.est_archive:
                archive = self.ouvrir(part.contenu, rank)
                announced = part.nom.lower() == NOM_ARCHIVE or courriel.sujet.startswith(PREFIXE_XDM)
                if announced or _parle(archive):
                    return archive
        return None

    def ouvrir(self, octets: bytes, partie: int = 0) -> Archive:
        """The archive as values; one that cannot be opened says why in its `ecarts`."""
        try:
            xdm = lire(octets, self._limits)
        except XdmRefuseError as error:
            return Archive(ecarts=(_refus(error),), partie=partie)
        documents: list[DocumentJoint] = []
        remarques: list[Remarque] = []
        ecarts = [
            (_ECARTS.get(one.ecart, "arborescence"), one.found or one.chemin, one.expected)
            for one in xdm.ecarts
        ]
        for document in xdm.documents:
            joint, noticed, wrong = self._document(document)
            documents.append(joint)
            remarques += noticed
            ecarts += wrong
        named = _patients(xdm)
        return Archive(
            documents=tuple(documents),
            patients=tuple(dict.fromkeys(one.id for one in named)),
            oids=tuple(dict.fromkeys(one.oid for one in named)),
            ecarts=tuple(ecarts),
            constats=tuple(remarques),
            partie=partie,
        )

    def _document(
        self, document: DocumentXdm
    ) -> tuple[DocumentJoint, list[Remarque], list[tuple[str, str, str]]]:
        fiche, octets = document.fiche, document.contenu
        joint = DocumentJoint(
            uri=document.chemin or fiche.uri,
            type_mime=fiche.mime_type.lower(),
            confidentialites=tuple(one.code for one in fiche.confidentiality_codes),
        )
        if octets is None:
            return joint, [], []
        joint = replace(joint, empreinte=sha256(octets).hexdigest(), taille=len(octets))
        if not octets.lstrip()[:4].startswith(_XML):
            return joint, [], []
        try:
            lu = lire_cda(octets, LIMITES_CDA)
        except (XmlRefusedError, CdaRefuseError) as error:
            told = (document.chemin, str(error.args[0]) if error.args else "")
            return joint, [], [("cda_illisible", " ".join(told), "")] if _cda_announced(joint) else []
        noticed = list(self._remarques(lu, document))
        joint = _versions(replace(joint, pdf=embarque(lu.contenu)), lu.entete)
        return _avec_entete(joint, lu.entete, fiche.source_patient_info), noticed, []

    def _remarques(self, lu: CdaLu, document: DocumentXdm) -> Iterator[Remarque]:
        """What breaks a rule in a header, at its node. Hash and size are told of the archive already."""
        found = [one for one in juger(lu.entete, self._values, document.fiche) if one.regle in CDA]
        if not found:
            return
        positions = Positions(lu.document)
        for one in found:
            place = positions.place(lu.noeuds[one.repere], one.attribute)
            where = f"{document.chemin} {place.path}"
            yield Remarque(CDA[one.regle], one.found, one.expected, chemin=where)


def _parle(archive: Archive) -> bool:
    """Whether a ZIP nobody announced is an archive all the same, or a danger."""
    return bool(archive.documents) or any(nom == "dangereuse" for nom, _, _ in archive.ecarts)


def _refus(error: XdmRefuseError) -> tuple[str, str, str]:
    told = f"{error.raison.value} {error.detail}".strip()
    if error.raison in _DANGERS:
        return "dangereuse", told, ""
    return ("metadata" if error.raison in _METADATA else "illisible"), told, ""


def _patients(xdm: Xdm) -> list[Cx]:
    """The INS that the sheets and the lots name; local identifiers are left out."""
    told = [lot.lot.patient for lot in xdm.lots] + [one.fiche.patient for one in xdm.documents]
    return [one for one in told if one is not None and one.ins]


def _cda_announced(joint: DocumentJoint) -> bool:
    return joint.type_mime in {"text/xml", "application/xml", ""}


def _avec_entete(joint: DocumentJoint, entete: EnteteCda, infos: tuple[str, ...]) -> DocumentJoint:
    patient = entete.patient
    ins = patient.ins if patient else None
    told: InfosPatient = lire_infos_patient(infos)
    own = entete.confidentialite.code if entete.confidentialite else None
    return replace(
        joint,
        code=(entete.code.code if entete.code else None) or "inconnu",
        libelle=entete.code.label if entete.code else "",
        ins=(ins.extension or "") if ins else "",
        oid=ins.root if ins else "",
        traits=_traits(entete),
        nom_patient=told.legal.nom,
        prenom_patient=told.legal.prenom,
        naissance=told.naissance,
        cle_patient=told.cle_patient,
        confidentialites=tuple(dict.fromkeys((*joint.confidentialites, *((own,) if own else ())))),
    )


def _versions(joint: DocumentJoint, entete: EnteteCda) -> DocumentJoint:
    """What places a document among its versions."""
    replaced = (one for one in entete.liens if one.type == _REMPLACE)
    return replace(
        joint,
        id=_ident(entete.id),
        lignee=_ident(entete.lot_versions),
        version=entete.version.valeur if entete.version else "",
        remplace=tuple(_ident(parent) for one in replaced for parent in one.parents),
    )


def _ident(ident: Ident | None) -> str:
    return f"{ident.root}^{ident.extension or ''}".rstrip("^") if ident else ""


def _traits(entete: EnteteCda) -> bool:
    """The four traits of a qualified identity: birth name, first given name, birth date, sex."""
    patient = entete.patient
    if patient is None or patient.sexe is None or patient.naissance is None:
        return False
    named = any(
        any(part.qualifier == "BR" and part.valeur for part in nom.familles)
        and any(part.valeur for part in nom.prenoms)
        for nom in patient.noms
    )
    return named and bool(patient.sexe.code) and bool(patient.naissance.valeur)
