"""Programs we did not write search INSi over mutual TLS: zeep, npm `soap` and curl."""

import json
import subprocess
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
import requests
import zeep
from lxml import etree
from zeep.transports import Transport

from tests.clients.tools import in_espace
from tests.roof.insi import envelope
from tests.running import Running

pytestmark = pytest.mark.clients

NODE = Path(__file__).parent / "node"
TRAITS = {"NomNaissance": "ADRTROIS", "Prenom": ["TOUSSAINT"], "Sexe": "M", "DateNaissance": "1960-01-01"}
BAM = "{urn:siram:bam:ctxbam}"
LPS = "{urn:siram:lps:ctxlps}"


@pytest.fixture
def zeep_client(running: Running) -> zeep.Client:
    """A zeep client built from the WSDL as an editor generates it: over the very address of the service."""
    session = requests.Session()
    material = running.ready["pki"]["clients"]["insi_auto"]
    session.verify, session.cert = running.ready["pki"]["ca"], (material["cert"], material["key"])
    session.trust_env = False
    return zeep.Client(
        f"{running.ready['services']['ins']['mtls']}?wsdl", transport=Transport(session=session)
    )


def contexts(idam: str) -> list[Any]:
    """Both context headers, as elements."""
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    bam = etree.Element(f"{BAM}ContexteBAM", Version="01_02")
    lps = etree.Element(f"{LPS}ContexteLPS", Nature="CTXLPS", Version="01_00")
    for parent, ns in ((bam, BAM), (lps, LPS)):
        etree.SubElement(parent, f"{ns}Id").text = str(uuid.uuid4())
        etree.SubElement(parent, f"{ns}Temps").text = now
    etree.SubElement(bam, f"{BAM}COUVERTURE")
    software = etree.SubElement(lps, f"{LPS}LPS")
    etree.SubElement(software, f"{LPS}IDAM", R="4").text = idam
    etree.SubElement(software, f"{LPS}Version").text = "1.0"
    etree.SubElement(software, f"{LPS}Instance").text = str(uuid.uuid4())
    etree.SubElement(software, f"{LPS}Nom").text = "urn:lps:zeep:1.0"
    return [bam, lps]


def test_zeep_finds_a_published_identity_from_the_served_wsdl(
    running: Running, zeep_client: zeep.Client
) -> None:
    answer = zeep_client.service.rechercherInsAvecTraitsIdentite(
        **TRAITS, _soapheaders=contexts(running.ready["accounts"]["lps"]["idam"])
    )
    result = answer.body if hasattr(answer, "body") else answer
    assert (result.CR.CodeCR, result.CR.LibelleCR) == ("00", "OK")
    assert result.INDIVIDU.INSACTIF.IdIndividu.NumIdentifiant == "160012B020777"
    assert result.INDIVIDU.INSACTIF.IdIndividu.Cle == "13"
    assert result.INDIVIDU.INSACTIF.OID == "1.2.250.1.213.1.4.8"
    assert result.INDIVIDU.TIQ.ListePrenom == "TOUSSAINT"


def test_zeep_reads_the_refusal_of_an_unknown_software(zeep_client: zeep.Client) -> None:
    with pytest.raises(zeep.exceptions.Fault) as refused:
        zeep_client.service.rechercherInsAvecTraitsIdentite(**TRAITS, _soapheaders=contexts("ZZZ00ZZ00ZZ0"))
    erreur = refused.value.detail[0]
    assert erreur.get("code") == "desir_550"
    assert erreur.text == "Numéro d'autorisation du logiciel inconnu."
    assert refused.value.subcodes[0].localname == "siram_100"


RUTH: dict[str, dict[str, Any]] = {
    "INSFourni": {
        "IdIndividu": {"NumIdentifiant": "2770763220829", "Cle": "10"},
        "OID": "1.2.250.1.213.1.4.8",
    },
    "TraitsIdentiteIndividu": {
        "NomNaissance": "NESSI",
        "ListePrenom": "RUTH ISABELLE",
        "Sexe": "F",
        "DateNaissance": "1977-07-14",
        "LieuNaissance": "63220",
    },
}


@pytest.fixture
def zeep_lot2(running: Running, api: httpx.Client, espace: str) -> Iterator[zeep.Client]:
    """A strict zeep client of the verifications, in an espace that simulates them."""
    options = ["ins.lot2", "ins.lot2.delai=0"]
    assert api.put(f"/espaces/{espace}/reglages", json={"options": options}).status_code == 200
    session = requests.Session()
    material = running.ready["pki"]["clients"]["insi_auto"]
    session.verify, session.cert = running.ready["pki"]["ca"], (material["cert"], material["key"])
    session.trust_env = False
    address = in_espace(running.ready["services"]["ins"]["mtls"], espace)
    yield zeep.Client(
        f"{address}?wsdl=lot2", transport=Transport(session=session), settings=zeep.Settings(strict=True)
    )
    session.close()


