"""A rehearsal: a person plays, each step judges itself, what is set is undone, a report says what is left."""

from html import unescape
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.console.test_try import call
from tests.console.visitor import _FORM as FORMS
from tests.console.visitor import Visitor, filled
from tests.running import Running, simulator


def begun(running: Running, espace: str, choice: str) -> str:
    with running.api() as api:
        answer = api.post(f"/espaces/{espace}/repetitions", json={"choix": choice})
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])


def read(running: Running, espace: str, id_: str) -> Any:
    with running.api() as api:
        return api.get(f"/espaces/{espace}/repetitions/{id_}").json()


def states(told: Any, stage: int = -1) -> dict[str, str]:
    return {one["id"]: one["etat"] for one in told["etapes"][stage]["controles"]}


def test_a_step_judges_itself_as_the_calls_arrive(running: Running, espace: str, visitor: Visitor) -> None:
    visitor.do("/repetition", "commencer", choix="fumee-insi")
    with running.api() as api:
        (one,) = api.get(f"/espaces/{espace}/repetitions").json()
    page = unescape(visitor.read(f"/repetition/{one['id']}"))
    assert "Étape 1 sur 2" in page
    assert "Rien n’est encore arrivé." in page
    assert set(states(read(running, espace, one["id"])).values()) <= {"not_seen", "attestation"}
    id_ = call(running, espace)
    told = read(running, espace, one["id"])
    assert told["etapes"][0]["etat"] == "passed"
    assert states(told)["INS-01.C1"] == "passed"
    assert "1 échange reçu" in unescape(visitor.read(f"/repetition/{one['id']}"))
    visitor.do(f"/repetition/{one['id']}", "suivant")
    after = read(running, espace, one["id"])
    assert (after["etape"], after["terminee"]) == (1, False)
    assert states(after)["INS-03.C1"] == "not_seen"
    assert id_


def test_what_was_played_before_or_after_does_not_count(running: Running, espace: str) -> None:
    call(running, espace)
    id_ = begun(running, espace, "INS-01")
    assert states(read(running, espace, id_))["INS-01.C1"] == "not_seen"
    with running.api() as api:
        assert api.post(f"/espaces/{espace}/repetitions/{id_}/suivant").json()["terminee"] is True
    call(running, espace)
    assert read(running, espace, id_)["etapes"][0]["etat"] == "failed"


def test_faults_and_options_of_a_scenario_are_set_then_undone(running: Running, espace: str) -> None:
    with running.api() as api:
        base = f"/espaces/{espace}"
        id_ = begun(running, espace, "INS-24")
        armed = [one["name"] for one in api.get(f"{base}/pannes").json()]
        assert armed == ["insi_102"]
        api.post(f"{base}/repetitions/{id_}/recommencer", json={})
        assert [one["name"] for one in api.get(f"{base}/pannes").json()] == ["insi_102"]
        api.post(f"{base}/repetitions/{id_}/suivant")
        assert api.get(f"{base}/pannes").json() == []
        other = begun(running, espace, "INS-24")
        assert api.delete(f"{base}/repetitions/{other}").status_code == 204
        assert api.get(f"{base}/pannes").json() == []
        assert api.get(f"{base}/repetitions/{other}").status_code == 404


def test_going_back_forgets_what_was_done_since(running: Running, espace: str, visitor: Visitor) -> None:
    id_ = begun(running, espace, "fumee-insi")
    call(running, espace)
    visitor.do(f"/repetition/{id_}", "suivant")
    visitor.do(f"/repetition/{id_}", "revenir", etape="0")
    told = read(running, espace, id_)
    assert (told["etape"], len(told["etapes"])) == (0, 1)
    assert states(told)["INS-01.C1"] == "not_seen"


def test_a_person_answers_what_exchanges_do_not_show(running: Running, espace: str, visitor: Visitor) -> None:
    id_ = begun(running, espace, "premiers-pas")
    path = f"/repetition/{id_}"
    visitor.do(path, "attester", controle="PAR-00.C5", conforme="non")
    assert states(read(running, espace, id_))["PAR-00.C5"] == "failed"
    visitor.do(path, "attester", controle="PAR-00.C5", conforme="oui")
    assert states(read(running, espace, id_))["PAR-00.C5"] == "attestation"
    said = visitor.do(path, "attester", 404, controle="PAR-00.C1", conforme="oui")
    assert "Aucune étape commencée ne demande d'attester PAR-00.C1" in said


def test_the_report_lists_what_is_to_be_settled_in_words(
    running: Running, espace: str, visitor: Visitor
) -> None:
    id_ = begun(running, espace, "INS-01")
    with running.api() as api:
        api.post(f"/espaces/{espace}/repetitions/{id_}/suivant")
    page = unescape(visitor.read(f"/repetition/{id_}/compte-rendu"))
    assert "Contrôles à corriger" in page
    assert "Aucun contrôle à corriger." not in page
    assert "ne remplace ni l’autorisation du CNDA" in page
    assert "0 échange reçu" in page


def test_a_rehearsal_survives_a_snapshot(running: Running, espace: str) -> None:
    with running.api() as api:
        id_ = begun(running, espace, "fumee-insi")
        call(running, espace)
        api.post(f"/espaces/{espace}/instantanes", json={"label": "avant"})
        api.post(f"/espaces/{espace}/repetitions/{id_}/suivant")
        api.post(f"/espaces/{espace}/instantanes/avant/retablir")
        told = read(running, espace, id_)
        assert (told["etape"], told["etapes"][0]["etat"]) == (0, "passed")


