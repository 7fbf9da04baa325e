"""Mailboxes written by FHIR Patch, as the ANS guide of the operators shows it (IG-BAL)."""

import json
from typing import Any

import httpx
import pytest

from tests.mss.banc import BOITE_CABINET, BOITE_EHPAD, BOITE_INFIRMIERE, INFIRMIERE, MEDECIN, Monde

METADATA = "https://interop.esante.gouv.fr/ig/fhir/annuaire/StructureDefinition/as-ext-mailbox-mss-metadata"
NURSE = "Practitioner?identifier=urn:oid:1.2.250.1.71.4.2.1|899700000039"
EHPAD = "Organization?identifier=https://finess.esante.gouv.fr|990000028"
NEW = "nouvelle.boite@pro.demo.mssante.fr"


def operation(genre: str, path: str, **value: object) -> dict[str, Any]:
    parts: list[dict[str, Any]] = [
        {"name": "type", "valueCode": genre},
        {"name": "path", "valueString": path},
    ]
    if genre == "insert":
        parts.append({"name": "index", "valueInteger": 0})
    return {"name": "operation", "part": [*parts, *({"name": "value", k: v} for k, v in value.items())]}


def box(type_: str, address: str, attribute: str = "") -> str:
    """The path of a mailbox, or of one attribute of its extension, spaces as the guide writes them."""
    path = f"{type_}.telecom.where(value = '{address}')"
    return f"{path}.extension('{METADATA}').extension('{attribute}').value" if attribute else path


def contact(address: str, kind: str, **told: object) -> dict[str, Any]:
    details: list[dict[str, Any]] = [{"url": "type", "valueCode": kind}]
    details += [
        {"url": k, "valueBoolean" if isinstance(v, bool) else "valueString": v} for k, v in told.items()
    ]
    return {"system": "email", "value": address, "extension": [{"url": METADATA, "extension": details}]}


def patch(monde: Monde, target: str, *operations: dict[str, Any], **options: Any) -> httpx.Response:
    body = json.dumps({"resourceType": "Parameters", "parameter": list(operations)})
    headers = {"content-type": "application/fhir+json"}
    return monde.annuaire(target, method="PATCH", content=body, headers=headers, **options)


def addresses(answer: httpx.Response) -> list[str]:
    assert answer.status_code == 200, answer.text
    return [one["value"] for one in answer.json().get("telecom", ())]


def diagnostics(answer: httpx.Response) -> tuple[int, str, str]:
    (issue,) = answer.json()["issue"]
    return answer.status_code, issue["code"], issue["diagnostics"]


def test_a_box_is_put_on_the_liste_rouge_as_the_guide_shows(monde: Monde) -> None:
    path = box("Practitioner", BOITE_INFIRMIERE, "listeRouge")
    assert addresses(patch(monde, NURSE, operation("replace", path, valueBoolean=True))) == []
    found = monde.annuaire("Practitioner?mailbox-mss=nathalie").json()
    assert found["total"] == 0
    # It still receives mail; then it is shown again.
    with monde.smtp(BOITE_CABINET, MEDECIN) as client:
        client.mail(BOITE_CABINET)
        assert client.rcpt(BOITE_INFIRMIERE)[0] == 250
    shown = patch(monde, NURSE, operation("replace", path, valueBoolean=False))
    assert addresses(shown) == [BOITE_INFIRMIERE]
    exchange = monde.exchanges("mss.annuaire.modification")[0]
    assert exchange.facts["annuaire.operations"] == ("replace liste_rouge",)
    again = monde.banc.service.analyse(exchange, monde.espace)
    assert {name: exchange.facts[name] for name in again.facts} == dict(again.facts)
    assert monde.banc.service.explain(exchange, "fr").asked == (
        "Boîtes changées dans l'annuaire : des professionnels."
    )


def test_a_box_that_is_made_opens_receives_and_is_found_until_it_is_deleted(monde: Monde) -> None:
    made = patch(
        monde,
        NURSE,
        operation("insert", "Practitioner.telecom", valueContactPoint=contact(NEW, "PER", listeRouge=False)),
    )
    assert set(addresses(made)) == {BOITE_INFIRMIERE, NEW}
    with monde.smtp(NEW, INFIRMIERE) as client:
        client.mail(NEW)
        assert client.rcpt(BOITE_CABINET)[0] == 250
    found = monde.annuaire(f"Practitioner?mailbox-mss:exact={NEW}").json()
    assert [one["resource"]["id"] for one in found["entry"]] == [made.json()["id"]]
    gone = patch(monde, NURSE, operation("delete", box("Practitioner", NEW)))
    assert addresses(gone) == [BOITE_INFIRMIERE]
    with monde.smtp() as client:
        client.mail(BOITE_INFIRMIERE)
        assert client.rcpt(NEW) == (550, b"5.1.1 User unknown")


