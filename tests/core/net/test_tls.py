"""Who passes TLS, who does not, and what both sides are told (the table of the stack notes, and more)."""

import asyncio
import socket
import ssl
from collections.abc import Mapping
from pathlib import Path

import pytest
from cryptography import x509

from simulators.core.net.handshake import Cause
from simulators.core.net.pki import certificates
from simulators.core.net.pki.authority import Material, Pki
from simulators.core.net.pki.profiles import ClientProfile
from simulators.core.net.protocol import Limits
from simulators.core.service import ClientCertificate
from tests.core.net.serving import GET, REAL_HOST, alert, client_context, face, get, serve

pytestmark = pytest.mark.anyio
VERSIONS = pytest.mark.parametrize("version", ["1.2", "1.3"])


@VERSIONS
async def test_a_client_without_certificate_is_answered_where_it_is_optional(pki: Pki, version: str) -> None:
    async with serve(face(pki, "optional")) as served:
        assert await get(served.port, client_context(pki, version=version)) == 200
        assert served.scopes[0]["socle.peer"] is None
        assert served.scopes[0]["extensions"]["tls"]["client_cert_chain"] == []


@pytest.mark.parametrize(
    ("version", "said"),
    [("1.2", "SSLV3_ALERT_HANDSHAKE_FAILURE"), ("1.3", "TLSV13_ALERT_CERTIFICATE_REQUIRED")],
)
async def test_a_client_without_certificate_is_refused_where_it_is_required(
    pki: Pki, version: str, said: str
) -> None:
    async with serve(face(pki, "required")) as served:
        assert await alert(served.port, client_context(pki, version=version)) == said
        told = await served.refused()
        assert told.cause is Cause.NO_CERTIFICATE
        assert told.reason == "PEER_DID_NOT_RETURN_A_CERTIFICATE"
        assert told.verify_code == 0
        assert told.face == "mtls"
        assert told.sni == "localhost"
        assert told.remote.startswith("127.0.0.1:")


@VERSIONS
@pytest.mark.parametrize("policy", ["required", "optional"])
async def test_a_structure_s_certificate_passes_and_is_known_to_the_service(
    pki: Pki, clients: Mapping[str, Material], policy: ClientCertificate, version: str
) -> None:
    async with serve(face(pki, policy)) as served:
        assert await get(served.port, client_context(pki, clients["insi_auto"], version)) == 200
        scope = served.scopes[0]
        peer = scope["socle.peer"]
        assert peer.subject == "C=FR, ST=29, O=EHPAD LES TILLEULS, OU=1290000017, CN=INSI-AUTO"
        assert peer.issuer == "C=FR, O=SOCLE SIMULATEUR, CN=TEST AC IGC-SANTE ELEMENTAIRE ORGANISATIONS"
        assert (peer.common_name, peer.organizational_unit) == ("INSI-AUTO", "1290000017")
        assert scope["socle.wire"].tls_version == f"TLSv{version}"
        assert scope["socle.wire"].sni == "localhost"
        assert scope["extensions"]["tls"]["tls_version"] == f"TLSv{version}"
        assert scope["extensions"]["tls"]["client_cert_chain"] == [peer.pem]
        assert served.handshakes.empty()


@VERSIONS
@pytest.mark.parametrize("policy", ["required", "optional"])
@pytest.mark.parametrize(
    ("name", "cause", "code", "said"),
    [
        ("revoked", Cause.REVOKED, 23, "SSLV3_ALERT_CERTIFICATE_REVOKED"),
        ("expired", Cause.EXPIRED, 10, "SSLV3_ALERT_CERTIFICATE_EXPIRED"),
        ("wrong_usage", Cause.WRONG_USAGE, 26, "SSLV3_ALERT_UNSUPPORTED_CERTIFICATE"),
        ("cps_sign", Cause.WRONG_USAGE, 26, "SSLV3_ALERT_UNSUPPORTED_CERTIFICATE"),
        ("unknown_ca", Cause.UNKNOWN_AUTHORITY, 19, "TLSV1_ALERT_UNKNOWN_CA"),
    ],
)
async def test_a_bad_certificate_is_refused_told_once_and_the_client_reads_why(
    pki: Pki,
    clients: Mapping[str, Material],
    policy: ClientCertificate,
    version: str,
    name: str,
    cause: Cause,
    code: int,
    said: str,
) -> None:
    async with serve(face(pki, policy)) as served:
        assert await alert(served.port, client_context(pki, clients[name], version)) == said
        told = await served.refused()
        assert (told.cause, told.verify_code, told.reason) == (cause, code, "CERTIFICATE_VERIFY_FAILED")
        assert told.text.fr
        assert served.scopes == []


