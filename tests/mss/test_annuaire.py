"""An editor looks for recipients in the directory, over real sockets."""

import io
import zipfile
from typing import Any

import pytest

from tests.mss.banc import BOITE_EHPAD, BOITE_INFIRMIERE, Monde

NOS = "https://mos.esante.gouv.fr/NOS"
SECTEUR = f"{NOS}/TRE_R02-SecteurActivite/FHIR/TRE-R02-SecteurActivite"
# Typed by hand from what the reference shows, for the nurse of the EHPAD.
INFIRMIERE: dict[str, Any] = {
    "resourceType": "Practitioner",
    "id": "003-7240196-8724067",
    "meta": {
        "lastUpdated": "2026-01-05T05:00:00.000+00:00",
        "profile": ["https://interop.esante.gouv.fr/ig/fhir/annuaire/StructureDefinition/as-dp-practitioner"],
    },
    "identifier": [
        {
            "type": {
                "coding": [
                    {
                        "system": "https://hl7.fr/ig/fhir/core/CodeSystem/fr-core-cs-v2-0203",
                        "code": "IDNPS",
                    }
                ]
            },
            "system": "urn:oid:1.2.250.1.71.4.2.1",
            "value": "899700000039",
        },
        {
            "type": {
                "coding": [
                    {"system": "https://hl7.fr/ig/fhir/core/CodeSystem/fr-core-cs-v2-0203", "code": "RPPS"}
                ]
            },
            "system": "https://rpps.esante.gouv.fr",
            "value": "99700000039",
        },
    ],
    "active": True,
    "name": [{"family": "KERMARREC", "given": ["NATHALIE"], "prefix": ["MME"]}],
    "telecom": [
        {
            "extension": [
                {
                    "url": "https://hl7.fr/ig/fhir/core/StructureDefinition/fr-core-contact-point-email-type",
                    "valueCoding": {
                        "system": f"{NOS}/TRE_R256-TypeMessagerie/FHIR/TRE-R256-TypeMessagerie",
                        "code": "MSSANTE",
                    },
                },
                {
                    "url": "https://interop.esante.gouv.fr/ig/fhir/annuaire/StructureDefinition/"
                    "as-ext-mailbox-mss-metadata",
                    "extension": [
                        {
                            "url": "type",
                            "valueCodeableConcept": {
                                "coding": [
                                    {
                                        "system": f"{NOS}/TRE_R257-TypeBAL/FHIR/TRE-R257-TypeBAL",
                                        "code": "PER",
                                    }
                                ]
                            },
                        },
                        {"url": "digitization", "valueBoolean": True},
                    ],
                },
            ],
            "system": "email",
            "value": "nathalie.kermarrec@pro.demo.mssante.fr",
        }
    ],
    "qualification": [
        {
            "code": {
                "coding": [
                    {"system": f"{NOS}/TRE_G15-ProfessionSante/FHIR/TRE-G15-ProfessionSante", "code": "60"},
                    {
                        "system": f"{NOS}/TRE_R09-CategorieProfessionnelle/FHIR/"
                        "TRE-R09-CategorieProfessionnelle",
                        "code": "C",
                    },
                ]
            }
        }
    ],
}


def found(monde: Monde, target: str) -> list[dict[str, Any]]:
    """The resources of a search that must succeed."""
    answer = monde.annuaire(target)
    assert answer.status_code == 200, answer.text
    return [one["resource"] for one in answer.json().get("entry", ())]


def names(monde: Monde, target: str) -> list[str]:
    """Family names, or names of structures."""
    return [
        one["name"] if isinstance(one["name"], str) else one["name"][0]["family"]
        for one in found(monde, target)
        if "name" in one
    ]


def test_a_professional_is_found_by_rpps_with_their_mailbox(monde: Monde) -> None:
    answer = monde.annuaire("Practitioner?identifier=99700000039")
    assert answer.headers["content-type"] == "application/fhir+json;charset=UTF-8"
    bundle = answer.json()
    assert (bundle["resourceType"], bundle["type"]) == ("Bundle", "searchset")
    (entry,) = bundle["entry"]
    assert entry["resource"] == INFIRMIERE
    assert entry["search"] == {"mode": "match"}
    assert entry["fullUrl"].endswith(f"/~{monde.name}/fhir/v2/Practitioner/003-7240196-8724067")
    assert [one["relation"] for one in bundle["link"]] == ["self"]
    assert "total" not in bundle


