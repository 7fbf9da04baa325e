"""What a person changes from the pages changes what the services answer, and nothing else does."""

import re
from html import unescape
from typing import Any

import httpx
import pytest

from tests.console.visitor import _FORM as FORMS
from tests.console.visitor import Visitor, filled, visiting
from tests.running import Running

MARGUERITE = "/personnes/marguerite-delaunay"


def known(running: Running, espace: str, *path: str) -> Any:
    with running.api() as api:
        answer = api.get("/".join(("/espaces", espace, *path)))
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_a_corrected_trait_is_what_insi_answers_with(running: Running, espace: str, visitor: Visitor) -> None:
    said = visitor.do(MARGUERITE, "traits", nom_naissance="DELAUNEY")
    assert "INSi répond désormais avec ces traits." in said
    identity = known(running, espace, "ins", "identites", "marguerite-delaunay")
    assert identity["nom_naissance"] == "DELAUNEY"
    assert identity["date_naissance"] == "1940-03-14"


def test_a_marriage_changes_the_local_record_alone(running: Running, espace: str, visitor: Visitor) -> None:
    visitor.do(MARGUERITE, "mariage", **{"local.nom_utilise": "Petit"})
    person = known(running, espace, "personnes", "marguerite-delaunay")
    assert person["local"]["nom_utilise"] == "Petit"
    assert person["reference"]["nom_naissance"] == "DELAUNAY"
    visitor.do(MARGUERITE, "mariage", **{"local.nom_utilise": ""})
    assert known(running, espace, "personnes", "marguerite-delaunay")["local"]["nom_utilise"] == ""


def test_a_closed_record_is_closed_for_the_dmp(running: Running, espace: str, visitor: Visitor) -> None:
    visitor.do(MARGUERITE, "dossier", etat="ferme")
    assert known(running, espace, "dmp", "personnes", "marguerite-delaunay", "dossier")["etat"] == "ferme"
    assert "fermé" in visitor.read("/dmp/marguerite-delaunay")
    assert "ne montre aucun dossier" in visitor.read("/dmp/marguerite-delaunay?regard=usager")


def test_somebody_blocked_is_named_and_unblocked(running: Running, espace: str, visitor: Visitor) -> None:
    said = visitor.do(MARGUERITE, "bloquer", professionnel="helene-morvan")
    assert "Débloquer un professionnel" in said
    record = known(running, espace, "dmp", "personnes", "marguerite-delaunay", "dossier")
    assert len(record["bloques"]) == 1
    said = visitor.do(MARGUERITE, "debloquer", professionnel="helene-morvan")
    assert "retrouve ses droits" in said
    assert known(running, espace, "dmp", "personnes", "marguerite-delaunay", "dossier")["bloques"] == []


def test_somebody_new_has_a_matricule_nobody_bears(running: Running, espace: str, visitor: Visitor) -> None:
    said = visitor.do(
        "/personnes",
        "creer",
        nom_naissance="L’Hôtellier",
        prenoms="Zoé Anne",
        sexe="F",
        date_naissance="1950-02-03",
        lieu_naissance="55039",
    )
    assert "La personne est créée" in said
    person = known(running, espace, "personnes", "zoe-l-hotellier")
    assert person["reference"]["nom_naissance"] == "L'HOTELLIER"
    assert person["reference"]["prenoms"] == ["ZOE", "ANNE"]
    assert str(person["reference"]["ins"]["matricule"]).startswith("25002")


def test_a_table_is_imported_whole_or_not_at_all(running: Running, espace: str, visitor: Visitor) -> None:
    table = "nom_naissance;prenoms;sexe;date_naissance;lieu_naissance\nESSAI;JEAN;M;1940-01-01;55039\n"
    visitor.do("/personnes", "importer", tableau=table)
    assert known(running, espace, "ins", "base") == {"identites": 1}
    said = visitor.do("/personnes", "importer", 422, tableau=table + "ESSAI2;;X;1940-13-41;\n")
    assert "Rien n’a été changé" in said
    assert known(running, espace, "ins", "base") == {"identites": 1}


TABLE = "nom_naissance;prenoms;sexe;date_naissance;lieu_naissance\nCHÊNE;ZOÉ;F;1940-01-01;55039\n"