@pytest.mark.parametrize("name", ["wrong_cn", "wrong_ou", "insi_manu", "org_auth_cli", "cps_auth"])
async def test_a_certificate_wrong_only_for_the_service_passes_tls(
    pki: Pki, clients: Mapping[str, Material], name: str
) -> None:
    async with serve(face(pki)) as served:
        assert await get(served.port, client_context(pki, clients[name])) == 200


async def test_revoking_a_certificate_takes_effect_at_the_next_handshake_and_can_be_undone(
    root: Path, tmp_path: Path, profiles: Mapping[str, ClientProfile]
) -> None:
    pki = Pki.open(root, tmp_path)
    material = pki.client(profiles["insi_auto"])
    serial = x509.load_pem_x509_certificate(material.cert.read_bytes()).serial_number
    async with serve(face(pki)) as served:
        context = client_context(pki, material)
        assert await get(served.port, context) == 200
        pki.revoke(f"{serial:X}")
        assert await alert(served.port, context) == "SSLV3_ALERT_CERTIFICATE_REVOKED"
        assert (await served.refused()).cause is Cause.REVOKED
        pki.reinstate(serial)
        assert await get(served.port, context) == 200


async def test_an_editor_s_own_authority_passes_once_trusted_even_without_its_crl(
    root: Path, tmp_path: Path, profiles: Mapping[str, ClientProfile], clients: Mapping[str, Material]
) -> None:
    pki = Pki.open(root, tmp_path / "state")
    material = pki.client(profiles["unknown_ca"])
    revoked = client_context(pki, pki.client(profiles["revoked"]), "1.2")
    async with serve(face(pki)) as served:
        context = client_context(pki, material)
        assert await alert(served.port, context) == "TLSV1_ALERT_UNKNOWN_CA"
        assert (await served.refused()).cause is Cause.UNKNOWN_AUTHORITY
        pki.trust(root / "authority" / "inconnue.pem")
        assert await get(served.port, context) == 200
        # OpenSSL cannot check any CRL then: our own revocations still hold, without an alert.
        with pytest.raises((ConnectionError, ssl.SSLError)):
            await get(served.port, revoked)
        assert (await served.refused()).cause is Cause.REVOKED


async def test_an_editor_s_authority_trusted_with_its_crl_has_it_checked(
    root: Path, tmp_path: Path, profiles: Mapping[str, ClientProfile]
) -> None:
    pki = Pki.open(root, tmp_path / "state")
    material = pki.client(profiles["unknown_ca"])
    folder = root / "authority"
    authority = x509.load_pem_x509_certificate((folder / "inconnue.pem").read_bytes())
    signer = certificates.Signer(authority, certificates.load_key((folder / "inconnue.key").read_bytes()))
    serial = x509.load_pem_x509_certificate(material.cert.read_bytes()).serial_number
    bundle = tmp_path / "editor.pem"
    bundle.write_bytes(
        certificates.pem(authority) + certificates.pem(certificates.make_crl(signer, [serial]))
    )
    pki.trust(bundle)
    async with serve(face(pki)) as served:
        assert await alert(served.port, client_context(pki, material)) == "SSLV3_ALERT_CERTIFICATE_REVOKED"
        assert (await served.refused()).cause is Cause.REVOKED


async def test_the_server_shows_the_certificate_of_the_host_asked(pki: Pki) -> None:
    other = "services-ps-tlsm.ameli.fr"
    async with serve(face(pki, "none", hosts=(REAL_HOST, other))) as served:
        assert await _common_name(pki, served.port, REAL_HOST) == REAL_HOST
        assert await _common_name(pki, served.port, other) == other
        assert await _common_name(pki, served.port, "localhost") == REAL_HOST
        assert await _common_name(pki, served.port, "job42.localhost") == "job42.localhost"
        assert await _common_name(pki, served.port, "127.0.0.1") == REAL_HOST
        with pytest.raises(ssl.SSLCertVerificationError):
            await _common_name(pki, served.port, "example.org")
        with pytest.raises(ssl.SSLCertVerificationError):
            await _common_name(pki, served.port, "a.b.localhost")


