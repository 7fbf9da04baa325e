"""Who calls over FHIR: the certificate of a structure, a card, a token exchanged at the API, or nobody."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from simulators.core.espace import EspaceSettings
from simulators.core.net.pki.authority import Pki
from simulators.core.rule import Profile
from tests.dmp.banc import CLEAR
from tests.dmp.editeur import NURSE, Document, Lot
from tests.dmp_fhir import exemples
from tests.dmp_fhir.banc import INS, JSON, Banc
from tests.dmp_fhir.essai import INS as TOKEN_INS
from tests.dmp_fhir.essai import Essai

EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange"
ACCESS = "urn:ietf:params:oauth:token-type:access_token"
CURRENT = {"patient.identifier": TOKEN_INS, "status": "current"}


def connecte(essai: Essai, http: httpx.Client) -> str:
    """The nurse's access token of Pro Santé Connect, by the code flow."""
    account = essai.running.ready["accounts"]["psc_client"]
    found = http.get(essai.adresse(essai.running.ready["services"]["psc"]["discovery"])).json()
    back = account["redirect_uris"][0]
    asked = {
        "response_type": "code", "client_id": account["client_id"], "redirect_uri": back, "state": "s",
        "nonce": "n", "scope": "openid scope_all", "acr_values": "eidas1", "login_hint": NURSE,
    }  # fmt: skip
    answer = http.get(found["authorization_endpoint"], params=asked)
    code = parse_qs(urlsplit(answer.headers["location"]).query)["code"][0]
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": back}
    client = (account["client_id"], account["client_secret"])
    told: dict[str, Any] = (
        http.post(found["token_endpoint"], data=form, auth=client).raise_for_status().json()
    )
    return str(told["access_token"])


def echange(essai: Essai, token: str, api: str = "api_dmp") -> str:
    """The token of the API, bound to the certificate of the structure."""
    address = essai.adresse(essai.running.ready["services"]["psc"][api])
    form = {
        "grant_type": EXCHANGE,
        "subject_token": token,
        "subject_token_type": ACCESS,
        "subject_issuer": "psc",
        "scope": "dmp.lecture",
    }
    told: dict[str, Any] = essai.structure.post(address, data=form).raise_for_status().json()
    return str(told["access_token"])


@pytest.fixture
def depose(essai: Essai) -> Essai:
    """A document fed over SOAP, the nurse authorised."""
    essai.deposer(Lot())
    essai.autoriser()
    return essai


def chercher(client: httpx.Client, essai: Essai, token: str) -> httpx.Response:
    headers = {"authorization": f"Bearer {token}"} if token else {}
    return client.get(f"{essai.fhir}/DocumentReference", params=CURRENT, headers=headers)


def test_the_token_exchanged_at_the_api_consults_on_the_certificate_it_is_bound_to(depose: Essai) -> None:
    with depose.running.client("cps_auth") as browser:
        psc = connecte(depose, browser)
    token = echange(depose, psc)
    found = chercher(depose.structure, depose, token)
    assert (found.status_code, found.json()["total"]) == (200, 1)
    url = found.json()["entry"][0]["resource"]["content"][0]["attachment"]["url"]
    read = depose.structure.get(url, headers={"authorization": f"Bearer {token}"})
    assert (read.status_code, read.headers["content-type"]) == (200, "text/xml")
    other = chercher(depose.carte, depose, token)
    assert (other.status_code, other.headers["www-authenticate"]) == (401, 'Bearer error="invalid_token"')
    assert other.json()["issue"][0]["code"] == "login"


def test_a_token_of_psc_itself_another_api_s_or_a_false_one_opens_nothing(depose: Essai) -> None:
    with depose.running.client("cps_auth") as browser:
        psc = connecte(depose, browser)
    for token in (psc, echange(depose, psc, "api_mss"), "faux", f"{echange(depose, psc)[:-6]}AAAAAA"):
        answer = chercher(depose.structure, depose, token)
        assert answer.status_code == 401, answer.text
        assert "invalid_token" in answer.headers["www-authenticate"]


