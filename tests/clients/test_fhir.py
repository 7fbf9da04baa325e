"""fhirpy, fhirclient, fhir-kit-client and curl in XML feed, search, read, replace and archive.

npm `fhir` judges every resource the simulator answers.
"""

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import httpx
import pytest
from fhirclient.client import FHIRClient
from fhirclient.models.documentreference import DocumentReference
from fhirpy import SyncFHIRClient
from fhirpy.base.exceptions import OperationOutcome
from lxml import etree

from tests.clients.fhir_lot import (
    ARCHIVE,
    ARCHIVED,
    CURRENT,
    FIRST,
    SECOND,
    lot,
    remplacement,
    simplifiee,
)
from tests.clients.tools import in_espace, node
from tests.dmp_fhir import exemples
from tests.running import Running

pytestmark = pytest.mark.clients

CREATED, DONE = "201 Created", "200 OK"
F = "{http://hl7.org/fhir}"
PATCH = "application/json-patch+json"


@pytest.fixture
def base(running: Running, espace: str, api: httpx.Client) -> str:
    """The base of the FHIR face, the nurse being authorised by Marguerite Delaunay."""
    path = f"/espaces/{espace}/dmp/personnes/marguerite-delaunay/autorisations/nathalie-kermarrec"
    assert api.put(path, json={"statut": "VALIDE"}).is_success
    return in_espace(running.ready["services"]["dmp"]["fhir"], espace)


@pytest.fixture
def material(running: Running) -> Mapping[str, str]:
    """The card of the nurse: she feeds and reads."""
    card: Mapping[str, str] = running.ready["pki"]["clients"]["cps_auth"]
    return card


def _fhirpy(running: Running, base: str, material: Mapping[str, str], **headers: str) -> SyncFHIRClient:
    tls = {"verify": running.ready["pki"]["ca"], "cert": (material["cert"], material["key"])}
    return SyncFHIRClient(base, requests_config=tls, extra_headers=dict(headers) or None)


def test_fhirpy_feeds_searches_reads_replaces_and_archives(
    running: Running, base: str, material: Mapping[str, str]
) -> None:
    client = _fhirpy(running, base, material)
    fed = client.execute("", method="post", data=lot())
    assert [one.response.status for one in fed.entry] == [CREATED, CREATED, CREATED]
    (found,) = client.resources("DocumentReference").search(**CURRENT).fetch_all()
    assert found.masterIdentifier["value"] == f"urn:oid:{FIRST}"
    read = client.reference("DocumentReference", found.id).to_resource()
    assert read.content[0]["attachment"]["hash"] == "8w7L9bHLhcYx/ewLOWeFUJc8/Lw="
    own = read.content[0]["attachment"]["url"].rpartition("/")[2]
    binary = client.reference("Binary", own).to_resource()
    assert (binary["contentType"], binary["data"]) == ("text/plain", "Qm9uam91cg==")
    replaced = client.execute("", method="post", data=remplacement(found.id))
    assert [one.response.status for one in replaced.entry] == [CREATED, CREATED, CREATED, DONE]
    assert client.reference("DocumentReference", found.id).to_resource().status == "superseded"
    (second,) = client.resources("DocumentReference").search(**CURRENT).fetch_all()
    patching = _fhirpy(running, base, material, **{"Content-Type": PATCH})
    # An array, which its annotations forget.
    patch: Any = ARCHIVE
    archived = patching.execute(f"DocumentReference/{second.id}", method="patch", data=patch)
    assert archived.extension == [{"url": ARCHIVED, "valueBoolean": True}]
    asked = client.resources("DocumentReference").search(**CURRENT, isArchived="true")
    assert [one.id for one in asked.fetch_all()] == [second.id]
    lists = client.resources("List").search(**CURRENT, code="submissionset").fetch_all()
    # Two feedings, and the change: metadata are updated by a set of their own, as over SOAP.
    assert len(lists) == 3


def test_fhirpy_reads_an_outcome_when_a_set_is_refused(
    running: Running, base: str, material: Mapping[str, str]
) -> None:
    client = _fhirpy(running, base, material)
    wrong = lot()
    del wrong["entry"][1]["resource"]["type"]
    with pytest.raises(OperationOutcome) as refused:
        client.execute("", method="post", data=wrong)
    issues = refused.value.resource["issue"]
    assert [one["expression"] for one in issues] == [["Bundle.entry[1].resource.type"]]
    assert client.resources("DocumentReference").search(**CURRENT).fetch_all() == []


