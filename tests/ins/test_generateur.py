"""A reference base and an establishment's records from a seed: the calls of the records give the shares."""

import csv
import io
import re
import tempfile
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest

from ins.generateur.data import noms
from ins.generateur.fabrique import fabriquer
from ins.generateur.modele import Cas, Commande, PartsRefusees, effectifs
from simulators.core.fixtures import load_monde
from tests.ins.test_controle import FICTIF, Monde, true_key
from tests.running import Running, simulator, socle

SHARES = {"00": 75.2, "01": 24.4, "02": 0.4}
LETTERS = re.compile(r"[A-Z]+(?:[-' ][A-Z]+)*(?:-[A-Z]+'[A-Z]+)*")


@pytest.fixture
def monde(running: Running, api: httpx.Client, espace: str) -> Iterator[Monde]:
    one = Monde(running, api, espace)
    yield one
    one.close()


def made(count: int, shares: Mapping[str, float]) -> list[Cas]:
    return list(fabriquer(Commande("essai", count, shares), lambda _: ()))


def generated(monde: Monde, **order: Any) -> dict[str, list[dict[str, str]]]:
    """The CSV files of an order, by name."""
    answer = monde.call("POST", "/generation", json=order, timeout=60)
    assert answer.status_code == 200, answer.text
    return tables(answer.content)


