"""What the DUI sent, seen through the client: exchanges, findings, faults, adoption, verdicts."""

import threading
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from socle_client import Access, Espace, NothingCameError, RefusedError

from tests.client.dui import search

GRANT = "urn:openid:params:grant-type:ciba"


def test_exchanges_in_order_and_the_one_that_is_waited_for(monde: Espace, acces: Access) -> None:
    assert monde.exchanges() == []
    search(acces)
    search(acces, "PERSONNE")
    first, second = monde.exchanges()
    assert (first.service, first.facts["code"], second.facts["code"]) == ("ins", "00", "01")
    assert monde.wait_for(service="ins").id == first.id
    assert monde.wait_for(service="ins", after=first).id == second.id
    assert monde.wait_for(code="01").id == second.id
    assert [one.id for one in monde.exchanges(latest=True, limit=1)] == [second.id]
    assert monde.exchanges(after=second) == []
    assert monde.exchange(first.id).summary == first.summary
    assert b"PERSONNE" in monde.request_bytes(second)
    assert b"CodeCR>01" in monde.answer_bytes(second.id)
    assert f"{first.seq:>4} " in str(first)


def test_the_simulator_waits_for_an_exchange_to_come(monde: Espace, acces: Access) -> None:
    asked = threading.Event()

    def waited() -> str:
        asked.set()
        return str(monde.wait_for(service="ins", timeout=20).facts["code"])

    with ThreadPoolExecutor() as pool:
        coming = pool.submit(waited)
        asked.wait()
        search(acces)
        assert coming.result(timeout=30) == "00"


def test_what_never_comes_is_told_with_what_was_waited_for(monde: Espace, acces: Access) -> None:
    search(acces)
    with pytest.raises(NothingCameError, match=r"0\.05 s \(service=dmp\)"):
        monde.wait_for(service="dmp", timeout=0.05)
    with pytest.raises(ValueError, match="61"):
        monde.wait_for(timeout=61)


def test_findings_tell_what_to_do_and_fail_a_test_when_asked(monde: Espace, acces: Access) -> None:
    search(acces)
    monde.assert_no_error_findings()
    search(acces, "Delaunay")
    (found,) = (one for one in monde.findings(severity="error"))
    assert (found.service, found.seq, found.found) == ("ins", 2, "Delaunay")
    assert found.place.part == "request"
    assert found.exchange == monde.exchanges()[1].id
    assert monde.exchange(found.exchange).findings[0].rule == found.rule
    assert [one.rule for one in monde.findings(severity="error", after=found.seq)] == []
    assert monde.findings(severity="error", service="dmp") == []
    with pytest.raises(AssertionError) as failed:
        monde.assert_no_error_findings()
    for word in (found.rule, "Delaunay", "à faire", "(échange 2)"):
        assert word in str(failed.value)
    monde.assert_no_error_findings(after=found.seq)
    monde.assert_no_error_findings(service="dmp")


def test_sentences_in_english(monde: Espace, acces: Access, monkeypatch: pytest.MonkeyPatch) -> None:
    search(acces, "Delaunay")
    french = monde.findings(severity="error")[0]
    monkeypatch.setenv("SOCLE_LANG", "en")
    english = monde.findings(severity="error")[0]
    assert english.rule == french.rule
    assert english.title != french.title
    assert "to do" in str(english)
    assert monde.judge("INS-01").verdicts[0].title != monde.judge("INS-01", lang="fr").verdicts[0].title


def test_a_fault_strikes_as_often_as_asked(monde: Espace, acces: Access) -> None:
    fault = monde.arm("insi_102", service="ins", times=1)
    assert [one.id for one in monde.active_faults()] == [fault.id]
    assert 'code="insi_102"' in search(acces).text
    assert "<CodeCR>00" in search(acces).text
    lasting = monde.arm("latence", kind="transport", service="ins", ms=1)
    assert lasting.parameters == {"ms": 1}
    monde.clear(lasting)
    with pytest.raises(RefusedError):
        monde.clear(lasting.id)
    monde.arm("insi_102", service="ins")
    monde.clear_all()
    assert monde.active_faults() == []
    assert "<CodeCR>00" in search(acces).text


def test_a_fault_that_nothing_documents_is_refused(monde: Espace) -> None:
    with pytest.raises(RefusedError, match="insi_102") as refused:
        monde.arm("insi_999", service="ins")
    assert refused.value.status == 422
    known = monde.fault_catalogue()
    assert "insi_102" in known["metier"]["ins"]
    assert "latence" in known["transport"]


def test_what_was_refused_for_being_unknown_is_adopted(monde: Espace, acces: Access) -> None:
    assert 'code="desir_550"' in search(acces, idam="MONDUI000001").text
    refused = monde.wait_for(code="desir_550")
    assert monde.adopt(refused)["valeur"]["idam"] == "MONDUI000001"
    assert "<CodeCR>00" in search(acces, idam="MONDUI000001").text
    with pytest.raises(RefusedError):
        monde.adopt(monde.exchanges()[-1])


