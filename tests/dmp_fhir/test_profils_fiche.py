"""Entries: each rule told alone and at its place, and silent once the advice is followed."""

import pytest

from dmp.fhir.model.profil import ContexteProfil, Flux, VersionMhd
from dmp.fhir.rules.profils import juger
from tests.dmp_fhir import exemples as e
from tests.dmp_fhir.cas import Cas, ajoute, fiche, insere, met, ote, regles

_PIECE = "content.0.attachment"
_ICI = "content[0].attachment"
_AUTRE = {"coding": [{"system": "https://example.org/codes", "code": "A"}]}
_PRATICIEN = {"resourceType": "Practitioner", "id": "seul"}
_ARCHIVE = "https://interop.esante.gouv.fr/ig/fhir/pdsm/StructureDefinition/pdsm-ext-is-archived"
_DEVICE = {
    "resourceType": "Device",
    "id": "logiciel",
    "owner": {"reference": "#ehpad"},
    "parent": {"reference": "#"},
}
_TRE_A08 = "https://mos.esante.gouv.fr/NOS/TRE_A08-HL7Confidentiality/FHIR/TRE-A08-HL7Confidentiality"
_REMPLACE = {"code": "replaces", "target": {"reference": e.ANCIENNE}}
_RELATED = {
    "identifier": {
        "type": {"coding": [{"system": "urn:ietf:rfc:3986", "code": "urn:ihe:iti:xds:2013:accession"}]},
        "value": "A12",
    }
}
_ENTRY_UUID = {"use": "official", "system": "urn:ietf:rfc:3986", "value": "urn:uuid:abcd-efgh"}