def test_fhirclient_publishes_searches_reads_and_replaces(
    running: Running, base: str, material: Mapping[str, str]
) -> None:
    smart = FHIRClient(settings={"app_id": "dui", "api_base": base})
    smart.server.session.verify = running.ready["pki"]["ca"]
    smart.server.session.cert = (material["cert"], material["key"])
    smart.server.session.trust_env = False
    DocumentReference(simplifiee(FIRST)).create(smart.server)
    (found,) = DocumentReference.where(CURRENT).perform_resources_iter(smart.server)
    assert found.masterIdentifier.value == f"urn:oid:{FIRST}"
    assert found.content[0].attachment.data is None
    read = DocumentReference.read(found.id, smart.server)
    assert read.as_json() == found.as_json()
    url = read.content[0].attachment.url
    assert smart.server.session.get(url).content == b"Bonjour"
    DocumentReference(simplifiee(SECOND, found.id)).create(smart.server)
    (second,) = DocumentReference.where(CURRENT).perform_resources_iter(smart.server)
    assert second.masterIdentifier.value == f"urn:oid:{SECOND}"
    assert DocumentReference.read(found.id, smart.server).status == "superseded"


def test_fhir_kit_client_needs_no_proof_where_everything_is_accepted(
    running: Running, base: str, espace: str, api: httpx.Client
) -> None:
    assert api.put(f"/espaces/{espace}/reglages", json={"profile": "decouverte"}).is_success
    told = node(
        running,
        "fhir_kit.mjs",
        {
            "base": base,
            "lot": lot(),
            "replacement": remplacement("__FORMER__"),
            "formerHolder": "DocumentReference/__FORMER__",
            "search": CURRENT,
            "archive": ARCHIVE,
        },
    )
    assert told["fed"] == [CREATED, CREATED, CREATED]
    assert len(told["found"]) == 1
    assert told["posted"] == told["found"]
    assert told["data"] == "Qm9uam91cg=="
    assert told["replaced"] == [CREATED, CREATED, CREATED, DONE]
    assert told["former"] == "superseded"
    assert told["archived"] == [{"url": ARCHIVED, "valueBoolean": True}]
    assert told["refused"][1] == "OperationOutcome"
    assert told["fhirVersion"] == "4.0.1"


class Curl:
    """curl with the nurse's card, in XML, on files of a folder."""

    def __init__(self, running: Running, base: str, material: Mapping[str, str], folder: Path) -> None:
        self._running, self._base, self._material, self._folder = running, base, material, folder

    def __call__(self, path: str, *options: str, body: str = "", media: str = "application/fhir+xml") -> Any:
        """The status and the XML answered."""
        if body:
            sent = self._folder / "body.xml"
            sent.write_text(body, "utf-8")
            options = ("-H", f"Content-Type: {media}", "--data-binary", f"@{sent}", *options)
        url = path if path.startswith("https:") else f"{self._base}{path}"
        ran = subprocess.run(
            ["curl", "-sS", "--noproxy", "*", "--cacert", self._running.ready["pki"]["ca"],
             "--cert", self._material["cert"], "--key", self._material["key"],
             "-H", "Accept: application/fhir+xml", "-w", "\n%{http_code}", *options, url],
            capture_output=True, text=True, timeout=30, check=True,
        )  # fmt: skip
        text, _, status = ran.stdout.rpartition("\n")
        return int(status), etree.fromstring(text.encode())


def _xml(running: Running, tree: Mapping[str, Any]) -> str:
    """A resource in XML, as another program writes it."""
    told = node(running, "fhir.mjs", {"write": [tree]})
    return str(told["written"][0])


def _ids(bundle: Any) -> list[str]:
    path = f"{F}entry/{F}resource/{F}DocumentReference/{F}id"
    return [one.get("value") for one in bundle.findall(path)]


def _statuts(bundle: Any) -> list[str]:
    return [one.get("value") for one in bundle.findall(f"{F}entry/{F}response/{F}status")]


