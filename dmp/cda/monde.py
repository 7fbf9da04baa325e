"""The documents that records start with: written from what the fixtures say, filed as the DMP would have."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha1
from typing import Final

from dmp.model import Depot, DocumentADeposer, EtatDocument, VueMonde
from dmp.rules.droits import INVISIBLE, INVISIBLE_REPRESENTANTS, MASQUE
from simulators.core.monde.model import AuteurDmp, DocumentDmp, Personne
from simulators.core.sante.cda.ecriture import ecrire_n1
from simulators.core.sante.cda.ecriture_entete import (
    NORMAL,
    EnteteEcrit,
    PatientN1,
    ProfessionnelN1,
    StructureN1,
)
from simulators.core.sante.codes import Code
from simulators.core.sante.ebrim.modele import Association, Auteur, FicheDocument, LotSoumission
from simulators.core.sante.ebrim.noms import TypeAssociation
from simulators.core.sante.ebrim.retrait import ENTREPOT_DMP
from simulators.core.sante.identifiants import Cx, InfosPatient, NomPatient, Xcn, Xon
from simulators.core.sante.nomenclatures import N1_FORMATS, Nomenclatures

# The OID of the fictional world: persons, then documents and sets under each.
_RACINE: Final = "1.2.250.1.999.26"
_TEXTE: Final = Code("urn:ihe:iti:xds-sd:text:2008", N1_FORMATS, "Document à corps non structuré en texte")
_AUTEURS: Final = "1.2.250.1.213.1.1.4.5"
_MASQUES: Final = "1.2.250.1.213.1.1.4.13"
_ETATS: Final[Mapping[str, EtatDocument]] = {
    "approuve": EtatDocument.APPROUVE,
    "archive": EtatDocument.ARCHIVE,
    "supprime": EtatDocument.SUPPRIME,
}
_CACHES: Final[Mapping[str, str]] = {"usager": INVISIBLE, "representants": INVISIBLE_REPRESENTANTS}
_ORIGINAL: Final = {"SubmissionSetStatus": ("Original",)}


@dataclass(frozen=True, slots=True)
class DepotInitial:
    """One document to file: its set, its bytes, the state it is in."""

    depot: Depot
    octets: bytes
    etat: EtatDocument


def depots(
    personne: Personne, vue: VueMonde, sets: Nomenclatures, uuid: Callable[[], str]
) -> Iterator[DepotInitial]:
    """The documents of one record, in the order they came; what one replaces has come before.

    One whose author has left the espace, or has no health profession, is not filed: nobody would answer
    for it.
    """
    entries: dict[str, str] = {}
    for one in personne.dmp.documents if personne.dmp else ():
        if _auteur(one.auteur, vue) is None:
            continue
        made = _Document(personne, one, vue, sets)
        entry, own = f"urn:uuid:{uuid()}", f"urn:uuid:{uuid()}"
        links = [Association(TypeAssociation.CONTIENT, own, entry, f"urn:uuid:{uuid()}", _ORIGINAL)]
        replaced = entries.get(one.remplace, "")
        if replaced:
            links.append(
                Association(TypeAssociation.REMPLACE, entry, replaced, f"urn:uuid:{uuid()}", _ORIGINAL)
            )
        entries[one.id] = entry
        octets = made.cda()
        fiche = made.fiche(entry, octets)
        depot = Depot(
            matricule=made.ins.id,
            lot=made.lot(own),
            auteur=made.auteur.id,
            structure=made.structure,
            recu_us=int(one.le.timestamp() * 1_000_000),
            documents=(DocumentADeposer(fiche, ""),),
            associations=tuple(links),
            remplaces=(replaced,) if replaced else (),
        )
        yield DepotInitial(depot, octets, _ETATS[one.etat])


class _Document:
    """One document of one person, ready to be written."""

    def __init__(self, personne: Personne, one: DocumentDmp, vue: VueMonde, sets: Nomenclatures) -> None:
        if personne.reference is None:
            raise ValueError("only a person with an INS has documents")
        self._reference, self._one, self._sets = personne.reference, one, sets
        self.ins = Cx(self._reference.ins.complet, self._reference.ins.oid)
        self.structure = vue.cibles.get(one.structure, one.structure)
        self._nom_structure = vue.structures.get(self.structure, one.structure)
        author = _auteur(one.auteur, vue)
        if author is None:
            raise ValueError(f"unknown author {one.auteur}")
        self.auteur = author
        self.type = sets.type_code_dmp.find(one.type) or Code(one.type, "2.16.840.1.113883.6.1", one.titre)
        self._root = f"{_RACINE}.{int(''.join(map(_chiffres, self._reference.ins.matricule)))}"

    @property
    def unique_id(self) -> str:
        """Its OID: the person's matricule and its number in the record."""
        return f"{self._root}.1.{self._one.id}"

    def cda(self) -> bytes:
        """The level 1 document around its text."""
        one, when = self._one, self._one.le
        date = f"{when:%Y%m%d%H%M%S%z}"
        entete = EnteteEcrit(
            id=self.unique_id,
            lot_versions=f"{self._root}.3.{one.remplace or one.id}",
            version=2 if one.remplace else 1,
            patient=self._patient(),
            auteur=self.auteur,
            structure=StructureN1(self.structure, self._nom_structure),
            date=date,
            acte=f"{when:%Y%m%d}",
            code=self.type,
            titre=one.titre,
            cadre=self._sets.practice_setting.find(one.cadre) or Code(one.cadre),
            etablissement=self._sets.facility_type.find(one.etablissement) or Code(one.etablissement),
            remplace=f"{self._root}.1.{one.remplace}" if one.remplace else "",
        )
        return ecrire_n1(entete, one.texte.encode(), "text/plain")

    def _patient(self) -> PatientN1:
        reference = self._reference
        return PatientN1(
            ins=self.ins,
            nom_naissance=reference.nom_naissance,
            prenoms=reference.prenoms,
            sexe=reference.sexe,
            naissance=reference.date_naissance.replace("-", ""),
            lieu=reference.lieu_naissance,
        )

    def _xds(self) -> Auteur:
        special = self.auteur.code
        return Auteur(
            institutions=(str(Xon(self._nom_structure, self.structure)),),
            personnes=(str(Xcn(self.auteur.id, self.auteur.nom, self.auteur.prenom)),),
            specialites=(f"{special.code}^{special.label}^{special.system}",),
        )

    def lot(self, own: str) -> LotSoumission:
        """The set it came in."""
        return LotSoumission(
            entry_uuid=own,
            unique_id=f"{self._root}.2.{self._one.id}",
            source_id=_RACINE,
            patient_id=str(self.ins),
            submission_time=_utc(self._one.le),
            title=self._one.titre,
            authors=(self._xds(),),
            content_type_code=Code("07", "1.2.250.1.213.2.2", "Consultation"),
        )

    def fiche(self, entry: str, octets: bytes) -> FicheDocument:
        """Its entry, as answered."""
        one, sets, reference = self._one, self._sets, self._reference
        born = reference.date_naissance.replace("-", "")
        first = reference.prenoms[0] if reference.prenoms else ""
        names = (NomPatient(reference.nom_naissance, first),)
        return FicheDocument(
            entry_uuid=entry,
            logical_id=entry,
            mime_type="text/xml",
            title=one.titre,
            creation_time=_utc(one.le),
            language_code="fr-FR",
            service_start_time=_utc(one.le.replace(hour=0, minute=0, second=0)),
            legal_authenticator=str(Xcn(self.auteur.id, self.auteur.nom, self.auteur.prenom)),
            source_patient_id=str(self.ins),
            source_patient_info=InfosPatient(names, born, reference.sexe, reference.lieu_naissance).valeurs(),
            hash=sha1(octets, usedforsecurity=False).hexdigest(),
            size=str(len(octets)),
            repository_unique_id=ENTREPOT_DMP,
            authors=(self._xds(),),
            class_code=sets.class_code.find(sets.classes_by_type.get(one.type, "10")),
            type_code=self.type,
            format_code=_TEXTE,
            healthcare_facility_type_code=sets.facility_type.find(one.etablissement),
            practice_setting_code=sets.practice_setting.find(one.cadre),
            confidentiality_codes=(NORMAL, *self._caches()),
            patient_id=str(self.ins),
            unique_id=self.unique_id,
        )

    def _caches(self) -> Iterator[Code]:
        wanted = [MASQUE] if self._one.masque else []
        if self._one.invisible:
            wanted.append(_CACHES[self._one.invisible])
        for code in wanted:
            yield self._sets.confidentiality.find(code) or Code(code, _MASQUES)


def _chiffres(sign: str) -> str:
    """Corsican matricules hold a letter, which an OID cannot: A is 8, B is 9."""
    return sign if sign.isdigit() else str(ord(sign.upper()) - ord("A") + 8)


def _auteur(told: str | AuteurDmp, vue: VueMonde) -> ProfessionnelN1 | None:
    if isinstance(told, AuteurDmp):
        return ProfessionnelN1(told.id, told.nom, told.prenom, Code(told.specialite, _AUTEURS, "Médecin"))
    known = vue.professionnels.get(vue.cibles.get(told, told))
    if known is None or not known.specialite:
        return None
    code = Code(known.specialite, _AUTEURS, known.libelle)
    return ProfessionnelN1(known.identifiant, known.nom, known.prenom, code)


def _utc(when: datetime) -> str:
    return f"{when.astimezone(UTC):%Y%m%d%H%M%S}"
