"""Persons and structures by FR Core: each rule told alone and at its place."""

import pytest

from dmp.fhir.model.profil import Flux
from tests.dmp_fhir import exemples as e
from tests.dmp_fhir.cas import Cas, Change, ajoute, met, ote, patient, regles
from tests.dmp_fhir.exemples import Arbre

_CS = "https://hl7.fr/ig/fhir/core/CodeSystem/"
_0203 = f"{_CS}fr-core-cs-v2-0203"
_STATUT = "extension.0.extension.0.valueCoding"
_ICI = "extension[0].extension[0].valueCoding"


def _commentaire(code: str) -> Arbre:
    coding = {"system": f"{_CS}fr-core-cs-identity-status-comment", "code": code}
    return {"url": "comment", "valueCodeableConcept": {"coding": [coding]}}


def _type(code: str) -> Arbre:
    return {"coding": [{"system": _0203, "code": code}]}


PATIENTS: tuple[Cas, ...] = (
    patient("identite.ins_type", "identifier[0].type", met("identifier.0.type", _type("INS-NIR"))),
    patient("identite.ins_type", "identifier[0].type", met("identifier.0.type", _type("INS-C"))),
    patient("identite.ins_sans_type", "identifier[0].type", ote("identifier.0.type")),
    patient("identite.ins_use", "identifier[0].use", met("identifier.0.use", "usual")),
    patient("identite.ins_forme", "identifier[0].value", met("identifier.0.value", "240035505090118")),
    patient("identite.ins_forme", "identifier[0].value", met("identifier.0.value", "2400355050901")),
    patient(
        "identite.lieu_naissance",
        "extension",
        ote("extension.1"),
    ),
    patient(
        "identite.lieu_naissance",
        "extension",
        met("extension.1.valueAddress", {"city": "Valcourt-sur-Meuse"}),
    ),
    patient(
        "identite.cog_99999",
        "extension[1].valueAddress.extension[0].valueCoding.code",
        met("extension.1.valueAddress.extension.0.valueCoding.code", "99999"),
    ),
    patient("identite.nom", "name", met("name.0.use", "usual")),
    patient("identite.nom", "name", ajoute("name.0.given", "JEANNE")),
    patient("identite.prenoms", "name[0].extension", ote("name.0.extension")),
    patient("identite.sexe", "gender", met("gender", "other")),
    patient("identite.sexe", "gender", ote("gender")),
    patient("identite.naissance", "birthDate", ote("birthDate")),
    patient("identite.sans_identifiant", "identifier", ote("identifier")),
    patient("identite.ins_non_qualifiee", "identifier[0]", met(f"{_STATUT}.code", "PROV")),
    patient("identite.ins_non_qualifiee", "identifier[0]", met(f"{_STATUT}.code", "RECUP")),
    patient("identite.ins_validee", "extension[0]", met(f"{_STATUT}.code", "VALI")),
    patient("identite.fiabilite", "extension", ote("extension.0")),
    patient("identite.statut", _ICI, met(f"{_STATUT}.code", "SURE")),
    patient("identite.statut_systeme", _ICI, met(f"{_STATUT}.system", f"{_CS}fr-core-cs-fiabilite-identite")),
    patient(
        "identite.statut_systeme", _ICI, met(f"{_STATUT}.system", f"{_CS}fr-core-cs-identity-reliability")
    ),
    patient(
        "identite.collecte",
        "extension[0].extension[1].valueCoding",
        met("extension.0.extension.1.valueCoding.code", "FAX"),
    ),
    patient(
        "identite.validation",
        "extension[0].extension[3].valueCoding",
        met("extension.0.extension.3.valueCoding.code", "PERMIS"),
    ),
    patient(
        "identite.douteuse",
        "extension[0].extension[4].valueCodeableConcept",
        ajoute("extension.0.extension", _commentaire("DOUT")),
    ),
    patient(
        "identite.cumul",
        "extension[0].extension[5].valueCodeableConcept",
        met(f"{_STATUT}.code", "PROV"),
        ajoute("extension.0.extension", _commentaire("DOUT")),
        ajoute("extension.0.extension", _commentaire("FICT")),
        avec=frozenset({"identite.ins_non_qualifiee"}),
    ),
)


def _acteur(regle: str, chemin: str, change: Change) -> Cas:
    kind = chemin.partition(".")[0]
    example = e.praticien if kind == "Practitioner" else e.organisation
    return Cas(regle, chemin, example, (change,))


ACTEURS: tuple[Cas, ...] = (
    _acteur("acteur.idnat_ps", "Practitioner.identifier[0].value", met("identifier.0.value", "99700000013")),
    _acteur("acteur.rpps", "Practitioner.identifier[1].value", met("identifier.1.value", "899700000013")),
    _acteur("acteur.type", "Practitioner.identifier[1].type", met("identifier.1.type", _type("IDNPS"))),
    _acteur(
        "acteur.idnat_structure", "Organization.identifier[0].value", met("identifier.0.value", "990000028")
    ),
    _acteur("acteur.sirene", "Organization.identifier[1].value", met("identifier.1.value", "99000002800015")),
    _acteur("acteur.sirene", "Organization.identifier[1].value", met("identifier.1.value", "99000002")),
)


def test_right_actors_are_told_nothing() -> None:
    for one in (e.patient(), e.praticien(), e.organisation()):
        assert regles(one, Flux.LOT) == set()


@pytest.mark.parametrize("case", [*PATIENTS, *ACTEURS], ids=lambda one: f"{one.regle}-{one.chemin}")
def test_each_rule_is_told_alone_at_its_place(case: Cas) -> None:
    told = regles(case.message(), case.flux, case.mhd)
    assert {one for one in told if one[0] not in case.avec} == {(case.regle, case.chemin)}


def _nir_de_facturation(tree: Arbre) -> None:
    nss = {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/v2-0203", "code": "NH"}]}
    value = {"type": nss, "system": "urn:oid:1.2.250.1.213.1.4.8", "value": "240035505090119"}
    tree.clear()
    tree |= {"resourceType": "Patient", "identifier": [{"use": "official", **value}]}


def _nia(tree: Arbre) -> None:
    tree["identifier"][0] |= {
        "use": "temp",
        "type": _type("INS-NIA"),
        "system": "urn:oid:1.2.250.1.213.1.4.9",
    }


def _ancienne(tree: Arbre) -> None:
    tree["identifier"].append({**tree["identifier"][0], "use": "old"})


def _sans_ins(tree: Arbre) -> None:
    tree.clear()
    tree |= {"resourceType": "Patient", "name": [{"text": "X"}]}


@pytest.mark.parametrize("change", [_nir_de_facturation, _nia, _ancienne, _sans_ins])
def test_what_fr_core_allows_is_told_nothing(change: Change) -> None:
    tree = e.patient()
    change(tree)
    assert regles(tree, Flux.LOT) == set()


def test_the_patient_an_entry_contains_is_judged_at_its_place() -> None:
    message = e.lot()
    message["entry"][1]["resource"]["contained"][3]["gender"] = "other"
    assert regles(message, Flux.LOT) == {("identite.sexe", "Bundle.entry[1].resource.contained[3].gender")}
