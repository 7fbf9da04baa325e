"""The documents that a DUI writes or reads, in one table: codes, templateIds, version, and what it rests on.

A level 1 document has no model of its own: its templateId is that of XDS-SD, its format that of a PDF.
Structured ones carry a narrative and the entries that the published schematrons ask, but for the laboratory
report and the prescription, whose entries are not written (`_SANS_ENTREES`).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from simulators.core.basis import Basis, assumed, seen, standard
from simulators.core.sante.codes import Code
from simulators.core.sante.nomenclatures import N1_FORMATS, N1_TEMPLATE

LOINC: Final = "2.16.840.1.113883.6.1"
_SANS_ENTREES: Final = assumed("sections narratives seules : les entrées codées ne sont pas écrites")
_CI_SIS_FORMATS: Final = "1.2.250.1.213.1.1.4.2.282"
_MODELES: Final = "1.2.250.1.213.1.1.1."
_TC3: Final = seen("ansforge/TestContenuCDA-3-0, exemples et schématrons (7cd489b)")
_NOS: Final = seen("ansforge/IG-terminologie-de-sante, ASS_A11 et JDV_J60 : templateId et formatCode")
_XDS_SD: Final = standard("IHE ITI XDS-SD ; CI-SIS, Structuration minimale V1.16.8 §2")
_SANS_MODELE: Final = assumed("aucun modèle structuré publié n'a été vu : niveau 1, PDF")
_DOM: Final = assumed("sections et typeCode du domicile : ceux de l'EHPAD, faute d'exemple publié")
_PDF: Final = Code("urn:ihe:iti:xds-sd:pdf:2008", N1_FORMATS, "Document à corps non structuré en PDF/A-1")


@dataclass(frozen=True, slots=True)
class Modele:
    """One kind of document. `gabarits` are (root, version) beyond those of HL7 France and of the CI-SIS.

    `classe` is the XDS class; `acte` the code of the event; `basis` tells where code, templateIds and
    format come from, `basis_sections` the choice of sections, `basis_corps` what is written inside them.
    """

    nom: str
    code: Code
    classe: Code
    gabarits: tuple[tuple[str, str], ...]
    format: Code
    niveau: Literal["N1", "N3"] = "N3"
    acte: Code | None = None
    titre: str = ""
    basis: Basis = _TC3
    basis_sections: Basis = _TC3
    basis_corps: Basis = _TC3

    @property
    def intitule(self) -> str:
        """The title that people read: the model's own, else the label of its code."""
        return self.titre or self.code.label


_CLASSES: Final = "1.2.250.1.213.1.1.4.1"
_COMPTE_RENDU: Final = Code("10", _CLASSES, "Compte rendu")
_SYNTHESE: Final = Code("11", _CLASSES, "Synthèse")
_PRESCRIPTION: Final = Code("42", _CLASSES, "Prescription")
_PLAN: Final = Code("44", _CLASSES, "Plan de soins, protocole de soins")
_CLINIQUE: Final = Code("34117-2", LOINC, "Historique et clinique")
_TRANSFERT: Final = Code("28651-8", LOINC, "Transfert du patient au service des urgences")
_SEJOUR: Final = Code("IMP", "2.16.840.1.113883.5.4", "Hospitalisation (établissement, y compris HAD)")
_VERS_URGENCES: Final = "Fiche de liaison d'urgence : transfert vers le service des urgences"
_DES_URGENCES: Final = "Fiche de liaison d'urgence : retour du service des urgences"
_DLU: Final = Code("74207-2", LOINC, "Document de liaison d'urgence")


def _ci_sis(name: str, label: str) -> Code:
    return Code(f"urn:asip:ci-sis:{name}", _CI_SIS_FORMATS, label)


def _n1(nom: str, code: str, label: str, classe: Code) -> Modele:
    return Modele(
        nom,
        Code(code, LOINC, label),
        classe,
        ((N1_TEMPLATE, ""),),
        _PDF,
        "N1",
        basis=_NOS,
        basis_sections=_SANS_MODELE,
        basis_corps=_XDS_SD,
    )


