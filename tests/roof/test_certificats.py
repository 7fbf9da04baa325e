"""An association calls for each of its establishments, each professional with their own card."""

import ssl
from pathlib import Path
from typing import Any

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

from tests.console.visitor import visiting
from tests.roof.insi import SOAP_TYPE, address, envelope
from tests.running import Running


def made(running: Running, kind: str, id_: str) -> Any:
    with running.api() as api:
        answer = api.post(f"/espaces/defaut/{kind}/{id_}/certificats")
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_a_second_establishment_calls_under_its_own_number(
    running: Running, espace: str, tmp_path: Path
) -> None:
    one = made(running, "structures", "ime-le-cap")["insi_auto"]
    cert, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    cert.write_text(one["cert"], "ascii")
    key.write_text(one["key"], "ascii")
    context = ssl.create_default_context(cafile=running.ready["pki"]["ca"])
    context.load_cert_chain(cert, key)
    body = envelope(
        "DELAUNAY", "MARGUERITE", "F", "1940-03-14", idam=running.ready["accounts"]["lps"]["idam"]
    )
    with httpx.Client(verify=context, trust_env=False) as client:
        answer = client.post(address(running.ready, espace), content=body, headers=SOAP_TYPE)
    assert answer.status_code == 200
    with running.api() as api:
        exchange = api.get(f"/espaces/{espace}/echanges/{answer.headers['x-socle-exchange']}").json()
        finess = api.get("/espaces/defaut/structures/ime-le-cap").json()["identifiant_national"]
    assert exchange["peer"]["organizational_unit"] == finess


def test_asked_again_a_certificate_is_the_same(running: Running) -> None:
    first, again = (made(running, "structures", "ime-le-cap")["org_sign"] for _ in range(2))
    assert first == again


def test_a_card_names_its_bearer_even_without_rpps(running: Running) -> None:
    card = made(running, "professionnels", "helene-morvan")["cps_auth"]
    leaf = x509.load_pem_x509_certificate(card["cert"].encode())
    (name,) = leaf.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    assert name.value == "899700000013"


@pytest.mark.parametrize(
    ("path", "status"),
    [("structures/absente", 404), ("professionnels/absent", 404), ("logiciels/x", 404)],
)
def test_nobody_gets_no_certificate(running: Running, path: str, status: int) -> None:
    with running.api() as api:
        assert api.post(f"/espaces/defaut/{path}/certificats").status_code == status


def test_the_page_of_a_structure_gives_its_files(running: Running) -> None:
    with visiting(running, "defaut") as visitor:
        assert "org_sign.p12" in visitor.read("/structures/ime-le-cap")
        answer = visitor.browser.get("/structures/ime-le-cap/certificats/org_sign.p12")
        name = answer.headers["content-disposition"].partition('"')[2].rstrip('"')
        password = name.removeprefix("ime-le-cap-org_sign-").removesuffix(".p12")
        assert pkcs12.load_pkcs12(answer.content, password.encode()).cert is not None
        assert visitor.browser.get("/structures/ime-le-cap/certificats/autre.p12").status_code == 404
        assert visitor.browser.get("/structures/absente/certificats/org_sign.p12").status_code == 404