def sent_file(visitor: Visitor, content: bytes, name: str = "usagers.csv", **typed: str) -> httpx.Response:
    """The import form with a file chosen, as a browser sends it."""
    page = visitor.read("/personnes")
    form = next(one for one in FORMS.findall(page) if 'name="geste" value="importer"' in one)
    assert 'enctype="multipart/form-data"' in form
    fields = {**{key: value for key, value in filled(form).items() if key != "fichier"}, **typed}
    files = {"fichier": (name, content, "text/csv")}
    return visitor.browser.post("/personnes", params={"espace": visitor.espace}, data=fields, files=files)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_file_of_a_spreadsheet_is_imported_as_it_is(
    running: Running, espace: str, visitor: Visitor, encoding: str
) -> None:
    answer = sent_file(visitor, TABLE.encode(encoding))
    assert answer.status_code == 200
    assert "Le tableau est importé" in unescape(answer.text)
    assert known(running, espace, "ins", "base") == {"identites": 1}


def test_a_file_that_is_wrong_is_refused_by_the_same_sentences(
    running: Running, espace: str, visitor: Visitor
) -> None:
    wrong = TABLE + "ESSAI2;;X;1940-13-41;\n"
    pasted = visitor.do("/personnes", "importer", 422, tableau=wrong)
    answer = sent_file(visitor, wrong.encode())
    assert answer.status_code == 422
    told = re.findall(r'role="alert">.*?</div>', unescape(answer.text), re.DOTALL)
    assert told == re.findall(r'role="alert">.*?</div>', pasted, re.DOTALL)
    assert len(told) == 1
    for content in (b"\x00\x01\xff", b"%PDF-1.7\n", "nom\tprenom\n".encode("utf-16")):
        assert sent_file(visitor, content).status_code == 422
    assert sent_file(visitor, b"x" * 2_000_001).status_code == 413
    assert sent_file(visitor, TABLE.encode(), cle="volée").status_code == 403
    assert known(running, espace, "ins", "base") == {"identites": 0}


def test_without_a_file_the_pasted_table_goes(running: Running, espace: str, visitor: Visitor) -> None:
    assert sent_file(visitor, b"", name="", tableau=TABLE).status_code == 200
    assert known(running, espace, "ins", "base") == {"identites": 1}


NO_FORMS = [
    ("multipart/form-data", b"--x\r\n\r\n\r\n--x--\r\n"),
    ("multipart/form-data; boundary=x", b""),
    ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data\r\n\r\na\r\n--x--"),
    ("multipart/form-data; boundary=x", b'--x\r\nA: form-data; name="cle"\r\n\r\na'),
    ("multipart/form-data; boundary=x", b'--x\r\nA: f; name="a"\r\n\r\n\xff\r\n--x--'),
    ("multipart/form-data; boundary=x", b'--x\r\nA: f; name="a"\r\n\r\n\0\r\n--x--'),
    ("multipart/form-data; boundary=x", b'\r\n--x\r\nA: f; name="a"\r\n\r\n1' * 201 + b"\r\n--x--"),
]


@pytest.mark.parametrize(("content_type", "body"), NO_FORMS)
def test_what_is_no_form_with_a_file_is_told(visitor: Visitor, content_type: str, body: bytes) -> None:
    answer = visitor.browser.post("/personnes", content=body, headers={"content-type": content_type})
    assert answer.status_code == 400
    assert "<h1>Formulaire" in answer.text


def test_a_form_without_any_field_is_not_one_of_our_pages(visitor: Visitor) -> None:
    headers = {"content-type": "multipart/form-data; boundary=x"}
    assert visitor.browser.post("/personnes", content=b"--x--\r\n", headers=headers).status_code == 403


@pytest.mark.parametrize("typed", ["255081416802538", "2 55 08 14 168 025 38", "2550814168025"])
def test_a_matricule_that_may_be_real_is_stopped_before_it_is_kept(
    running: Running, espace: str, visitor: Visitor, typed: str
) -> None:
    before = known(running, espace, "personnes", "marguerite-delaunay")
    said = visitor.do(MARGUERITE, "matricule", 422, matricule=typed)
    assert "pourrait être celui d’une vraie personne" in said
    assert known(running, espace, "personnes", "marguerite-delaunay") == before


REAL = "184057512345678"


@pytest.mark.parametrize(
    "typed",
    [
        "1 84 05 75 123 456 78",
        "1\u00a084\u202f05\u00a075\u00a0123\u00a0456",
        "1-84-05-75-123-456",
        "1.84.05.2A.123.456",
        "MARTIN Paul, 1840575123456, chambre 12",
        "\uff11\uff18\uff14\uff10\uff15\uff17\uff15\uff11\uff12\uff13\uff14\uff15\uff16",
    ],
)
def test_however_it_is_written_a_matricule_that_may_be_real_is_stopped(
    running: Running, espace: str, visitor: Visitor, typed: str
) -> None:
    said = visitor.do("/pannes", "provoquer", 422, patient=typed)
    assert "il pourrait être celui d’une vraie personne" in said
    assert known(running, espace, "pannes") == []


