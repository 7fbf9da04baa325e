"""The test PKI: what an editor finds on disk, and what several processes make of it together."""

import multiprocessing
import stat
import subprocess
import time
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from simulators.core.monde.model import Professionnel, Structure
from simulators.core.net.pki import certificates
from simulators.core.net.pki.authority import Material, Pki
from simulators.core.net.pki.peer import read_peer, read_peer_pem, serial_text
from simulators.core.net.pki.profiles import ClientProfile, default_clients


def leaf(material: Material) -> x509.Certificate:
    return x509.load_pem_x509_certificate(material.cert.read_bytes())


def test_the_authorities_are_named_like_igc_sante_test_and_say_what_they_are(pki: Pki) -> None:
    authorities = x509.load_pem_x509_certificates(pki.ca_pem.read_bytes())
    assert [found.subject.rfc4514_string() for found in authorities] == [
        "CN=TEST AC RACINE IGC-SANTE ELEMENTAIRE,O=SOCLE SIMULATEUR,C=FR",
        "CN=TEST AC IGC-SANTE ELEMENTAIRE ORGANISATIONS,O=SOCLE SIMULATEUR,C=FR",
        "CN=TEST AC IGC-SANTE ELEMENTAIRE PERSONNES,O=SOCLE SIMULATEUR,C=FR",
    ]
    assert {type(found.signature_hash_algorithm).__name__ for found in authorities} == {"SHA256"}


def test_an_editor_gets_twelve_client_certificates_by_name(clients: Mapping[str, Material]) -> None:
    assert list(clients) == [
        "insi_auto",
        "insi_manu",
        "org_auth_cli",
        "org_sign",
        "cps_auth",
        "cps_sign",
        "expired",
        "revoked",
        "wrong_cn",
        "wrong_ou",
        "wrong_usage",
        "unknown_ca",
    ]


@pytest.mark.parametrize(
    ("name", "subject"),
    [
        ("insi_auto", "C=FR, ST=29, O=EHPAD LES TILLEULS, OU=1290000017, CN=INSI-AUTO"),
        ("insi_manu", "C=FR, ST=29, O=EHPAD LES TILLEULS, OU=1290000017, CN=INSI-MANU"),
        ("org_sign", "C=FR, ST=29, O=EHPAD LES TILLEULS, OU=1290000017, CN=EHPAD LES TILLEULS"),
        ("wrong_cn", "C=FR, ST=29, O=EHPAD LES TILLEULS, OU=1290000017, CN=INSI-TEST"),
        ("wrong_ou", "C=FR, ST=29, O=AUTRE ETABLISSEMENT, OU=1990000004, CN=INSI-AUTO"),
        ("unknown_ca", "C=FR, ST=29, O=EHPAD LES TILLEULS, OU=1290000017, CN=INSI-AUTO"),
    ],
)
def test_subjects_are_those_of_the_reference(
    clients: Mapping[str, Material], name: str, subject: str
) -> None:
    assert read_peer_pem(clients[name].cert.read_bytes()).subject == subject


def test_a_card_names_its_bearer_by_the_national_identifier(clients: Mapping[str, Material]) -> None:
    subject = leaf(clients["cps_auth"]).subject
    assert subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value == "899700000001"
    assert subject.get_attributes_for_oid(NameOID.SURNAME)[0].value == "LE GALL"


def test_the_uses_of_the_keys_are_told_apart(clients: Mapping[str, Material]) -> None:
    authentication, seal = leaf(clients["org_auth_cli"]), leaf(clients["org_sign"])
    extended = authentication.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    assert list(extended) == [ExtendedKeyUsageOID.CLIENT_AUTH]
    usage = seal.extensions.get_extension_for_class(x509.KeyUsage).value
    assert usage.content_commitment
    assert usage.digital_signature
    assert not usage.key_encipherment
    with pytest.raises(x509.ExtensionNotFound):
        seal.extensions.get_extension_for_class(x509.ExtendedKeyUsage)


def test_openssl_opens_the_p12_and_finds_leaf_and_authority(clients: Mapping[str, Material]) -> None:
    material = clients["insi_auto"]
    password = f"pass:{material.password}"
    command = ["openssl", "pkcs12", "-in", str(material.p12), "-passin", password, "-noenc"]
    shown = subprocess.run(command, capture_output=True, text=True, timeout=30)
    assert shown.returncode == 0
    assert shown.stdout.count("BEGIN CERTIFICATE") == 2
    assert "BEGIN PRIVATE KEY" in shown.stdout
    command[5] = "pass:faux"
    assert subprocess.run(command, capture_output=True, timeout=30).returncode != 0


def test_the_p12_holds_the_same_certificate_as_the_pem(clients: Mapping[str, Material]) -> None:
    material = clients["cps_sign"]
    key, certificate, others = pkcs12.load_key_and_certificates(
        material.p12.read_bytes(), material.password.encode()
    )
    assert certificate == leaf(material)
    assert key is not None
    assert len(others) == 1


