"""Transactions, submission sets and folders: each rule told alone and at its place."""

from typing import Any

import pytest

from dmp.fhir.model.profil import Flux, VersionMhd
from tests.dmp_fhir import exemples as e
from tests.dmp_fhir.cas import Cas, Change, ajoute, liste, lot, met, ote, regles
from tests.dmp_fhir.exemples import Arbre

_AUTRE = {"coding": [{"system": "https://example.org/codes", "code": "A"}]}
_MHD = "https://profiles.ihe.net/ITI/MHD/StructureDefinition/"
_ARCHIVE = "https://interop.esante.gouv.fr/ig/fhir/pdsm/StructureDefinition/pdsm-ext-is-archived"
_DESTINATAIRE = "https://interop.esante.gouv.fr/ig/fhir/pdsm/StructureDefinition/pdsm-ext-intended-recipient"
_FICHE = "entry[1].resource"
_PIECE = "entry.1.resource.content.0.attachment"
_ICI = f"{_FICHE}.content[0].attachment"
_ZERO = "2jmj7l5rSw0yVb/vlWAYkK/YBwk="
_PATIENT = {
    "fullUrl": "urn:uuid:5e3cbb1c-2f5f-4a8e-9f6b-0d1f6a2b7c05",
    "resource": {"resourceType": "Patient"},
    "request": {"method": "POST", "url": "Patient"},
}
_SIMONE = {"identifier": {**e.fiche()["subject"]["identifier"], "value": "237095503990209"}}

_OBSERVATION = {
    "resource": {"resourceType": "Observation"},
    "request": {"method": "POST", "url": "Observation"},
}
_PERDUE = {"item": {"reference": "urn:uuid:5e3cbb1c-2f5f-4a8e-9f6b-0d1f6a2b7cff"}}


def _organisation(reference: str) -> Arbre:
    return {"url": f"{_MHD}ihe-authorOrg", "valueReference": {"reference": reference}}


_LISTES: tuple[Cas, ...] = (
    liste(
        "lot.contained",
        "contained",
        ote("contained"),
        avec=frozenset({"contenue.introuvable"}),
    ),
    liste("lot.designation_type", "extension", ote("extension.0")),
    liste(
        "lot.constr_bind_designationtype",
        "extension[0].valueCodeableConcept",
        met("extension.0.valueCodeableConcept", _AUTRE),
    ),
    liste("lot.source_id", "extension", ote("extension.1")),
    liste(
        "lot.source_id_forme",
        "extension[1].valueIdentifier.value",
        met("extension.1.valueIdentifier.value", "1.2.250.1.999.1"),
    ),
    liste("lot.modifier_extension", "modifierExtension", met("modifierExtension", [{"url": "u"}])),
    liste(
        "lot.unique_id",
        "identifier[0]",
        met("identifier.0.value", "urn:uuid:5e3cbb1c-2f5f-4a8e-9f6b-0d1f6a2b7c0a"),
    ),
    liste("identifiant.marque", "identifier[0].type", ote("identifier.0.type")),
    liste("identifiant.marque", "identifier[0].use", ote("identifier.0.use"), mhd=VersionMhd.V4_2_3),
    liste(
        "identifiant.entry_uuid",
        "identifier[1]",
        ajoute(
            "identifier",
            {
                "use": "official",
                "type": {
                    "coding": [
                        {
                            "system": "https://profiles.ihe.net/ITI/MHD/CodeSystem/IHE.MHD.MHDIdentifierType",
                            "code": "entryUUID",
                        }
                    ]
                },
                "system": "urn:ietf:rfc:3986",
                "value": "urn:oid:1.2.3",
            },
        ),
    ),
    liste("lot.status", "status", met("status", "retired")),
    liste("lot.mode", "mode", met("mode", "snapshot")),
    liste("lot.code", "code", ote("code")),
    liste(
        "lot.code_http",
        "code",
        met("code.coding.0.system", "http://profiles.ihe.net/ITI/MHD/CodeSystem/MHDlistTypes"),
    ),
    liste("lot.subject", "subject", ote("subject")),
    liste("lot.date", "date", ote("date")),
    liste(
        "lot.constr_bind_source",
        "source",
        ote("source"),
        avec=frozenset({"contenue.sans_emploi"}),
    ),
    liste(
        "lot.source_contenue",
        "source",
        met("source.reference", "PractitionerRole/1"),
        avec=frozenset({"contenue.sans_emploi"}),
    ),
    liste(
        "lot.source_type",
        "source",
        met("source.reference", "#medecin"),
        avec=frozenset({"contenue.sans_emploi"}),
    ),
    liste(
        "lot.constr_bind_authororg",
        "source.extension[0].valueReference",
        met(
            "source.extension", [{"url": f"{_MHD}ihe-authorOrg", "valueReference": {"reference": "#medecin"}}]
        ),
    ),
    liste(
        "lot.intended_recipient",
        "extension[2].valueReference",
        ajoute("extension", {"url": _DESTINATAIRE, "valueReference": {"reference": "Organization/1"}}),
    ),
    liste("lot.interdits", "encounter", met("encounter", {"reference": "Encounter/1"})),
    liste("lot.interdits", "orderedBy", met("orderedBy", {"text": "a"})),
    liste("lot.interdits", "emptyReason", met("emptyReason", {"text": "a"})),
    liste("lot.interdits", "entry[0].flag", met("entry.0.flag", {"text": "a"})),
    liste("lot.interdits", "entry[0].deleted", met("entry.0.deleted", False)),
    liste("lot.interdits", "entry[0].date", met("entry.0.date", "2026-01-15")),
    liste("lot.is_archived", "extension[2]", ajoute("extension", {"url": _ARCHIVE, "valueCode": "true"})),
)
_IGNORE = frozenset({"classeur.ignore"})