@pytest.mark.parametrize("typed", ["1 40 03 55 039 901 23", "2026-11-29 10 12 45 678", "18405751234567"])
def test_what_is_nobody_s_is_taken(running: Running, espace: str, visitor: Visitor, typed: str) -> None:
    visitor.do("/pannes", "provoquer", patient=typed)
    assert len(known(running, espace, "pannes")) == 1


@pytest.mark.parametrize("pasted", [True, False])
def test_a_table_with_a_matricule_that_may_be_real_is_stopped_whole(
    running: Running, espace: str, visitor: Visitor, pasted: bool
) -> None:
    columns = "nom_naissance;prenoms;sexe;date_naissance;lieu_naissance;matricule"
    table = f"{columns}\nREELLE;JEAN;M;1984-05-12;75056;{REAL}\n"
    if pasted:
        said = visitor.do("/personnes", "importer", 422, tableau=table)
    else:
        answer = sent_file(visitor, table.encode())
        said = unescape(answer.text)
        assert answer.status_code == 422
    assert "pourrait être celui d’une vraie personne" in said
    assert known(running, espace, "ins", "base") == {"identites": 0}


def test_two_people_at_once_do_not_overwrite_each_other(
    visitor: Visitor, running: Running, espace: str
) -> None:
    page = visitor.read(MARGUERITE)
    seen = re.search(r'name="vu" value="(\w+)"', page)
    assert seen is not None
    with running.api() as api:
        change = {"local.nom_utilise": "Autre"}
        assert api.patch(f"/espaces/{espace}/personnes/marguerite-delaunay", json=change).status_code == 200
    said = visitor.do(MARGUERITE, "mariage", 409, vu=seen[1], **{"local.nom_utilise": "Petit"})
    assert "Quelqu’un a changé cette fiche" in said
    assert known(running, espace, "personnes", "marguerite-delaunay")["local"]["nom_utilise"] == "Autre"


def test_time_moves_forward_stands_still_and_comes_back(
    running: Running, espace: str, visitor: Visitor
) -> None:
    visitor.do("/horloge", "avancer", de="86400")
    assert known(running, espace, "horloge")["offset"] == 86400.0
    visitor.do("/horloge", "arreter")
    stopped = known(running, espace, "horloge")
    assert stopped["mode"] == "stepped"
    visitor.do("/horloge", "reelle")
    assert known(running, espace, "horloge")["mode"] == "real"


def test_a_workspace_is_made_frozen_restored_and_deleted(running: Running, visitor: Visitor) -> None:
    visitor.do("/espaces", "creer", name="equipe-console")
    with visiting(running, "equipe-console") as there:
        there.do("/espaces", "figer", label="avant")
        there.do(MARGUERITE, "dossier", etat="absent")
        there.do("/espaces", "retablir", label="avant")
        record = known(running, "equipe-console", "dmp", "personnes", "marguerite-delaunay", "dossier")
        assert record["etat"] == "ouvert"
        there.do("/espaces", "exigence", profile="strict")
        assert known(running, "equipe-console", "reglages")["profile"] == "strict"
        assert "L’espace est supprimé." in there.do("/espaces", "supprimer")
    with running.api() as api:
        assert "equipe-console" not in api.get("/espaces").json()


def test_a_name_that_cannot_be_is_told_in_words(visitor: Visitor) -> None:
    said = visitor.do("/espaces", "creer", 422, name="Équipe 1")
    assert "Nom : Minuscules, chiffres et tirets." in said
    assert "^" not in said


def test_a_document_is_read_hidden_and_shown_again(visitor: Visitor) -> None:
    page = visitor.read("/dmp/raymond-leclercq")
    assert "Marqueurs tumoraux" in page
    assert "Marqueurs tumoraux" not in visitor.read("/dmp/raymond-leclercq?regard=usager")
    said = visitor.do("/dmp/raymond-leclercq", "masquer", document="1.2.250.1.999.26.1351155050931.1.26")
    assert "Le document est masqué aux professionnels." in said
    said = visitor.do("/dmp/raymond-leclercq", "demasquer", document="1.2.250.1.999.26.1351155050931.1.26")
    assert "Le document est de nouveau visible." in said