def test_curl_feeds_searches_reads_replaces_and_archives_in_xml(
    running: Running, base: str, material: Mapping[str, str], tmp_path: Path
) -> None:
    curl = Curl(running, base, material, tmp_path)
    status, answer = curl("", body=_xml(running, lot()))
    assert (status, answer.tag) == (200, f"{F}Bundle")
    assert _statuts(answer) == [CREATED, CREATED, CREATED]
    search = [part for name, value in CURRENT.items() for part in ("--data-urlencode", f"{name}={value}")]
    status, found = curl("/DocumentReference", "-G", *search)
    (own,) = _ids(found)
    assert (status, found.find(f"{F}total").get("value")) == (200, "1")
    status, read = curl(f"/DocumentReference/{own}")
    assert read.find(f"{F}masterIdentifier/{F}value").get("value") == f"urn:oid:{FIRST}"
    url = read.find(f"{F}content/{F}attachment/{F}url").get("value")
    status, binary = curl(url)
    assert binary.find(f"{F}data").get("value") == "Qm9uam91cg=="
    status, answer = curl("", body=_xml(running, remplacement(own)))
    assert _statuts(answer) == [CREATED, CREATED, CREATED, DONE]
    assert curl(f"/DocumentReference/{own}")[1].find(f"{F}status").get("value") == "superseded"
    _, found = curl("/DocumentReference", "-G", *search)
    (second,) = _ids(found)
    patch = (
        f'<diff xmlns:f="http://hl7.org/fhir"><add sel="f:DocumentReference">'
        f'<extension xmlns="http://hl7.org/fhir" url="{ARCHIVED}"><valueBoolean value="true"/></extension>'
        f"</add></diff>"
    )
    status, answer = curl(
        f"/DocumentReference/{second}", "-X", "PATCH", body=patch, media="application/xml-patch+xml"
    )
    assert status == 200, etree.tostring(answer)
    assert answer.find(f"{F}extension").get("url") == ARCHIVED
    status, found = curl("/DocumentReference", "-G", *search, "--data-urlencode", "isArchived=true")
    assert _ids(found) == [second]


def test_npm_fhir_accepts_every_resource_answered_in_json_and_in_xml(
    running: Running, base: str, material: Mapping[str, str]
) -> None:
    with running.client("cps_auth") as card:
        answers = list(_answers(card, base))
    kinds = {json.loads(one)["resourceType"] for one in answers if one.startswith("{")}
    assert kinds == {
        *("Bundle", "DocumentReference", "List"),
        *("Binary", "OperationOutcome", "CapabilityStatement"),
    }
    judged = node(running, "fhir.mjs", {"judge": answers})["judged"]
    assert [one["messages"] for one in judged] == [[]] * len(answers)


def _answers(card: httpx.Client, base: str) -> Any:
    """Everything that the simulator answers with a body, in both writings."""
    json_type, xml_type = "application/fhir+json", "application/fhir+xml"
    fed = card.post(base, json=lot(), headers={"content-type": json_type})
    assert fed.status_code == 200, fed.text
    yield fed.text
    own = card.get(f"{base}/DocumentReference", params=CURRENT).json()["entry"][0]["resource"]["id"]
    replaced = card.post(base, json=remplacement(own), headers={"content-type": json_type})
    assert replaced.status_code == 200, replaced.text
    yield replaced.text
    published = card.post(
        f"{base}/DocumentReference",
        json=simplifiee("1.2.250.1.999.1.1.1.43"),
        headers={"content-type": json_type},
    )
    assert published.status_code == 201, published.text
    yield published.text
    wrong = lot("1.2.250.1.999.1.1.1.44")
    del wrong["entry"][1]["resource"]["type"], wrong["entry"][0]["resource"]["subject"]
    for accept in (json_type, xml_type):
        headers = {"accept": accept}
        refused = card.post(base, json=wrong, headers={**headers, "content-type": json_type})
        assert refused.status_code == 400, refused.text
        yield refused.text
        for path, params in (
            ("/metadata", {}),
            ("/DocumentReference", CURRENT),
            ("/DocumentReference", {**CURRENT, "zut": "1"}),
            ("/List", {**CURRENT, "code": "submissionset"}),
            (f"/DocumentReference/{own}", {}),
            ("/DocumentReference/absent", {}),
            ("/Zut", {}),
        ):
            yield card.get(f"{base}{path}", params=params, headers=headers).text
        document = card.get(f"{base}/DocumentReference/{own}").json()["content"][0]["attachment"]["url"]
        yield card.get(document, headers=headers).text
        lists = card.get(f"{base}/List", params={**CURRENT, "code": "submissionset"}).json()
        yield card.get(f"{base}/List/{lists['entry'][0]['resource']['id']}", headers=headers).text


@pytest.mark.parametrize(
    "message", [exemples.lot, exemples.remplacement, exemples.simplifiee, exemples.classeur, exemples.patient]
)
def test_npm_fhir_accepts_our_own_examples(running: Running, message: Any) -> None:
    (judged,) = node(running, "fhir.mjs", {"judge": [json.dumps(message())]})["judged"]
    assert judged["messages"] == []