async def test_the_client_s_certificate_is_checked_under_every_host_name(
    pki: Pki, clients: Mapping[str, Material]
) -> None:
    async with serve(face(pki, hosts=(REAL_HOST,))) as served:
        good = client_context(pki, clients["insi_auto"])
        assert await get(served.port, good, REAL_HOST) == 200
        assert served.scopes[0]["socle.wire"].sni == REAL_HOST
        with pytest.raises(ssl.SSLError, match="ALERT_CERTIFICATE_REVOKED"):
            await get(served.port, client_context(pki, clients["revoked"]), REAL_HOST)
        assert (await served.refused()).sni == REAL_HOST


async def test_a_client_that_does_not_know_our_authority_is_told_apart(pki: Pki) -> None:
    async with serve(face(pki, "none")) as served:

        def connect() -> None:
            with (
                socket.create_connection(("127.0.0.1", served.port), 5) as raw,
                pytest.raises(ssl.SSLCertVerificationError),
            ):
                ssl.create_default_context().wrap_socket(raw, server_hostname="localhost")

        await asyncio.to_thread(connect)
        told = await served.refused()
        assert (told.cause, told.reason) == (Cause.CLIENT_REFUSED, "TLSV1_ALERT_UNKNOWN_CA")


async def test_a_client_that_forgets_the_s_of_https_is_answered_in_http(pki: Pki) -> None:
    async with serve(face(pki)) as served:
        assert await get(served.port) == 400
        assert (await served.refused()).cause is Cause.PLAIN


async def test_a_face_limited_to_tls_1_2_refuses_tls_1_3_only_clients(pki: Pki) -> None:
    async with serve(face(pki, "none", versions="1.2")) as served:
        assert await get(served.port, client_context(pki, version="1.2")) == 200
        assert await alert(served.port, client_context(pki, version="1.3")) == "TLSV1_ALERT_PROTOCOL_VERSION"
        assert (await served.refused()).cause is Cause.VERSION


async def test_a_client_that_never_finishes_its_handshake_is_cut_in_time(pki: Pki) -> None:
    async with serve(face(pki), limits=Limits(handshake_seconds=0.2)) as served:
        reader, writer = await asyncio.open_connection("127.0.0.1", served.port)
        assert await asyncio.wait_for(reader.read(), 5) == b""
        assert (await served.refused()).cause is Cause.TIMEOUT
        writer.transport.abort()


async def test_a_client_that_leaves_after_its_first_word_is_told_and_a_silent_probe_is_not(pki: Pki) -> None:
    async with serve(face(pki)) as served:
        _, probe = await asyncio.open_connection("127.0.0.1", served.port)
        probe.close()
        reader, writer = await asyncio.open_connection("127.0.0.1", served.port)
        writer.write(_client_hello())
        assert (await asyncio.wait_for(reader.read(5), 5))[:1] == b"\x16"
        writer.close()
        told = await served.refused()
        assert (told.cause, told.sni) == (Cause.CUT, "localhost")


async def test_a_connection_is_not_resumed_so_that_each_shows_its_certificate(
    pki: Pki, clients: Mapping[str, Material]
) -> None:
    async with serve(face(pki, "required")) as served:
        context = client_context(pki, clients["insi_auto"], "1.3")

        def twice() -> tuple[bool, bool]:
            reused = []
            session: ssl.SSLSession | None = None
            for _ in range(2):
                with (
                    socket.create_connection(("127.0.0.1", served.port), 5) as raw,
                    context.wrap_socket(raw, server_hostname="localhost", session=session) as connection,
                ):
                    connection.sendall(GET)
                    connection.recv(1_000)
                    session = connection.session
                    reused.append(bool(connection.session_reused))
            return reused[0], reused[1]

        assert await asyncio.to_thread(twice) == (False, False)


async def test_a_team_s_own_public_certificate_replaces_ours(pki: Pki, root: Path) -> None:
    own = pki.server(("simu.example.org",))
    tls = face(pki, "none", hosts=(REAL_HOST,), certificate=own.cert, key=own.key)
    async with serve(tls) as served:
        assert await _common_name(pki, served.port, "localhost") == "simu.example.org"


def _client_hello() -> bytes:
    out = ssl.MemoryBIO()
    connection = ssl.create_default_context().wrap_bio(ssl.MemoryBIO(), out, server_hostname="localhost")
    with pytest.raises(ssl.SSLWantReadError):
        connection.do_handshake()
    return out.read()


async def _common_name(pki: Pki, port: int, name: str) -> str:
    reader, writer = await asyncio.open_connection(
        "127.0.0.1", port, ssl=client_context(pki), server_hostname=name
    )
    subject = writer.get_extra_info("peercert")["subject"]
    writer.write(GET)
    await reader.read()
    writer.transport.abort()
    return str(dict(part[0] for part in subject)["commonName"])
