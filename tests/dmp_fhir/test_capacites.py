"""What /metadata claims of a search is played: every parameter finds what it should, and nothing else."""

import json
from typing import Any

import pytest

from tests.dmp_fhir import exemples
from tests.dmp_fhir.banc import INS, Banc

PATIENT = "240035505090119"
SET = "https://profiles.ihe.net/ITI/MHD/CodeSystem/MHDlistTypes|submissionset"
CURRENT = "urn:oid:1.2.250.1.999.1.1.1.8"
LOT = "urn:oid:1.2.250.1.999.1.2.8"
ACCESSION = {
    "identifier": {
        "type": {"coding": [{"system": "urn:ietf:rfc:3986", "code": "urn:ihe:iti:xds:2013:accession"}]},
        "system": "urn:oid:1.2.3",
        "value": "ACC1",
    }
}
# For each claim, a value that finds the current document (`{…}` are ids known once it is fed), and one
# that does not.
FICHES = {
    "_id": ("{fiche}", "{ancienne}"),
    "_lastUpdated": ("gt2026-01-02", "lt2026-01-02"),
    "patient": (f"Patient/{PATIENT}", ""),
    "status": ("current", "superseded"),
    "identifier": (CURRENT, "urn:oid:1.2.250.1.999.1.1.1.1"),
    "type": ("http://loinc.org|11488-4", "80788-3"),
    "category": ("10", "11"),
    "setting": ("ETABLISSEMENT", "AMBULATOIRE"),
    "facility": ("SA17", "SA01"),
    "event": ("I10", "I11"),
    "format": ("urn:ihe:iti:xds-sd:text:2008", "urn:ihe:iti:xds-sd:pdf:2008"),
    "security-label": ("N", "MASQUE_PS"),
    "date": ("2026-01-15", "2026-01-16"),
    "creation": ("ge2026-01-15", "lt2026-01-15"),
    "period": ("2026-01-15", "2025"),
    "period-start": ("2026-01", "gt2026-02"),
    "period-end": ("le2026-01-15", "gt2026-01-15"),
    "isArchived": ("false", "true"),
    "author": ("Practitioner/899700000013", "Practitioner/899700000021"),
    "relatesto": ("DocumentReference/{ancienne}", "DocumentReference/{fiche}"),
    "related": ("1.2.3|ACC1", "ACC2"),
}
LOTS = {
    "_id": ("{lot}", "{fiche}"),
    "_lastUpdated": ("gt2026-01-02", "lt2026-01-02"),
    "patient": (f"Patient/{PATIENT}", ""),
    "code": (SET, SET.replace("submissionset", "folder")),
    "status": ("current", "retired"),
    "identifier": (LOT, "urn:oid:1.2.250.1.999.1.2.9"),
    "date": ("2026", "2025"),
    "title": ("{titre}", "zzz"),
    "designationType": ("{type}", "zz"),
    "sourceId": ("urn:oid:1.2.250.1.999.1", "urn:oid:1.2.3"),
    "source": ("899700000013", "899700000021"),
    "authorOrg": ("1990000028", "1990000029"),
    "isArchived": ("false", "true"),
}


@pytest.fixture
def ids(banc: Banc) -> dict[str, str]:
    """A document and what replaces it, both fed over FHIR; what searches may name."""
    assert banc.fhir("POST", "", exemples.lot()).status == 200
    banc.authorise()
    (old,) = banc.search().resources
    text = json.dumps(exemples.remplacement()).replace(exemples.ANCIENNE, f"DocumentReference/{old['id']}")
    text = text.replace("1.2.250.1.999.1.1.1.1", CURRENT.removeprefix("urn:oid:"))
    made = json.loads(text.replace("1.2.250.1.999.1.2.1", "1.2.250.1.999.1.2.8"))
    made["entry"][1]["resource"]["context"]["related"] = [ACCESSION]
    answer = banc.fhir("POST", "", made)
    assert answer.status == 200, answer.body
    lot, new = (one["response"]["location"].split("/")[1] for one in answer.json["entry"][:2])
    told = made["entry"][0]["resource"]
    kind = next(one for one in told["extension"] if one["url"].endswith("designationType"))
    return {
        "fiche": new,
        "ancienne": str(old["id"]),
        "lot": lot,
        "titre": told.get("title", ""),
        "type": kind["valueCodeableConcept"]["coding"][0]["code"],
    }


def total(banc: Banc, kind: str, base: dict[str, str], name: str, value: str) -> int:
    query = {**{key: one for key, one in base.items() if key != name}, name: value}
    if name == "patient":
        del query["patient.identifier"]
    answer = banc.fhir("GET", f"/{kind}", query=query, certificate="cps_auth")
    assert answer.status == 200, (name, answer.body)
    found: int = answer.json["total"]
    return found


@pytest.mark.parametrize(
    ("kind", "cases", "base"),
    [
        ("DocumentReference", FICHES, {"patient.identifier": INS, "status": "current"}),
        ("List", LOTS, {"patient.identifier": INS, "status": "current", "code": SET, "identifier": LOT}),
    ],
)
def test_each_parameter_that_metadata_names_selects(
    banc: Banc, ids: dict[str, str], kind: str, cases: dict[str, tuple[str, str]], base: dict[str, str]
) -> None:
    told: Any = banc.fhir("GET", "/metadata").json["rest"][0]["resource"]
    (claimed,) = [one["searchParam"] for one in told if one["type"] == kind]
    assert {one["name"] for one in claimed} == cases.keys()
    for name, (hit, miss) in cases.items():
        assert total(banc, kind, base, name, hit.format(**ids)) == 1, name
        if miss:
            assert total(banc, kind, base, name, miss.format(**ids)) == (
                1 if (kind, name) == ("DocumentReference", "status") else 0
            ), name