CAS: tuple[Cas, ...] = (
    fiche(
        "fiche.contained",
        "contained",
        ote("contained"),
        avec=frozenset({"contenue.introuvable"}),
    ),
    fiche("fiche.modifier_extension", "modifierExtension", met("modifierExtension", [{"url": "u"}])),
    fiche("fiche.master_identifier", "masterIdentifier", ote("masterIdentifier")),
    fiche("fiche.status", "status", met("status", "entered-in-error")),
    fiche("fiche.doc_status", "docStatus", met("docStatus", "final")),
    fiche("fiche.type", "type", ote("type")),
    fiche("fiche.category", "category", ote("category")),
    fiche("fiche.category", "category", ajoute("category", e.fiche()["category"][0])),
    fiche("fiche.subject", "subject", ote("subject")),
    fiche("fiche.date", "date", ote("date")),
    fiche("fiche.author", "author", ote("author")),
    fiche("fiche.authenticator", "authenticator", ote("authenticator")),
    fiche("fiche.custodian", "custodian", ote("custodian")),
    fiche("fiche.security_label", "securityLabel", ote("securityLabel")),
    fiche("fiche.context", "context", ote("context"), avec=frozenset({"contenue.sans_emploi"})),
    fiche("fiche.period", "context.period", ote("context.period")),
    fiche("fiche.period_start", "context.period.start", ote("context.period.start")),
    fiche("fiche.facility_type", "context.facilityType", ote("context.facilityType")),
    fiche("fiche.practice_setting", "context.practiceSetting", ote("context.practiceSetting")),
    fiche(
        "fiche.source_patient_info",
        "context.sourcePatientInfo",
        ote("context.sourcePatientInfo"),
        ote("contained.3"),
    ),
    fiche(
        "fiche.related",
        "context.related[0].identifier",
        met("context.related", [_RELATED]),
        ote("context.related.0.identifier.value"),
    ),
    fiche(
        "fiche.related",
        "context.related[0].identifier",
        met("context.related", [{"identifier": {"value": "A12"}}]),
    ),
    fiche(
        "fiche.is_archived",
        "extension[0]",
        met("extension", [{"url": _ARCHIVE, "valueString": "true"}]),
    ),
    fiche(
        "fiche.is_archived",
        "extension[1]",
        met("extension", [{"url": _ARCHIVE, "valueBoolean": True}] * 2),
    ),
    fiche("fiche.constr_bind_type", "type", met("type", _AUTRE)),
    fiche("fiche.constr_bind_type", "type", met("type", {"text": "Compte rendu"})),
    fiche("fiche.constr_bind_category", "category[0]", met("category.0", _AUTRE)),
    fiche("fiche.constr_bind_format", "content[0].format", met("content.0.format.system", "u")),
    fiche("fiche.constr_bind_context_event", "context.event[0]", met("context.event.0", _AUTRE)),
    fiche("fiche.constr_bind_producteur_doc", "context.facilityType", met("context.facilityType", _AUTRE)),
    fiche("fiche.systeme_cadre", "context.practiceSetting", met("context.practiceSetting", _AUTRE)),
    fiche("fiche.constr_bind_security_label", "securityLabel[1]", ajoute("securityLabel", _AUTRE)),
    fiche(
        "fiche.security_label_faux",
        "securityLabel[0].coding[0].system",
        met(
            "securityLabel.0.coding.0.system",
            "https://mos.esante.gouv.fr/NOS/TRE_A07-StatusVisibiliteDocument/FHIR/"
            "TRE-A07-StatusVisibiliteDocument",
        ),
    ),
    fiche("fiche.constr_bind_relates_to", "relatesTo[1]", met("relatesTo", [_REMPLACE, _REMPLACE])),
    fiche(
        "fiche.constr_bind_relates_to_target",
        "relatesTo[0].target",
        met("relatesTo", [{"code": "replaces", "target": {"reference": "Binary/1"}}]),
    ),
    fiche(
        "fiche.constr_bind_relates_to_target",
        "relatesTo[0].target",
        met("relatesTo", [{"code": "replaces", "target": {"display": "l'ancien"}}]),
    ),
    fiche(
        "fiche.relates_to_code",
        "relatesTo[0].code",
        met("relatesTo", [{"code": "annule", "target": {"reference": e.ANCIENNE}}]),
    ),
    *(
        fiche("identifiant.forme", "masterIdentifier", met("masterIdentifier.value", value))
        for value in (
            "1.2.250.1.999.1.1.1.1",
            "urn:oid:1.2.250.01",
            "urn:oid:1.2.250.1^A",
            "urn:uuid:abcd-efgh-ijkl-mnop",
            "urn:oid:",
        )
    ),
    fiche("identifiant.forme", "masterIdentifier", ote("masterIdentifier.system")),
    fiche("identifiant.marque", "masterIdentifier.type", ote("masterIdentifier.type")),
    fiche(
        "identifiant.marque",
        "masterIdentifier.use",
        ote("masterIdentifier.use"),
        mhd=VersionMhd.V4_2_3,
    ),
    fiche("identifiant.entry_uuid", "identifier[0]", met("identifier", [_ENTRY_UUID])),
    fiche("contenue.sans_emploi", "contained[4]", ajoute("contained", _PRATICIEN)),
    fiche(
        "contenue.imbriquee",
        "contained[0].contained",
        met("contained.0.contained", [_PRATICIEN]),
    ),
    fiche("contenue.introuvable", "custodian.reference", met("custodian", {"reference": "#siege"})),
    fiche("fiche.author_contenu", "author[1]", ajoute("author", {"reference": "Practitioner/1"})),
    fiche("fiche.author_type", "author[1]", ajoute("author", {"reference": "#ehpad"})),
    fiche(
        "fiche.authenticator_contenu",
        "authenticator",
        met("authenticator", {"reference": "Practitioner/1"}),
    ),
    fiche("fiche.authenticator_type", "authenticator", met("authenticator", {"reference": "#usager"})),
    fiche(
        "fiche.source_patient_contenu",
        "context.sourcePatientInfo",
        met("context.sourcePatientInfo", {"reference": "Patient/1"}),
        ote("contained.3"),
    ),
    fiche("fiche.content", "content", ajoute("content", e.fiche()["content"][0])),
    fiche("fiche.content_type", f"{_ICI}.contentType", ote(f"{_PIECE}.contentType")),
    fiche("fiche.content_type_forme", f"{_ICI}.contentType", met(f"{_PIECE}.contentType", "cda")),
    fiche("fiche.language", f"{_ICI}.language", ote(f"{_PIECE}.language")),
    fiche("fiche.language_fr", f"{_ICI}.language", met(f"{_PIECE}.language", "fr")),
    fiche("fiche.data", f"{_ICI}.data", met(f"{_PIECE}.data", e.CONTENU)),
    fiche("fiche.url", f"{_ICI}.url", ote(f"{_PIECE}.url")),
    fiche("fiche.size", f"{_ICI}.size", ote(f"{_PIECE}.size")),
    fiche("fiche.hash", f"{_ICI}.hash", ote(f"{_PIECE}.hash")),
    fiche(
        "fiche.hash_forme",
        f"{_ICI}.hash",
        met(f"{_PIECE}.hash", "f30ecbf5b1cb85c631fdec0b39678550973cfcfc"),
    ),
    fiche("fiche.title", f"{_ICI}.title", ote(f"{_PIECE}.title")),
    fiche("fiche.creation", f"{_ICI}.creation", ote(f"{_PIECE}.creation")),
    fiche("fiche.format", "content[0].format", ote("content.0.format")),
)
SIMPLES: tuple[Cas, ...] = tuple(
    Cas(rule, f"DocumentReference.{path}", e.simplifiee, tuple(changes), Flux.SIMPLIFIE)
    for rule, path, *changes in (
        ("simplifie.identifier", "identifier", met("identifier", [{"system": "urn:x", "value": "1"}])),
        ("simplifie.status", "status", met("status", "superseded")),
        ("simplifie.data", f"{_ICI}.data", ote(f"{_PIECE}.data")),
        ("simplifie.url", f"{_ICI}.url", met(f"{_PIECE}.url", "Binary/1")),
        ("document.taille", f"{_ICI}.size", met(f"{_PIECE}.size", 8)),
        ("document.empreinte", f"{_ICI}.hash", met(f"{_PIECE}.hash", "2jmj7l5rSw0yVb/vlWAYkK/YBwk=")),
        ("document.base64", f"{_ICI}.data", met(f"{_PIECE}.data", "@@@@")),
        ("document.base64", f"{_ICI}.data", met(f"{_PIECE}.data", "Qm9uam91cg")),
        ("fiche.master_identifier", "masterIdentifier", ote("masterIdentifier")),
        ("fiche.custodian", "custodian", ote("custodian")),
        ("fiche.title", f"{_ICI}.title", ote(f"{_PIECE}.title")),
    )
)