def test_a_scenario_is_judged_on_the_exchanges_of_the_espace(monde: Espace, acces: Access) -> None:
    nothing = monde.judge("INS-01")
    assert not nothing.passed
    search(acces)
    judged = monde.judge("INS-01")
    assert judged.passed, str(judged)
    assert judged.verdicts[0].exchanges == 1
    assert judged.verdicts[0].check("INS-01.C4").state == "passed"
    search(acces, "Delaunay")
    wrong = monde.judge("INS-01")
    assert [one.scenario for one in wrong.failed] == ["INS-01"]
    assert wrong.verdicts[0].check("INS-01.C4").state == "failed"
    assert "à faire" in str(wrong)
    assert not monde.judge("INS-01", after=monde.exchanges()[-1]).passed


def test_a_suite_is_judged_scenario_by_scenario_and_an_unknown_name_refused(monde: Espace) -> None:
    known = monde.scenario_catalogue()
    suite = next(one for one in known["suites"] if one["nom"] == "ins")
    judged = monde.judge("ins")
    assert [one.scenario for one in judged.verdicts] == suite["scenarios"]
    with pytest.raises(RefusedError, match="INS-00"):
        monde.judge("INS-00")


def test_a_person_attests_what_the_traffic_cannot_tell(monde: Espace) -> None:
    def asked(said: dict[str, bool]) -> str:
        (verdict,) = monde.judge("INS-27", attestations=said).verdicts
        return next(one.state for one in verdict.checks if one.kind != "traffic")

    (verdict,) = monde.judge("INS-27").verdicts
    check = next(one for one in verdict.checks if one.kind != "traffic")
    assert asked({}) == "attestation"
    assert asked({check.id: False}) == "failed"


def test_a_rehearsal_sets_the_faults_of_a_scenario_and_takes_them_away(monde: Espace, acces: Access) -> None:
    begun = monde.begin_rehearsal("INS-24")
    assert monde.active_faults()
    assert 'code="insi_102"' in search(acces).text
    told = monde.rehearsal(begun["id"])
    assert told["etapes"][0]["echanges"] == 1
    assert monde.next_stage(begun["id"])["terminee"] is True
    monde.end_rehearsal(begun["id"])
    assert monde.active_faults() == []


def test_others_act_in_the_espace(monde: Espace) -> None:
    box = "contact@ehpad-les-tilleuls.demo.mssante.fr"
    before = len(monde.mails(box))
    assert "simple" in {one["nature"] for one in monde.possible_mails()}
    (sent,) = monde.receive_mail(box, "simple")
    assert sent["nature"] == "simple"
    assert len(monde.mails(box)) == before + 1
    monde.add_directory_key("CLE-DE-L-EDITEUR", "la nôtre")
    monde.put_psc_client(
        "mon-dui", {"secret": "s3cret-de-test", "redirect_uris": ["https://dui.test/retour"]}
    )
    assert "mon-dui" in {one["client_id"] for one in monde.psc_clients()}
    monde.remove_psc_client("mon-dui")
    assert monde.ciba_requests() == []
    for gesture in (monde.approve_ciba, monde.refuse_ciba):
        with pytest.raises(RefusedError):
            gesture("inconnue")


def test_somebody_approves_on_the_telephone_a_login_that_the_dui_asked_for(
    monde: Espace, acces: Access
) -> None:
    """The DUI's server asks, the test suite plays the nurse, the DUI gets its tokens; then they expire."""
    issuer, psc = f"{acces.address('psc', 'issuer')}/protocol/openid-connect", acces.psc_client
    assert psc is not None
    secret = {"client_id": psc.client_id, "client_secret": psc.client_secret}
    nurse = next(one for one in acces.professionals if one.id == "nathalie-kermarrec")
    monde.configure_psc_login(ciba_apres=None)
    asked = {
        "scope": "openid scope_all",
        "acr_values": "eidas1",
        "binding_message": "42",
        "channel": "MOBILE",
    }
    tls = acces.ssl_context("org_auth_cli")
    with httpx.Client(verify=tls, trust_env=False, timeout=30) as client:
        form = {**secret, **asked, "login_hint": f"8{nurse.rpps}"}
        begun = client.post(f"{issuer}/ext/ciba/auth", data=form).json()
        (waiting,) = monde.ciba_requests()
        monde.approve_ciba(waiting["id"])
        assert monde.ciba_requests() == []
        poll = {**secret, "grant_type": GRANT, "auth_req_id": begun["auth_req_id"]}
        given = client.post(f"{issuer}/token", data=poll).json()
        bearer = {"authorization": f"Bearer {given['access_token']}"}
        assert client.get(f"{issuer}/userinfo", headers=bearer).json()["family_name"] == "KERMARREC"
        monde.expire_psc_token(given["access_token"])
        assert client.get(f"{issuer}/userinfo", headers=bearer).status_code == 401
        client.post(f"{issuer}/ext/ciba/auth", data=form)
        (waiting,) = monde.ciba_requests()
        monde.refuse_ciba(waiting["id"])
        assert monde.ciba_requests() == []