def _classeur(regle: str, chemin: str, *changes: Change) -> Cas:
    return Cas(regle, f"List.{chemin}", e.classeur, changes, avec=_IGNORE - {regle})


_CLASSEURS: tuple[Cas, ...] = (
    _classeur("classeur.ignore", "code"),
    _classeur("classeur.title", "title", ote("title")),
    _classeur("classeur.designation_type", "extension", ote("extension")),
    _classeur("classeur.subject", "subject", ote("subject")),
    _classeur("classeur.date", "date", ote("date")),
    _classeur("classeur.mode", "mode", met("mode", "snapshot")),
    _classeur("classeur.entry", "entry", ote("entry")),
    _classeur("classeur.interdits", "source", met("source", {"display": "a"})),
    _classeur("classeur.interdits", "encounter", met("encounter", {"display": "a"})),
)


def _remplacement(regle: str, chemin: str, *changes: Change, **more: Any) -> Cas:
    return Cas(regle, f"Bundle.{chemin}", e.remplacement, changes, **more)


_LOTS: tuple[Cas, ...] = (
    lot("bundle.profil", "meta.profile", ote("meta")),
    lot(
        "bundle.profil",
        "meta.profile",
        met(
            "meta.profile.0",
            "https://profiles.ihe.net/ITI/MHD/StructureDefinition/IHE.MHD.Minimal.ProvideBundle",
        ),
    ),
    lot("bundle.type", "type", met("type", "batch")),
    lot("bundle.entry", "entry", ote("entry")),
    lot(
        "bundle.full_url",
        "entry[3].fullUrl",
        ajoute("entry", {**_PATIENT, "fullUrl": e.LISTE}),
    ),
    lot("bundle.full_url_absent", "entry[0].fullUrl", ote("entry.0.fullUrl")),
    lot("bundle.request", "entry[0].request", ote("entry.0.request")),
    lot("bundle.request", "entry[2].request", ote("entry.2.request.url")),
    lot(
        "bundle.entree",
        "entry[3]",
        ajoute("entry", {**_PATIENT, **_OBSERVATION}),
    ),
    lot("bundle.entree", "entry[3]", ajoute("entry", {"request": {"method": "DELETE", "url": "Zut/1"}})),
    lot("bundle.methode", "entry[1].request.method", met("entry.1.request.method", "PUT")),
    lot("bundle.methode", "entry[2].request.method", met("entry.2.request.method", "PUT")),
    lot("bundle.request_url", "entry[0].request.url", met("entry.0.request.url", "List/1")),
    lot("bundle.lot", "entry", ote("entry.0")),
    lot(
        "bundle.lot",
        "entry[3]",
        ajoute("entry", {**_PATIENT, "resource": e.liste(), "request": {"method": "POST", "url": "List"}}),
    ),
    lot(
        "bundle.fiche",
        "entry",
        met("entry.0.resource.entry.0.item.reference", e.ANCIENNE),
        ote("entry.2"),
        ote("entry.1"),
    ),
    lot(
        "bundle.patient_entree",
        "entry[4]",
        ajoute("entry", _PATIENT),
        ajoute("entry", {**_PATIENT, "fullUrl": "urn:uuid:5e3cbb1c-2f5f-4a8e-9f6b-0d1f6a2b7c06"}),
    ),
    lot("bundle.un_patient", f"{_FICHE}.subject", met("entry.1.resource.subject", _SIMONE)),
    lot(
        "bundle.un_patient",
        f"{_FICHE}.subject",
        met(
            "entry.1.resource.subject",
            {"reference": "Patient?identifier=urn:oid:1.2.250.1.213.1.4.8%7C237095503990209"},
        ),
    ),
    lot(
        "bundle.un_patient",
        f"{_FICHE}.context.sourcePatientInfo",
        met("entry.1.resource.contained.3.identifier.0.value", "237095503990209"),
    ),
    lot(
        "bundle.un_patient",
        f"{_FICHE}.subject",
        met("entry.0.resource.subject", {"reference": "Patient/1"}),
        met("entry.1.resource.subject", {"reference": "Patient/2"}),
    ),
    lot(
        "bundle.membre",
        "entry[0].resource.entry[1].item.reference",
        ajoute(
            "entry.0.resource.entry", {"item": {"reference": "urn:uuid:5e3cbb1c-2f5f-4a8e-9f6b-0d1f6a2b7cff"}}
        ),
    ),
    lot(
        "bundle.membre",
        "entry[0].resource.entry[1].item.reference",
        ajoute("entry.0.resource.entry", {"item": {"reference": e.BINAIRE}}),
    ),
    lot(
        "bundle.membre",
        "entry[0].resource.entry[1].item.reference",
        ajoute("entry.0.resource.entry", {"item": {"reference": e.LISTE}}),
    ),
    lot(
        "fiche.constr_bind_relates_to_target",
        f"{_FICHE}.relatesTo[0].target",
        met("entry.1.resource.relatesTo", [{"code": "replaces", "target": {"reference": e.FICHE}}]),
    ),
    lot("bundle.hors_lot", "entry[1]", ote("entry.0.resource.entry")),
    lot("bundle.binaire", f"{_ICI}.url", met(f"{_PIECE}.url", "Binary/absent"), ote("entry.2")),
    lot("bundle.binaire_vide", "entry[2].resource.data", ote("entry.2.resource.data")),
    lot(
        "bundle.binaire_sans_fiche",
        "entry[3]",
        ajoute(
            "entry",
            {
                "fullUrl": "urn:uuid:5e3cbb1c-2f5f-4a8e-9f6b-0d1f6a2b7c07",
                "resource": {"resourceType": "Binary", "contentType": "text/plain", "data": e.CONTENU},
                "request": {"method": "POST", "url": "Binary"},
            },
        ),
    ),
    lot("document.base64", "entry[2].resource.data", met("entry.2.resource.data", "Qm9u@@@=")),
    lot("document.mime", f"{_ICI}.contentType", met(f"{_PIECE}.contentType", "text/xml")),
    lot("document.taille", f"{_ICI}.size", met(f"{_PIECE}.size", 12)),
    lot("document.empreinte", f"{_ICI}.hash", met(f"{_PIECE}.hash", _ZERO)),
    lot("document.differe", _ICI, met(f"{_PIECE}.size", 0), met(f"{_PIECE}.hash", _ZERO)),
    lot(
        "document.differe",
        _ICI,
        met(f"{_PIECE}.size", 0),
        met(f"{_PIECE}.hash", _ZERO),
        ote("entry.2"),
    ),
    lot(
        "bundle.double",
        "entry[3].resource.masterIdentifier",
        ajoute("entry", {**e.lot()["entry"][1], "fullUrl": "urn:uuid:5e3cbb1c-2f5f-4a8e-9f6b-0d1f6a2b7c08"}),
        ajoute(
            "entry.0.resource.entry", {"item": {"reference": "urn:uuid:5e3cbb1c-2f5f-4a8e-9f6b-0d1f6a2b7c08"}}
        ),
    ),
    _remplacement(
        "bundle.correctif",
        "entry[3].resource.parameter",
        met("entry.3.resource.parameter.0.part.2.valueCode", "entered-in-error"),
    ),
    _remplacement(
        "bundle.correctif", "entry[3].resource.parameter", ote("entry.3.resource.parameter.0.part.1")
    ),
    _remplacement("bundle.correctif_absent", f"{_FICHE}.relatesTo[0].target", ote("entry.3")),
    _remplacement("bundle.constr_cdr_rempl", "entry[3]", ote("entry.1.resource.relatesTo")),
    _remplacement(
        "bundle.constr_cdr_rempl",
        "entry[3]",
        met("entry.3.request.url", "DocumentReference/autre"),
        avec=frozenset({"bundle.correctif_absent"}),
    ),
)
CAS: tuple[Cas, ...] = (*_LISTES, *_CLASSEURS, *_LOTS)