def test_an_entry_is_read_by_its_technical_identifier(monde: Monde) -> None:
    assert monde.annuaire("Practitioner/003-7240196-8724067").json() == INFIRMIERE
    lost = monde.annuaire("Practitioner/003-1-1")
    assert lost.status_code == 404
    assert lost.json() == {
        "resourceType": "OperationOutcome",
        "issue": [
            {
                "severity": "error",
                "code": "processing",
                "diagnostics": "HAPI-2001: Resource Practitioner/003-1-1 is not known",
            }
        ],
    }


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("Practitioner?family=kermar", ["KERMARREC"]),
        ("Practitioner?family:exact=kermarrec", []),
        ("Practitioner?family:exact=KERMARREC", ["KERMARREC"]),
        ("Practitioner?name:family=MORVAN&name:given=HELENE", ["MORVAN"]),
        ("Practitioner?name=hélène", ["MORVAN"]),
        ("Practitioner?family=MORVAN,BESNARD&given=luc", ["BESNARD"]),
        ("Practitioner?identifier=https://rpps.esante.gouv.fr|99700000021", ["BESNARD"]),
        ("Practitioner?identifier=urn:oid:1.2.250.1.71.4.2.1|99700000021", []),
        ("Practitioner?mailbox-mss=cabinet.besnard", ["BESNARD"]),
        ("Practitioner?mailbox-mss:contains=@medecin.demo", ["BESNARD"]),
        ("Practitioner?family=KERMARREC&_lastUpdated=ge2026", ["KERMARREC"]),
        ("Practitioner?family=KERMARREC&_lastUpdated=lt2026-01-05", []),
        (f"Organization?type={SECTEUR}|SA17&name:contains=lac", ["EHPAD Les Tilleuls du Lac"]),
        ("Organization?type=LEGAL-ENTITY&name:contains=relais", ["Association Relais"]),
        ("Organization?identifier=https://finess.esante.gouv.fr|990000028", ["EHPAD Les Tilleuls"]),
        ("Organization?address-city=mesnil", ["EHPAD Les Tilleuls du Lac"]),
        ("Organization?name=hopital des trois-vallees, urgences", ["Hôpital des Trois-Vallées"]),
    ],
)
def test_searches_answer_as_documented(monde: Monde, target: str, expected: list[str]) -> None:
    assert names(monde, target)[: len(expected) or None] == expected


def test_every_mailbox_of_a_structure_and_of_its_people_is_reached(monde: Monde) -> None:
    resources = found(
        monde,
        "Organization?identifier=1990000028&_include=Organization:partof"
        "&_revinclude=PractitionerRole:organization&_revinclude=HealthcareService:organization",
    )
    assert [one["resourceType"] for one in resources[:2]] == ["Organization", "Organization"]
    ehpad, association = resources[:2]
    assert [one["value"] for one in ehpad["telecom"]] == [
        "contact@ehpad-les-tilleuls.demo.mssante.fr",
        "dui@ehpad-les-tilleuls.demo.mssante.fr",
    ]
    assert ehpad["partOf"] == {"reference": f"Organization/{association['id']}"}
    assert association["name"] == "Association Les Tilleuls"
    roles = [one for one in resources if one["resourceType"] == "PractitionerRole"]
    assert {"reference": "Practitioner/003-7240196-8724067"} in [one.get("practitioner") for one in roles]
    (service,) = [one for one in resources if one["resourceType"] == "HealthcareService"]
    assert service["providedBy"] == {"reference": f"Organization/{ehpad['id']}"}
    assert found(monde, "Device?organization=" + ehpad["id"]) == []


def test_a_box_on_the_liste_rouge_is_neither_shown_nor_found_and_comes_back(monde: Monde) -> None:
    monde.set_state(BOITE_INFIRMIERE, "liste-rouge")
    (nurse,) = found(monde, "Practitioner?family=KERMARREC")
    assert "telecom" not in nurse
    assert found(monde, "Practitioner?mailbox-mss=nathalie") == []
    monde.set_state(BOITE_INFIRMIERE, "active")
    (back,) = found(monde, "Practitioner?mailbox-mss=nathalie")
    assert {**back, "meta": INFIRMIERE["meta"]} == INFIRMIERE