def test_private_files_are_readable_by_their_owner_only(
    root: Path, pki: Pki, clients: Mapping[str, Material]
) -> None:
    pki.server(("example.org",))
    private = [path for path in root.rglob("*") if path.suffix in {".key", ".p12", ".password"}]
    assert len(private) >= 26
    assert {stat.S_IMODE(path.stat().st_mode) for path in private} == {0o600}
    keys = [path for path in root.rglob("*") if path.is_file() and b"PRIVATE KEY" in path.read_bytes()]
    assert set(keys) <= set(private)
    assert stat.S_IMODE(clients["insi_auto"].cert.stat().st_mode) == 0o644


def test_the_same_profile_gives_the_same_certificate_after_a_restart(
    root: Path, clients: Mapping[str, Material], profiles: Mapping[str, ClientProfile]
) -> None:
    assert Pki.open(root).client(profiles["insi_auto"]) == clients["insi_auto"]
    assert leaf(Pki.open(root).client(profiles["expired"])) == leaf(clients["expired"])


def test_another_structure_gets_certificates_of_its_own(
    pki: Pki, clients: Mapping[str, Material], nurse: Professionnel
) -> None:
    other = Structure(id="cap", nom="IME LE CAP", identifiant_national="1290000025", departement="29")
    material = pki.client(default_clients(other, nurse)["insi_auto"])
    assert material.cert != clients["insi_auto"].cert
    assert read_peer_pem(material.cert.read_bytes()).organizational_unit == "1290000025"


def test_a_server_certificate_about_to_expire_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pki = Pki.open(tmp_path)
    first = leaf(pki.server())
    with monkeypatch.context() as patched:
        patched.setattr("simulators.core.net.pki.authority.RENEWAL", timedelta(days=398))
        second = leaf(pki.server())
    assert second.serial_number != first.serial_number
    assert leaf(pki.server()) == second


def test_the_revoked_certificate_is_in_the_list_of_its_authority_and_the_root_revokes_nothing(
    pki: Pki, clients: Mapping[str, Material]
) -> None:
    serial = leaf(clients["revoked"]).serial_number
    lists = {name: x509.load_der_x509_crl(der) for name, der in pki.crls().items()}
    assert list(lists) == ["racine", "organisations", "personnes"]
    assert lists["organisations"].get_revoked_certificate_by_serial_number(serial) is not None
    assert list(lists["racine"]) == []
    assert pki.crl_pem.read_bytes().count(b"BEGIN X509 CRL") == 3


def test_revoking_twice_changes_nothing_more_and_survives_a_restart(root: Path, tmp_path: Path) -> None:
    pki = Pki.open(root, tmp_path)
    before = pki.generation
    pki.revoke("0A1B2C")
    pki.revoke(0x0A1B2C)
    assert pki.generation == before + 1
    assert Pki.open(root, tmp_path).revoked == {0x0A1B2C}
    assert Pki.open(root, tmp_path / "elsewhere").revoked == frozenset()


def test_trusting_a_file_without_authority_is_refused(
    pki: Pki, clients: Mapping[str, Material], tmp_path: Path
) -> None:
    alone = tmp_path / "leaf.pem"
    alone.write_bytes(certificates.pem(leaf(clients["insi_auto"])))
    generation = pki.generation
    with pytest.raises(ValueError, match="no certificate authority"):
        pki.trust(alone)
    assert pki.generation == generation


def test_a_certificate_that_cannot_be_read_keeps_its_fingerprint() -> None:
    peer = read_peer(b"\x30\x03\x02\x01\x00")
    assert peer.subject == ""
    assert peer.fingerprint == "b560833d6f787af46113b96aad4dd5b5d1ae00dccc69cf30cc92bed651c56617"


def test_serials_are_written_as_openssl_prints_them(clients: Mapping[str, Material]) -> None:
    command = ["openssl", "x509", "-in", str(clients["insi_auto"].cert), "-noout", "-serial"]
    shown = subprocess.run(command, capture_output=True, text=True, timeout=30).stdout
    assert shown.strip() == "serial=" + read_peer_pem(clients["insi_auto"].cert.read_bytes()).serial
    assert serial_text(0xABC) == "0ABC"


def test_names_too_long_for_a_certificate_are_cut(pki: Pki, nurse: Professionnel) -> None:
    long = Structure(id="long", nom="MAISON " * 20, identifiant_national="1290000033", departement="29")
    peer = read_peer_pem(pki.client(default_clients(long, nurse)["insi_auto"]).cert.read_bytes())
    assert len(peer.organization) == 64


def _open(root: Path, start: Any, answers: Any) -> None:
    start.wait()
    pki = Pki.open(root)
    material = pki.server(("example.org",))
    answers.put((pki.ca_pem.read_bytes(), material.cert.read_bytes()))


def test_processes_that_create_the_pki_at_once_agree(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    start, answers = context.Barrier(3), context.Queue()
    workers = [context.Process(target=_open, args=(tmp_path / "pki", start, answers)) for _ in range(3)]
    for worker in workers:
        worker.start()
    told = {answers.get(timeout=60) for _ in workers}
    for worker in workers:
        worker.join(30)
    assert len(told) == 1
    assert not list((tmp_path / "pki").rglob(".draft-*"))


def test_opening_takes_less_than_the_start_allows(tmp_path: Path) -> None:
    begun = time.perf_counter()
    Pki.open(tmp_path)
    made = time.perf_counter()
    Pki.open(tmp_path)
    again = time.perf_counter()
    assert made - begun < 3.0
    assert again - made < 0.1