def test_zeep_verifies_one_identity(running: Running, zeep_lot2: zeep.Client) -> None:
    headers = contexts(running.ready["accounts"]["lps"]["idam"])
    verify = zeep_lot2.service.verifierInsAvecTraitsIdentite
    right = verify(**RUTH, _soapheaders=headers)
    assert (right.CodeCR, right.LibelleCR) == ("00", "OK")
    wrong = verify(
        INSFourni=RUTH["INSFourni"],
        TraitsIdentiteIndividu=RUTH["TraitsIdentiteIndividu"] | {"Sexe": "M"},
        _soapheaders=headers,
    )
    assert (wrong.CodeCR, wrong.LibelleCR) == ("01", "KO")


def test_zeep_deposits_a_batch_and_reads_its_result(running: Running, zeep_lot2: zeep.Client) -> None:
    headers = contexts(running.ready["accounts"]["lps"]["idam"])
    lines = [{"IdLigne": name, "IndividuVerifie": RUTH} for name in ("a", "b")]
    deposited = zeep_lot2.service.deposerVerificationEnMasse(LIGNE=lines, _soapheaders=headers)
    assert (deposited.CR.CodeCR, deposited.LOT.NbLignes) == ("00", 2)
    over = zeep_lot2.service.suivreVerificationEnMasse(IdLot=deposited.LOT.IdLot, _soapheaders=headers)
    assert over.LOT.Etat == "TERMINE"
    assert [(one.IdLigne, one.CR.LibelleCR) for one in over.LIGNE] == [("a", "OK"), ("b", "OK")]


def npm_soap(running: Running, idam: str, nom: str = "ADRTROIS") -> dict[str, Any]:
    """What npm `soap` got, from the WSDL it fetched over mutual TLS."""
    ready = running.ready
    material, url = ready["pki"]["clients"]["insi_auto"], ready["services"]["ins"]["mtls"]
    ran = subprocess.run(
        ["node", "insi.mjs", f"{url}?wsdl", url, ready["pki"]["ca"], material["cert"], material["key"], idam,
         nom, "TOUSSAINT", "M", "1960-01-01"],
        cwd=NODE, capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    said: dict[str, Any] = json.loads(ran.stdout.splitlines()[-1])
    return said


def test_npm_soap_finds_a_published_identity(running: Running) -> None:
    said = npm_soap(running, running.ready["accounts"]["lps"]["idam"])
    assert said["result"]["CR"] == {"CodeCR": "00", "LibelleCR": "OK"}
    assert said["result"]["INDIVIDU"]["INSACTIF"]["IdIndividu"] == {
        "NumIdentifiant": "160012B020777",
        "Cle": "13",
    }


def test_npm_soap_is_told_that_nobody_was_found(running: Running) -> None:
    said = npm_soap(running, running.ready["accounts"]["lps"]["idam"], nom="PERSONNE")
    assert said["result"] == {"CR": {"CodeCR": "01", "LibelleCR": "Aucune identite trouvee"}}


def test_npm_soap_reads_the_refusal_of_an_unknown_software(running: Running) -> None:
    said = npm_soap(running, "ZZZ00ZZ00ZZ0")
    assert said["status"] == 500
    assert said["fault"]["Detail"]["Erreur"]["attributes"]["code"] == "desir_550"


def curl(running: Running, certificate: str, body: Path) -> "subprocess.CompletedProcess[str]":
    """One POST by curl, the certificate given as PEM files."""
    material = running.ready["pki"]["clients"][certificate]
    return subprocess.run(
        ["curl", "-sS", "--noproxy", "*", "--cacert", running.ready["pki"]["ca"], "--cert", material["cert"],
         "--key", material["key"], "-H", "Content-Type: application/soap+xml; charset=utf-8", "--data-binary",
         f"@{body}", "-w", "\n%{http_code} %{content_type}", running.ready["services"]["ins"]["mtls"]],
        capture_output=True, text=True, timeout=30, check=False,
    )  # fmt: skip


@pytest.fixture
def saved(running: Running, tmp_path: Path) -> Path:
    """The request of a published identity, in a file."""
    path = tmp_path / "recherche.xml"
    idam = running.ready["accounts"]["lps"]["idam"]
    path.write_bytes(envelope("ADRTROIS", "TOUSSAINT", "M", "1960-01-01", idam=idam))
    return path


def test_curl_receives_the_documented_bytes(running: Running, saved: Path) -> None:
    ran = curl(running, "insi_auto", saved)
    assert ran.stdout.endswith("\n200 application/soap+xml;charset=UTF-8")
    assert "<CodeCR>00</CodeCR><LibelleCR>OK</LibelleCR>" in ran.stdout


def test_curl_is_told_by_tls_that_its_certificate_is_revoked(running: Running, saved: Path) -> None:
    ran = curl(running, "revoked", saved)
    assert ran.returncode != 0
    assert "certificate revoked" in ran.stderr


def test_curl_is_told_by_tls_that_its_certificate_has_expired(running: Running, saved: Path) -> None:
    ran = curl(running, "expired", saved)
    assert ran.returncode != 0
    assert "certificate expired" in ran.stderr