def test_a_professional_whose_activity_ended_is_inactive_and_says_nothing_more(monde: Monde) -> None:
    (nurse,) = found(monde, "Practitioner?identifier=99700000153")
    assert nurse.keys() == {"resourceType", "id", "meta", "identifier", "active"}
    assert nurse["active"] is False
    assert found(monde, "Practitioner?identifier=99700000153&active=true") == []


def test_who_has_no_rpps_number_is_not_published(monde: Monde) -> None:
    assert found(monde, "Practitioner?family=REY") == []


def test_pages_are_followed_to_the_end_by_their_links(monde: Monde) -> None:
    whole = [one["id"] for one in found(monde, "Organization?_count=200")]
    seen: list[str] = []
    target = "Organization?_count=5&_total=accurate"
    while target:
        bundle = monde.annuaire(target).json()
        assert bundle["total"] == len(whole) == 22
        assert len(bundle["entry"]) <= 5
        seen += [one["resource"]["id"] for one in bundle["entry"]]
        links = {one["relation"]: one["url"] for one in bundle["link"]}
        target = links["next"].partition("/fhir/v2/")[2] if "next" in links else ""
    assert seen == whole


def test_nothing_found_is_a_success_with_total_zero(monde: Monde) -> None:
    bundle = monde.annuaire("Practitioner?family=PERSONNE").json()
    assert bundle["total"] == 0
    assert "entry" not in bundle


def test_elements_leave_the_rest_out_and_say_so(monde: Monde) -> None:
    (nurse,) = found(monde, "Practitioner?family=KERMARREC&_elements=name")
    assert nurse.keys() == {"resourceType", "id", "meta", "name"}
    assert nurse["meta"]["tag"][0]["code"] == "SUBSETTED"


def test_a_search_may_be_posted(monde: Monde) -> None:
    answer = monde.annuaire("Practitioner/_search", method="POST", data={"family": "KERMARREC"})
    assert [one["resource"] for one in answer.json()["entry"]] == [INFIRMIERE]


def test_the_capabilities_name_each_type_and_its_parameters(monde: Monde) -> None:
    told = monde.annuaire("metadata").json()
    assert (told["resourceType"], told["fhirVersion"]) == ("CapabilityStatement", "4.0.1")
    resources = {one["type"]: one for one in told["rest"][0]["resource"]}
    assert resources.keys() == {
        *("Practitioner", "PractitionerRole", "Organization", "HealthcareService", "Device")
    }
    assert {"name": "mailbox-mss", "type": "string"} in resources["Organization"]["searchParam"]
    assert resources["Organization"]["searchRevInclude"] == [
        "Device:organization",
        "HealthcareService:organization",
        "Organization:partof",
        "PractitionerRole:organization",
    ]


def test_without_key_or_with_another_nothing_is_said(monde: Monde) -> None:
    for key in (None, "00000000-0000-4000-8000-000000000000"):
        answer = monde.annuaire("metadata", key)
        assert answer.status_code == 401
        assert answer.json()["issue"][0] == {
            "severity": "error",
            "code": "login",
            "diagnostics": "Unauthorized",
        }
    first, second = monde.exchanges("mss.annuaire.capacites")
    assert [one.rule.id for one in (*first.findings, *second.findings)] == ["mss.annuaire.cle"] * 2


def test_the_key_that_a_dui_already_has_is_registered_then_removed(monde: Monde) -> None:
    assert monde.annuaire("Device", "ma-cle").status_code == 401
    monde.control("POST", "/annuaire/cles", {"cle": "ma-cle", "nom": "DUI"})
    assert monde.annuaire("Device", "ma-cle").status_code == 200
    assert {"cle": "ma-cle", "nom": "DUI"} in monde.control("GET", "/annuaire/cles")
    monde.control("DELETE", "/annuaire/cles/{cle:path}", cle="ma-cle")
    assert monde.annuaire("Device", "ma-cle").status_code == 401


def test_a_key_refused_for_being_unknown_is_adopted_from_its_exchange(monde: Monde) -> None:
    service, espace = monde.banc.service, monde.espace
    monde.annuaire("Device", "cle-du-dui")
    assert monde.banc.do(service.adopt(monde.exchanges()[-1], espace)) == {
        "genre": "cles_annuaire",
        "valeur": {"cle": "cle-du-dui", "nom": "adoptée"},
    }
    assert monde.annuaire("Device", "cle-du-dui").status_code == 200
    assert monde.banc.do(service.adopt(monde.exchanges()[-1], espace)) is None
    monde.annuaire("Device", None)
    assert monde.banc.do(service.adopt(monde.exchanges()[-1], espace)) is None