def test_right_transactions_are_told_nothing() -> None:
    for mhd in VersionMhd:
        assert regles(e.lot(), Flux.LOT, mhd) == set()
        assert regles(e.remplacement(), Flux.LOT, mhd) == set()
        assert regles(e.liste(), Flux.SERVIE, mhd) == set()


@pytest.mark.parametrize("case", CAS, ids=lambda one: f"{one.regle}-{one.chemin}")
def test_each_rule_is_told_alone_at_its_place(case: Cas) -> None:
    told = regles(case.message(), case.flux, case.mhd)
    assert {one for one in told if one[0] not in case.avec} == {(case.regle, case.chemin)}


def _par_type_et_id(tree: Arbre) -> None:
    """`Binary/[id]`, as PDSm writes it."""
    tree["entry"][2]["resource"]["id"] = "doc1"
    e.piece(tree)["url"] = "Binary/doc1"


def _patient_dans_le_lot(tree: Arbre) -> None:
    tree["entry"].append({**_PATIENT, "resource": e.patient()})
    for rank in (0, 1):
        tree["entry"][rank]["resource"]["subject"] = {"reference": _PATIENT["fullUrl"]}


def _document_fhir(tree: Arbre) -> None:
    tree["entry"][2]["resource"] = {"resourceType": "Bundle", "type": "document"}
    tree["entry"][2]["request"]["url"] = "Bundle"
    del e.piece(tree)["size"], e.piece(tree)["hash"]


