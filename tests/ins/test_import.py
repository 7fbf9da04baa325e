"""An editor brings identities of its own: a CSV file, all of it or nothing, each wrong line told."""

import random
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.ins.test_controle import FICTIF, Monde, true_key
from tests.running import Running

HEAD = "nom_naissance;prenoms;sexe;date_naissance;lieu_naissance"
TWO = f"{HEAD}\nBelleroche-d’Ormais;Hélène Marie;F;1947-06-02;55039\nPRUNIAUX;Léo;m;21/09/1951;2b106\n"
HELENE = {"nom": "BELLEROCHE-D'ORMAIS", "prenom": "HELENE", "sexe": "F", "date": "1947-06-02"}
LEO = {"nom": "PRUNIAUX", "prenom": "LEO", "sexe": "M", "date": "1951-09-21"}


@pytest.fixture
def monde(running: Running, api: httpx.Client, espace: str) -> Iterator[Monde]:
    one = Monde(running, api, espace)
    yield one
    one.close()


def sent(monde: Monde, content: str | bytes, method: str = "POST") -> httpx.Response:
    data = content.encode() if isinstance(content, str) else content
    return monde.call(method, "/base", content=data, headers={"content-type": "text/csv"})


def told(answer: httpx.Response) -> list[tuple[int, str, int, str]]:
    assert answer.status_code == 422, answer.text
    return [(one["ligne"], one["colonne"], one["rang"], one["message"]) for one in answer.json()["detail"]]


def imported(answer: httpx.Response) -> Any:
    assert answer.is_success, answer.text
    return answer.json()


def test_imported_identities_answer_at_the_next_call_with_a_fictional_matricule(monde: Monde) -> None:
    assert imported(sent(monde, TWO)) == {
        "ajoutees": 2,
        "matricules_donnes": 2,
        "colonnes_ignorees": [],
        "avertissements": [],
        "nombre_avertissements": 0,
        "identites": 2,
    }
    code, ins = monde.found(**HELENE).split()
    assert code == "00"
    assert ins.startswith("2470655039")
    assert FICTIF.fullmatch(ins[:13])
    assert ins[13:] == true_key(ins[:13])
    assert "<ListePrenom>HELENE MARIE</ListePrenom>" in monde.answer(**HELENE)
    assert monde.found(**LEO).startswith("00 151092B106")
    assert (monde.dmp(ins), monde.boite(ins)) == (True, "connue")


@pytest.mark.parametrize(
    "content",
    [
        TWO.encode("utf-8-sig"),
        TWO.encode("cp1252"),
        TWO.replace(";", ",").encode(),
        TWO.replace("\n", "\r\n").encode(),
        TWO.replace("nom_naissance", '"Nom de naissance"', 1).replace("prenoms", "Prénom(s)").encode(),
        TWO.replace("lieu_naissance", "COG").replace("\nPRUNIAUX", "\n\n;;;;\nPRUNIAUX").encode(),
    ],
)
def test_the_usual_encodings_separators_and_headings_are_understood(monde: Monde, content: bytes) -> None:
    assert imported(sent(monde, content))["ajoutees"] == 2
    assert monde.found(**HELENE)[:2] == "00"
    assert monde.found(**LEO)[:2] == "00"


def test_the_columns_of_the_ins_are_taken_as_they_are(monde: Monde) -> None:
    line = (
        "RIVALLON;ANNE;F;1950-02-11;55039;2500255039960;;;"
        "2500255039961 1.2.250.1.213.1.4.9 1950-02-11 2020-01-31 | 250025503996273\n"
    )
    answer = imported(sent(monde, f"{HEAD};matricule;cle;oid;historique\n{line}"))
    assert (answer["matricules_donnes"], answer["avertissements"]) == (0, [])
    given = monde.answer(nom="RIVALLON", prenom="ANNE", sexe="F", date="1950-02-11")
    assert (
        "<NumIdentifiant>2500255039960</NumIdentifiant><Cle>75</Cle></IdIndividu>"
        "<OID>1.2.250.1.213.1.4.10</OID></INSACTIF>"
    ) in given
    assert (
        "<NumIdentifiant>2500255039961</NumIdentifiant><Cle>74</Cle></IdIndividu><OID>1.2.250.1.213.1.4.9</OID>"
        "<DateDeb>1950-02-11</DateDeb><DateFin>2020-01-31</DateFin></INSHISTO>"
    ) in given
    assert "<NumIdentifiant>2500255039962</NumIdentifiant><Cle>73</Cle>" in given


