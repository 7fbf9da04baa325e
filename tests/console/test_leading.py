"""A trainer leads a group: steps, pauses and events happen in each workspace, and nowhere else."""

from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.console.test_faults import answered
from tests.console.test_training import guest, links
from tests.console.test_try import call
from tests.console.visitor import Visitor, visiting
from tests.roof.insi import address
from tests.running import Running, simulator

EVENTS = [
    "internet_coupe", "insi_indisponible", "insi_lent", "dmp_maintenance", "connexion_refusee",
    "boite_pleine", "hopital_ecrit", "hopital_sans_ins", "nom_corrige", "dmp_ferme", "carte_perdue",
]  # fmt: skip
ONE, TWO = "formation-01", "formation-02"


@pytest.fixture
def trainer(running: Running) -> Iterator[Visitor]:
    with visiting(running, "defaut") as one:
        one.do("/formation", "ouvrir", nombre="2")
        yield one
        one.do("/formation", "fermer")


def get(running: Running, *path: str) -> Any:
    with running.api() as api:
        answer = api.get("/".join(("/espaces", *path)))
    assert answer.status_code == 200, answer.text
    return answer.json()


def steps(running: Running) -> list[tuple[int, bool]]:
    """Where the latest rehearsal of each espace is, and whether it is led."""
    found = [get(running, name, "repetitions")[0] for name in (ONE, TWO)]
    return [(one["etape"], one["menee"]) for one in found]


def test_the_group_moves_together_and_is_told(running: Running, trainer: Visitor) -> None:
    link = links(trainer.read("/formation"))[ONE]
    with guest(running, link) as browser:
        assert "Le parcours commence pour tout le groupe." in trainer.do(
            "/formation", "mener", choix="fumee-insi"
        )
        assert steps(running) == [(0, True), (0, True)]
        (one,) = get(running, ONE, "repetitions")
        path = f"/repetition/{one['id']}"
        page = unescape(browser.get(path).text)
        assert "Le formateur a commencé une répétition pour le groupe" in page
        assert "Le formateur mène" in page
        assert 'value="suivant"' not in page
        assert "Provoquer un événement" not in page
        trainer.do("/formation", "mener-suivant")
        assert steps(running) == [(1, True), (1, True)]
        assert "Étape 2 sur 2" in unescape(browser.get(path).text)
        assert "est passé à l’étape suivante" in unescape(browser.get("/message").text)
        assert "est passé à l’étape suivante" in unescape(browser.get("/personnes").text)
        assert "The trainer went on to the next step" in browser.get("/?lang=en").text
        trainer.do("/formation", "mener-precedent")
        assert steps(running) == [(0, True), (0, True)]
        assert "C'est la première étape" in trainer.do("/formation", "mener-precedent", 409)
        trainer.do("/formation", "mener-rendre")
        assert steps(running) == [(0, False), (0, False)]
        assert 'value="suivant"' in browser.get(path).text


def test_a_guest_cannot_move_a_group_that_is_led(running: Running, trainer: Visitor) -> None:
    trainer.do("/formation", "mener", choix="fumee-insi")
    (one,) = get(running, ONE, "repetitions")
    with guest(running, links(trainer.read("/formation"))[ONE]) as browser:
        visitor = Visitor(browser, ONE)
        page = visitor.read("/pannes")
        key = page.partition('name="cle" value="')[2].partition('"')[0]
        sent = {"geste": "suivant", "cle": key, "vu": ""}
        assert browser.post(f"/repetition/{one['id']}", data=sent).status_code == 422
        sent["geste"] = "mener-pause"
        assert browser.post(f"/repetition/{one['id']}", data=sent).status_code == 422
    assert steps(running) == [(0, True), (0, True)]
    token = get(running, ONE, "jeton")["token"]
    with running.api(token) as api:
        assert api.post(f"/espaces/{ONE}/conduite", json={"geste": "suivant"}).status_code == 403
        dropped = {"evenement": "insi_indisponible"}
        assert api.post(f"/espaces/{ONE}/evenements", json=dropped).status_code == 403
        assert api.get(f"/espaces/{ONE}/messages/tous").status_code == 403


def state(running: Running, espace: str) -> str:
    (one,) = get(running, espace, "repetitions")
    told = get(running, espace, "repetitions", one["id"])
    return next(str(each["etat"]) for each in told["etapes"][0]["controles"] if each["id"] == "INS-01.C1")


def test_what_comes_during_a_pause_does_not_count(running: Running, trainer: Visitor) -> None:
    trainer.do("/formation", "mener", choix="fumee-insi")
    assert "ne compte pas" in trainer.do("/formation", "mener-pause")
    call(running, ONE)
    assert state(running, ONE) == "not_seen"
    wall = trainer.read("/formation/mur")
    assert wall.count("<strong>en pause</strong>") == 2
    assert "Elle est déjà en pause" in trainer.do("/formation", "mener-pause", 409)
    trainer.do("/formation", "mener-reprise")
    assert state(running, ONE) == "not_seen"
    call(running, ONE)
    assert state(running, ONE) == "passed"
    assert state(running, TWO) == "not_seen"