_TABLE: Final = (
    _n1("PPA", "80788-3", "Projet personnalisé d'accompagnement", _PLAN),
    _n1("EVALUATION", "34842-5", "Grille d'évaluation médico-social", _SYNTHESE),
    _n1("LETTRE-ENTREE-ESMS", "88348-8", "Lettre de liaison d'entrée en structure sociale ou médico-sociale",
        _SYNTHESE),
    _n1("LETTRE-SORTIE-ESMS", "83981-1",
        "Lettre de liaison à la sortie d'une structure sociale ou médico-sociale", _COMPTE_RENDU),
    Modele("DLU", _DLU, _SYNTHESE, ((f"{_MODELES}22", "2022.01"),),
           _ci_sis("dlu:2015", "Document de liaison d'urgence"), acte=_CLINIQUE),
    Modele("FLUDT", _DLU, _SYNTHESE, ((f"{_MODELES}23", "2022.01"),),
           _ci_sis("fludt:2017", "Fiche de transfert de l'EHPAD vers les urgences"), acte=_TRANSFERT,
           titre=_VERS_URGENCES),
    Modele("FLUDR", _DLU, _SYNTHESE, ((f"{_MODELES}24", "2022.01"),),
           _ci_sis("fludr:2017", "Fiche de retour des urgences vers l'EHPAD"), acte=_TRANSFERT,
           titre=_DES_URGENCES),
    Modele("DLU-DOM", _DLU, _SYNTHESE, ((f"{_MODELES}48", ""),),
           _ci_sis("dlu-dlu-dom:2022", "Document de liaison d'urgence - domicile"), acte=_CLINIQUE,
           basis=_NOS, basis_sections=_DOM),
    Modele("FLUDT-DOM", _DLU, _SYNTHESE, ((f"{_MODELES}49", ""),),
           _ci_sis("dlu-fludt-dom:2022", "Fiche de transfert du domicile vers les urgences"), acte=_TRANSFERT,
           titre=_VERS_URGENCES, basis=_NOS, basis_sections=_DOM),
    Modele("FLUDR-DOM", _DLU, _SYNTHESE, ((f"{_MODELES}50", ""),),
           _ci_sis("dlu-fludr-dom:2022", "Fiche de retour des urgences vers le domicile"), acte=_TRANSFERT,
           titre=_DES_URGENCES, basis=_NOS, basis_sections=_DOM),
    Modele("VSM", Code("SYNTH", "1.2.250.1.213.1.1.4.12", "Synthèse"), _SYNTHESE,
           ((f"{_MODELES}13", "201310"),), _ci_sis("vsm:2012", "Synthèse médicale"), acte=_CLINIQUE,
           titre="Volet de synthèse médicale"),
    Modele("IPS-FR", Code("60591-5", LOINC, "Synthèse médicale"), _SYNTHESE,
           (("2.16.840.1.113883.10.22.1.1", ""), (f"{_MODELES}51", "2024.01")),
           Code("urn:ihe:pcc:ips:2020", N1_FORMATS, "Synthèse du dossier médical (IPS)")),
    Modele("LDL-EES", Code("18761-7", LOINC, "Note de transfert (dont lettre de liaison à l'entrée en "
                           "établissement de soins)"), _SYNTHESE, ((f"{_MODELES}21", "2022.01"),),
           _ci_sis("ldl-ees:2017", "Lettre de liaison à l'entrée en établissement de soins"), acte=_SEJOUR,
           titre="Lettre de liaison à l'entrée en établissement de soins"),
    Modele("LDL-SES", Code("11490-0", LOINC, "Lettre de liaison à la sortie d'un établissement de soins"),
           _COMPTE_RENDU, ((f"{_MODELES}29", "2022.01"),),
           _ci_sis("ldl-ses:2017", "Lettre de liaison à la sortie d'établissement de soins"), acte=_SEJOUR),
    Modele("CR-BIO", Code("11502-2", LOINC, "CR d'examens biologiques"), _COMPTE_RENDU,
           (("1.3.6.1.4.1.19376.1.3.3", ""), (f"{_MODELES}55", "2024.01")),
           Code("urn:ihe:lab:xd-lab:2008", N1_FORMATS,
                "Compte rendu structuré d'examens de biologie médicale"),
           titre="Compte rendu d'examens biologiques", basis_corps=_SANS_ENTREES),
    Modele("EP-MED-DM", Code("57833-6", LOINC, "Prescription de produits de santé"), _PRESCRIPTION,
           (("1.3.6.1.4.1.19376.1.9.1.1.1", ""), ("1.3.6.1.4.1.19376.1.5.3.1.1.1", ""),
            (f"{_MODELES}39", "2024.01")),
           Code("urn:ihe:pharm:pre:2010", N1_FORMATS, "Prescription"),
           acte=Code("57833-6", LOINC, "Prescription de produits de santé"), basis_corps=_SANS_ENTREES),
)  # fmt: skip

MODELES: Final[Mapping[str, Modele]] = {one.nom: one for one in _TABLE}


def lacunes() -> Iterator[tuple[str, str, Basis]]:
    """What rests on our judgement alone: model, part (code, sections, corps), reason."""
    for one in _TABLE:
        parts = (("code", one.basis), ("sections", one.basis_sections), ("corps", one.basis_corps))
        yield from ((one.nom, part, basis) for part, basis in parts if basis.assumed)