def test_the_journal_tells_which_addresses_were_learnt(monde: Monde) -> None:
    monde.annuaire("Organization?identifier=1990000028")
    exchange = monde.exchange("mss.annuaire.recherche")
    assert exchange.facts["annuaire.type"] == "Organization"
    assert exchange.facts["annuaire.parametres"] == ("identifier",)
    assert exchange.facts["annuaire.trouves"] == 1
    assert exchange.facts["annuaire.adresses"] == (BOITE_EHPAD, "dui@ehpad-les-tilleuls.demo.mssante.fr")
    again = monde.banc.service.analyse(exchange, monde.espace)
    assert {name: exchange.facts[name] for name in again.facts} == dict(again.facts)
    assert again.findings == ()
    told = monde.banc.service.explain(exchange, "fr")
    assert told.asked == "Recherche dans l'annuaire : des structures, par identifier."
    assert told.answered == (
        "Une fiche, adresses MSSanté : contact@ehpad-les-tilleuls.demo.mssante.fr, "
        "dui@ehpad-les-tilleuls.demo.mssante.fr."
    )


EXTRACTION = "/annuaire-sante-webservices/V300/services/extraction/Extraction_Correspondance_MSSante"


def lines(monde: Monde) -> tuple[str, list[str]]:
    """The name of the extraction and the lines of its only file."""
    answer = monde.annuaire(EXTRACTION, None)
    assert answer.headers["content-type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as file:
        (name,) = file.namelist()
        text = file.read(name).decode()
    assert text.endswith("\n")
    assert answer.headers["content-disposition"] == f"attachment; filename={name[:-4]}.zip"
    return name, text.splitlines()


def test_the_public_extraction_needs_no_key_and_holds_a_line_per_box(monde: Monde) -> None:
    name, found = lines(monde)
    day = monde.exchange("mss.annuaire.extraction").started
    assert name == f"Extraction_Correspondance_MSSante_{day:%Y%m%d}0500.txt"
    assert found[0] == (
        "Type de BAL|Adresse BAL|Type Identifiant PP|Identifiant PP|Identification nationale PP|"
        "Type identifiant structure|Identification Structure|Service de rattachement|Civilité d'exercice|"
        "Nom d'exercice|Prénom d'exercice|Catégorie profession|Libellé de catégorie profession|"
        "Code Profession|Libellé Profession|Code savoir-faire|Libellé savoir-faire|Dématérialisation|"
        "Raison Sociale structure BAL|Enseigne commerciale structure BAL|L2COMPLEMENTLOCALISATION|"
        "L3COMPLEMENTDISTRIBUTION|L4NUMEROVOIE|L4COMPLEMENTNUMEROVOIE|NL4TYPEVOIE|L4LIBELLEVOIE|"
        "L5LIEUDITMENTION|L6LIGNEACHEMINEMENT|Code postal|Département|Pays"
    )
    assert {line.count("|") for line in found} == {30}
    assert (
        "PER|nathalie.kermarrec@pro.demo.mssante.fr|8|99700000039|899700000039||||MME|KERMARREC|NATHALIE|C|"
        "Civil|60|Infirmier|||O|||||||||||||"
    ) in found
    assert (
        "ORG|contact@ehpad-les-tilleuls.demo.mssante.fr||||1|1990000028|||||||||||O|EHPAD Les Tilleuls||||"
        "|||||Valcourt-sur-Meuse||55|"
    ) in found
    assert not [line for line in found if line.startswith(("APP|", "CAB|")) or "claire.discrete" in line]


def test_the_extraction_follows_the_liste_rouge_and_head_tells_its_name(monde: Monde) -> None:
    monde.set_state(BOITE_INFIRMIERE, "liste-rouge")
    assert not [line for line in lines(monde)[1] if BOITE_INFIRMIERE in line]
    told = monde.annuaire(EXTRACTION, None, method="HEAD")
    assert told.headers["content-disposition"].endswith("0500.zip")
    assert told.content == b""
    exchange = monde.exchanges("mss.annuaire.extraction")[-1]
    assert monde.banc.service.analyse(exchange, monde.espace).facts["code"] == "200"
    assert monde.banc.service.explain(exchange, "fr").summary == (
        "Fichier public des boîtes MSSanté demandé : le fichier du jour."
    )