def test_every_wrong_line_is_told_with_its_column_and_nothing_is_imported(monde: Monde) -> None:
    content = (
        f"{HEAD};matricule\n"
        "BON;ANNE;F;1950-02-11;55039;\n"
        "M4UVAIS;ANNE;F;1950-02-11;55039;\n"
        "PIRE;;X;1950-2-11;1004;25002\n"
        "COURT;ANNE\n"
    )
    assert told(sent(monde, content)) == [
        (3, "nom_naissance", 1, "« M4UVAIS » : INSi n'admet que A-Z, espace, apostrophe et tiret"),
        (4, "prenoms", 2, "vide"),
        (4, "sexe", 3, "« X » : M ou F attendu"),
        (4, "date_naissance", 4, "« 1950-2-11 » : AAAA-MM-JJ ou JJ/MM/AAAA attendu"),
        (4, "lieu_naissance", 5, "« 1004 » : cinq caractères attendus, un zéro de tête s'est perdu"),
        (4, "matricule", 6, "« 25002 » : matricule de 13 ou 15 caractères attendu"),
        (5, "", 0, "2 colonnes, 6 attendues"),
    ]
    assert monde.found(nom="BON", prenom="ANNE", sexe="F", date="1950-02-11") == "01"


@pytest.mark.parametrize(
    ("content", "line", "said"),
    [
        (b"", 1, "colonnes absentes : nom_naissance, prenoms, sexe, date_naissance, lieu_naissance"),
        (b"nom;prenoms;sexe;date\n", 1, "colonnes absentes : lieu_naissance"),
        (f"{HEAD};nom\n".encode(), 1, "nom_naissance est là deux fois"),
        (f"{HEAD}\n".encode(), 1, "aucune ligne après les noms des colonnes"),
        (TWO.encode("utf-16"), 1, "UTF-16 : enregistrez le fichier en UTF-8"),
        (f"{HEAD}\nA;B;F;1950-01-01;55039\n".encode() + b"\x81;\xe9\n", 3, "ni UTF-8 ni Windows-1252"),
        (f'{HEAD}\nA;B;F;1950-01-01;55039\n"B;C\n'.encode(), 3, "guillemet mal fermé"),
        (f"{HEAD}\n{'A' * 200_000};B;F;1950-01-01;55039\n".encode(), 2, "champ beaucoup trop long"),
    ],
)
def test_a_file_that_is_no_such_table_is_refused_with_the_reason(
    monde: Monde, content: bytes, line: int, said: str
) -> None:
    (one,) = told(sent(monde, content))
    assert (one[0], said in one[3]) == (line, True), one


def test_a_matricule_given_twice_or_already_borne_is_refused(monde: Monde) -> None:
    head = f"{HEAD};matricule\n"
    line = "BON;ANNE;F;1950-02-11;55039;2500255039960\n"
    assert told(sent(monde, head + line + line)) == [
        (2, "matricule", 6, "2500255039960 est là deux fois"),
        (3, "matricule", 6, "2500255039960 est là deux fois"),
    ]
    imported(sent(monde, head + line))
    assert told(sent(monde, head + line)) == [
        (2, "matricule", 0, "2500255039960 est déjà porté dans cet espace")
    ]
    marguerite = "AUTRE;ANNE;F;1940-03-14;55050;2400355050901\n"
    assert told(sent(monde, head + marguerite))[0][3] == "2400355050901 est déjà porté dans cet espace"
    assert monde.done("GET", "/base") == {"identites": 1}


def test_a_base_is_replaced_only_when_the_new_one_is_right(monde: Monde) -> None:
    imported(sent(monde, TWO))
    assert sent(monde, f"{HEAD}\nFAUX;;F;1950-02-11;55039\n", "PUT").status_code == 422
    assert monde.found(**HELENE)[:2] == "00"
    new = f"{HEAD}\nBON;ANNE;F;1950-02-11;55039\n"
    assert imported(sent(monde, new, "PUT"))["identites"] == 1
    assert monde.found(**HELENE) == "01"
    assert monde.found(nom="BON", prenom="ANNE", sexe="F", date="1950-02-11")[:2] == "00"
    assert monde.done("DELETE", "/base") == {"otees": 1}
    assert monde.found(nom="BON", prenom="ANNE", sexe="F", date="1950-02-11") == "01"


def test_a_matricule_that_may_be_real_is_flagged_or_refused_by_the_espace(monde: Monde) -> None:
    content = f"{HEAD};matricule;cle\nBON;ANNE;F;1985-05-12;78006;2850578006048;11\n"
    settings = f"/espaces/{monde.espace}/reglages"
    monde.api.put(settings, json={"refuse_real_data": True}).raise_for_status()
    assert told(sent(monde, content)) == [
        (
            2,
            "matricule",
            6,
            "le matricule 2850578······ n'est dans aucune liste fictive connue : "
            "n'entrez ici aucune personne réelle",
        )
    ]
    monde.api.put(settings, json={"refuse_real_data": False}).raise_for_status()
    answer = imported(sent(monde, content))
    assert [one["champ"] for one in answer["avertissements"]] == [
        "ligne 2, colonne 6 (matricule)",
        "ligne 2, colonne 7 (cle)",
    ]
    purged = monde.api.post(f"/espaces/{monde.espace}/purger", json={"matricule": "2850578006048"}).json()
    assert purged["services"]["ins"] == 1
    assert monde.done("GET", "/base") == {"identites": 0}