def test_a_document_is_shown_where_nothing_can_run(visitor: Visitor) -> None:
    path = "/dmp/raymond-leclercq/documents/1.2.250.1.999.26.1351155050931.1.36"
    assert '<iframe class="lecture" sandbox title' in visitor.read(path)
    answer = visitor.browser.get(f"{path}/lisible", params={"espace": "defaut"})
    assert "RAYMOND LECLERCQ" in answer.text
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("sandbox; default-src 'none'; style-src 'sha256-")
    assert "script" not in policy


def test_a_full_box_is_full_and_the_person_answers(running: Running, espace: str, visitor: Visitor) -> None:
    box = "/messagerie/cabinet.besnard@medecin.demo.mssante.fr"
    visitor.do(box, "etat", etat="pleine")
    every = known(running, espace, "mss", "boites")
    assert next(one["etat"] for one in every if one["adresse"].startswith("cabinet.besnard")) == "pleine"
    person = "/messagerie/240035505090119@patient.demo.mssante.fr"
    assert "Aucun échange ouvert" in visitor.do(person, "repondre", 409, texte="Merci")


def test_staff_are_registered_and_their_card_taken(running: Running, espace: str, visitor: Visitor) -> None:
    said = visitor.do("/professionnels", "enroler", nom="Essai", prenom="Ada", structure="ehpad-les-tilleuls")
    assert "dans 48 heures" in said
    assert "ADA ESSAI" in said
    visitor.do("/professionnels/helene-morvan", "carte", carte="opposee")
    assert known(running, espace, "professionnels", "helene-morvan")["carte"] == "opposee"
    visitor.do("/structures/ehpad-les-tilleuls", "renommer", nom="EHPAD des Essais")
    assert known(running, espace, "structures", "ehpad-les-tilleuls")["nom"] == "EHPAD des Essais"


@pytest.mark.parametrize(
    "path",
    [
        "/personnes/personne",
        "/dmp/personne",
        "/dmp/raymond-leclercq?regard=voisin",
        "/dmp/raymond-leclercq/documents/1.2.3",
        "/dmp/raymond-leclercq/documents/1.2.3/lisible",
        "/messagerie/absente@nulle.part",
        "/messagerie/cabinet.besnard@medecin.demo.mssante.fr/1-1",
        "/messagerie/cabinet.besnard@medecin.demo.mssante.fr/x-é",
        "/professionnels/personne",
        "/structures/nulle-part",
    ],
)
def test_what_is_not_there_is_a_page_that_says_so(visitor: Visitor, path: str) -> None:
    assert "Page introuvable" in visitor.read(path, 404)


@pytest.mark.parametrize(
    ("data", "headers", "status"),
    [
        ({"geste": "dossier", "etat": "ferme"}, {}, 403),
        ({"cle": "faux", "geste": "dossier", "etat": "ferme"}, {}, 403),
        ({"cle": "é" * 40, "geste": "dossier"}, {}, 403),
        ({"cle": "{cle}", "geste": "dossier"}, {"origin": "http://pirate.example"}, 403),
        ({"cle": "{cle}", "geste": "dossier"}, {"content-type": "text/plain"}, 400),
        ({"cle": "{cle}", "geste": "inconnu"}, {}, 422),
    ],
)
def test_a_form_that_is_not_ours_changes_nothing(
    running: Running,
    espace: str,
    visitor: Visitor,
    data: dict[str, str],
    headers: dict[str, str],
    status: int,
) -> None:
    before = known(running, espace, "personnes", "marguerite-delaunay")
    key = re.search(r'name="cle" value="(\w+)"', visitor.read(MARGUERITE))
    assert key is not None
    sent = {name: value.replace("{cle}", key[1]) for name, value in data.items()}
    answer = visitor.browser.post(MARGUERITE, params={"espace": espace}, data=sent, headers=headers)
    assert answer.status_code == status
    assert known(running, espace, "personnes", "marguerite-delaunay") == before


def test_without_the_cookie_a_form_is_refused(running: Running, visitor: Visitor) -> None:
    key = re.search(r'name="cle" value="(\w+)"', visitor.read(MARGUERITE))
    assert key is not None
    origin = running.ready["console"].partition("/?")[0]
    with httpx.Client(base_url=origin, trust_env=False) as stranger:
        answer = stranger.post(MARGUERITE, data={"cle": key[1], "geste": "dossier", "etat": "ferme"})
    assert answer.status_code == 401