def test_several_operations_are_done_in_order_or_not_at_all(monde: Monde) -> None:
    by_id = f"Organization/{monde.annuaire(EHPAD).json()['entry'][0]['resource']['id']}"
    description = operation(
        "replace", box("Organization", BOITE_EHPAD, "description"), valueString="Accueil de l'EHPAD"
    )
    rank = operation("replace", f"{box('Organization', BOITE_EHPAD)}.rank", valueInteger=1)
    wrong = operation("delete", box("Organization", "absente@ehpad-les-tilleuls.demo.mssante.fr"))
    refused = patch(monde, by_id, description, wrong)
    assert diagnostics(refused) == (
        400,
        "processing",
        "No mailbox absente@ehpad-les-tilleuls.demo.mssante.fr on this resource",
    )
    assert monde.espace.monde.boites()["org-ehpad-les-tilleuls"].description == ""
    answer = patch(monde, by_id, description, rank)
    (first, *_) = answer.json()["telecom"]
    assert (first["value"], first["rank"]) == (BOITE_EHPAD, 1)
    (metadata,) = [one for one in first["extension"] if one["url"] == METADATA]
    assert {"url": "description", "valueString": "Accueil de l'EHPAD"} in metadata["extension"]


def test_a_whole_contact_point_changes_several_facts(monde: Monde) -> None:
    """The person in charge is kept and never published."""
    told = contact(BOITE_EHPAD, "ORG", service="Accueil", responsible="Mme Roux", description="Entrée")
    point = operation("replace", box("Organization", BOITE_EHPAD), valueContactPoint=told)
    answer = patch(monde, EHPAD, point)
    assert answer.status_code == 200
    assert "Roux" not in answer.text
    stored = monde.espace.monde.boites()["org-ehpad-les-tilleuls"]
    assert (stored.service, stored.responsable, stored.description) == ("Accueil", "Mme Roux", "Entrée")


def test_a_personal_box_of_one_exercise_stands_on_its_role(monde: Monde) -> None:
    """Both ways of the guide to name an exercise: the technical id, or the two business identifiers."""
    target = "PractitionerRole?practitioner.identifier=899700000039&organization.identifier=1990000028"
    point = operation("insert", "PractitionerRole.telecom", valueContactPoint=contact(NEW, "PER"))
    made = patch(monde, target, point)
    assert addresses(made) == [NEW]
    assert made.json()["resourceType"] == "PractitionerRole"
    assert addresses(monde.annuaire(f"PractitionerRole/{made.json()['id']}")) == [NEW]
    (nurse,) = monde.annuaire("Practitioner?identifier=99700000039").json()["entry"]
    assert [one["value"] for one in nurse["resource"]["telecom"]] == [BOITE_INFIRMIERE]


@pytest.mark.parametrize(
    ("path", "value", "told"),
    [
        (
            f"{box('Practitioner', BOITE_INFIRMIERE)}.value",
            {"valueString": NEW},
            (400, "business-rule", "Address and type of a mailbox cannot change"),
        ),
        (
            box("Practitioner", BOITE_INFIRMIERE, "type"),
            {"valueCode": "CAB"},
            (400, "business-rule", "Address and type of a mailbox cannot change"),
        ),
        (
            box("Practitioner", BOITE_INFIRMIERE),
            {"valueContactPoint": contact(NEW, "PER")},
            (400, "business-rule", "Address and type of a mailbox cannot change"),
        ),
        (
            box("Practitioner", BOITE_INFIRMIERE, "description"),
            {"valueString": "non"},
            (400, "value", "Invalid value for this mailbox"),
        ),
        (
            box("Practitioner", BOITE_INFIRMIERE, "listeRouge"),
            {"valueString": "true"},
            (400, "value", "Invalid value for this mailbox"),
        ),
        (
            "Practitioner.name",
            {"valueString": "X"},
            (400, "processing", "Invalid patch path: Practitioner.name"),
        ),
        (
            box("Organization", BOITE_INFIRMIERE, "listeRouge"),
            {"valueBoolean": True},
            (400, "processing", f"Invalid patch path: {box('Organization', BOITE_INFIRMIERE, 'listeRouge')}"),
        ),
    ],
)
def test_what_cannot_change_is_refused(
    monde: Monde, path: str, value: dict[str, Any], told: tuple[int, str, str]
) -> None:
    assert diagnostics(patch(monde, NURSE, operation("replace", path, **value))) == told
    exchange = monde.exchanges()[-1]
    broken = {
        "Address and type of a mailbox cannot change": "mss.annuaire.patch_fige",
        "Invalid value for this mailbox": "mss.annuaire.patch_valeur",
    }.get(told[2], "mss.annuaire.patch_chemin")
    assert exchange.findings[0].rule.id == broken
    again = monde.banc.service.analyse(exchange, monde.espace)
    assert [one.rule.id for one in again.findings] == [one.rule.id for one in exchange.findings]