def test_the_next_step_is_not_paused(running: Running, espace: str) -> None:
    with running.api() as api:
        base = f"/espaces/{espace}"
        for body in ({"geste": "commencer", "choix": "fumee-insi"}, {"geste": "pause"}, {"geste": "suivant"}):
            api.post(f"{base}/conduite", json=body).raise_for_status()
        (one,) = api.get(f"{base}/repetitions").json()
        assert (one["etape"], one["en_pause"], one["menee"]) == (1, False, True)
        for body in ({"geste": "pause"}, {"geste": "suivant"}):
            api.post(f"{base}/conduite", json=body).raise_for_status()
        (one,) = api.get(f"{base}/repetitions").json()
        assert (one["terminee"], one["en_pause"]) == (True, False)


def refused(running: Running, espace: str) -> None:
    """A call whose certificate is refused before anything is said; returns once that is known."""
    journal = "/espaces/installation/echanges"
    with running.api() as api, running.client("expired") as client:
        before = api.get(journal, params={"limit": 1, "order": "desc"}).json()
        with pytest.raises(httpx.TransportError):
            client.get(address(running.ready, espace))
        since = before[0]["seq"] if before else 0
        assert api.get(f"{journal}/attendre", params={"after_seq": since}).status_code == 200


def test_a_connection_refused_during_a_pause_does_not_count(running: Running, espace: str) -> None:
    with running.api() as api:
        base = f"/espaces/{espace}"

        def counted() -> int:
            told = api.get(f"{base}/repetitions/{id_}").json()
            return int(told["etapes"][0]["echanges"])

        id_ = api.post(f"{base}/conduite", json={"geste": "commencer", "choix": "INS-01"}).json()["id"]
        refused(running, espace)
        assert counted() == 1
        api.post(f"{base}/conduite", json={"geste": "pause"}).raise_for_status()
        refused(running, espace)
        assert counted() == 1
        api.post(f"{base}/conduite", json={"geste": "reprise"}).raise_for_status()
        assert counted() == 1
        refused(running, espace)
        assert counted() == 2


def test_one_espace_that_refuses_does_not_keep_the_others(running: Running, trainer: Visitor) -> None:
    trainer.do("/formation", "mener", choix="INS-01")
    with running.api() as api:
        api.post(f"/espaces/{TWO}/conduite", json={"geste": "suivant"}).raise_for_status()
    said = trainer.do("/formation", "mener-pause", 409)
    assert "C’est fait, sauf ceci." in said
    assert "formation-02 : Cette répétition est terminée" in said
    assert get(running, ONE, "repetitions")[0]["en_pause"] is True


def test_an_event_strikes_where_it_was_dropped_and_is_told_there(running: Running, trainer: Visitor) -> None:
    given = links(trainer.read("/formation"))
    trainer.do("/formation", "evenement", evenement="insi_indisponible", espace=ONE)
    with running.api() as api:
        assert answered(api, ONE, call(running, ONE)) == "desir_1020"
        assert answered(api, TWO, call(running, TWO)) == "00"
    with guest(running, given[ONE]) as first, guest(running, given[TWO]) as second:
        told = "Le formateur a rendu INSi indisponible pour dix minutes"
        assert told in unescape(first.get("/").text)
        assert "Le formateur" not in unescape(second.get("/").text)


def test_a_surprise_is_told_to_the_trainer_alone(running: Running, trainer: Visitor) -> None:
    given = links(trainer.read("/formation"))
    trainer.do("/formation", "evenement", evenement="boite_pleine", surprise="oui")
    assert [one["name"] for one in get(running, ONE, "pannes")] == ["boite_pleine"]
    with guest(running, given[ONE]) as browser:
        assert "Le formateur" not in unescape(browser.get("/message").text)
    token = get(running, ONE, "jeton")["token"]
    with running.api(token) as api:
        assert api.get(f"/espaces/{ONE}/messages").json() == []
    wall = unescape(trainer.read("/formation/mur"))
    assert wall.count("Le formateur a rempli la boîte du prochain destinataire.") == 2
    assert wall.count("(surprise)") == 2


def test_the_events_are_those_this_file_knows(running: Running, espace: str) -> None:
    known = get(running, espace, "evenements", "catalogue")
    assert [one["evenement"] for one in known] == EVENTS
    english = get(running, espace, "evenements", "catalogue?lang=en")
    assert english[0]["titre"] == "The internet is cut for five minutes"


@pytest.mark.parametrize("event", EVENTS)
def test_every_event_happens(running: Running, espace: str, event: str) -> None:
    before = seen(running, espace)
    with running.api() as api:
        answer = api.post(f"/espaces/{espace}/evenements", json={"evenement": event})
        assert answer.status_code == 201, answer.text
    assert seen(running, espace) != before
    (message,) = get(running, espace, "messages")
    assert message["texte"].startswith("Le formateur a ")


