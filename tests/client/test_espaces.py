"""An editor's suite changes an espace through the client; its DUI meets the change on the wire."""

import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from socle_client import Access, Espace, RefusedError, Socle, WrongTokenError

from tests.client.dui import search
from tests.running import Running


def test_a_person_changed_by_the_client_is_found_no_more_under_the_former_name(
    monde: Espace, acces: Access
) -> None:
    assert "<CodeCR>00" in search(acces).text
    changed = monde.change_personne("marguerite-delaunay", {"reference.nom_naissance": "LANTERNE"})
    assert changed.value["reference"]["prenoms"] == ["MARGUERITE", "JEANNE"]
    assert changed.warnings == ()
    assert "<CodeCR>01" in search(acces).text
    assert "<CodeCR>00" in search(acces, "LANTERNE").text
    monde.remove_personne("marguerite-delaunay")
    with pytest.raises(RefusedError) as refused:
        monde.personne("marguerite-delaunay")
    assert refused.value.status == 404


def test_a_wrong_value_is_refused_in_a_sentence_that_names_it(monde: Espace) -> None:
    with pytest.raises(RefusedError, match=r"reference\.sexe : au choix") as refused:
        monde.change_personne("marguerite-delaunay", {"reference.sexe": "X"})
    assert refused.value.status == 422
    record = monde.personne("marguerite-delaunay")["reference"]
    assert record is not None
    assert record["sexe"] == "F"


def test_a_person_created_by_the_client_is_found(monde: Espace, acces: Access) -> None:
    person = monde.personne("marguerite-delaunay")
    record = person["reference"]
    assert record is not None
    record["nom_naissance"] = "NOUVELLE"
    monde.put_personne("nouvelle", person)
    assert {"nouvelle", "marguerite-delaunay"} <= {one["id"] for one in monde.personnes()}
    assert "<CodeCR>00" in search(acces, "NOUVELLE").text


def test_reset_snapshot_restore(monde: Espace) -> None:
    monde.remove_personne("albert-roger")
    monde.snapshot("sans-albert")
    monde.reset()
    assert monde.personne("albert-roger")["id"] == "albert-roger"
    assert monde.snapshots() == ["sans-albert"]
    monde.restore("sans-albert")
    with pytest.raises(RefusedError):
        monde.personne("albert-roger")
    monde.forget_snapshot("sans-albert")
    assert monde.snapshots() == []


def test_an_exported_espace_is_imported_under_another_name(
    socle: Socle, monde: Espace, tmp_path: Path
) -> None:
    monde.remove_personne("albert-roger")
    file = monde.export(tmp_path / "a" / "monde.socle")
    other = socle.import_(f"{monde.name}-bis", file)
    try:
        assert other.name in socle.espaces()
        with pytest.raises(RefusedError):
            other.personne("albert-roger")
    finally:
        other.delete()
    assert other.name not in socle.espaces()
    with pytest.raises(RefusedError):
        socle.espace(other.name)


def test_settings_and_clock(monde: Espace) -> None:
    assert monde.settings().profile == "terrain"
    assert monde.configure(profile="strict").profile == "strict"
    assert monde.configure(options=["ins.quirk_qualif"]).options == ("ins.quirk_qualif",)
    assert monde.settings().profile == "strict"
    instant = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
    assert monde.step_clock(instant).now == instant
    assert monde.clock().mode == "stepped"
    ahead = monde.shift_clock(86_400.0).now - monde.real_clock().now
    assert timedelta(hours=23) < ahead < timedelta(hours=25)


def test_what_a_dui_needs_is_that_of_the_espace(monde: Espace, acces: Access, running: Running) -> None:
    ins = running.ready["services"]["ins"]["mtls"].removesuffix("/lps")
    assert acces.address("ins", "mtls") == f"{ins}/~{monde.name}/lps"
    assert acces.services["mss"]["imap"] == running.ready["services"]["mss"]["imap"]
    assert acces.server_name == f"{monde.name}.localhost"
    assert f"/~{monde.name}/auth/realms/esante-wallet" in acces.address("psc", "issuer")
    assert acces.software is not None
    assert acces.software.idam == "SOC26DU01LE0"
    assert acces.psc_client is not None
    assert acces.psc_client.client_id == "les-tilleuls-dui-bas"
    assert {one.id for one in acces.professionals} >= {"helene-morvan"}
    assert {one.address for one in acces.boxes} >= {"contact@ehpad-les-tilleuls.demo.mssante.fr"}
    with pytest.raises(LookupError, match=r"ins\.fax .*ins\.mtls"):
        acces.address("ins", "fax")