def test_right_entries_are_told_nothing() -> None:
    for mhd in VersionMhd:
        assert regles(e.fiche(), Flux.SERVIE, mhd) == set()
        assert regles(e.simplifiee(), Flux.SIMPLIFIE, mhd) == set()


@pytest.mark.parametrize("case", [*CAS, *SIMPLES], ids=lambda one: f"{one.regle}-{one.chemin}")
def test_each_rule_is_told_alone_at_its_place(case: Cas) -> None:
    told = regles(case.message(), case.flux, case.mhd)
    assert {one for one in told if one[0] not in case.avec} == {(case.regle, case.chemin)}


@pytest.mark.parametrize(
    "change",
    [
        met("type.coding.0.system", "urn:oid:2.16.840.1.113883.6.1"),
        met("securityLabel.0.coding.0.system", _TRE_A08),
        met("subject", {"reference": "Patient?identifier=urn:oid:1.2.250.1.213.1.4.10|240035505090119"}),
        met("context.related", [_RELATED]),
        met("extension", [{"url": _ARCHIVE, "valueBoolean": False}]),
        met("relatesTo", [_REMPLACE]),
        met("relatesTo", [{"code": "replaces", "target": {"identifier": {"value": "urn:oid:1.2.3"}}}]),
        met("masterIdentifier.value", "urn:uuid:5e3cbb1c-2f5f-4a8e-9f6b-0d1f6a2b7c0a"),
        met(f"{_PIECE}.contentType", "text/plain; charset=utf-8"),
        insere("contained.0", _DEVICE),
    ],
)
def test_what_the_guides_allow_is_told_nothing(change: object) -> None:
    message = e.fiche()
    assert callable(change)
    change(message)
    assert regles(message, Flux.SERVIE) == set()


def test_a_list_of_labels_may_have_a_system_of_each_version() -> None:
    message = e.fiche()
    message["masterIdentifier"].pop("use")
    assert regles(message, Flux.SERVIE, VersionMhd.V4_2_4) == set()
    (told,) = juger(message, ContexteProfil(Flux.SERVIE, VersionMhd.V4_2_3))
    assert told.attendu == "usual"
    assert "4.2.3" in told.regle.title.fr
    assert "4.2.4" in told.regle.title.fr


def test_the_hash_that_is_expected_is_the_one_of_the_document() -> None:
    message = e.simplifiee()
    e.piece(message)["hash"] = "2jmj7l5rSw0yVb/vlWAYkK/YBwk="
    e.piece(message)["size"] = 6
    told = {one.chemin: one.attendu for one in juger(message, ContexteProfil(Flux.SIMPLIFIE))}
    assert told == {
        "DocumentReference.content[0].attachment.size": "7",
        "DocumentReference.content[0].attachment.hash": "8w7L9bHLhcYx/ewLOWeFUJc8/Lw=",
    }
    e.piece(message)["size"] = int(told["DocumentReference.content[0].attachment.size"])
    e.piece(message)["hash"] = told["DocumentReference.content[0].attachment.hash"]
    assert regles(message, Flux.SIMPLIFIE) == set()