def test_a_form_beyond_its_bounds_is_refused(visitor: Visitor) -> None:
    assert visitor.browser.post(MARGUERITE, data={"cle": "x" * 2_000_001}).status_code == 413
    assert visitor.browser.post(MARGUERITE, data={f"c{n}": "1" for n in range(201)}).status_code == 400


def answers(page: str) -> dict[str, str]:
    """What each service will answer, by its name, as the page of somebody tells it."""
    told = re.findall(r"<dt>([^<]*)</dt><dd>(.*?)</dd>", page)
    return {name.partition(",")[0]: sentences for name, sentences in told}


def test_a_page_foretells_what_each_service_answers_and_follows_every_change(visitor: Visitor) -> None:
    before = answers(visitor.read(MARGUERITE))
    assert before["Téléservice INSi"].startswith(
        "Cherchée par ses traits d’état civil, cette personne est trouvée."
    )
    assert before["DMP"] == "Le DMP existe et s’ouvre."
    assert before["MSSanté"] == "Un courriel envoyé à cette personne arrive."
    visitor.do(MARGUERITE, "homonyme")
    visitor.do(MARGUERITE, "bloquer", professionnel="helene-morvan")
    visitor.do("/messagerie/240035505090119@patient.demo.mssante.fr", "etat", etat="fermee")
    after = answers(visitor.read(MARGUERITE))
    assert "plusieurs identités" in after["Téléservice INSi"]
    assert after["DMP"] == "Le DMP existe et s’ouvre. 1 professionnel n’y a pas accès."
    assert after["MSSanté"] == "Sa messagerie est fermée : le courriel est accepté, puis revient."
    visitor.do(MARGUERITE, "dossier", etat="ferme")
    closed = answers(visitor.read(MARGUERITE))
    assert closed["DMP"] == "Le DMP est fermé : rien n’y est déposé ni lu."


def test_a_married_name_is_foretold_as_not_found(visitor: Visitor) -> None:
    told = answers(visitor.read("/personnes/simone-mercier"))["Téléservice INSi"]
    assert "cette personne est trouvée." in told
    assert "du dossier de l’établissement, elle n’est pas trouvée." in told


def test_a_hospital_writes_and_its_mail_is_read_in_words(
    running: Running, espace: str, visitor: Visitor
) -> None:
    box = "/messagerie/contact@ehpad-les-tilleuls.demo.mssante.fr"
    said = visitor.do(box, "arriver", nature="nominal", personne="marguerite-delaunay", nombre="2")
    assert "Le courriel est dans la boîte." in said
    letters = re.findall(r'href="(/messagerie/contact[^"?]*/\d+-\d+)', said)
    assert len(letters) == 2
    page = unescape(visitor.read(letters[0]))
    assert "IHE_XDM.zip" in page
    address = httpx.URL(letters[0] + "/documents/0").copy_merge_params({"espace": espace})
    alone = visitor.browser.get(address)
    assert "DELAUNAY" in alone.text
    assert alone.headers["content-security-policy"].startswith("sandbox;")
    assert "nombre" in visitor.do(box, "arriver", 422, nombre="201").lower()
    assert running.ready["console"]


def test_of_a_long_list_the_beginning_is_shown_and_the_rest_is_looked_for(
    running: Running, espace: str, visitor: Visitor
) -> None:
    with running.api() as api:
        model = api.get(f"/espaces/{espace}/personnes/marguerite-delaunay").json()
        model |= {"numero": "", "local": {**model["local"], "nom_naissance": "NOMBREUSE"}}
        for rank in range(230):
            put = api.put(f"/espaces/{espace}/personnes/p-{rank}", json=model)
            assert put.status_code == 200, put.text
        listed = api.get(f"/espaces/{espace}/personnes")
        assert (len(listed.json()) >= 230, listed.headers["content-type"]) == (True, "application/json")
        assert listed.json()[0] == api.get(f"/espaces/{espace}/personnes/{listed.json()[0]['id']}").json()
    for path in ("/personnes", "/dmp"):
        page = unescape(visitor.read(path))
        assert page.count('<th scope="row">') == 200, path
        assert "de plus : précisez la recherche." in page
        assert "précisez" not in visitor.read(f"{path}?q=bailly")
    page = unescape(visitor.read("/messagerie?q=besnard"))
    assert "cabinet.besnard@medecin.demo.mssante.fr" in page
    assert "contact@ehpad-les-tilleuls" not in page