def test_the_issuer_announced_is_the_one_published(acces: Access) -> None:
    with httpx.Client(verify=acces.ssl_context(), trust_env=False) as client:
        told = client.get(acces.address("psc", "discovery")).json()
    assert told["issuer"] == acces.address("psc", "issuer")


def test_the_directory_key_of_the_espace_opens_its_directory(acces: Access) -> None:
    url = f"{acces.address('mss', 'annuaire')}/Practitioner?_count=1"
    with httpx.Client(verify=acces.ssl_context(), trust_env=False) as client:
        assert client.get(url).status_code == 401
        assert client.get(url, headers={"ESANTE-API-KEY": acces.directory_key}).status_code == 200


def test_certificates_written_for_a_client_that_wants_files(acces: Access, tmp_path: Path) -> None:
    files = acces.certificates["insi_auto"].write(tmp_path / "cert")
    context = ssl.create_default_context(cadata=acces.ca)
    context.load_cert_chain(files.cert, files.key)
    with httpx.Client(verify=context, trust_env=False) as client:
        assert client.get(acces.address("ins", "mtls")).status_code in {405, 415, 500}
    assert files.key.stat().st_mode & 0o077 == 0
    assert files.p12.read_bytes()[:1] == b"\x30"


def test_certificates_of_others(monde: Espace, acces: Access) -> None:
    other = next(
        one for one in monde.values("structures") if not one["defaut"] and one["identifiant_national"]
    )
    made = monde.certificates_of_structure(other["id"])
    assert "BEGIN CERTIFICATE" in made["insi_auto"].cert
    assert made["insi_auto"].cert != acces.certificates["insi_auto"].cert
    assert monde.certificates_of_professional("helene-morvan")
    with pytest.raises(RefusedError, match="n'a pas de carte"):
        monde.certificates_of_professional("olivier-rey")


def test_a_certificate_never_shows_its_key(acces: Access) -> None:
    assert "PRIVATE KEY" not in repr(acces.certificates["insi_auto"])
    assert repr(acces) == f"Access({acces.espace!r})"


def test_other_kinds_are_changed_alike(monde: Espace) -> None:
    software = monde.values("logiciels")[0]
    monde.change_value("logiciels", software["id"], {"version": "9.9.9"})
    assert monde.value("logiciels", software["id"])["version"] == "9.9.9"
    monde.put("logiciels", "autre", {"idam": "AUTRE", "nom": "AUTRE", "version": "1"})
    monde.remove("logiciels", "autre")
    with pytest.raises(RefusedError):
        monde.value("logiciels", "autre")


def test_the_token_of_an_espace_opens_it_alone(running: Running, socle: Socle, monde: Espace) -> None:
    token = str(monde.call("GET", "jeton")["token"])
    own = Espace.join(socle.url, token, monde.name)
    try:
        assert own.described().name == monde.name
        assert own.described().token == ""
        with pytest.raises(WrongTokenError):
            Espace.join(socle.url, token, "defaut")
        with pytest.raises(WrongTokenError):
            Socle.join(socle.url, token)
    finally:
        own.channel.close()
    assert running.ready["control"]["token"] == socle.token


def test_any_other_call_of_the_api(monde: Espace) -> None:
    documents = monde.call("GET", "dmp/personnes/marguerite-delaunay/documents")
    assert isinstance(documents, list)
    assert monde.call("POST", "mss/echeances/avancer") is not None


def test_the_fidelity_register(socle: Socle) -> None:
    assert {"ins", "dmp", "mss", "psc"} <= socle.fidelity().keys()