def seen(running: Running, espace: str) -> tuple[Any, ...]:
    """All that an event may change of an espace."""
    return (
        [(one["service"], one["name"], one["remaining"]) for one in get(running, espace, "pannes")],
        get(running, espace, "personnes", "marguerite-delaunay")["reference"]["nom_naissance"],
        get(running, espace, "professionnels", "nathalie-kermarrec")["carte"],
        get(running, espace, "dmp", "personnes", "marguerite-delaunay", "dossier")["etat"],
        len(get(running, espace, "echanges?operation=mss.remise")),
    )


def test_what_cannot_be_led_is_refused_in_a_sentence(running: Running, espace: str) -> None:
    with running.api() as api:
        base = f"/espaces/{espace}"
        for body, status in (
            ({"geste": "suivant"}, 404),
            ({"geste": "danser"}, 422),
            ({"geste": "commencer", "choix": "inconnu"}, 404),
        ):
            answer = api.post(f"{base}/conduite", json=body)
            assert (answer.status_code, bool(answer.json()["detail"])) == (status, True), body
        assert api.post(f"{base}/evenements", json={"evenement": "inventé"}).status_code == 404
        assert api.get(f"{base}/messages").json() == []


def test_an_event_needs_its_service_and_a_session_survives_a_stop(home: Path, tmp_path: Path) -> None:
    data = str(tmp_path / "donnees")
    with simulator("--only", "ins", "--data", data, home=home) as one, one.api() as api:
        known = [each["evenement"] for each in api.get("/espaces/defaut/evenements/catalogue").json()]
        assert known == ["insi_indisponible", "insi_lent", "nom_corrige", "carte_perdue"]
        refused = api.post("/espaces/defaut/evenements", json={"evenement": "internet_coupe"})
        assert refused.status_code == 422
        assert api.get("/espaces/defaut/pannes").json() == []
        began = api.post("/espaces/defaut/conduite", json={"geste": "commencer", "choix": "INS-01"})
        assert began.status_code == 200
        api.post("/espaces/defaut/conduite", json={"geste": "pause"}).raise_for_status()
    with simulator("--only", "ins", "--data", data, home=home) as one, one.api() as api:
        (kept,) = api.get("/espaces/defaut/repetitions").json()
        assert (kept["menee"], kept["en_pause"]) == (True, True)
        told = [each["texte"] for each in api.get("/espaces/defaut/messages").json()]
        assert told == [
            "Le formateur a mis la répétition en pause.",
            "Le formateur a commencé une répétition pour le groupe.",
        ]


def test_the_trainer_of_one_espace_leads_from_its_rehearsal(running: Running, espace: str) -> None:
    with visiting(running, espace) as visitor, running.api() as api:
        id_ = api.post(f"/espaces/{espace}/repetitions", json={"choix": "INS-01"}).json()["id"]
        assert "En pause" in visitor.do(f"/repetition/{id_}", "mener-pause")
        visitor.do(f"/repetition/{id_}", "mener-reprise")
        visitor.do(f"/repetition/{id_}", "evenement", evenement="insi_lent")
        assert [one["name"] for one in api.get(f"/espaces/{espace}/pannes").json()] == ["latence"]
        assert api.get(f"/espaces/{espace}/repetitions").json()[0]["menee"] is False


def test_a_clock_set_back_does_not_bring_an_older_rehearsal_back(running: Running, espace: str) -> None:
    with running.api() as api:
        base = f"/espaces/{espace}"
        first = api.post(f"{base}/conduite", json={"geste": "commencer", "choix": "fumee-insi"}).json()["id"]
        for clock in (
            {"mode": "shifted", "offset": -864000},
            {"mode": "stepped", "instant": "2020-01-05T08:00:00Z"},
        ):
            api.put(f"{base}/horloge", json=clock).raise_for_status()
            second = api.post(f"{base}/conduite", json={"geste": "commencer", "choix": "INS-01"}).json()["id"]
            assert api.post(f"{base}/conduite", json={"geste": "pause"}).json()["id"] == second != first
    with visiting(running, espace) as visitor:
        assert "Étape 1 sur 2" in visitor.do("/repetition", "commencer", choix="fumee-insi")


def test_a_journey_begun_anew_leaves_nothing_of_the_one_led_so_far(running: Running, espace: str) -> None:
    with running.api() as api:
        base = f"/espaces/{espace}"
        struck = {"geste": "commencer", "choix": "INS-24"}
        first = api.post(f"{base}/conduite", json=struck).json()["id"]
        assert get(running, espace, "pannes") != []
        assert api.post(f"{base}/conduite", json={**struck, "choix": "inconnu"}).status_code == 404
        assert get(running, espace, "repetitions", first)["terminee"] is False
        api.post(f"{base}/conduite", json={**struck, "choix": "INS-01"}).raise_for_status()
        assert get(running, espace, "pannes") == []
        assert get(running, espace, "repetitions", first)["terminee"] is True
