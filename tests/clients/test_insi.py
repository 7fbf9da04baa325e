"""Programs we did not write search INSi over mutual TLS: zeep, npm `soap` and curl."""

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import zeep

from tests.clients.insi_zeep import OU, Zeep, opened
from tests.clients.tools import broken, in_espace, node
from tests.roof.insi import envelope
from tests.running import Running

pytestmark = pytest.mark.clients

TRAITS = {"NomNaissance": "ADRTROIS", "Prenom": ["TOUSSAINT"], "Sexe": "M", "DateNaissance": "1960-01-01"}
# The card of a mother: the child on it has no number of its own there.
CARD = {
    "MatriculeOD": {"NumIdentifiant": "2750655039944"},
    "NomNaissance": "LAMBERT",
    "DateNaissance": "2015-02-20",
    "RangNaissance": "1",
}
COVER = {"ASSURE": {"Id": {"Num": "2750655039944"}}, "BENEFICIAIRE": {"DateNai": "2015-02-20", "Rang": 1}}
BY_TRAITS, BY_CARD = "rechercherInsAvecTraitsIdentite", "rechercherInsAvecCarteVitale"


@pytest.fixture
def address(running: Running, espace: str) -> str:
    """The service in the test's own espace."""
    return in_espace(running.ready["services"]["ins"]["mtls"], espace)


@pytest.fixture
def dui(running: Running, address: str) -> Iterator[Zeep]:
    """A DUI written with zeep."""
    with opened(running, f"{address}?wsdl") as one:
        yield one


def test_zeep_finds_a_published_identity_from_the_served_wsdl(
    dui: Zeep, api: httpx.Client, espace: str
) -> None:
    result = dui.call(BY_TRAITS, TRAITS)
    assert (result.CR.CodeCR, result.CR.LibelleCR) == ("00", "OK")
    assert result.INDIVIDU.INSACTIF.IdIndividu.NumIdentifiant == "160012B020777"
    assert result.INDIVIDU.INSACTIF.IdIndividu.Cle == "13"
    assert result.INDIVIDU.INSACTIF.OID == "1.2.250.1.213.1.4.8"
    assert result.INDIVIDU.TIQ.ListePrenom == "TOUSSAINT"
    # zeep addresses by itself what the description gives an action to, with `urn:uuid:`.
    assert broken(api, espace, "ins.recherche_traits") == [["ins.wsa.message_id_forme"]]


def test_zeep_finds_a_child_by_the_card_of_the_mother(dui: Zeep, api: httpx.Client, espace: str) -> None:
    result = dui.call(BY_CARD, CARD, COVER)
    assert (result.CR.CodeCR, result.CR.LibelleCR) == ("00", "OK")
    assert result.INDIVIDU.INSACTIF.IdIndividu.NumIdentifiant == "1150255050945"
    assert result.INDIVIDU.TIQ.ListePrenom == "LUCAS"
    assert broken(api, espace, "ins.recherche_vitale") == [["ins.wsa.message_id_forme"]]


def test_zeep_reads_the_refusal_of_an_unknown_software(dui: Zeep) -> None:
    for operation, body, cover in ((BY_TRAITS, TRAITS, {}), (BY_CARD, CARD, COVER)):
        with pytest.raises(zeep.exceptions.Fault) as refused:
            dui.call(operation, body, cover, idam="ZZZ00ZZ00ZZ0")
        erreur = refused.value.detail[0]
        assert erreur.get("code") == "desir_550"
        assert erreur.text == "Numéro d'autorisation du logiciel inconnu."
        assert refused.value.subcodes[0].localname == "siram_100"


def npm_soap(running: Running, address: str, operation: str, body: Any, **changes: str) -> Any:
    """What npm `soap` got, from the WSDL it fetched over mutual TLS."""
    job = {
        "address": address,
        "ca": running.ready["pki"]["ca"],
        "client": running.ready["pki"]["clients"]["insi_auto"],
        "idam": running.ready["accounts"]["lps"]["idam"],
        "emetteur": OU,
        "operation": operation,
        "body": body,
        "couverture": "",
        **changes,
    }
    return node(running, "insi.mjs", job)


def test_npm_soap_finds_a_published_identity(
    running: Running, address: str, api: httpx.Client, espace: str
) -> None:
    said = npm_soap(running, address, BY_TRAITS, TRAITS)
    assert said["result"]["CR"] == {"CodeCR": "00", "LibelleCR": "OK"}
    assert said["result"]["INDIVIDU"]["INSACTIF"]["IdIndividu"] == {
        "NumIdentifiant": "160012B020777",
        "Cle": "13",
    }
    assert broken(api, espace, "ins.recherche_traits") == [[]]


def test_npm_soap_finds_a_child_by_the_card_of_the_mother(
    running: Running, address: str, api: httpx.Client, espace: str
) -> None:
    cover = (
        "<bam:ASSURE><bam:Id><bam:Num>2750655039944</bam:Num></bam:Id></bam:ASSURE>"
        "<bam:BENEFICIAIRE><bam:DateNai>2015-02-20</bam:DateNai><bam:Rang>1</bam:Rang></bam:BENEFICIAIRE>"
    )
    said = npm_soap(running, address, BY_CARD, CARD, couverture=cover)
    assert said["result"]["CR"] == {"CodeCR": "00", "LibelleCR": "OK"}
    assert said["result"]["INDIVIDU"]["TIQ"]["ListePrenom"] == "LUCAS"
    assert broken(api, espace, "ins.recherche_vitale") == [[]]


def test_npm_soap_is_told_that_nobody_was_found(running: Running, address: str) -> None:
    said = npm_soap(running, address, BY_TRAITS, {**TRAITS, "NomNaissance": "PERSONNE"})
    assert said["result"] == {"CR": {"CodeCR": "01", "LibelleCR": "Aucune identite trouvee"}}


def test_npm_soap_reads_the_refusal_of_an_unknown_software(running: Running, address: str) -> None:
    said = npm_soap(running, address, BY_TRAITS, TRAITS, idam="ZZZ00ZZ00ZZ0")
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