def tables(data: bytes) -> dict[str, list[dict[str, str]]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {
            name.removesuffix(".csv"): list(
                csv.DictReader(io.StringIO(archive.read(name).decode()), delimiter=";")
            )
            for name in archive.namelist()
            if name.endswith(".csv")
        }


# What a DUI does before it calls: the letters of INSi, written here without ours.
ACCENTS = str.maketrans("ÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸ’", "AAACEEEEIIOOUUUY'")


def called(record: dict[str, str]) -> dict[str, str]:
    """The traits of a record's call: birth name as typed, first given name, sex, date."""
    day, month, year = record["date_naissance"].split("/")
    return {
        "nom": record["nom_naissance"].upper().translate(ACCENTS),
        "prenom": record["prenoms"].upper().translate(ACCENTS).split(" ")[0],
        "sexe": record["sexe"],
        "date": f"{year}-{month}-{day}",
    }


def test_the_calls_of_the_records_give_exactly_the_shares_asked_for(monde: Monde) -> None:
    made = generated(
        monde, graine="parts", nombre=400, parts={"00": 70, "01": 27.25, "02": 2.75}, charger=True
    )
    expected = {one["dossier"]: f"{one['code']} {one['matricule']}".strip() for one in made["attendus"]}
    answers = {one["dossier"]: monde.found(**called(one)) for one in made["dossiers"]}
    assert Counter(answer[:2] for answer in answers.values()) == {"00": 280, "01": 109, "02": 11}
    assert answers == expected


def test_the_default_shares_are_those_of_one_practice_and_it_is_said(monde: Monde) -> None:
    made = generated(monde, graine="defaut", nombre=1000)
    assert Counter(one["code"] for one in made["attendus"]) == {"00": 752, "01": 244, "02": 4}
    note = monde.call("POST", "/generation", json={"graine": "defaut", "nombre": 1}).content
    with zipfile.ZipFile(io.BytesIO(note)) as archive:
        assert "d'un seul cabinet d'ophtalmologie" in archive.read("lisez-moi.txt").decode()
    described = monde.api.get("/openapi.json").json()
    operation = described["paths"]["/api/espaces/{espace}/ins/generation"]["post"]
    assert "one ophthalmology practice" in operation["description"]
    assert monde.done("GET", "/base") == {"identites": 0}


@pytest.mark.parametrize(
    ("count", "shares", "expected"),
    [
        (3577, SHARES, {"00": 2690, "01": 873, "02": 14}),
        (1, SHARES, {"00": 1, "01": 0, "02": 0}),
        (3, {"00": 33.4, "01": 33.3, "02": 33.3}, {"00": 1, "01": 1, "02": 1}),
        (1_000_000, SHARES, {"00": 752_000, "01": 244_000, "02": 4_000}),
        (10, {"01": 100}, {"00": 0, "01": 10, "02": 0}),
    ],
)
def test_shares_are_whole_numbers_of_calls(
    count: int, shares: dict[str, float], expected: dict[str, int]
) -> None:
    assert effectifs(count, shares) == expected


@pytest.mark.parametrize(
    "shares", [{"00": 99}, {"00": 150, "01": -50}, {"03": 100}, {"00": float("nan"), "01": 100}]
)
def test_shares_that_cannot_be_are_refused(shares: dict[str, float]) -> None:
    with pytest.raises(PartsRefusees):
        effectifs(100, shares)


@pytest.mark.parametrize("shares", [SHARES, {"02": 100.0}, {"01": 100.0}])
def test_every_matricule_is_fictional_borne_once_with_its_true_key(shares: dict[str, float]) -> None:
    people = [one for cas in made(3000, shares) for one in cas.identites]
    numbers = [one.matricule for one in people]
    assert len(set(numbers)) == len(numbers)
    for one in people:
        assert FICTIF.fullmatch(one.matricule)
        assert one.cle == true_key(one.matricule)
        assert one.matricule[0] == {"M": "1", "F": "2"}[one.sexe]
        assert one.matricule[1:5] == one.date[2:4] + one.date[5:7]
        assert one.matricule[5:10] == one.lieu
        assert LETTERS.fullmatch(one.nom), one.nom
        assert LETTERS.fullmatch(one.prenoms), one.prenoms


def test_the_same_seed_makes_the_same_files_and_another_does_not(monde: Monde) -> None:
    first = generated(monde, graine="a", nombre=300)
    assert generated(monde, graine="a", nombre=300) == first
    assert generated(monde, graine="b", nombre=300) != first


def test_records_are_typed_as_in_a_dui() -> None:
    cases = made(4000, {"00": 50, "01": 50})
    causes = Counter(one.cause for one in cases if one.code == "01")
    assert set(causes) == {
        "personne_inconnue",
        "nom_utilise_saisi_comme_nom_de_naissance",
        "tiret_ou_espace",
        "date_fausse",
        "prenom_usuel",
        "sexe_absent",
        "faute_de_frappe",
    }
    by_cause = {str(one.cause): one.dossier for one in cases}
    assert by_cause["sexe_absent"].sexe == ""
    married = by_cause["nom_utilise_saisi_comme_nom_de_naissance"]
    assert married.nom_naissance.upper() == married.nom_utilise.upper()
    women = sum(one.code == "01" and not one.dossier.sexe.startswith("M") for one in cases)
    assert women > 1600
    assert any(" " in one.dossier.prenoms for one in cases)
    assert any(one.dossier.nom_naissance != one.dossier.nom_naissance.upper() for one in cases)


def test_the_names_are_nobody_of_the_fixtures_and_each_stands_once() -> None:
    ours = [*noms.NOMS, *noms.COMPOSES]
    known = {one.reference.nom_naissance for one in load_monde().personnes if one.reference}
    assert {one.upper().translate(ACCENTS) for one in ours} & known == set()
    for names in (ours, noms.FEMININS, noms.MASCULINS, noms.FEMININS_DOUBLES, noms.MASCULINS_DOUBLES):
        assert len(set(names)) == len(names)


def test_a_month_whose_fictional_matricules_are_all_borne_is_told() -> None:
    order = Commande("plein", 2400, {"00": 100})
    full = {f"2600126274{rank}" for rank in range(900, 1000)}
    assert len(list(fabriquer(order, lambda start: full if start == "26001" else ()))) == 2400
    with pytest.raises(LookupError):
        list(fabriquer(order, lambda start: [f"{start}{end}" for end in ALL_ENDS]))


COMMUNES = ("26274", "2B106", "55039", "55050", "55139", "55164", "55189", "55239", "55307", "99130")
ALL_ENDS = [f"{commune}{rank}" for commune in COMMUNES for rank in range(900, 1000)]


def test_a_base_that_holds_people_is_replaced_only_when_told(monde: Monde) -> None:
    generated(monde, graine="a", nombre=100, charger=True)
    order = {"graine": "b", "nombre": 100, "charger": True}
    refused = monde.call("POST", "/generation", json=order)
    assert refused.status_code == 409
    assert "videz-la ou remplacez-la" in refused.json()["detail"]
    kept = generated(monde, **order, remplacer=True)["base"]
    assert monde.done("GET", "/base") == {"identites": len(kept)}


@pytest.mark.parametrize(
    ("order", "said"),
    [
        ({"graine": "", "nombre": 10}, "graine"),
        ({"graine": "a", "nombre": 0}, "nombre"),
        ({"graine": "a", "nombre": 1_000_001}, "nombre"),
        ({"graine": "a", "parts": {"00": 50}}, "leur somme est 100"),
        ({"graine": "a", "parts": {"04": 100}}, "code inconnu : 04"),
    ],
)
def test_an_order_that_cannot_be_is_refused_in_french(monde: Monde, order: dict[str, Any], said: str) -> None:
    refused = monde.call("POST", "/generation", json=order)
    assert refused.status_code == 422
    assert said in refused.text


def test_the_generated_base_is_a_file_that_the_import_takes(monde: Monde, home: Path, tmp_path: Path) -> None:
    target = str(monde.running.ready_path)
    out = tmp_path / "gen"
    shown = socle(
        "insi", "generate", "--seed", "cli", "--count", "120", "--shares", "00=50,01=40,02=10",
        "--out", str(out), "--target", target, "--espace", monde.espace, home=home,
    )  # fmt: skip
    assert (shown.returncode, shown.stderr) == (0, "")
    assert "d'un seul cabinet d'ophtalmologie" in shown.stdout
    assert f"base chargée dans l'espace {monde.espace}" in shown.stdout
    with (out / "dossiers.csv").open(encoding="utf-8") as file:
        records = list(csv.DictReader(file, delimiter=";"))
    answers = Counter(monde.found(**called(one))[:2] for one in records)
    assert answers == {"00": 60, "01": 48, "02": 12}
    monde.done("DELETE", "/base")
    again = socle(
        "insi", "import", str(out / "base.csv"), "--target", target, "--espace", monde.espace, home=home
    )
    assert (again.returncode, again.stderr) == (0, "")
    assert "identités importées" in again.stdout
    assert Counter(monde.found(**called(one))[:2] for one in records) == answers


def test_a_stop_does_not_wait_for_a_million_identities(home: Path) -> None:
    with simulator(home=home) as one, one.api() as api, ThreadPoolExecutor(1) as pool:
        order = {"graine": "long", "nombre": 1_000_000, "charger": True}
        asked = pool.submit(api.post, "/espaces/defaut/ins/generation", json=order)
        folder = Path(tempfile.gettempdir())
        begun = set(folder.glob("socle-generation-*/base.csv"))
        while not asked.done() and not set(folder.glob("socle-generation-*/base.csv")) - begun:
            api.get("/espaces")
        ended = one.stop()
        assert (ended.code, ended.said) == (0, "")
        assert ended.seconds < 5
        assert given_up(asked)


def given_up(asked: "Future[httpx.Response]") -> bool:
    """The answer says that it failed, or the connection ended before."""
    try:
        return asked.result(30).status_code == 500
    except httpx.TransportError:
        return True


def test_a_wrong_file_is_told_line_by_line_on_the_terminal(monde: Monde, home: Path, tmp_path: Path) -> None:
    path = tmp_path / "faux.csv"
    path.write_text("nom_naissance;prenoms;sexe;date_naissance;lieu_naissance\nX2;A;F;1950-01-01;55039\n")
    target = str(monde.running.ready_path)
    shown = socle("insi", "import", str(path), "--target", target, "--espace", monde.espace, home=home)
    assert shown.returncode == 3
    assert shown.stderr.startswith("socle : ligne 2, colonne 1 (nom_naissance) : « X2 »")
    absent = socle("insi", "import", str(tmp_path / "rien.csv"), "--target", target, home=home)
    assert (absent.returncode, "lecture impossible" in absent.stderr) == (3, True)
    wrong = socle("insi", "generate", "--seed", "a", "--out", str(tmp_path), "--shares", "75", home=home)
    assert (wrong.returncode, "--shares attend" in wrong.stderr) == (3, True)