@pytest.mark.parametrize(
    "change",
    [
        _par_type_et_id,
        _patient_dans_le_lot,
        _document_fhir,
        met("entry.0.resource.subject", {"reference": "Patient/1"}),
        met("entry.1.resource.subject.identifier.system", "urn:oid:1.2.250.1.213.1.4.8"),
        ajoute("entry.0.resource.entry", {"item": {"reference": e.ANCIENNE}}),
        ajoute("entry", {"request": {"method": "GET", "url": "Patient/1"}}),
    ],
)
def test_what_the_guides_allow_is_told_nothing(change: Change) -> None:
    message = e.lot()
    change(message)
    told = regles(message, Flux.LOT)
    assert {one for one in told if not one[0].startswith("identite.")} == set()


def test_a_replacement_by_identifier_is_matched_with_its_patch() -> None:
    message = e.remplacement()
    target = {"identifier": {"system": "urn:ietf:rfc:3986", "value": "urn:oid:1.2.250.1.999.1.1.1.0"}}
    message["entry"][1]["resource"]["relatesTo"][0]["target"] = target
    assert regles(message, Flux.LOT) == set()


def test_an_author_that_is_an_organisation_is_told_by_its_extension() -> None:
    message = e.liste()
    message["source"] = {"extension": [_organisation("#ehpad")]}
    message["contained"] = [one for one in message["contained"] if one["id"] == "ehpad"]
    assert regles(message, Flux.SERVIE) == set()