def test_the_certificate_of_a_structure_feeds_and_does_not_consult(depose: Essai) -> None:
    answer = chercher(depose.structure, depose, "")
    assert answer.status_code == 403
    (coding,) = answer.json()["issue"][0]["details"]["coding"]
    assert coding["code"] == "DMPAccessDeniedByRightsService"


def test_without_certificate_nor_token_the_call_is_not_answered(banc: Banc) -> None:
    answer = banc.search(certificate=None)
    assert (answer.status, answer.headers["www-authenticate"]) == (401, "Bearer")
    assert answer.rules == ["dmp.fhir.authentification"]
    assert banc.fhir("GET", "/metadata", certificate=None).status == 200


def test_a_certificate_that_is_revoked_or_of_another_use_does_not_reach_the_service(essai: Essai) -> None:
    with essai.running.client("expired") as client, pytest.raises(httpx.TransportError):
        client.get(f"{essai.fhir}/metadata")


def test_in_decouverte_anybody_reads_what_was_fed_and_is_told_what_lacks(pki: Pki) -> None:
    banc = Banc(pki, EspaceSettings(profile=Profile.DECOUVERTE))
    try:
        banc.feed()
        answer = banc.search(certificate=None, wire=CLEAR)
        assert (answer.status, answer.json["total"]) == (200, 1)
        assert "dmp.fhir.authentification" in answer.rules
        assert "dmp.fhir.en_clair" in answer.rules
        assert "dmp.droits.sans_autorisation" in answer.rules
    finally:
        banc.close()


def test_the_rights_are_those_of_the_soap_face(banc: Banc) -> None:
    banc.feed()
    refused = banc.search()
    assert (refused.status, refused.rules) == (403, ["dmp.droits.sans_autorisation"])
    banc.authorise()
    assert banc.search().json["total"] == 1
    banc.change("marguerite-delaunay", bloques=("nathalie-kermarrec",))
    blocked = banc.search()
    assert (blocked.status, blocked.rules) == (403, ["dmp.droits.bloque"])
    banc.change("marguerite-delaunay", bloques=(), etat="ferme")
    closed = banc.search()
    assert (closed.status, closed.codes) == (404, ["XDSUnknownPatientId"])
    fed = banc.fhir("POST", "", exemples.lot())
    assert (fed.status, fed.codes) == (404, ["XDSUnknownPatientId"])


def test_a_masked_document_is_for_its_author_alone(banc: Banc) -> None:
    masked = Document(
        confidentialities=(("N", "2.16.840.1.113883.5.25"), ("MASQUE_PS", "1.2.250.1.213.1.1.4.13"))
    )
    banc.feed(Lot(documents=(masked,)))
    banc.authorise()
    (found,) = banc.search().resources
    doctor = banc.card("helene-morvan")
    banc.allow("helene-morvan")
    seen = banc.search(certificate=doctor)
    assert (seen.status, seen.json["total"]) == (200, 0)
    for path in (f"/DocumentReference/{found['id']}", f"/Binary/{found['id']}"):
        hidden = banc.fhir("GET", path, certificate=doctor)
        assert (hidden.status, hidden.rules) == (404, ["dmp.fhir.absent"])
    sets = banc.fhir(
        "GET",
        "/List",
        query=[("patient.identifier", INS), ("status", "current"), ("code", "submissionset")],
        certificate=doctor,
    )
    assert sets.json["total"] == 0


def test_real_data_is_refused_where_the_espace_says_so(pki: Pki) -> None:
    banc = Banc(pki, EspaceSettings(refuse_real_data=True))
    try:
        query = [("patient.identifier", "urn:oid:1.2.250.1.213.1.4.8|180017505612345"), ("status", "current")]
        answer = banc.fhir("GET", "/DocumentReference", query=query, certificate="cps_auth")
        assert (answer.status, answer.rules[0]) == (422, "dmp.fhir.donnees_reelles")
        assert "180017505612345" not in answer.body.decode()
        assert answer.headers["content-type"].startswith(JSON)
    finally:
        banc.close()