def test_more_people_of_a_month_than_fictional_matricules_are_refused(monde: Monde) -> None:
    lines = "".join(f"BON;ANNE;F;1950-02-{day % 28 + 1:02d};99352\n" for day in range(1001))
    (one,) = told(sent(monde, f"{HEAD}\n{lines}"))
    assert one == (1002, "", 0, "plus aucun matricule fictif libre pour ce sexe et ce mois de naissance")
    assert monde.done("GET", "/base") == {"identites": 0}
    assert (
        imported(sent(monde, f"{HEAD}\n{lines}"[: -len("BON;ANNE;F;1950-02-01;99352\n")]))["ajoutees"] == 1000
    )


def test_the_control_operations_change_an_imported_identity_too(monde: Monde) -> None:
    imported(sent(monde, TWO))
    ins = monde.found(**HELENE).split()[1]
    renamed = {**HELENE, "nom": "PRUNELLIER"}
    monde.done("PATCH", f"/identites/{ins}", json={"nom_naissance": "Prunellier"})
    assert (monde.found(**HELENE), monde.found(**renamed)) == ("01", f"00 {ins}")
    changed = monde.done("POST", f"/identites/{ins}/matricule", json={"date": "2026-02-01"})
    number = changed["ins"]["matricule"] + changed["ins"]["cle"]
    assert monde.found(**renamed) == f"00 {number}"
    assert f"<INSHISTO><IdIndividu><NumIdentifiant>{ins[:13]}</NumIdentifiant>" in monde.answer(**renamed)
    assert (monde.dmp(ins), monde.dmp(number)) == (False, True)
    path = f"/identites/{number}/matricule"
    back = monde.done("POST", path, json={"matricule": ins})["ins"]["matricule"]
    assert back == ins[:13]
    monde.done("POST", f"/identites/{ins}/matricule", json={"matricule": number})
    assert (monde.boite(ins), monde.boite(number)) == ("", "connue")
    other = monde.done("POST", f"/identites/{number}/homonyme", json={})
    assert monde.found(**renamed) == "02"
    assert monde.call("DELETE", f"/identites/{other['ins']['matricule']}").status_code == 204
    assert (
        monde.done("POST", f"/identites/{number}/deces", json={"date": "2026-03-01"})["deces"] == "2026-03-01"
    )
    assert monde.found(**renamed) == f"00 {number}"
    assert monde.dmp(number) is False
    assert monde.call("DELETE", f"/identites/{number}").status_code == 204
    assert monde.found(**renamed) == "01"


def test_an_imported_waiting_number_becomes_a_nir(monde: Monde) -> None:
    line = "BON;ANNE;F;1950-02-11;55039;2500255039960;1.2.250.1.213.1.4.9\n"
    imported(sent(monde, f"{HEAD};matricule;oid\n{line}"))
    traits = {"nom": "BON", "prenom": "ANNE", "sexe": "F", "date": "1950-02-11"}
    assert "<OID>1.2.250.1.213.1.4.9</OID></INSACTIF>" in monde.answer(**traits)
    monde.done("POST", "/identites/2500255039960/nir", json={"matricule": "2500255039960"})
    assert "<OID>1.2.250.1.213.1.4.10</OID></INSACTIF><INSHISTO>" in monde.answer(**traits)


def test_an_imported_espace_that_holds_real_looking_identities_is_told(monde: Monde) -> None:
    imported(sent(monde, f"{HEAD};matricule\nBON;ANNE;F;1985-05-12;78006;2850578006048\n"))
    exported = monde.api.get(f"/espaces/{monde.espace}/export").content
    copy = f"{monde.espace}-copie"
    answer = monde.api.put(f"/espaces/{copy}/import", content=exported)
    assert answer.status_code == 200
    assert [one[:26] for one in answer.json()["avertissements"]] == ["Le matricule 2850578······"]
    monde.api.delete(f"/espaces/{copy}").raise_for_status()


PIECES = (b'"', b";", b"\n", b"\r", b"\0", b"|", b"\xff\xfe", b"\x81", "٣".encode(), b"9" * 40, b" " * 60)


def test_a_damaged_file_is_imported_or_refused_and_nothing_fails(monde: Monde) -> None:
    right = (
        f"{HEAD};matricule;cle;oid;historique\n"
        "RIVALLON;ANNE;F;1950-02-11;55039;2500255039960;75;1.2.250.1.213.1.4.10;"
        "2500255039961 1.2.250.1.213.1.4.9 1950-02-11 2020-01-31\n"
    ).encode()
    assert sent(monde, right, "PUT").status_code == 200
    chance = random.Random(5)  # noqa: S311 - a test that repeats itself
    seen = set()
    for _ in range(150):
        data = bytearray(right)
        for _ in range(chance.randrange(1, 4)):
            place = chance.randrange(len(data))
            data[place : place + chance.randrange(3)] = chance.choice(PIECES)
        seen.add(sent(monde, bytes(data), "PUT").status_code)
    assert seen <= {200, 422}
    assert 422 in seen


def test_the_token_of_another_espace_imports_nothing(monde: Monde, running: Running) -> None:
    with running.api("faux") as stranger:
        path = f"/espaces/{monde.espace}/ins/base"
        assert stranger.post(path, content=TWO.encode()).status_code == 401
    assert monde.done("GET", "/base") == {"identites": 0}
