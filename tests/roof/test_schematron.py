"""`--schematron DIR`: the official schemas of an editor's own copy speak too, after the answer."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from simulators.core.sante.officiel.moteurs import saxon_installe
from simulators.core.xml.saml_ecriture import write_signed
from tests.core.sante.officiel.copie import MODELES_ANS, SCHEMA, copie, motif, schema
from tests.dmp import editeur
from tests.roof.insi import search
from tests.running import Running, simulator, socle

# What our PPA breaks: a title longer than ten characters, no author who is a doctor.
AUTHOR = "<assert test=\"cda:author//cda:code[@code='G15_10']\">Un médecin est attendu.</assert>"
RULES = ["dmp.xsd", "dmp.schematron.structuration"]


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The copy of this editor."""
    return copie(tmp_path_factory.mktemp("copie"), xsd=SCHEMA, structuration=schema(motif(AUTHOR)))


@pytest.fixture(scope="module")
def judged(texts: Path, home: Path) -> Iterator[Running]:
    """A simulator told of it by the environment."""
    with simulator(home=home, environment={"SOCLE_SCHEMATRON": str(texts)}) as one:
        yield one


@pytest.fixture
def control(judged: Running) -> Iterator[httpx.Client]:
    with judged.api() as client:
        yield client


def fed(running: Running, lot: editeur.Lot | None = None) -> httpx.Response:
    """Feeds a set by MTOM over mutual TLS."""
    lot = lot or editeur.Lot()
    material = running.ready["pki"]["clients"]["org_sign"]
    seal = editeur.signer(Path(material["cert"]), Path(material["key"]))
    assertion = write_signed(editeur.vihf(), seal)
    body = editeur.mtom(editeur.envelope("depot", editeur.xop(lot), assertion), lot.contents(seal))
    with running.client("org_auth_cli") as client:
        url = f"{running.ready['services']['dmp']['xds']}repository"
        return client.post(url, content=body, headers={"content-type": editeur.MTOM_TYPE})


def told(control: httpx.Client, answer: httpx.Response) -> list[dict[str, Any]]:
    """The findings of an exchange, once everything fed is judged."""
    state = control.post("/espaces/defaut/dmp/schematron/attente").json()
    assert state["en_attente"] == 0
    exchange = control.get(f"/espaces/defaut/echanges/{answer.headers['x-socle-exchange']}").json()
    return list(exchange["findings"])


def test_a_document_fed_is_judged_after_the_answer_and_the_journal_says_so(
    judged: Running, control: httpx.Client
) -> None:
    control.post("/espaces/defaut/remise-a-zero")
    answer = fed(judged)
    assert "ResponseStatusType:Success" in answer.text
    findings = told(control, answer)
    assert [one["rule"] for one in findings] == RULES
    titled, author = findings
    assert titled["place"]["path"] == "/ClinicalDocument/title"
    assert author["expected"].startswith(
        "Un médecin est attendu. (schematrons/profils/structurationMinimale/"
    )
    assert {one["effect"] for one in findings} == {"accept"}
    body = control.get(f"/espaces/defaut/echanges/{answer.headers['x-socle-exchange']}/requete").content
    place = titled["place"]
    assert (
        body[place["start"] : place["end"]] == "<title>Projet personnalisé d'accompagnement</title>".encode()
    )


def test_what_they_said_stays_when_the_journal_is_read_again(judged: Running, control: httpx.Client) -> None:
    control.post("/espaces/defaut/remise-a-zero")
    answer = fed(judged)
    told(control, answer)
    assert control.post("/espaces/defaut/reindexer").status_code == 200
    assert [one["rule"] for one in told(control, answer)] == RULES


def test_a_set_that_is_refused_is_judged_too(judged: Running, control: httpx.Client) -> None:
    control.post("/espaces/defaut/remise-a-zero")
    assert "ResponseStatusType:Success" in fed(judged).text
    again = fed(judged)
    assert "ResponseStatusType:Failure" in again.text
    assert [one["rule"] for one in told(control, again)][-2:] == RULES


def test_an_exchange_forgotten_before_it_is_judged_harms_nobody(
    judged: Running, control: httpx.Client
) -> None:
    control.post("/espaces/defaut/remise-a-zero")
    fed(judged)
    control.post("/espaces/defaut/remise-a-zero")
    answer = fed(judged)
    assert [one["rule"] for one in told(control, answer)] == RULES


def test_what_carries_no_document_is_not_judged(judged: Running, control: httpx.Client) -> None:
    before = control.get("/espaces/defaut/dmp/schematron").json()["juges"]
    with judged.client() as client:
        search(client, judged.ready)
    state = control.post("/espaces/defaut/dmp/schematron/attente").json()
    assert (state["actif"], state["juges"]) == (True, before)


