"""Identities that live: what the control API changes, the next INSi call, the DMP and MSSanté see."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from tests.dmp.editeur import existence, vihf
from tests.dmp.test_histoire import Dui
from tests.roof.insi import search
from tests.running import Running

# Persons of the fixtures, typed by hand: Marguerite Delaunay (1), Gisèle Hamon is not used here.
MARGUERITE = {"nom": "DELAUNAY", "prenom": "MARGUERITE", "sexe": "F", "date": "1940-03-14"}
MATRICULE = "240035505090119"
FICTIF = re.compile(r"[12][0-9]{4}(26274|2B106|55039|55050|55139|55164|55189|55239|55307|99130)9[0-9]{2}")


def true_key(matricule: str) -> str:
    """97 minus the rest by 97; 2B counts as 18 (Référentiel INS)."""
    return f"{97 - int(matricule.replace('2B', '18')) % 97:02d}"


class Monde:
    """One espace, changed by its control API and looked at through the wire."""

    def __init__(self, running: Running, api: httpx.Client, espace: str) -> None:
        self.running, self.api, self.espace = running, api, espace
        self._client = running.client()

    def close(self) -> None:
        self._client.close()

    def call(self, method: str, path: str, **options: Any) -> httpx.Response:
        return self.api.request(method, f"/espaces/{self.espace}/ins{path}", **options)

    def done(self, method: str, path: str, **options: Any) -> Any:
        answer = self.call(method, path, **options)
        assert answer.is_success, answer.text
        return answer.json()

    def found(self, **traits: str) -> str:
        """The code and, if somebody is found, the 15 characters."""
        text = search(self._client, self.running.ready, self.espace, **traits).text
        code, number, key = (
            (re.findall(f"<{name}>([^<]*)<", text) or [""])[0] for name in ("CodeCR", "NumIdentifiant", "Cle")
        )
        return f"{code} {number}{key}".strip()

    def answer(self, **traits: str) -> str:
        return search(self._client, self.running.ready, self.espace, **traits).text

    def dmp(self, ins: str) -> bool:
        """Whether the DMP knows an open record under that INS."""
        told = Dui(self.running, self.espace).call("existence", existence(ins), vihf(ins=ins)).text
        return 'queryResponseCode code="OK"' in told and 'statusCode code="terminated"' not in told

    def boite(self, ins: str) -> str:
        """The state of the citizen box of that INS, empty when MSSanté knows none."""
        told = self.api.get(f"/espaces/{self.espace}/mss/boites/{ins}@patient.mssante.fr/courriels")
        return "connue" if told.status_code == 200 else ""


@pytest.fixture
def monde(running: Running, api: httpx.Client, espace: str) -> Iterator[Monde]:
    one = Monde(running, api, espace)
    yield one
    one.close()


def test_a_changed_birth_name_is_searched_under_the_new_one_at_the_next_call(monde: Monde) -> None:
    assert monde.found(**MARGUERITE) == f"00 {MATRICULE}"
    told = monde.done("PATCH", "/identites/marguerite-delaunay", json={"nom_naissance": "Lefèvre d’Orgeval"})
    assert (told["nom_naissance"], told["ins"]["matricule"]) == ("LEFEVRE D'ORGEVAL", "2400355050901")
    assert monde.found(**MARGUERITE) == "01"
    assert monde.found(**{**MARGUERITE, "nom": "LEFEVRE D'ORGEVAL"}) == f"00 {MATRICULE}"


@pytest.mark.parametrize(
    ("change", "asked"),
    [
        ({"sexe": "M"}, {"sexe": "M"}),
        ({"prenoms": "Jeanne, Anne-Marie"}, {"prenom": "JEANNE"}),
        ({"date_naissance": "15/03/1941"}, {"date": "1941-03-15"}),
    ],
)
def test_each_trait_can_change(monde: Monde, change: dict[str, str], asked: dict[str, str]) -> None:
    assert monde.found(**{**MARGUERITE, **asked}) == "01" or "prenom" in asked
    monde.done("PATCH", f"/identites/{MATRICULE}", json=change)
    assert monde.found(**{**MARGUERITE, **asked}) == f"00 {MATRICULE}"


def test_a_place_of_birth_can_change(monde: Monde) -> None:
    monde.done("PATCH", f"/identites/{MATRICULE[:13]}", json={"lieu_naissance": "2b106"})
    assert "<LieuNaissance>2B106</LieuNaissance>" in monde.answer(**MARGUERITE)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"nom_naissance": "DURAND 2"}, "nom_naissance : « DURAND 2 » : INSi n'admet que"),
        ({"nom_naissance": " "}, "nom_naissance : vide"),
        ({"prenoms": "ZOÉ ☺"}, "prenoms : « ☺ »"),
        ({"sexe": "I"}, "sexe : « I » : M ou F attendu"),
        ({"date_naissance": "1940-3-15"}, "date_naissance : « 1940-3-15 »"),
        ({"lieu_naissance": "1004"}, "un zéro de tête s'est perdu"),
        ({"lieu_naissance": "PARIS"}, "code officiel géographique"),
        ({}, "Aucun trait à changer"),
    ],
)
def test_a_value_that_the_base_cannot_hold_is_refused_in_french(
    monde: Monde, change: dict[str, str], said: str
) -> None:
    refused = monde.call("PATCH", f"/identites/{MATRICULE}", json=change)
    assert refused.status_code == 422
    assert said in refused.json()["detail"]
    assert monde.found(**MARGUERITE) == f"00 {MATRICULE}"


def test_an_identity_that_insi_does_not_know_is_404(monde: Monde) -> None:
    for named in ("personne", "2400355050999", "240035505090118"):
        refused = monde.call("PATCH", f"/identites/{named}", json={"sexe": "M"})
        assert refused.status_code == 404
        assert "Identité inconnue du référentiel" in refused.json()["detail"]


def test_a_new_matricule_is_fictional_and_the_old_one_goes_to_the_history_with_its_dates(
    monde: Monde,
) -> None:
    assert (monde.dmp(MATRICULE), monde.boite(MATRICULE)) == (True, "connue")
    told = monde.done("POST", "/identites/marguerite-delaunay/matricule", json={"date": "2026-02-01"})
    number, key = told["ins"]["matricule"], told["ins"]["cle"]
    assert number != "2400355050901"
    assert FICTIF.fullmatch(number)
    assert number.startswith("24003")
    assert key == true_key(number)
    answer = monde.answer(**MARGUERITE)
    assert f"<NumIdentifiant>{number}</NumIdentifiant><Cle>{key}</Cle>" in answer
    assert (
        "<INSHISTO><IdIndividu><NumIdentifiant>2400355050901</NumIdentifiant><Cle>19</Cle></IdIndividu>"
        "<OID>1.2.250.1.213.1.4.10</OID><DateDeb>1940-03-14</DateDeb><DateFin>2026-02-01</DateFin></INSHISTO>"
    ) in answer
    assert (monde.dmp(MATRICULE), monde.boite(MATRICULE)) == (False, "")
    assert (monde.dmp(number + key), monde.boite(number + key)) == (True, "connue")


def test_a_second_change_begins_where_the_first_ended(monde: Monde) -> None:
    path = "/identites/marguerite-delaunay/matricule"
    monde.done("POST", path, json={"date": "2025-06-30"})
    told = monde.done("POST", path, json={"matricule": "2400355050977", "date": "2026-02-01"})
    assert told["ins"] == {"matricule": "2400355050977", "cle": "40", "oid": "1.2.250.1.213.1.4.10"}
    assert [(one["date_deb"], one["date_fin"]) for one in told["historique"]] == [
        ("1940-03-14", "2025-06-30"),
        ("2025-06-30", "2026-02-01"),
    ]


@pytest.mark.parametrize(
    ("asked", "status", "said"),
    [
        ({"matricule": "2290755050938"}, 409, "déjà porté"),
        ({"matricule": "240035505090119"}, 409, "porte déjà cet INS"),
        ({"matricule": "24003"}, 422, "matricule de 13 ou 15 caractères attendu"),
        ({"oid": "1.2.3"}, 422, "OID de l'INS attendu"),
        ({"date": "hier"}, 422, "date : « hier »"),
        ({"date": "2026-00-00"}, 422, "date : « 2026-00-00 » n'existe pas"),
    ],
)
def test_a_matricule_that_cannot_be_is_refused(
    monde: Monde, asked: dict[str, str], status: int, said: str
) -> None:
    refused = monde.call("POST", "/identites/marguerite-delaunay/matricule", json=asked)
    assert refused.status_code == status
    assert said in refused.json()["detail"]
    assert monde.found(**MARGUERITE) == f"00 {MATRICULE}"


def test_a_matricule_that_may_be_real_is_told_or_refused_by_the_espace(monde: Monde) -> None:
    path = "/identites/marguerite-delaunay/matricule"
    settings = f"/espaces/{monde.espace}/reglages"
    monde.api.put(settings, json={"refuse_real_data": True}).raise_for_status()
    refused = monde.call("POST", path, json={"matricule": "2400375056123"})
    assert refused.status_code == 422
    assert refused.json()["detail"] == (
        "Matricule hors des listes fictives, refusé par cet espace : 2400375······"
    )
    monde.api.put(settings, json={"refuse_real_data": False}).raise_for_status()
    told = monde.done("POST", path, json={"matricule": "240037505612311"})
    assert told["avertissements"][0].startswith("Le matricule 2400375······ n'est dans aucune liste fictive")
    assert "La clé 11 n'est pas celle" in told["avertissements"][1]


def test_a_waiting_number_becomes_a_nir_of_test_and_stays_in_the_history(monde: Monde) -> None:
    nia = "109076322088835"
    traits = {"nom": "PROVISOIRE", "prenom": "MATRICULE", "sexe": "M", "date": "2009-07-01"}
    assert monde.found(**traits) == f"00 {nia}"
    told = monde.done("POST", f"/identites/{nia}/nir", json={"date": "2026-01-15"})
    assert told["ins"]["oid"] == "1.2.250.1.213.1.4.10"
    assert told["ins"]["cle"] == true_key(told["ins"]["matricule"])
    answer = monde.answer(**traits)
    assert f"<NumIdentifiant>{told['ins']['matricule']}</NumIdentifiant>" in answer
    assert (
        "<OID>1.2.250.1.213.1.4.9</OID><DateDeb>2009-07-01</DateDeb><DateFin>2026-01-15</DateFin>" in answer
    )
    again = monde.call("POST", f"/identites/{told['ins']['matricule']}/nir", json={})
    assert (again.status_code, "n'a pas de NIA" in again.json()["detail"]) == (409, True)


def test_the_oid_given_is_that_of_the_environment(monde: Monde) -> None:
    """Errata 15: `.8` for the published persons, `.10` for ours, `.8` for all by a setting."""
    assert monde.done("POST", "/matricules", json={})["oid"] == "1.2.250.1.213.1.4.10"
    same = {"matricule": "109076322088835", "date": "2026-01-15"}
    told = monde.done("POST", "/identites/109076322088835/nir", json=same)
    assert told["ins"]["oid"] == "1.2.250.1.213.1.4.8"
    options = {"options": ["ins.oid_nir_reel"]}
    monde.api.put(f"/espaces/{monde.espace}/reglages", json=options).raise_for_status()
    assert monde.done("POST", "/matricules", json={})["oid"] == "1.2.250.1.213.1.4.8"


def test_a_homonym_makes_a_search_ambiguous_until_the_place_is_given(monde: Monde) -> None:
    told = monde.done("POST", "/identites/marguerite-delaunay/homonyme", json={})
    assert told["homonyme"] is True
    assert told["lieu_naissance"] != "55050"
    assert FICTIF.fullmatch(told["ins"]["matricule"])
    assert told["ins"]["cle"] == true_key(told["ins"]["matricule"])
    assert monde.found(**MARGUERITE) == "02"
    assert monde.call("DELETE", f"/identites/{told['ins']['matricule']}").status_code == 204
    assert monde.found(**MARGUERITE) == f"00 {MATRICULE}"


def test_a_homonym_is_born_elsewhere_and_has_no_death_of_its_own(monde: Monde) -> None:
    path = "/identites/marguerite-delaunay/homonyme"
    assert monde.call("POST", path, json={"lieu_naissance": "55050"}).status_code == 422
    told = monde.done("POST", path, json={"lieu_naissance": "99130"})
    assert told["lieu_naissance"] == "99130"
    assert told["ins"]["matricule"][5:10] == "99130"
    refused = monde.call("POST", f"/identites/{told['ins']['matricule']}/deces", json={})
    assert refused.status_code == 409


def test_a_removed_identity_is_found_no_more_and_has_no_dmp(monde: Monde) -> None:
    assert monde.call("DELETE", "/identites/marguerite-delaunay").status_code == 204
    assert monde.found(**MARGUERITE) == "01"
    assert (monde.dmp(MATRICULE), monde.boite(MATRICULE)) == (False, "")
    kept = monde.api.get(f"/espaces/{monde.espace}/personnes/marguerite-delaunay").json()
    assert kept["reference"] is None
    assert (kept["local"]["date_naissance"], kept["local"]["sexe"]) == ("1940-03-14", "F")
    assert monde.call("GET", "/identites/marguerite-delaunay").status_code == 404


def test_death_closes_the_dmp_and_leaves_the_answer_of_insi(monde: Monde) -> None:
    told = monde.done("POST", "/identites/marguerite-delaunay/deces", json={"date": "2026-01-05"})
    assert told["deces"] == "2026-01-05"
    assert monde.found(**MARGUERITE) == f"00 {MATRICULE}"
    assert monde.dmp(MATRICULE) is False
    boxes = monde.api.get(f"/espaces/{monde.espace}/mss/boites").json()
    assert [one["etat"] for one in boxes if one["adresse"].startswith(MATRICULE)] == ["fermee"]


def test_death_not_yet_known_leaves_the_dmp_open(monde: Monde) -> None:
    monde.done("POST", "/identites/marguerite-delaunay/deces", json={"dossiers_ouverts": True})
    assert monde.dmp(MATRICULE) is True


def test_a_fresh_matricule_is_fictional_free_and_of_the_traits_asked_for(monde: Monde) -> None:
    asked = {"sexe": "M", "date_naissance": "1931-00-00", "lieu_naissance": "26274"}
    given = [monde.done("POST", "/matricules", json=asked) for _ in range(10)]
    # Drawn, not reserved: among a hundred, two draws may be the same, ten cannot.
    assert len({one["matricule"] for one in given}) > 1
    for one in given:
        assert one["matricule"].startswith("1319926274")
        assert FICTIF.fullmatch(one["matricule"])
        assert one["cle"] == true_key(one["matricule"])


def test_changes_at_once_lose_nothing_of_each_other(monde: Monde) -> None:
    path = f"/espaces/{monde.espace}/ins/identites/marguerite-delaunay"

    def change(rank: int) -> int:
        with monde.running.api() as api:
            if rank % 2:
                return api.post(f"{path}/matricule", json={}).status_code
            return api.patch(path, json={"lieu_naissance": f"9913{rank}"}).status_code

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(change, range(10))) == {200}
    told = monde.done("GET", "/identites/marguerite-delaunay")
    assert len(told["historique"]) == 5
    assert told["historique"][0]["matricule"] == "2400355050901"
    assert told["lieu_naissance"].startswith("9913")


def test_the_operations_are_described_in_both_languages(monde: Monde) -> None:
    paths = monde.api.get("/openapi.json").json()["paths"]
    told = paths["/api/espaces/{espace}/ins/identites/{identite}/nir"]["post"]
    assert told["summary"] == "Passer du NIA au NIR · From NIA to NIR"
    assert "waiting number" in told["description"]