@pytest.mark.parametrize(
    ("verb", "path", "body", "status"),
    [
        ("POST", "", {"choix": "inconnu"}, 404),
        ("POST", "", {"choix": ""}, 422),
        ("POST", "", {}, 422),
        ("GET", "/absente", None, 404),
        ("POST", "/absente/suivant", None, 404),
        ("POST", "/{id}/recommencer", {"etape": 4}, 409),
        ("POST", "/{id}/recommencer", {"etape": -1}, 422),
        ("PUT", "/{id}/attestations/X", {"conforme": True}, 404),
        ("PUT", "/{id}/attestations/X", {}, 422),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(
    running: Running, espace: str, verb: str, path: str, body: Any, status: int
) -> None:
    id_ = begun(running, espace, "fumee-insi")
    with running.api() as api:
        address = f"/espaces/{espace}/repetitions{path.replace('{id}', id_)}"
        answer = api.request(verb, address, json=body)
    assert answer.status_code == status
    assert answer.json()["detail"]


def test_a_rehearsal_that_is_over_goes_no_further(running: Running, espace: str) -> None:
    id_ = begun(running, espace, "INS-01")
    with running.api() as api:
        path = f"/espaces/{espace}/repetitions/{id_}/suivant"
        assert api.post(path).status_code == 200
        assert api.post(path).status_code == 409


def test_scenarios_and_requirements_show_how_they_went_here(
    running: Running, espace: str, visitor: Visitor
) -> None:
    page = unescape(visitor.read("/scenarios?q=INS-01"))
    assert "pas encore répété" in page
    id_ = begun(running, espace, "INS-01")
    call(running, espace)
    with running.api() as api:
        api.post(f"/espaces/{espace}/repetitions/{id_}/suivant")
    page = unescape(visitor.read("/scenarios?q=INS-01"))
    assert "1 scénario<" in page
    assert "conforme</span>" in page
    assert "Aucun scénario ne correspond." in unescape(visitor.read("/scenarios?q=introuvable"))
    page = unescape(visitor.read("/couverture"))
    assert "Scénarios conformes dans cet espace : 1, à corriger : 0" in page
    row = page[page.index("SC.INS/va1.34") :].partition("</tr>")[0]
    assert "INS-01" in row
    assert "conforme" in row
    other = begun(running, espace, "INS-01")
    with running.api() as api:
        api.post(f"/espaces/{espace}/repetitions/{other}/suivant")
    assert "à corriger</span>" in unescape(visitor.read("/scenarios?q=INS-01"))


def test_the_mails_of_a_scenario_come_as_it_begins(running: Running, espace: str) -> None:
    begun(running, espace, "MSS-26")
    with running.api() as api:
        came = api.get(f"/espaces/{espace}/echanges", params={"operation": "mss.remise"}).json()
    assert len(came) >= 1


def options(api: httpx.Client, espace: str) -> list[str]:
    found: list[str] = api.get(f"/espaces/{espace}/reglages").json()["options"]
    return found


def test_two_rehearsals_of_one_option_leave_none(running: Running, espace: str) -> None:
    with running.api() as api:
        base = f"/espaces/{espace}"
        first = begun(running, espace, "INS-21")
        assert options(api, espace) == ["ins.lot2"]
        api.put(f"{base}/reglages", json={"options": ["ins.lot2", "ins.quirk_qualif"]})
        second = begun(running, espace, "INS-22")
        api.post(f"{base}/repetitions/{first}/suivant")
        api.post(f"{base}/repetitions/{second}/suivant")
        assert options(api, espace) == ["ins.quirk_qualif"]


def test_a_reset_undoes_what_a_rehearsal_had_chosen(running: Running, espace: str) -> None:
    with running.api() as api:
        begun(running, espace, "INS-21")
        assert api.post(f"/espaces/{espace}/remise-a-zero").status_code == 204
        assert options(api, espace) == []
        assert api.get(f"/espaces/{espace}/repetitions").json() == []


def test_a_scenario_that_cannot_be_set_leaves_nothing_set(home: Path) -> None:
    with simulator("--only", "ins", home=home) as one, one.api() as api:
        base = "/espaces/defaut"
        for choice in ("MSS-26", "PSC-19"):
            refused = api.post(f"{base}/repetitions", json={"choix": choice})
            assert (refused.status_code, bool(refused.json()["detail"])) == (422, True), choice
        assert api.get(f"{base}/repetitions").json() == []
        assert api.get(f"{base}/pannes").json() == []


def test_two_people_going_on_at_once_do_not_skip_a_step(
    running: Running, espace: str, visitor: Visitor
) -> None:
    id_ = begun(running, espace, "fumee")
    path = f"/repetition/{id_}"
    form = next(one for one in FORMS.findall(visitor.read(path)) if 'value="suivant"' in one)
    visitor.do(path, "suivant")
    late = visitor.browser.post(path, params={"espace": espace}, data=filled(form))
    assert late.status_code == 409
    assert "Quelqu’un a changé" in unescape(late.text)
    assert read(running, espace, id_)["etape"] == 1


def test_a_rehearsal_goes_on_after_its_simulator_was_stopped(home: Path, tmp_path: Path) -> None:
    data = str(tmp_path / "donnees")
    with simulator("--data", data, home=home) as one:
        faulty, chosen = begun(one, "defaut", "INS-24"), begun(one, "defaut", "INS-21")
    with simulator("--data", data, home=home) as one, one.api() as api:
        assert [each["name"] for each in api.get("/espaces/defaut/pannes").json()] == ["insi_102"]
        assert options(api, "defaut") == ["ins.lot2"]
        for id_ in (faulty, chosen):
            over = api.post(f"/espaces/defaut/repetitions/{id_}/suivant").json()
            assert over["terminee"] is True
        assert api.get("/espaces/defaut/pannes").json() == []
        assert options(api, "defaut") == []