def test_a_document_is_judged_on_demand(control: httpx.Client) -> None:
    url = "/espaces/defaut/dmp/schematron/document"
    sent = {"content-type": "application/xml"}
    found = control.post(url, content=editeur.cda(), headers=sent).json()
    assert [(one["source"], one["niveau"], one["chemin"]) for one in found] == [
        ("xsd", "error", "/ClinicalDocument/title"),
        ("structuration", "error", "/ClinicalDocument"),
    ]
    (refused,) = control.post(url, content=b"<!DOCTYPE a><a/>", headers=sent).json()
    assert (refused["source"], refused["message"]) == ("empeche", "document illisible : dtd")


def test_the_start_says_what_judges(judged: Running, texts: Path) -> None:
    missing = judged.ready["schematron"]["missing"]
    assert judged.ready["schematron"]["folder"] == str(texts)
    assert missing.startswith("saxonche n'est pas installé, seul le XSD juge") or saxon_installe()


def test_the_judging_process_ends_with_the_simulator(texts: Path, home: Path) -> None:
    with simulator("--schematron", str(texts), home=home) as one:
        with one.api() as control:
            assert control.get("/espaces/defaut/dmp/schematron").json()["processus"] is None
            fed(one)
            worker = control.post("/espaces/defaut/dmp/schematron/attente").json()["processus"]
        os.kill(worker, 0)
        ended = one.stop()
        assert (ended.code, ended.said) == (0, "")
        with pytest.raises(ProcessLookupError):
            os.kill(worker, 0)


def test_without_the_option_nothing_is_judged_and_the_control_api_says_so(api: httpx.Client) -> None:
    assert api.get("/espaces/defaut/dmp/schematron").json() == {"actif": False}
    refused = api.post("/espaces/defaut/dmp/schematron/attente")
    assert (refused.status_code, refused.json()["detail"]) == (
        409,
        "Ce simulateur a été démarré sans --schematron",
    )


def test_a_folder_that_is_no_copy_prevents_the_start(home: Path, tmp_path: Path) -> None:
    ended = socle("serve", "--port-base", "0", "--schematron", str(tmp_path), home=home, cwd=tmp_path)
    assert ended.returncode == 3
    assert ended.stderr.startswith(f"socle : --schematron : {tmp_path} ne contient ni ")
    assert ended.stderr.count("\n") == 1


def test_check_judges_a_saved_document_without_a_simulator(home: Path, tmp_path: Path, texts: Path) -> None:
    path = tmp_path / "ppa.xml"
    path.write_bytes(editeur.cda())

    def rules(*options: str) -> tuple[int, list[str]]:
        ended = socle("check", str(path), "--json", *options, home=home, cwd=tmp_path)
        (one,) = json.loads(ended.stdout)
        return ended.returncode, [found["rule"] for found in one["findings"]]

    assert rules() == (0, [])
    assert rules("--schematron", str(texts)) == (1, RULES)
    (tmp_path / "socle.toml").write_text(f'schematron = "{texts}"\n')
    assert rules() == (1, RULES)
    lot = editeur.Lot(signed=False)
    held = {one.symbol: one.octets for one in lot.documents}
    path.write_bytes(editeur.mtom(editeur.envelope("depot", editeur.xop(lot), b"<a/>"), held))
    assert rules()[1][-2:] == RULES
    absent = socle("check", str(path), "--schematron", str(tmp_path / "rien"), home=home, cwd=tmp_path)
    assert (absent.returncode, absent.stderr) == (
        3,
        f"socle : --schematron : {tmp_path / 'rien'} n'est pas un dossier\n",
    )


@pytest.mark.skipif(saxon_installe(), reason="the extra `schematron` is installed")
def test_check_says_that_saxonche_is_missing(home: Path, tmp_path: Path) -> None:
    asked = schema(motif(AUTHOR)).replace('"xslt"', '"xslt2"')
    root = copie(tmp_path / "copie", modeles_ans=asked)
    assert (root / MODELES_ANS).exists()
    path = tmp_path / "ppa.xml"
    path.write_bytes(editeur.cda())
    ended = socle("check", str(path), "--schematron", str(root), home=home, cwd=tmp_path)
    assert ended.returncode == 0
    assert ended.stderr.startswith("socle : --schematron : saxonche n'est pas installé, seul le XSD juge")
    assert "1 schématron(s) XSLT 2 n'ont pas été appliqués" in ended.stdout
