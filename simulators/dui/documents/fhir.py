"""A document of the DUI as a FHIR transaction: the same words as over SOAP (dmp_fhir.md §9)."""

from datetime import UTC, datetime
from typing import Any, Final

from dmp.fhir.messages.ecriture import lot
from dmp.fhir.model.depot import (
    Auteur,
    DocumentADeposer,
    LotADeposer,
    PatientQualifie,
    Personne,
    Structure,
)
from simulators.core.ids import Ids
from simulators.core.sante.cda.ecriture_entete import NORMAL
from simulators.core.sante.codes import Code
from simulators.dui.documents.production import SOURCE, nouvel_oid
from simulators.dui.documents.projet import Projet
from simulators.dui.documents.soumission import Document, lot_de, specialite

_PROFESSIONS: Final = "https://mos.esante.gouv.fr/NOS/TRE_G15-ProfessionSante/FHIR/TRE-G15-ProfessionSante"


def transaction(document: Document, ids: Ids) -> dict[str, Any]:
    """The bundle that feeds one document; written again, it is another set."""
    projet = document.projet
    unique = nouvel_oid(ids, "lot")
    made = lot_de(projet, unique, SOURCE)
    if made.content_type_code is None:
        raise ValueError("a set has its kind of activity")
    depot = LotADeposer(
        unique=unique,
        source=SOURCE,
        quand=_instant(projet.quand),
        activite=made.content_type_code,
        documents=(_document(document),),
        titre=projet.intitule,
    )
    return lot(depot, _auteur(projet), _patient(projet), lambda: ids.uuid("fhir.entree"))


def _document(document: Document) -> DocumentADeposer:
    projet, told = document.projet, document.fiche
    if told.healthcare_facility_type_code is None or told.practice_setting_code is None:
        raise ValueError("an entry has its facility and its setting")
    return DocumentADeposer(
        contenu=document.cda,
        mime=told.mime_type,
        unique=document.unique_id,
        titre=projet.intitule,
        type=projet.type,
        classe=projet.classe,
        format=projet.format,
        cadre=told.practice_setting_code,
        secteur=told.healthcare_facility_type_code,
        cree=_instant(projet.quand),
        debut=_instant(projet.commence),
        fin=_instant(projet.fin) if projet.fin else "",
        confidentialites=(NORMAL, *projet.confidentialites),
        evenements=(projet.acte,) if projet.acte else (),
    )


def _auteur(projet: Projet) -> Auteur:
    auteur, structure = projet.auteur, projet.etablissement
    return Auteur(
        Personne(auteur.identifiant, auteur.nom, auteur.prenom),
        Structure(structure.identifiant, structure.nom),
        Code(auteur.activite.profession, _PROFESSIONS),
        specialite(projet),
    )


def _patient(projet: Projet) -> PatientQualifie:
    traits = projet.dossier.traits
    return PatientQualifie(
        ins=projet.patient.id,
        oid=projet.patient.oid,
        nom=traits.nom_naissance,
        prenom=traits.premier_prenom,
        prenoms=" ".join(traits.prenoms),
        naissance=traits.date_naissance,
        sexe=traits.sexe,
        lieu=traits.lieu_naissance,
    )


def _instant(when: datetime) -> str:
    """UTC, to the second: a FHIR instant has a time zone."""
    return f"{when.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
