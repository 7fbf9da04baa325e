"""What came over FHIR is given back to the letter after a restart and after a kill."""

import json
import signal
from pathlib import Path

from tests.dmp_fhir import exemples
from tests.dmp_fhir.essai import INS, JSON, PATCH
from tests.running import Running, simulator

ONLY = ("--only", "ins,dmp")
ARCHIVED = "https://interop.esante.gouv.fr/ig/fhir/pdsm/StructureDefinition/pdsm-ext-is-archived"
ARCHIVE = [{"op": "add", "path": "/extension", "value": [{"url": ARCHIVED, "valueBoolean": True}]}]


def fed(running: Running) -> list[str]:
    """A set fed and its document archived by the nurse; the addresses of the List and of the two others."""
    base = running.ready["services"]["dmp"]["fhir"]
    with running.client("cps_auth") as card:
        body = json.dumps(exemples.lot()).encode()
        answer = card.post(base, content=body, headers={"content-type": JSON})
        assert answer.status_code == 200, answer.text
        locations = [one["response"]["location"] for one in answer.json()["entry"]]
        paths = [one.partition("/_history")[0] for one in locations]
        (own,) = [one for one in paths if one.startswith("DocumentReference/")]
        headers = {"content-type": PATCH, "if-match": 'W/"1"'}
        done = card.patch(f"{base}/{own}", content=json.dumps(ARCHIVE).encode(), headers=headers)
        assert done.status_code == 200, done.text
    return paths


def portrait(running: Running, paths: list[str]) -> list[tuple[str, str]]:
    """The version and the content of each, without what names the port of this process."""
    base = running.ready["services"]["dmp"]["fhir"]
    with running.client("cps_auth") as card:
        read = [card.get(f"{base}/{one}") for one in paths]
        assert [one.status_code for one in read] == [200] * len(paths), [one.text for one in read]
        return [(one.headers["etag"], one.text.replace(base, "")) for one in read]


def authorise(running: Running) -> None:
    person = "/espaces/defaut/dmp/personnes/marguerite-delaunay/autorisations/nathalie-kermarrec"
    with running.api() as api:
        assert api.put(person, json={"statut": "VALIDE"}).is_success


def test_fed_and_changed_over_fhir_it_is_the_same_after_a_restart_and_after_a_kill(
    home: Path, tmp_path: Path
) -> None:
    with simulator("--data", str(tmp_path), *ONLY, home=home) as one:
        authorise(one)
        paths = fed(one)
        before = portrait(one, paths)
        assert 'W/"2"' in [etag for etag, _ in before]
        one.stop(signal.SIGKILL)
    with simulator("--data", str(tmp_path), *ONLY, home=home) as again:
        assert portrait(again, paths) == before
        assert again.stop().said == ""
    with simulator("--data", str(tmp_path), *ONLY, home=home) as last:
        assert portrait(last, paths) == before
        query = {"patient.identifier": INS, "status": "current", "isArchived": "true"}
        with last.client("cps_auth") as card:
            base = last.ready["services"]["dmp"]["fhir"]
            assert card.get(f"{base}/DocumentReference", params=query).json()["total"] == 1
