"""An editor's first afternoon with the DMP: real sockets, real TLS, the certificates announced."""

import signal
import ssl
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import httpx
import pytest

from simulators.core.xml.mtom import split
from simulators.core.xml.saml_ecriture import write_signed
from simulators.core.xml.signing import Signer
from tests.dmp import editeur
from tests.dmp.editeur import INS, MTOM_TYPE, PATHS, SOAP_TYPE, Document, Lot, vihf
from tests.running import Running, simulator, socle

FIRST = "1.2.250.1.999.1.1.1.1"
SERVICES = ("repository", "registry", "patients", "patientsPDQ", "patientsSpecific", "habilitations")


class Dui:
    """The editor's software: where the DMP is, and the structure's two certificates."""

    def __init__(self, running: Running, espace: str = "") -> None:
        self._running = running
        url: str = running.ready["services"]["dmp"]["xds"]
        self.base = url.replace("/si-dmp-server", f"/~{espace}/si-dmp-server") if espace else url

    def assertion(self, claims: Any, name: str = "org_sign") -> bytes:
        return write_signed(claims, self.seal(name))

    def seal(self, name: str = "org_sign") -> Signer:
        material = self._running.ready["pki"]["clients"][name]
        return editeur.signer(Path(material["cert"]), Path(material["key"]))

    def call(self, kind: str, body: str, claims: Any = None) -> httpx.Response:
        message = editeur.envelope(kind, body, self.assertion(claims or vihf()))
        with self._running.client("org_auth_cli") as client:
            return client.post(self.base + PATHS[kind], content=message, headers={"content-type": SOAP_TYPE})

    def feed(self, lot: Lot) -> httpx.Response:
        root = editeur.envelope("depot", editeur.xop(lot), self.assertion(vihf()))
        body = editeur.mtom(root, lot.contents(self.seal()))
        with self._running.client("org_auth_cli") as client:
            return client.post(self.base + "repository", content=body, headers={"content-type": MTOM_TYPE})


def air() -> Any:
    return vihf("INDIRECTE_RENFORCEE")


def test_a_ppa_is_fed_by_the_structure_and_read_back_by_the_nurse(running: Running, espace: str) -> None:
    dui = Dui(running, espace)
    found = dui.call("existence", editeur.existence())
    assert 'queryResponseCode code="OK"' in found.text
    assert 'code="NON_EXISTE"' in found.text

    assert "ResponseStatusType:Success" in dui.feed(Lot()).text
    assert "DMPAccessDeniedByRightsService" in dui.call("recherche", editeur.recherche(), air()).text

    assert "<status>DMPOk</status>" in dui.call("autorisation", editeur.autorisation(), air()).text
    listed = dui.call("recherche", editeur.recherche(), air())
    assert 'totalResultCount="1"' in listed.text

    read = dui.call("lecture", editeur.lecture(FIRST), air())
    (given,) = split(read.headers["content-type"], read.content).parts.values()
    assert bytes(given) == editeur.cda()


def test_the_nurse_opens_the_site_on_her_patient_with_her_card(running: Running, espace: str) -> None:
    dui = Dui(running, espace)
    assert "ResponseStatusType:Success" in dui.feed(Lot()).text
    assert "<status>DMPOk</status>" in dui.call("autorisation", editeur.autorisation(), air()).text
    site = dui.base.removesuffix("si-dmp-server/v2/services/") + "AccesDirect"
    with running.client("cps_auth") as browser:
        page = browser.get(f"{site}/Documents/{INS}")
    assert (page.status_code, page.headers["content-type"]) == (200, "text/html;charset=utf-8")
    assert f'data-document="{FIRST}"' in page.text
    assert f'href="/~{espace}/AccesDirect/TableauDeBord/{INS}"' in page.text
    with running.client("org_auth_cli") as software:
        assert software.get(f"{site}/Documents/{INS}").status_code == 403


def test_the_journal_tells_each_exchange_in_words(running: Running, espace: str, api: httpx.Client) -> None:
    dui = Dui(running, espace)
    dui.call("existence", editeur.existence())
    refused = dui.feed(Lot("1.2.3^4"))
    assert "XDSRegistryMetadataError" in refused.text
    one = api.get(f"/espaces/{espace}/echanges/{refused.headers['x-socle-exchange']}").json()
    assert one["operation"] == "dmp.td21"
    told = one["explanation"]
    assert told["asked"] == (
        "Alimentation du DMP de DELAUNAY MARGUERITE JEANNE (un document), par la structure (mode indirect)."
    )
    assert "OID entier" in told["todo"][0]


def test_the_control_api_closes_a_record_blocks_a_professional_and_lists_documents(
    running: Running, espace: str, api: httpx.Client
) -> None:
    dui = Dui(running, espace)
    record = f"/espaces/{espace}/dmp/personnes/marguerite-delaunay"
    assert dui.feed(Lot()).status_code == 200
    (ppa,) = [one for one in api.get(f"{record}/documents").json() if one["unique_id"] == FIRST]
    assert (ppa["type"], ppa["statut"], ppa["structure"]) == ("80788-3", "Approved", "1990000028")

    assert api.put(f"{record}/dossier", json={"etat": "ferme"}).status_code == 200
    assert 'statusCode code="terminated"' in dui.call("existence", editeur.existence()).text
    second = Lot("1.2.250.1.999.1.2.2", (Document("1.2.250.1.999.1.1.1.2"),))
    assert "XDSUnknownPatientId" in dui.feed(second).text

    assert api.put(f"{record}/dossier", json={"etat": "ouvert"}).json()["etat"] == "ouvert"
    assert api.put(f"{record}/blocages/nathalie-kermarrec").status_code == 200
    assert 'code="INTERDIT"' in dui.call("existence", editeur.existence(), air()).text
    assert api.delete(f"{record}/blocages/nathalie-kermarrec").status_code == 200
    given = api.put(f"{record}/autorisations/nathalie-kermarrec", json={"statut": "VALIDE"})
    assert given.json()["cible"] == "899700000039"
    assert 'code="VALIDE"' in dui.call("existence", editeur.existence(), air()).text
    told = api.get(f"{record}/dossier").json()
    assert (told["etat"], told["documents"]) == ("ouvert", 1)
    assert api.get(f"/espaces/{espace}/dmp/personnes/personne/dossier").status_code == 404


