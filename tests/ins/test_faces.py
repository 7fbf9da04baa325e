"""The two faces, the description of the service, and what the roof asks of it."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import zeep
from lxml import etree

from ins.description import DOCUMENTS
from tests.ins.banc import CLEAR, Banc, peer, request, search
from tests.ins.test_regles import ASSERTION


@pytest.mark.parametrize("name", ["INSI-AUTO", "INSI-MANU"])
def test_both_names_of_the_organisation_certificate_open_the_door(name: str) -> None:
    assert Banc().post(request(), certificate=peer(name)).text("CodeCR") == "00"


@pytest.mark.parametrize("name", ["insi-auto", "INSI_AUTO", "INSI-AUTO ", "SERVEUR", ""])
def test_another_name_gets_insufficient_rights(name: str) -> None:
    answer = Banc().post(request(), certificate=peer(name))
    assert answer.status == 500
    facts = answer.exchange.facts
    assert (facts["ins.erreur"], facts["ins.sous_code"]) == ("desir_560", "siram_100")
    assert answer.text("Erreur") == "Vous ne disposez pas des droits suffisants pour accéder à ce service"
    place = answer.finding("ins.certificat.cn").place
    assert (place.part, place.kind, place.path) == ("tls", "certificate", "CN")


def test_in_clear_the_call_stands_as_with_insi_auto_and_says_so() -> None:
    answer = Banc().post(request(), wire=CLEAR, anonymous=True)
    assert (answer.text("CodeCR"), answer.rules) == ("00", ["ins.http.en_clair"])


@pytest.mark.parametrize("change", [(), (ASSERTION,)])
def test_the_assertion_face_never_answers_an_identity_without_a_verified_assertion(
    change: tuple[tuple[str, str], ...],
) -> None:
    answer = Banc().post(request(*change), face="assertion", anonymous=True)
    assert answer.status == 500
    assert answer.exchange.facts["ins.erreur"] == "desir_560"
    assert b"INDIVIDU" not in answer.body


def test_an_empty_security_header_is_fine_over_mutual_tls() -> None:
    empty = re.sub(r"<saml:Assertion[^>]*/>", "", ASSERTION[1])
    assert Banc().post(request((ASSERTION[0], empty))).rules == []


def test_the_faces_carry_the_real_names_and_ports() -> None:
    mtls, assertion = Banc().service.faces
    assert (mtls.name, mtls.port, mtls.client_certificate, mtls.path) == ("mtls", 8441, "required", "/lps")
    assert mtls.hosts == (
        "services-ps-tlsm.ameli.fr",
        "qualiflps-services-ps-tlsm.ameli.fr",
        "*.services-ps-tlsm.ameli.fr",
    )
    assert (assertion.port, assertion.client_certificate) == (8451, "optional")
    assert assertion.hosts == ("services-ps.ameli.fr", "qualiflps.services-ps.ameli.fr")


def test_the_ready_file_gets_the_address_of_each_face_that_listens() -> None:
    told = Banc().service.endpoints({"mtls": "https://localhost:8441"})
    assert told == {"mtls": "https://localhost:8441/lps", "assertion": None}


@pytest.mark.parametrize(
    ("path", "root", "host", "public", "address"),
    [
        ("/lps", "", "localhost:8441", "", "https://localhost:8441/lps"),
        ("/ets", "", "localhost:8441", "", "https://localhost:8441/ets"),
        ("/~job42/lps", "/~job42", "127.0.0.1:9000", "", "https://127.0.0.1:9000/~job42/lps"),
        ("/lps", "", "job42.localhost:8441", "", "https://job42.localhost:8441/lps"),
        ("/lps", "", "x:1", "https://simu.example.org", "https://simu.example.org:8441/lps"),
        ("/lps", "", "x:1", "http://simu.example.org:9000", "https://simu.example.org:8441/lps"),
        ("/lps", "", 'evil"/><x', "", "https://localhost:8441/lps"),
    ],
)
def test_the_description_announces_the_address_the_client_typed(
    path: str, root: str, host: str, public: str, address: str
) -> None:
    answer = Banc(public=public).get(path, "wsdl", root=root, host=host)
    assert answer.status == 200
    assert answer.headers["content-type"] == "text/xml;charset=UTF-8"
    port = etree.fromstring(answer.body).find(".//{http://schemas.xmlsoap.org/wsdl/soap12/}address")
    assert port is not None
    assert port.get("location") == address
    assert (answer.exchange.operation, answer.rules) == ("ins.description", [])


def test_every_relative_import_of_the_description_is_served() -> None:
    banc = Banc()
    wsdl = etree.fromstring(banc.get("/lps", "WSDL").body)
    names = [one.get("schemaLocation") for one in wsdl.iter("{http://www.w3.org/2001/XMLSchema}import")]
    assert len(names) == 8
    for name in names:
        answer = banc.get(f"/{name}")
        assert (answer.status, answer.body) == (200, DOCUMENTS[str(name)])
        etree.XMLSchema(etree.fromstring(answer.body))


def test_a_public_tool_builds_a_client_from_the_description(tmp_path: Path) -> None:
    for name, data in Banc().service.documents().items():
        (tmp_path / name).write_bytes(data)
    build: Any = zeep.Client
    client = build(str(tmp_path / "DESIR_ICIR_EXP_1.5.0.wsdl"))
    service = client.wsdl.services["ICIR-v1"]
    assert list(service.ports) == ["ICIRService"]
    operations = service.ports["ICIRService"].binding.all()
    assert sorted(operations) == ["rechercherInsAvecCarteVitale", "rechercherInsAvecTraitsIdentite"]
    client.transport.session.close()


def test_any_other_get_is_refused_with_the_method_to_use() -> None:
    answer = Banc().get("/lps")
    assert (answer.status, answer.rules) == (405, ["ins.http.methode"])


def test_what_was_read_live_is_what_is_read_again() -> None:
    banc = Banc()
    for body in (
        request(),
        search("ECETINSI", "PIERRE-ALAIN", "M", "2009-07-14"),
        search("De vinci", ("Léonardo", "PIERO"), "m", "1/2/2014", "2b"),
        search("GARNIER", "SIMONE", "F", "1937-09-03"),
        request(("ABC17NF23DE0", "X")),
        request(("<soap:Header>", "<soap:Header>"), ("<bam:COUVERTURE/>", "")),
        request(("http://www.cnamts.fr/INSiRecSans", "urn:x")),
        b"<a",
        b"",
        b"<a>" + b"<b/>" * 5000 + b"</a>",
    ):
        lived = banc.post(body).exchange
        again = banc.service.analyse(lived, banc.espace)
        assert again.operation == lived.operation
        assert again.findings == lived.findings
        assert {**lived.facts, **again.facts} == lived.facts
        assert {
            name for name in lived.facts if name.startswith(("ins.", "code", "fault", "patient."))
        } <= set(again.facts)


def test_a_saved_file_is_judged_without_certificate_nor_espace() -> None:
    service = Banc().service
    exchange = service.read_file("appel.xml", search("Adrtrois", "TOUSSAINT", "M", "1960-01-01"))
    assert exchange is not None
    rules = [finding.rule.id for finding in service.analyse(exchange, None).findings]
    assert rules == ["ins.lexique.minuscules"]
    assert service.read_file("autre.xml", b"<a/>") is None
    assert service.read_file("image.png", b"\x89PNG") is None


def test_an_answer_cut_on_the_way_leaves_no_answer_fact() -> None:
    banc = Banc()
    lived = banc.post(request()).exchange
    assert lived.answer is not None
    cut = replace(lived, answer=replace(lived.answer, body=(lived.answer.body or b"")[:300]))
    facts = banc.service.analyse(cut, banc.espace).facts
    assert "code" not in facts
    assert facts["ins.nom_naissance"] == "ADRTROIS"