@pytest.mark.parametrize(
    ("address", "kind", "told"),
    [
        (NEW, "ORG", (400, "value", "Invalid value for this mailbox")),
        ("qui@gmail.com", "PER", (400, "value", "Invalid value for this mailbox")),
        (BOITE_CABINET, "PER", (400, "duplicate", f"Mailbox {BOITE_CABINET} already exists")),
    ],
)
def test_a_box_that_cannot_be_there_is_not_made(
    monde: Monde, address: str, kind: str, told: tuple[int, str, str]
) -> None:
    point = operation("insert", "Practitioner.telecom", valueContactPoint=contact(address, kind))
    assert diagnostics(patch(monde, NURSE, point)) == told
    broken = "mss.annuaire.patch_prise" if told[1] == "duplicate" else "mss.annuaire.patch_valeur"
    assert [one.rule.id for one in monde.exchanges()[-1].findings] == [broken]


def test_a_box_that_is_not_there_does_not_change(monde: Monde) -> None:
    absent = operation("replace", box("Practitioner", BOITE_CABINET, "listeRouge"), valueBoolean=True)
    assert patch(monde, NURSE, absent).status_code == 400
    assert [one.rule.id for one in monde.exchanges()[-1].findings] == ["mss.annuaire.patch_cible"]


def test_a_conditional_patch_needs_one_entry(monde: Monde) -> None:
    wanted = operation("replace", box("Practitioner", BOITE_INFIRMIERE, "listeRouge"), valueBoolean=True)
    nobody = patch(monde, "Practitioner?identifier=899799999999", wanted)
    assert nobody.status_code == 404
    several = patch(monde, "Practitioner?identifier=urn:oid:1.2.250.1.71.4.2.1|", wanted)
    assert diagnostics(several) == (412, "conflict", "Multiple matches found for conditional PATCH")
    assert monde.exchanges()[-1].findings[0].rule.id == "mss.annuaire.plusieurs"
    assert patch(monde, "Practitioner", wanted).status_code == 400
    assert patch(monde, "Practitioner?family=KERMARREC", wanted).status_code == 400
    assert addresses(monde.annuaire("Practitioner?identifier=99700000039&_count=1")) == []


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{",
        b'{"resourceType":"Bundle"}',
        b'{"resourceType":"Parameters","parameter":[]}',
        b'{"resourceType":"Parameters","parameter":[{"name":"operation","part":[{"name":"type"}]}]}',
        b"[" * 100_000,
    ],
)
def test_a_body_that_is_no_patch_is_refused(monde: Monde, body: bytes) -> None:
    answer = monde.annuaire(NURSE, method="PATCH", content=body)
    assert answer.status_code == 400
    assert monde.exchanges()[-1].operation == "mss.annuaire.refus"
    broken = "mss.annuaire.trop" if len(body) > 65_536 else "mss.annuaire.patch_corps"
    assert [one.rule.id for one in monde.exchanges()[-1].findings] == [broken]


def test_without_key_nothing_changes_and_other_types_are_not_written(monde: Monde) -> None:
    wanted = operation("replace", box("Practitioner", BOITE_INFIRMIERE, "listeRouge"), valueBoolean=True)
    assert patch(monde, NURSE, wanted, key="inconnue").status_code == 401
    assert patch(monde, "Device/1", wanted).status_code == 403
    assert monde.annuaire(NURSE, method="PUT", content=b"{}").status_code == 403
    assert monde.espace.monde.boites()["per-nathalie-kermarrec"].etat == "active"
