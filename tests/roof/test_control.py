"""The control API on a running simulator: what a script changes is what the DUI meets."""

import threading
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.roof.insi import search
from tests.running import Running, simulator

Ready = Mapping[str, Any]


@pytest.fixture
def dui(running: Running) -> Any:
    with running.client() as client:
        yield client


def code(answer: httpx.Response) -> str:
    """The functional code of INSi's answer, or its fault's."""
    if answer.status_code == 200:
        return answer.text.partition("<CodeCR>")[2][:2] or answer.text.partition("CodeCR>")[2][:2]
    return answer.text.partition('code="')[2].partition('"')[0]


def exchanges(api: httpx.Client, espace: str, **criteria: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = api.get(f"/espaces/{espace}/echanges", params=criteria).json()
    return found


# --- people ---------------------------------------------------------------------------------------------


def test_the_beginning_of_a_long_list_is_asked_by_words(api: httpx.Client, espace: str) -> None:
    path = f"/espaces/{espace}/personnes"
    person = {"local": {"nom_naissance": "LEFÈVRE", "prenoms": ["Odette"]}}
    for number in range(3):
        assert api.put(f"{path}/long-{number}", json=person).status_code == 200
    two = api.get(path, params={"q": "lefevre odette", "limite": 2})
    assert [one["id"] for one in two.json()] == ["long-0", "long-1"]
    assert two.headers["x-total-count"] == "3"
    assert api.get(path, params={"q": "lefevre", "connus": True}).json() == []
    assert api.get(path, params={"q": "DELAUNAY", "connus": True}).json()[0]["id"] == "marguerite-delaunay"
    assert api.get(path, params={"limite": -1}).status_code == 422


def test_changing_one_fact_of_one_person_changes_what_insi_answers(
    api: httpx.Client, espace: str, dui: httpx.Client, ready: Ready
) -> None:
    assert code(search(dui, ready, espace)) == "00"
    changed = api.patch(
        f"/espaces/{espace}/personnes/adrtrois-toussaint", json={"reference.nom_naissance": "LANTERNE"}
    )
    assert changed.json()["valeur"]["reference"]["prenoms"] == ["TOUSSAINT"]
    assert code(search(dui, ready, espace)) == "01"
    assert code(search(dui, ready, espace, nom="LANTERNE")) == "00"


def test_a_person_removed_is_found_no_more(
    api: httpx.Client, espace: str, dui: httpx.Client, ready: Ready
) -> None:
    assert api.delete(f"/espaces/{espace}/personnes/adrtrois-toussaint").status_code == 204
    assert code(search(dui, ready, espace)) == "01"
    assert api.delete(f"/espaces/{espace}/personnes/adrtrois-toussaint").status_code == 404


def test_a_wrong_fact_is_refused_with_its_name_in_french(api: httpx.Client, espace: str) -> None:
    path = f"/espaces/{espace}/personnes/adrtrois-toussaint"
    wrong = api.patch(path, json={"reference.sexe": "X", "reference.prenom": "A"})
    assert wrong.status_code == 422
    told = {one["champ"]: one["message"] for one in wrong.json()["detail"]}
    assert told["reference.prenom"] == "nom inconnu"
    assert told["reference.sexe"].startswith("au choix")
    assert api.get(path).json()["reference"]["sexe"] == "M"


def test_structures_professionals_and_boxes_are_listed(api: httpx.Client, espace: str) -> None:
    structures = api.get(f"/espaces/{espace}/structures").json()
    assert next(one for one in structures if one["defaut"])["identifiant_national"] == "1990000028"
    assert api.get(f"/espaces/{espace}/professionnels").json()
    assert api.get(f"/espaces/{espace}/boites").json()
    assert api.get(f"/espaces/{espace}/meubles").status_code == 422


# --- espaces --------------------------------------------------------------------------------------------


def test_two_espaces_never_see_each_other(
    api: httpx.Client, espace: str, dui: httpx.Client, ready: Ready
) -> None:
    assert api.post("/espaces", json={"name": f"{espace}b"}).status_code == 201
    try:
        api.patch(
            f"/espaces/{espace}/personnes/adrtrois-toussaint", json={"reference.nom_naissance": "AUTRE"}
        )
        assert code(search(dui, ready, espace)) == "01"
        assert code(search(dui, ready, f"{espace}b")) == "00"
        assert [one["facts"]["code"] for one in exchanges(api, espace)] == ["01"]
        assert [one["facts"]["code"] for one in exchanges(api, f"{espace}b")] == ["00"]
    finally:
        api.delete(f"/espaces/{espace}b")


def test_reset_snapshot_and_restore_are_exact(
    api: httpx.Client, espace: str, dui: httpx.Client, ready: Ready
) -> None:
    person = f"/espaces/{espace}/personnes/adrtrois-toussaint"
    search(dui, ready, espace)
    api.patch(person, json={"reference.nom_naissance": "FIGE"})
    before = exchanges(api, espace), api.get(f"/espaces/{espace}/personnes").json()
    assert api.post(f"/espaces/{espace}/instantanes", json={"label": "midi"}).status_code == 201
    assert api.post(f"/espaces/{espace}/remise-a-zero").status_code == 204
    assert api.get(person).json()["reference"]["nom_naissance"] == "ADRTROIS"
    assert exchanges(api, espace) == []
    assert api.get(f"/espaces/{espace}/instantanes").json() == ["midi"]
    assert api.post(f"/espaces/{espace}/instantanes/midi/retablir").status_code == 204
    assert (exchanges(api, espace), api.get(f"/espaces/{espace}/personnes").json()) == before
    assert api.post(f"/espaces/{espace}/instantanes/minuit/retablir").status_code == 404
    assert api.delete(f"/espaces/{espace}/instantanes/midi").status_code == 204
    assert api.get(f"/espaces/{espace}/instantanes").json() == []


def test_an_exported_espace_lives_again_under_another_name(
    api: httpx.Client, espace: str, dui: httpx.Client, ready: Ready
) -> None:
    api.patch(f"/espaces/{espace}/personnes/adrtrois-toussaint", json={"reference.nom_naissance": "VALISE"})
    search(dui, ready, espace)
    archive = api.get(f"/espaces/{espace}/export").content
    assert api.put(f"/espaces/{espace}c/import", content=archive).status_code == 200
    try:
        assert code(search(dui, ready, f"{espace}c", nom="VALISE")) == "00"
        assert len(exchanges(api, f"{espace}c")) == 2
        assert api.put(f"/espaces/{espace}c/import", content=archive).status_code == 409
    finally:
        api.delete(f"/espaces/{espace}c")
    assert api.put(f"/espaces/{espace}d/import", content=b"rien").status_code == 422
    assert api.get(f"/espaces/{espace}d").status_code == 404


@pytest.mark.parametrize("name", ["Majuscule", "a_b", "../x", "", "-a", "a" * 65])
def test_an_espace_has_the_name_of_a_host_label(api: httpx.Client, name: str) -> None:
    assert api.post("/espaces", json={"name": name}).status_code == 422


def test_defaut_is_always_there_and_the_installation_is_no_espace(api: httpx.Client) -> None:
    assert "defaut" in api.get("/espaces").json()
    assert "installation" not in api.get("/espaces").json()
    assert api.delete("/espaces/defaut").status_code == 409
    assert api.post("/espaces/installation/remise-a-zero").status_code == 409
    assert api.get("/espaces/installation/personnes").status_code == 409
    assert api.post("/espaces", json={"name": "installation"}).status_code == 409


def test_an_unknown_espace_is_told(api: httpx.Client, dui: httpx.Client, ready: Ready) -> None:
    assert api.get("/espaces/nulle-part/personnes").json()["detail"] == "Espace inconnu : nulle-part"
    refused = search(dui, ready, "nulle-part")
    assert refused.status_code == 500
    assert refused.headers["content-type"] == "application/soap+xml;charset=UTF-8"
    assert "<S:Value>S:siram_40</S:Value>" in refused.text


def test_the_clock_of_an_espace_is_its_own(
    api: httpx.Client, espace: str, dui: httpx.Client, ready: Ready
) -> None:
    stepped = {"mode": "stepped", "instant": "2031-05-04T03:02:01Z"}
    assert api.put(f"/espaces/{espace}/horloge", json=stepped).json()["now"] == "2031-05-04T03:02:01+00:00"
    search(dui, ready, espace)
    search(dui, ready, espace)
    started = [one["started"] for one in exchanges(api, espace)]
    assert started == ["2031-05-04T03:02:02+00:00", "2031-05-04T03:02:03+00:00"]
    assert api.get("/espaces/defaut/horloge").json()["mode"] == "real"
    assert api.put(f"/espaces/{espace}/horloge", json={"mode": "stepped"}).status_code == 422


def test_the_profile_decides_what_is_refused(
    api: httpx.Client, espace: str, dui: httpx.Client, ready: Ready
) -> None:
    assert code(search(dui, ready, espace, nom="ADRTROIS", idam="INCONNU00000")) == "desir_550"
    assert api.put(f"/espaces/{espace}/reglages", json={"profile": "decouverte"}).status_code == 200
    assert code(search(dui, ready, espace, nom="ADRTROIS", idam="INCONNU00000")) == "00"
    assert api.put(f"/espaces/{espace}/reglages", json={"profile": "laxiste"}).status_code == 422


# --- journal --------------------------------------------------------------------------------------------


def test_the_journal_is_queried_by_what_an_exchange_was(
    api: httpx.Client, espace: str, dui: httpx.Client, ready: Ready
) -> None:
    search(dui, ready, espace)
    search(dui, ready, espace, nom="INCONNU", prenom="SOLDAT", date="1920-11-11")
    first, second = exchanges(api, espace, service="ins")
    assert [one["facts"]["code"] for one in (first, second)] == ["00", "01"]
    assert exchanges(api, espace, code="01") == [second]
    assert exchanges(api, espace, patient="160012B020777") == [first]
    assert exchanges(api, espace, operation="ins.recherche_traits", after_seq=first["seq"]) == [second]
    assert exchanges(api, espace, limit=1, order="desc") == [second]
    assert exchanges(api, espace, since=second["started"]) == [second]
    assert exchanges(api, espace, service="dmp") == []
    assert api.get(f"/espaces/{espace}/echanges", params={"couleur": "bleu"}).status_code == 422


def test_the_exchange_named_on_the_wire_gives_back_the_very_bytes(
    api: httpx.Client, espace: str, dui: httpx.Client, ready: Ready
) -> None:
    answer = search(dui, ready, espace)
    path = f"/espaces/{espace}/echanges/{answer.headers['x-socle-exchange']}"
    assert api.get(f"{path}/reponse").content == answer.content
    assert api.get(f"{path}/requete").content == answer.request.content
    assert api.get(f"{path}/requete").headers["content-type"] == "application/octet-stream"
    told = api.get(path).json()
    assert told["request"]["start"] == f"POST /~{espace}/lps HTTP/1.1"
    assert told["peer"]["common_name"] == "INSI-AUTO"
    assert told["explanation"]["summary"]
    assert api.get(f"{path}/constats").json() == told["findings"]
    assert api.get(f"/espaces/{espace}/echanges/inconnu").status_code == 404


def test_waiting_answers_with_the_next_exchange_that_matches(
    api: httpx.Client, espace: str, dui: httpx.Client, ready: Ready, running: Running
) -> None:
    search(dui, ready, espace)
    with ThreadPoolExecutor() as pool, running.api() as other:
        params: dict[str, str | int] = {"code": "01", "timeout": 20}
        waiting = pool.submit(other.get, f"/espaces/{espace}/echanges/attendre", params=params)
        while not waiting.done():
            search(dui, ready, espace)
            search(dui, ready, espace, nom="INCONNU", prenom="SOLDAT", date="1920-11-11")
        found = waiting.result().json()
    assert found["facts"]["code"] == "01"


def test_waiting_for_what_was_already_seen_answers_at_once_and_for_nothing_ends(
    api: httpx.Client, espace: str, dui: httpx.Client, ready: Ready
) -> None:
    search(dui, ready, espace)
    path = f"/espaces/{espace}/echanges/attendre"
    assert api.get(path, params={"after_seq": 0, "timeout": 20}).json()["facts"]["code"] == "00"
    assert api.get(path, params={"timeout": 0.05}).status_code == 204
    assert api.get(path, params={"timeout": 3600}).status_code == 422


def test_the_stream_tells_each_exchange_as_it_is_recorded(
    api: httpx.Client, espace: str, dui: httpx.Client, ready: Ready
) -> None:
    with api.stream("GET", f"/espaces/{espace}/echanges/flux") as stream:
        lines = stream.iter_lines()
        assert next(lines) == ": abonné"
        exchange = search(dui, ready, espace).headers["x-socle-exchange"]
        event = next(line for line in lines if line.startswith("data:"))
    assert f'"id": "{exchange}"' in event


def test_reading_the_journal_again_changes_nothing_with_the_same_rules(
    api: httpx.Client, espace: str, dui: httpx.Client, ready: Ready
) -> None:
    search(dui, ready, espace)
    before = exchanges(api, espace)
    assert api.post(f"/espaces/{espace}/reindexer").json() == {"relus": 1, "changes": 0, "laisses": 0}
    assert exchanges(api, espace) == before


# --- adopting, faults -----------------------------------------------------------------------------------


def test_the_software_refused_for_being_unknown_is_adopted_in_one_call(
    api: httpx.Client, espace: str, dui: httpx.Client, ready: Ready
) -> None:
    refused = search(dui, ready, espace, idam="EDT26AB01CD2")
    assert code(refused) == "desir_550"
    path = f"/espaces/{espace}/echanges/{refused.headers['x-socle-exchange']}/adopter"
    adopted = api.post(path).json()["valeur"]
    assert (adopted["idam"], adopted["nom"], adopted["adopte"]) == ("EDT26AB01CD2", "urn:lps:DUI:1.0", True)
    assert code(search(dui, ready, espace, idam="EDT26AB01CD2")) == "00"
    assert code(search(dui, ready, "defaut", idam="EDT26AB01CD2")) == "desir_550"


def test_nothing_is_adopted_from_an_exchange_that_was_not_refused_for_that(
    api: httpx.Client, espace: str, dui: httpx.Client, ready: Ready
) -> None:
    answered = search(dui, ready, espace)
    path = f"/espaces/{espace}/echanges/{answered.headers['x-socle-exchange']}/adopter"
    assert api.post(path).status_code == 409
    assert len(api.get(f"/espaces/{espace}/logiciels").json()) == 1


def test_a_fault_strikes_as_often_as_asked(
    api: httpx.Client, espace: str, dui: httpx.Client, ready: Ready
) -> None:
    fault = {"kind": "metier", "name": "desir_1020", "service": "ins", "remaining": 2}
    assert api.post(f"/espaces/{espace}/pannes", json=fault).status_code == 201
    assert [code(search(dui, ready, espace)) for _ in range(3)] == ["desir_1020", "desir_1020", "00"]
    assert api.get(f"/espaces/{espace}/pannes").json() == []


def test_a_transport_fault_cuts_the_connection_until_it_is_lifted(
    api: httpx.Client, espace: str, dui: httpx.Client, ready: Ready
) -> None:
    armed = api.post(f"/espaces/{espace}/pannes", json={"kind": "transport", "name": "coupure"}).json()
    with pytest.raises(httpx.TransportError):
        search(dui, ready, espace)
    assert api.delete(f"/espaces/{espace}/pannes/{armed['id']}").status_code == 204
    assert api.delete(f"/espaces/{espace}/pannes/{armed['id']}").status_code == 404
    assert code(search(dui, ready, espace)) == "00"


@pytest.mark.parametrize(
    ("fault", "known"),
    [
        ({"kind": "metier", "name": "desir_999", "service": "ins"}, "desir_1020"),
        ({"kind": "transport", "name": "incendie"}, "latence"),
        ({"kind": "metier", "name": "desir_1020", "service": "sesam"}, "ins"),
        ({"kind": "transport", "name": "coupure", "client": "dui-inconnu"}, "les-tilleuls-dui-bas"),
        (
            {"kind": "metier", "name": "code_refuse", "service": "psc", "client": "les-tilleuls"},
            "vouliez-vous",
        ),
        (
            {"kind": "metier", "name": "desir_1020", "service": "ins", "client": "les-tilleuls-dui-bas"},
            "client inconnu",
        ),
    ],
)
def test_an_unknown_fault_is_refused_and_the_known_ones_named(
    api: httpx.Client, espace: str, fault: dict[str, str], known: str
) -> None:
    refused = api.post(f"/espaces/{espace}/pannes", json=fault)
    assert refused.status_code == 422
    assert known in refused.json()["detail"]


# --- who may ask ----------------------------------------------------------------------------------------


def test_without_its_token_nobody_is_answered(running: Running) -> None:
    with running.api() as stranger:
        for sent in ("", "Bearer", "Bearer faux", f"Basic {running.ready['control']['token']}"):
            refused = stranger.get("/espaces", headers={"authorization": sent})
            assert (refused.status_code, refused.headers["www-authenticate"]) == (401, "Bearer")


def test_the_token_of_an_espace_opens_that_espace_alone(
    api: httpx.Client, espace: str, running: Running
) -> None:
    with running.api(api.get(f"/espaces/{espace}/jeton").json()["token"]) as trainee:
        assert trainee.get(f"/espaces/{espace}/personnes").status_code == 200
        assert trainee.post(f"/espaces/{espace}/remise-a-zero").status_code == 204
        assert trainee.get("/espaces/defaut/personnes").status_code == 401
        assert trainee.get("/espaces").status_code == 401
        assert trainee.get(f"/espaces/{espace}/jeton").status_code == 403
        assert trainee.delete(f"/espaces/{espace}").status_code == 403


@pytest.mark.parametrize("host", ["attaquant.example", "localhost.attaquant.example", ""])
def test_a_host_that_is_not_ours_is_refused(api: httpx.Client, host: str) -> None:
    assert api.get("/espaces", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8400", "[::1]:8400", "job42.localhost", "10.0.0.7"])
def test_addresses_and_loopback_names_are_accepted(api: httpx.Client, host: str) -> None:
    assert api.get("/espaces", headers={"host": host}).status_code == 200


def test_a_page_of_another_site_is_refused_and_nothing_answers_to_cors(api: httpx.Client) -> None:
    refused = api.post("/espaces", json={"name": "vol"}, headers={"origin": "https://attaquant.example"})
    assert refused.status_code == 403
    preflight = api.options("/espaces", headers={"origin": str(api.base_url).removesuffix("/api/")})
    assert not [name for name in preflight.headers if name.startswith("access-control")]
    assert "vol" not in api.get("/espaces").json()


# --- real data ------------------------------------------------------------------------------------------

REAL_LOOKING = "1850578006048"


def _person(matricule: str) -> dict[str, Any]:
    ins = {"matricule": matricule, "cle": "", "oid": "1.2.250.1.213.1.4.8"}
    reference = {"nom_naissance": "DURAND", "prenoms": ["PAUL"], "sexe": "M", "date_naissance": "1985-05-12"}
    return {"reference": {**reference, "ins": ins}}


def test_a_matricule_outside_the_fictional_lists_is_told(api: httpx.Client, espace: str) -> None:
    told = api.put(f"/espaces/{espace}/personnes/durand", json=_person(REAL_LOOKING)).json()
    assert len(told["avertissements"]) == 1
    assert REAL_LOOKING not in told["avertissements"][0]


def test_an_espace_may_refuse_it(api: httpx.Client, espace: str) -> None:
    api.put(f"/espaces/{espace}/reglages", json={"refuse_real_data": True})
    assert api.put(f"/espaces/{espace}/personnes/durand", json=_person(REAL_LOOKING)).status_code == 422
    assert api.get(f"/espaces/{espace}/personnes/durand").status_code == 404
    fictional = api.put(f"/espaces/{espace}/personnes/marin", json=_person("160012B020777"))
    assert fictional.json()["avertissements"] == []


def test_a_purged_person_is_nowhere_any_more(
    api: httpx.Client, espace: str, dui: httpx.Client, ready: Ready
) -> None:
    api.put(f"/espaces/{espace}/personnes/durand", json=_person(REAL_LOOKING))
    found = search(dui, ready, espace, nom="DURAND", prenom="PAUL", date="1985-05-12")
    assert REAL_LOOKING in found.text
    search(dui, ready, espace)
    purged = api.post(f"/espaces/{espace}/purger", json={"matricule": REAL_LOOKING}).json()
    assert purged["personnes"] == ["durand"]
    assert purged["echanges"] == 1
    assert purged["instantanes"] == []
    assert [one["facts"]["patient.matricule"][:13] for one in exchanges(api, espace)] == ["160012B020777"]
    assert code(search(dui, ready, espace, nom="DURAND", prenom="PAUL", date="1985-05-12")) == "01"


def test_nothing_of_a_purged_person_stays_in_the_files(home: Path, tmp_path: Path) -> None:
    with simulator("--data", str(tmp_path), home=home) as one, one.api() as api, one.client() as client:
        api.put("/espaces/defaut/personnes/durand", json=_person(REAL_LOOKING))
        search(client, one.ready, nom="DURAND", prenom="PAUL", date="1985-05-12")
        assert len(api.get("/espaces/defaut/echanges").json()) == 1
        assert _files_holding(REAL_LOOKING, tmp_path) != []
        api.post("/espaces/defaut/purger", json={"matricule": REAL_LOOKING})
        assert one.stop().code == 0
    assert _files_holding(REAL_LOOKING, tmp_path) == []


def _files_holding(text: str, folder: Path) -> list[Path]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [path for path in files if text.encode() in path.read_bytes()]


# --- description ----------------------------------------------------------------------------------------


def test_every_operation_is_described_in_both_languages(api: httpx.Client) -> None:
    paths = api.get("/openapi.json").json()["paths"]
    operations = [one for methods in paths.values() for one in methods.values()]
    assert len(operations) > 30
    assert [one["operationId"] for one in operations if " · " not in one["summary"]] == []
    assert [one["operationId"] for one in operations if not one.get("description")] == []


def test_the_fidelity_register_says_where_each_error_comes_from(api: httpx.Client) -> None:
    errors = {one["key"]: one for one in api.get("/fidelite").json()["ins"]["errors"]}
    assert errors["desir_550"]["basis"]["kind"] == "seen"
    assert all(one["basis"]["source"] for one in errors.values())


def test_many_scripts_at_once_each_get_their_answer(
    api: httpx.Client, espace: str, running: Running, ready: Ready
) -> None:
    begun = threading.Barrier(8)

    def one(_: int) -> str:
        with running.client() as client:
            begun.wait()
            return code(search(client, ready, espace))

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(one, range(8))) == ["00"] * 8
    assert len(exchanges(api, espace)) == 8
