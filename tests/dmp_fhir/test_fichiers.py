"""A body that an editor saved is judged by `socle check`, without a simulator."""

import json
from pathlib import Path
from typing import Any

import pytest

from dmp.fhir.messages.modeles import Modeles
from dmp.fhir.messages.xml_ecriture import ecrire_xml
from tests.dmp_fhir import exemples
from tests.running import socle


def check(home: Path, path: Path, data: bytes) -> tuple[int, Any]:
    path.write_bytes(data)
    ended = socle("check", "--json", str(path), home=home)
    return ended.returncode, (json.loads(ended.stdout)[0] if ended.stdout else ended.stderr)


def without_status() -> bytes:
    made = exemples.lot()
    del made["entry"][1]["resource"]["status"]
    return json.dumps(made).encode()


@pytest.mark.parametrize(
    ("data", "operation", "code", "rules"),
    [
        (json.dumps(exemples.lot()).encode(), "dmp.fhir.iti65", 0, []),
        (ecrire_xml(exemples.lot(), Modeles()), "dmp.fhir.iti65", 0, []),
        (json.dumps(exemples.simplifiee()).encode(), "dmp.fhir.iti105", 0, []),
        (without_status(), "dmp.fhir.iti65", 1, ["dmp.fhir.structure.manquant"]),
        (b'{"resourceType":"Bundle","entry":[}', "dmp.fhir.iti65", 1, ["dmp.fhir.lecture.illisible"]),
    ],
    ids=["json", "xml", "simplified", "missing", "broken"],
)
def test_a_saved_body_is_judged_by_the_rules_of_its_flow(
    home: Path, tmp_path: Path, data: bytes, operation: str, code: int, rules: list[str]
) -> None:
    ended, told = check(home, tmp_path / "corps", data)
    assert (told["service"], told["operation"]) == ("dmp", operation)
    assert [one["rule"] for one in told["findings"]] == rules
    assert ended == code


@pytest.mark.parametrize(
    "data",
    [
        b'{"resourceType":"Bundle","type":"searchset"}',
        b'{"resourceType":"Bundle","type":["transaction"]}',
        b'{"resourceType":["Bundle"]}',
        b'{"resourceType":"Practitioner"}',
        b"{",
        b"[]",
        b'<Bundle xmlns="http://hl7.org/fhir"><type value="searchset"/></Bundle>',
        b'<Bundle xmlns="http://hl7.org/fhir"',
        b"<Bundle/>",
    ],
)
def test_what_is_no_call_to_the_face_is_not_recognised(home: Path, tmp_path: Path, data: bytes) -> None:
    ended, told = check(home, tmp_path / "autre", data)
    assert ended == 3
    assert "message non reconnu" in told
