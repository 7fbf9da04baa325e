"""Each document the DUI writes: header facts typed by hand, no finding, and what a person reads of it."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from importlib import import_module
from typing import Any, NamedTuple

import pytest
from lxml import etree

from simulators.core.ids import Ids
from simulators.core.plume import strokes
from simulators.core.sante.cda.ecriture_entete import ESSMS
from simulators.core.sante.cda.lecture import lire
from simulators.core.sante.cda.lecture_narratif import lisible
from simulators.core.sante.cda.modeles import MODELES
from simulators.core.sante.cda.rendu import rendre
from simulators.core.sante.cda_rules.corps import juger
from simulators.core.sante.codes import Code
from simulators.core.sante.nomenclatures import Nomenclatures
from simulators.core.xml.signing import Signer
from simulators.dui.documents.biologie import rediger_biologie
from simulators.dui.documents.lettres import LettreEntree, LettreSortie, rediger_entree, rediger_sortie
from simulators.dui.documents.liaison import Dlu, Transfert, rediger_dlu, rediger_transfert
from simulators.dui.documents.ordonnance import rediger_ordonnance
from simulators.dui.documents.production import annoncer, produire
from simulators.dui.documents.projet import Etablissement
from simulators.dui.documents.redaction import Redaction
from simulators.dui.documents.soumission import Document
from simulators.dui.documents.synthese import Synthese, rediger_ips, rediger_vsm
from tests.dui.redactions import BESNARD, COMPTE_RENDU, DLU, ORDONNANCE, QUAND, REDACTIONS, projet

H = "{urn:hl7-org:v3}"
LOINC = "2.16.840.1.113883.6.1"
VALUES = Nomenclatures()


class Facts(NamedTuple):
    """Code and system of the document, class, templateIds of its model, formatCode, code of its event."""

    code: str
    system: str
    classe: str
    templates: tuple[str, ...]
    format: str
    event: str = ""


N1 = ("1.3.6.1.4.1.19376.1.2.20",)
PDF = "urn:ihe:iti:xds-sd:pdf:2008"
FACTS = {
    "PPA": Facts("80788-3", LOINC, "44", N1, PDF),
    "EVALUATION": Facts("34842-5", LOINC, "11", N1, PDF),
    "LETTRE-ENTREE-ESMS": Facts("88348-8", LOINC, "11", N1, PDF),
    "LETTRE-SORTIE-ESMS": Facts("83981-1", LOINC, "10", N1, PDF),
    "DLU": Facts(
        "74207-2", LOINC, "11", ("1.2.250.1.213.1.1.1.22/2022.01",), "urn:asip:ci-sis:dlu:2015", "34117-2"
    ),
    "DLU-DOM": Facts(
        "74207-2", LOINC, "11", ("1.2.250.1.213.1.1.1.48",), "urn:asip:ci-sis:dlu-dlu-dom:2022", "34117-2"
    ),
    "FLUDT": Facts(
        "74207-2", LOINC, "11", ("1.2.250.1.213.1.1.1.23/2022.01",), "urn:asip:ci-sis:fludt:2017", "28651-8"
    ),
    "FLUDT-DOM": Facts(
        "74207-2", LOINC, "11", ("1.2.250.1.213.1.1.1.49",), "urn:asip:ci-sis:dlu-fludt-dom:2022", "28651-8"
    ),
    "FLUDR": Facts(
        "74207-2", LOINC, "11", ("1.2.250.1.213.1.1.1.24/2022.01",), "urn:asip:ci-sis:fludr:2017", "28651-8"
    ),
    "FLUDR-DOM": Facts(
        "74207-2", LOINC, "11", ("1.2.250.1.213.1.1.1.50",), "urn:asip:ci-sis:dlu-fludr-dom:2022", "28651-8"
    ),
    "VSM": Facts(
        "SYNTH",
        "1.2.250.1.213.1.1.4.12",
        "11",
        ("1.2.250.1.213.1.1.1.13/201310",),
        "urn:asip:ci-sis:vsm:2012",
        "34117-2",
    ),
    "IPS-FR": Facts(
        "60591-5",
        LOINC,
        "11",
        ("2.16.840.1.113883.10.22.1.1", "1.2.250.1.213.1.1.1.51/2024.01"),
        "urn:ihe:pcc:ips:2020",
    ),
    "LDL-EES": Facts(
        "18761-7", LOINC, "11", ("1.2.250.1.213.1.1.1.21/2022.01",), "urn:asip:ci-sis:ldl-ees:2017", "IMP"
    ),
    "LDL-SES": Facts(
        "11490-0", LOINC, "10", ("1.2.250.1.213.1.1.1.29/2022.01",), "urn:asip:ci-sis:ldl-ses:2017", "IMP"
    ),
    "CR-BIO": Facts(
        "11502-2",
        LOINC,
        "10",
        ("1.3.6.1.4.1.19376.1.3.3", "1.2.250.1.213.1.1.1.55/2024.01"),
        "urn:ihe:lab:xd-lab:2008",
        "18719-5",
    ),
    "EP-MED-DM": Facts(
        "57833-6",
        LOINC,
        "42",
        ("1.3.6.1.4.1.19376.1.9.1.1.1", "1.3.6.1.4.1.19376.1.5.3.1.1.1", "1.2.250.1.213.1.1.1.39/2024.01"),
        "urn:ihe:pharm:pre:2010",
        "57833-6",
    ),
}
# LOINC codes of the sections, `>` for one inside the other.
SECTIONS = {
    "DLU": "11302-7 11450-4 11348-0 48765-2 10160-0 18776-5 42348-3 42545-4 30954-2 11369-6 55112-7 55107-7",
    "FLUDT": "42545-4 8716-3 30954-2 10160-0 47420-5 46264-8 55112-7",
    "FLUDR": "42545-4 11535-2 10183-2 46264-8 55107-7 55112-7",
    "VSM": "46612-8 >34117-2 >>11450-4 >>11348-0 >>47519-4 >>48765-2 >57207-3 >>29762-2"
    " 30954-2 18776-5 >10160-0",
    "IPS-FR": "11450-4 11348-0 47519-4 48765-2 10160-0 46264-8 8716-3 29762-2 11369-6 18776-5",
    "LDL-EES": "42349-1 42346-7 48765-2 11348-0 47519-4 55112-7",
    "LDL-SES": "33557-0 42349-1 42545-4 10183-2 30954-2 18776-5 46264-8 48765-2",
    "CR-BIO": "18719-5 >18719-5 55108-5",
    "EP-MED-DM": "57828-6 46264-8 55112-7 55108-5",
}
DOM = {"DLU-DOM": "DLU", "FLUDT-DOM": "FLUDT", "FLUDR-DOM": "FLUDR"}


def made(redaction: Redaction, signer: Signer) -> Document:
    return produire(annoncer(projet(), redaction), redaction, Ids(b"essai", "redactions"), signer)


def roots(root: etree._Element) -> list[str]:
    listed = [(one.get("root"), one.get("extension")) for one in root.findall(f"{H}templateId")]
    return [f"{oid}/{version}" if version else str(oid) for oid, version in listed]


def codes(node: etree._Element, depth: str = "") -> list[str]:
    found = []
    for section in node.findall(f"{H}component/{H}section"):
        code = section.find(f"{H}code")
        found += [depth + str(code.get("code") if code is not None else None), *codes(section, depth + ">")]
    return found


def read(document: Document) -> str:
    """What a person reads of it: the text of the page, without its elements."""
    return re.sub(r"<[^>]*>", " ", rendre(lisible(lire(document.cda))))


def printed(document: Document) -> str:
    """The text of its printed form."""
    reader: Any = import_module("pypdfium2")
    pages = [page.get_textpage().get_text_range() for page in reader.PdfDocument(document.pdf)]
    return "\n".join(pages)


def test_each_model_of_the_table_has_its_document_and_its_facts() -> None:
    assert set(FACTS) == set(REDACTIONS) == set(MODELES)


@pytest.mark.parametrize("name", FACTS)
def test_the_facts_of_each_document_are_those_published(name: str, signer: Signer) -> None:
    document, facts = made(REDACTIONS[name], signer), FACTS[name]
    root = etree.fromstring(document.cda)
    assert roots(root) == ["2.16.840.1.113883.2.8.2.1", "1.2.250.1.213.1.1.1.1", *facts.templates]
    code = root.find(f"{H}code")
    assert code is not None
    assert (code.get("code"), code.get("codeSystem")) == (facts.code, facts.system)
    event = root.find(f"{H}documentationOf/{H}serviceEvent/{H}code")
    assert (event.get("code") if event is not None else "") == facts.event
    fiche = document.fiche
    assert [one.code for one in fiche.event_codes] == ([facts.event] if facts.event else [])
    told = [one and one.code for one in (fiche.type_code, fiche.class_code, fiche.format_code)]
    assert told == [facts.code, facts.classe, facts.format]


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("DLU", "Document de liaison d'urgence"),
        ("DLU-DOM", "Document de liaison d'urgence"),
        ("FLUDT", "Fiche de liaison d'urgence : transfert vers le service des urgences"),
        ("FLUDR-DOM", "Fiche de liaison d'urgence : retour du service des urgences"),
        ("VSM", "Volet de synthèse médicale"),
        ("LDL-EES", "Lettre de liaison à l'entrée en établissement de soins"),
        ("CR-BIO", "Compte rendu d'examens biologiques"),
        ("PPA", "Projet personnalisé d'accompagnement"),
    ],
)
def test_a_document_has_the_title_that_people_know(name: str, title: str, signer: Signer) -> None:
    document = made(REDACTIONS[name], signer)
    assert etree.fromstring(document.cda).findtext(f"{H}title") == title
    assert document.fiche.title == title
    assert title in printed(document).replace("\r\n", " ")


def test_what_no_source_shows_is_marked_as_assumed() -> None:
    assert {name for name, one in MODELES.items() if one.basis.assumed} == set()
    assert {name for name, one in MODELES.items() if one.basis_sections.assumed} == {
        "PPA",
        "EVALUATION",
        "LETTRE-ENTREE-ESMS",
        "LETTRE-SORTIE-ESMS",
        "DLU-DOM",
        "FLUDT-DOM",
        "FLUDR-DOM",
    }
    assert {name for name, one in MODELES.items() if one.basis_corps.assumed} == {"CR-BIO", "EP-MED-DM"}


@pytest.mark.parametrize("name", FACTS)
def test_no_document_breaks_a_rule(name: str, signer: Signer) -> None:
    document = made(REDACTIONS[name], signer)
    assert juger(lire(document.cda).entete, VALUES, document.fiche, document.cda) == ()


@pytest.mark.parametrize("name", FACTS)
def test_each_class_is_the_one_that_goes_with_the_type(name: str) -> None:
    model = MODELES[name]
    assert VALUES.classes_by_type[model.code.code] == model.classe.code
    assert model.code in VALUES.type_code_dmp
    assert VALUES.type_code_dmp.label(model.code) == model.code.label
    assert model.classe in VALUES.class_code
    assert VALUES.format_code.label(model.format) == model.format.label


@pytest.mark.parametrize("name", [*SECTIONS, *DOM])
def test_the_sections_are_written_in_their_order_under_their_codes(name: str, signer: Signer) -> None:
    body = etree.fromstring(made(REDACTIONS[name], signer).cda).find(f"{H}component/{H}structuredBody")
    assert body is not None
    assert " ".join(codes(body)) == SECTIONS[DOM.get(name, name)]


READ = {
    "DLU": (
        "Centre hospitalier de Valcourt",
        "Hypertension artérielle",
        "15/01/2008",
        "I10",
        "urticaire",
        "Ramipril 5 mg",
        "1 comprimé le matin",
        "03/03/2026 à 22 h 15",
        "Bas de contention le matin",
        "Elles se trouvent : au dossier.",
        "Claire Delaunay, sa fille",
        "risque de chute",
        "112 µmol/L",
        "Grippe",
        "14/10/2025",
        "Préfère qu&#x27;on lui parle du côté gauche.",
        "Grille AGGIR",
    ),
    "FLUDT": (
        "Motif : chute avec douleur de hanche.",
        "162 mmHg",
        "37,8 °C",
        "Consciente et éveillée.",
        "Portage de BMR",
        "Dernier repas le 03/03/2026",
        "Appareil auditif",
        "Canne",
        "LUC BESNARD, Centre hospitalier de Valcourt",
    ),
    "FLUDR": (
        "Arrivée le 03/03/2026 à 22 h 15.",
        "Retour le 04/03/2026 à 07 h 40.",
        "Contusion de hanche",
        "Paracétamol 1 g",
        "11/03/2026",
        "Compte rendu de radiographie",
    ),
    "VSM": (
        "Prothèse totale de hanche droite",
        "09/04/2015",
        "Ne fume pas.",
        "Surveiller la fonction rénale.",
    ),
    "IPS-FR": ("Hypertension artérielle", "61 kg", "Appareil auditif", "oreille gauche"),
    "LDL-EES": ("Chute avec douleur de hanche.", "Pénicilline", "Vit à l&#x27;EHPAD Les Tilleuls."),
    "LDL-SES": ("Document validé.", "Surveillance d&#x27;une nuit.", "Kinésithérapie", "Contusion de hanche"),
    "CR-BIO": ("Créatinine", "112 µmol/L", "45 - 84", "Insuffisance rénale modérée."),
    "EP-MED-DM": ("Ramipril 5 mg", "Bas de contention", "classe 2", "À renouveler."),
}


@pytest.mark.parametrize("name", READ)
def test_a_person_reads_what_the_record_holds(name: str, signer: Signer) -> None:
    shown = read(made(REDACTIONS[name], signer))
    assert [text for text in READ[name] if text not in shown] == []


PRINTED = {
    "PPA": (
        "Jardiner le mardi.",
        "Prévenir les chutes : kinésithérapeute, chaussage revu.",
        "le 01/09/2026",
        "Suivi par : l'infirmière coordinatrice.",
        "La personne a participé à ce projet",
    ),
    "EVALUATION": (
        "Grille AGGIR, évaluation du 02/03/2026",
        "Toilette : B (aide pour le bas)",
        "Cohérence : A",
        "Résultat : GIR 4.",
        "Revoir dans six mois.",
    ),
    "LETTRE-ENTREE-ESMS": (
        "Entrée le 04/03/2026, venant de : son domicile.",
        "Vie quotidienne",
        "Dîne tôt.",
        "Ramipril 5 mg : 1 comprimé le matin.",
        "Claire Delaunay, sa fille.",
        "Dr Luc Besnard, médecin traitant.",
    ),
    "LETTRE-SORTIE-ESMS": ("Sortie le 04/03/2026, pour : son domicile.", "Motif : perte d'autonomie"),
    "CR-BIO": ("Créatinine | 112 µmol/L | 45 - 84 | 20/02/2026",),
}


@pytest.mark.parametrize("name", PRINTED)
def test_the_printed_form_says_what_the_record_holds(name: str, signer: Signer) -> None:
    shown = printed(made(REDACTIONS[name], signer))
    assert "Marguerite Jeanne DELAUNAY, née le 14/03/1940" in shown
    assert [text for text in PRINTED[name] if text not in shown] == []


def test_a_report_and_a_prescription_carry_their_printed_form(signer: Signer) -> None:
    for name in ("CR-BIO", "EP-MED-DM"):
        document = made(REDACTIONS[name], signer)
        assert [one.copie for one in lisible(lire(document.cda)).sections][-1] == document.pdf


def test_what_the_record_does_not_hold_is_said_so_to_people_and_not_coded(signer: Signer) -> None:
    empty = made(rediger_dlu(Dlu(traitant=BESNARD)), signer)
    assert {one.regle for one in juger(lire(empty.cda).entete, VALUES, empty.fiche, empty.cda)} == {
        "N3-ENTREE"
    }
    shown = read(empty)
    for text in (
        "Aucune allergie connue.",
        "Aucun traitement en cours.",
        "La question n&#x27;a pas été posée.",
        "Personne de confiance : non désignée.",
        "Aucun document joint.",
    ):
        assert text in shown
    sent = made(rediger_transfert(Transfert(datetime(2026, 3, 3, tzinfo=UTC), "fièvre")), signer)
    assert {one.regle for one in juger(lire(sent.cda).entete, VALUES, sent.fiche, sent.cda)} == {"N3-ENTREE"}
    assert "Heure du dernier repas inconnue." in read(sent)


@pytest.mark.parametrize(
    "redaction",
    [
        rediger_vsm(Synthese(BESNARD)),
        rediger_ips(Synthese(BESNARD)),
        rediger_entree(LettreEntree(QUAND, "Fièvre.")),
        rediger_sortie(LettreSortie(QUAND, QUAND, "Fièvre.")),
    ],
    ids=lambda one: one.modele.nom,
)
def test_a_record_that_holds_nothing_codes_that_nothing_is_known(
    redaction: Redaction, signer: Signer
) -> None:
    document = made(redaction, signer)
    assert juger(lire(document.cda).entete, VALUES, document.fiche, document.cda) == ()
    assert b'code="no-known-' in document.cda


def test_the_same_values_give_the_same_document_and_one_more_allergy_another(signer: Signer) -> None:
    first, again = made(rediger_dlu(DLU), signer), made(rediger_dlu(DLU), signer)
    assert first.cda == again.cda
    changed = made(rediger_dlu(replace(DLU, allergies=())), signer)
    assert "Pénicilline" in read(first)
    assert "Pénicilline" not in read(changed)


def test_the_event_of_a_transfer_is_its_own_and_ends_with_the_return(signer: Signer) -> None:
    left, back = (made(REDACTIONS[name], signer).fiche for name in ("FLUDT", "FLUDR"))
    assert (left.service_start_time, left.service_stop_time) == ("20260303221500", "")
    assert (back.service_start_time, back.service_stop_time) == ("20260303221500", "20260304074000")


def test_a_home_service_announces_its_own_sector(signer: Signer) -> None:
    other = Code("SA41", "1.2.250.1.71.4.2.4", "Autre établissement du domaine social ou médico-social")
    home = Etablissement("1990000044", "SAD mixte Les Tilleuls", "Valcourt-sur-Meuse", other, ESSMS)
    redaction = REDACTIONS["DLU-DOM"]
    told = replace(annoncer(projet(), redaction), etablissement=home)
    document = produire(told, redaction, Ids(b"essai", "domicile"), signer)
    assert juger(lire(document.cda).entete, VALUES, document.fiche, document.cda) == ()
    assert b'<healthCareFacility><code code="SA41"' in document.cda


def test_a_report_without_chapter_and_a_prescription_of_nothing_are_refused() -> None:
    with pytest.raises(ValueError, match="chapitre"):
        rediger_biologie(replace(COMPTE_RENDU, chapitres=()))
    with pytest.raises(ValueError, match="produit"):
        rediger_ordonnance(replace(ORDONNANCE, medicaments=(), dispositifs=()))


def test_a_sign_the_pen_does_not_know_is_seen_to_be_missing() -> None:
    assert strokes("漢")[1] == (((0, 0), (0, 6), (4, 6), (4, 0), (0, 0)),)
    assert strokes(" ")[1] == ()
    assert strokes("µ")[1] != strokes("漢")[1]