def test_a_record_opened_again_by_control_has_no_reason_of_closing_left(
    running: Running, espace: str, api: httpx.Client
) -> None:
    dui = Dui(running, espace)
    record = f"/espaces/{espace}/dmp/personnes/marguerite-delaunay/dossier"
    person = f"/espaces/{espace}/personnes/marguerite-delaunay"
    assert api.patch(person, json={"dmp": {"rattache_mes": False}}).status_code == 200
    closing = editeur.gestion("FERM", status="terminated")
    assert 'typeCode="AA"' in dui.call("gestion", closing, air()).text
    told = api.get(record).json()
    assert (told["etat"], told["fermeture"]["motif"]) == ("ferme", "FERMETURE_DEMANDE_PATIENT")
    for state in ("ouvert", "ferme"):
        assert api.put(record, json={"etat": state}).status_code == 200
        told = api.get(record).json()
        assert (told["etat"], told["fermeture"]) == (state, {"motif": "", "texte": ""})


def test_the_medecin_traitant_stays_so_when_control_authorises_them(espace: str, api: httpx.Client) -> None:
    record = f"/espaces/{espace}/dmp/personnes/marguerite-delaunay"

    def after(statut: str) -> Any:
        done = api.put(f"{record}/autorisations/luc-besnard", json={"statut": statut})
        assert done.status_code == 200
        return api.get(f"{record}/dossier").json()["medecins_traitants"]

    assert [after(statut) for statut in ("VALIDE", "EXPIRE")] == [["899700000021"]] * 2
    assert after("NON_EXISTE") == []


def test_another_espace_has_records_of_its_own(running: Running, espace: str) -> None:
    here, default = Dui(running, espace), Dui(running)
    lot = Lot("1.2.250.1.999.5.1", (Document("1.2.250.1.999.5.2"),))
    assert "Success" in here.feed(lot).text
    assert "Success" in default.feed(lot).text


def test_the_descriptions_are_served_at_the_address_typed(running: Running, espace: str) -> None:
    base = Dui(running, espace).base
    with running.client("org_auth_cli") as client:
        for service in SERVICES:
            wsdl = client.get(f"{base}{service}?wsdl").text
            assert f'location="{base}{service}"' in wsdl


def test_a_call_without_a_client_certificate_does_not_pass_tls(running: Running) -> None:
    url = running.ready["services"]["dmp"]["xds"]
    context = ssl.create_default_context(cafile=running.ready["pki"]["ca"])
    with httpx.Client(verify=context, trust_env=False) as client, pytest.raises(httpx.TransportError):
        client.post(f"{url}patients", content=b"<a/>")


def test_what_was_answered_is_there_after_a_kill(home: Path, tmp_path: Path) -> None:
    numbers = range(8)
    with simulator("--data", str(tmp_path), "--only", "ins,dmp", home=home) as one:
        dui = Dui(one)
        for number in numbers:
            lot = Lot(f"1.2.250.1.999.6.{number}.1", (Document(f"1.2.250.1.999.6.{number}.2"),))
            assert "Success" in dui.feed(lot).text
        assert "DMPOk" in dui.call("autorisation", editeur.autorisation(), air()).text
        one.stop(signal.SIGKILL)
    with simulator("--data", str(tmp_path), "--only", "ins,dmp", home=home) as again:
        dui = Dui(again)
        listed = dui.call("recherche", editeur.recherche(), air())
        assert 'totalResultCount="8"' in listed.text
        for number in numbers:
            read = dui.call("lecture", editeur.lecture(f"1.2.250.1.999.6.{number}.2"), air())
            (given,) = split(read.headers["content-type"], read.content).parts.values()
            assert bytes(given) == editeur.cda(f"1.2.250.1.999.6.{number}.2")


def saved(running: Running) -> Mapping[str, bytes]:
    dui = Dui(running)
    lot = Lot()
    root = editeur.envelope("depot", editeur.xop(lot), dui.assertion(vihf(structure="1990000036")))
    body = editeur.mtom(root, lot.contents(dui.seal()))
    return {
        "soap.xml": editeur.envelope("existence", editeur.existence(), dui.assertion(vihf())),
        "corps.mtom": body,
        "message.mtom": f"Content-Type: {MTOM_TYPE}\r\n\r\n".encode() + body,
        "document.xml": editeur.cda().replace(b'<realmCode code="FR"/>', b""),
    }


@pytest.mark.parametrize(
    ("name", "operation", "rule"),
    [
        ("soap.xml", "dmp.td02", ""),
        ("corps.mtom", "dmp.td21", "dmp.vihf.structure_certificat"),
        ("message.mtom", "dmp.td21", "dmp.vihf.structure_certificat"),
        ("document.xml", "dmp.document", "dmp.cda.hdr_realm"),
    ],
)
def test_saved_messages_are_judged_without_a_simulator(
    running: Running, home: Path, tmp_path: Path, name: str, operation: str, rule: str
) -> None:
    path = tmp_path / name
    path.write_bytes(saved(running)[name])
    told = socle("check", "--json", str(path), home=home)
    assert operation in told.stdout, told.stderr
    assert rule in told.stdout
    assert told.returncode == (1 if rule else 0)
