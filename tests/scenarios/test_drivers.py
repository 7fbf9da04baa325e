"""A DUI is driven by a program or an address; a driver that breaks the contract leaves no half verdict."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.running import Running, socle
from tests.scenarios.test_reading import GOOD

PILOTES = Path(__file__).parent / "pilotes"
PYTHON = f"{sys.executable} {PILOTES / 'pilote.py'}"


def bad(way: str) -> str:
    return f"{sys.executable} {PILOTES / 'mauvais.py'} {way}"


def told(
    running: Running, home: Path, *typed: str, espace: str = "defaut", **how: Any
) -> tuple[int, dict[str, Any], str]:
    """Exit code, report, what was said aside."""
    aimed = ("--target", str(running.ready_path), "--espace", espace, "--json")
    ended = socle("run", *typed, *aimed, home=home, **how)
    return ended.returncode, json.loads(ended.stdout) if ended.stdout else {}, ended.stderr


def states(report: dict[str, Any]) -> dict[str, str]:
    return {one["id"]: one["state"] for one in report["scenarios"]}


def test_a_program_plays_a_suite(home: Path, running: Running, espace: str) -> None:
    code, report, _ = told(running, home, "fumee-insi", "--driver", PYTHON, espace=espace)
    assert states(report) == {"INS-01": "passed", "INS-03": "passed"}
    assert code == 0
    assert {one["espace"] for one in report["scenarios"][0]["exchanges"]} == {espace}


def test_what_the_driver_attests_is_read(home: Path, running: Running, espace: str) -> None:
    _, report, _ = told(running, home, "INS-03", "--driver", PYTHON, espace=espace)
    (attested,) = [one for one in report["scenarios"][0]["checks"] if one["kind"] == "attestation"]
    assert attested["evidence"][0]["sentence"]["fr"] == "Confirmé par une personne."


def test_an_address_plays_a_scenario(home: Path, running: Running, espace: str) -> None:
    node = subprocess.Popen(["node", str(PILOTES / "pilote.mjs")], stdout=subprocess.PIPE, text=True)
    try:
        assert node.stdout is not None
        url = node.stdout.readline().strip()
        code, report, _ = told(running, home, "INS-01", "--driver", url, espace=espace)
    finally:
        node.terminate()
        node.communicate(timeout=10)
    assert states(report) == {"INS-01": "passed"}
    assert code == 0


@pytest.mark.parametrize(
    ("way", "said"),
    [
        ("meurt", "Le pilote s'est arrêté pendant « prepare » (code 7) : plus de mémoire"),
        ("meurt_en_jouant", "Le pilote s'est arrêté pendant « play » (code -6)"),
        ("bavarde", "Le pilote a répondu autre chose que du JSON : Bonjour, je suis prêt !"),
        ("sans_message", "La réponse du pilote n'a pas de clé « message » : [1, 2]"),
        ("autre_essai", "Le pilote répond pour INS-03 et non pour INS-01"),
        ("deux_fois_pret", "Le pilote répond « ready » là où « done » est attendu"),
        ("atteste_ailleurs", "INS-01 n'a pas d'attestation INS-99.C1"),
        ("echoue", "Le pilote a échoué : le DUI n'a pas démarré"),
        ("passe", "Le pilote ne joue pas ce scénario : pas dans notre DUI"),
        ("trop_long", "La réponse du pilote dépasse 1000000 octets"),
        ("se_tait", "Le pilote n'a pas répondu à « prepare » en 1 s"),
        ("jamais_fini", "Le pilote n'a pas répondu à « play » en 1 s"),
    ],
)
def test_a_driver_that_breaks_the_contract_leaves_no_half_verdict(
    home: Path, running: Running, espace: str, way: str, said: str
) -> None:
    options = ("--driver", bad(way), "--timeout", "1" if way in {"se_tait", "jamais_fini"} else "20")
    code, report, _ = told(running, home, "INS-01", *options, espace=espace)
    (scenario,) = report["scenarios"]
    assert scenario["state"] == "incomplete"
    assert {one["state"] for one in scenario["checks"]} == {"incomplete"}
    assert scenario["checks"][0]["evidence"][0]["sentence"]["fr"] == said
    assert code == 2


def test_what_a_driver_leaves_armed_is_lifted(home: Path, running: Running, espace: str) -> None:
    with running.api() as api:
        told(running, home, "INS-24", "--driver", bad("meurt_en_jouant"), espace=espace)
        assert api.get(f"/espaces/{espace}/pannes").json() == []


def test_the_next_scenario_has_a_new_process(home: Path, running: Running, espace: str) -> None:
    code, report, _ = told(running, home, "fumee-insi", "--driver", bad("meurt"), espace=espace)
    assert states(report) == {"INS-01": "incomplete", "INS-03": "incomplete"}
    assert code == 2


@pytest.mark.parametrize(
    ("driver", "said"),
    [
        ("/nulle/part/pilote", "Le pilote ne démarre pas : /nulle/part/pilote"),
        ("http://127.0.0.1:9/", "Le pilote est injoignable à http://127.0.0.1:9/ pour « prepare »"),
    ],
)
def test_a_driver_that_is_not_there_is_said_so(
    home: Path, running: Running, espace: str, driver: str, said: str
) -> None:
    code, report, _ = told(running, home, "INS-01", "--driver", driver, espace=espace)
    assert report["scenarios"][0]["checks"][0]["evidence"][0]["sentence"]["fr"].startswith(said)
    assert code == 2


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("personnes: [personne-d-autre]", "personne-d-autre"),
        ("pannes: [{nom: imaginaire, service: ins}]", "imaginaire"),
        ("options: [ins.imaginaire]", "Option inconnue : ins.imaginaire"),
    ],
)
def test_a_scenario_that_cannot_be_prepared_says_why_and_the_others_are_played(
    home: Path, tmp_path: Path, running: Running, espace: str, wrong: str, said: str
) -> None:
    text = GOOD.replace("personne: marie", "personne: marguerite-delaunay")
    kept = [line for line in text.splitlines() if not line.startswith(("  personnes:", "  pannes:"))]
    (tmp_path / "ESS-01.yaml").write_text("\n".join(kept).replace("  reglages:", f"  {wrong}\n  reglages:"))
    (tmp_path / "suites.yaml").write_text(
        "suites: [{nom: deux, titre: {fr: F, en: F}, scenarios: [ESS-01, INS-01]}]"
    )
    own = ("--scenarios", str(tmp_path), "--driver", PYTHON)
    code, report, _ = told(running, home, "deux", *own, espace=espace)
    assert states(report) == {"ESS-01": "incomplete", "INS-01": "passed"}
    sentence = report["scenarios"][0]["checks"][0]["evidence"][0]["sentence"]["fr"]
    assert sentence.startswith("Ce scénario n'a pas pu être préparé : ")
    assert said in sentence
    assert code == 0


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("--driver", "a 'b"), "--driver illisible"),
        (("--driver", " "), "--driver attend une commande"),
        (("--parallel", "2"), "--parallel demande un"),
        (("--parallel", "0", "--driver", "x"), "--parallel attend un nombre"),
    ],
)
def test_what_is_wrongly_typed_stops_before_anything_is_played(
    home: Path, running: Running, typed: tuple[str, ...], said: str
) -> None:
    code, _, aside = told(running, home, "INS-01", *typed)
    assert code == 3
    assert said in aside


def test_without_a_driver_the_run_says_what_it_waits_for(home: Path, running: Running, espace: str) -> None:
    _, _, aside = told(running, home, "INS-01", espace=espace, input="danser\n\n")
    assert "  1. Ouvrez le dossier de Marguerite Delaunay" in aside
    assert "  en attente : la recherche INSi par traits de Mme Marguerite Delaunay\n" in aside
    assert "inconnu : danser (Entrée, passer" in aside


def test_a_person_says_that_nobody_plays_a_scenario(home: Path, running: Running, espace: str) -> None:
    code, report, _ = told(running, home, "INS-01", espace=espace, input="passer\n")
    assert states(report) == {"INS-01": "incomplete"}
    assert code == 2


def test_a_person_attests_what_is_on_the_screen(home: Path, running: Running, espace: str) -> None:
    _, report, _ = told(running, home, "INS-03", "--attest", espace=espace, input="\nn\n")
    (attested,) = [one for one in report["scenarios"][0]["checks"] if one["kind"] == "attestation"]
    assert attested["state"] == "failed"


def test_nobody_saying_it_is_done_is_incomplete(home: Path, running: Running, espace: str) -> None:
    with subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as silent:
        _, report, _ = told(running, home, "INS-01", "--timeout", "0.5", espace=espace, stdin=silent.stdout)
        silent.kill()
    sentence = report["scenarios"][0]["checks"][0]["evidence"][0]["sentence"]["fr"]
    assert sentence == "Personne n'a dit avoir fini en 0.5 s"


def test_what_a_facilitator_drops_in_arrives_and_does_not_count(
    home: Path, running: Running, espace: str, api: httpx.Client
) -> None:
    typed = "lettre marguerite-delaunay\nbiologie raymond-leclercq\nbiologie lucette-gautier\nlettre\n"
    typed += "lettre marguerite-delaunay inconnue\n"
    typed += "message marguerite-delaunay\n\n"
    _, report, aside = told(running, home, "INS-01", espace=espace, input=typed)
    box = "nathalie.kermarrec@pro.demo.mssante.fr"
    assert f"lettre : courriel reçu dans {box}" in aside
    assert f"biologie : courriel reçu dans {box}" in aside
    assert "lucette-gautier n'a pas d'INS" in aside
    assert "lettre PERSONNE" in aside
    assert "Aucun échange ouvert" in aside
    mails = api.get(f"/espaces/{espace}/mss/boites/{box}/courriels").json()
    assert sorted(one["faits"]["mss.cda_codes"] for one in mails) == [["11490-0"], ["11502-2"]]
    assert {one["operation"] for one in report["scenarios"][0]["exchanges"]} == {"mss.remise"}


def test_going_back_forgets_what_was_dropped_in_since(
    home: Path, running: Running, espace: str, api: httpx.Client
) -> None:
    typed = "etape 1\nbiologie raymond-leclercq\nrevenir 1\nbiologie marguerite-delaunay\n\n"
    _, report, _ = told(running, home, "INS-01", espace=espace, input=typed)
    mails = api.get(f"/espaces/{espace}/mss/boites/nathalie.kermarrec@pro.demo.mssante.fr/courriels").json()
    assert [one["faits"]["mss.cda_codes"] for one in mails] == [["11502-2"]]
    assert report["scenarios"][0]["exchanges"] == []


def test_a_step_is_done_again(home: Path, running: Running, espace: str, api: httpx.Client) -> None:
    """Going back restores the espace, and says so; a step that was not marked is refused."""
    typed = "etape 1\nrevenir 1\nrevenir 2\netape 9\n\n"
    _, _, aside = told(running, home, "INS-04", espace=espace, input=typed)
    assert "étape 1 : on pourra y revenir" in aside
    assert "revenu avant l'étape 1" in aside
    assert "Instantané inconnu : ins-04-etape-2" in aside
    assert "etape 1…" in aside
    assert api.get(f"/espaces/{espace}/echanges").json() == []
