"""The report of a rehearsal: the same thing on the screen, as a file, and from the command."""

import json
import re
from html import unescape
from pathlib import Path

import httpx
import pytest

from tests.console.test_rehearsal import begun
from tests.console.test_try import call
from tests.console.visitor import _FORM as FORMS
from tests.console.visitor import Visitor, filled
from tests.running import Running, socle


def report_of(id_: str) -> str:
    return f"/repetition/{id_}/compte-rendu"


def rows(page: str) -> dict[str, str]:
    """The first value of each line of the tables, by the title of the line, tags removed."""
    found = re.findall(r'<tr><th scope="row">([^<]+)</th><td[^>]*>(.*?)</td>', unescape(page))
    return {title: re.sub(r"<[^>]+>", "", value).strip() for title, value in found}


def test_the_screen_shows_indicators_and_checklist_each_with_its_evidence(
    running: Running, espace: str, visitor: Visitor
) -> None:
    id_ = begun(running, espace, "INS-01")
    found, lost = call(running, espace), call(running, espace, nom="INTROUVABLE")
    page = visitor.read(report_of(id_))
    shown = rows(page)
    assert shown["Identités trouvées"] == "1 sur 1 (100 %) Voir"
    assert shown["Professionnels connectés"] == "0"
    assert shown["Dossiers actifs"] == "à fournir : la file active de votre logiciel"
    assert "Professionnels enregistrés (RPPS+)" in unescape(page)
    assert "Pendant la répétition : 1 établissement reconnu (certificat de test)." in unescape(page)
    assert f'<a href="/trafic/{found}?espace={espace}">Voir</a>' in page
    checklist = page[page.index("Mise en service : la liste à tenir") :]
    assert re.findall(r"/trafic/([^?\"]+)", checklist) == [lost]
    assert "4 points à régler" in unescape(page)


def test_the_files_are_those_of_the_command(
    running: Running, espace: str, visitor: Visitor, home: Path, tmp_path: Path
) -> None:
    id_ = begun(running, espace, "fumee-insi")
    call(running, espace)
    call(running, espace, idam="INCONNU00000")
    visitor.do(report_of(id_), "declarer", effectif="4", **{"fait-cnda": "oui"})
    journal = tmp_path / "journal.zip"
    target = ("--target", str(running.ready_path))
    assert socle("espace", "journal", espace, str(journal), *target, home=home).returncode == 0
    for lang in ("fr", "en"):
        title = {"fr": "Compte rendu de répétition", "en": "Report of the rehearsal"}[lang]
        told = ("--effectif", "4", "--fait", "cnda", "--lang", lang, "--titre", title)
        done = socle("compte-rendu", str(journal), *told, "--out", str(tmp_path), home=home)
        assert (done.returncode, done.stderr) == (0, "")
        for kind in ("html", "csv", "json"):
            query = {"espace": espace, "lang": lang}
            answer = visitor.browser.get(f"{report_of(id_)}.{kind}", params=query)
            assert answer.headers["content-disposition"] == f'attachment; filename="compte-rendu.{kind}"'
            assert answer.content == (tmp_path / f"compte-rendu.{kind}").read_bytes(), (lang, kind)
    with running.api() as api:
        told_json = api.get(f"/espaces/{espace}/repetitions/{id_}/compte-rendu").json()
    assert told_json["groupe"]["total"]["indicateurs"]["U7"] == {"nombre": 0, "sur": 4, "part": 0}
    assert told_json["mise_en_service"]["cnda"] is True


def test_the_report_is_read_in_english(running: Running, espace: str, visitor: Visitor) -> None:
    id_ = begun(running, espace, "INS-01")
    call(running, espace)
    page = unescape(visitor.read(report_of(id_) + "?lang=en"))
    shown = rows(page)
    assert shown["Identities found"] == "1 of 1 (100 %) See"
    assert "Going live: the list to keep" in page
    assert "Nobody logged in through Pro Santé Connect." in page
    assert "During the rehearsal: 1 establishment known (test certificate)." in page
    main = page.partition("<main")[2].partition("</main>")[0]
    text = re.sub(r"<[^>]+>", " ", main.partition('class="compte-rendu"')[2].partition('class="declarer"')[0])
    french = re.findall(r"\b(?:usagers?|avant|personne|répétition|appels?|établissements?)\b", text)
    assert french == []


def test_what_is_declared_changes_the_report_and_is_kept(
    running: Running, espace: str, visitor: Visitor
) -> None:
    id_ = begun(running, espace, "INS-01")
    call(running, espace)
    path = report_of(id_)
    assert "7 étapes à faire ou à confirmer" in unescape(visitor.read(path))
    said = visitor.do(path, "declarer", effectif="12", **{"fait-rpps": "oui", "fait-panne": "oui"})
    assert "Le compte rendu en tient compte." in said
    assert "5 étapes à faire ou à confirmer" in said
    assert rows(visitor.read(path))["Professionnels connectés"] == "0 sur 12 (0 %)"
    csv = b"dossier;entree;mouvement\nA1;01/01/2020;%s\nA2;01/01/2020;\n"
    with running.api() as api:
        now = api.get(f"/espaces/{espace}/horloge").json()["now"][:10]
    answer = sent_file(visitor, path, csv % now.encode())
    assert answer.status_code == 200
    assert rows(answer.text)["Dossiers actifs"] == "1 sur 2 (50 %)"
    # A new sending without the file keeps it.
    visitor.do(path, "declarer", effectif="13")
    shown = rows(visitor.read(path))
    assert (shown["Dossiers actifs"], shown["Professionnels connectés"]) == (
        "1 sur 2 (50 %)",
        "0 sur 13 (0 %)",
    )


def sent_file(visitor: Visitor, path: str, content: bytes) -> httpx.Response:
    form = next(one for one in FORMS.findall(visitor.read(path)) if 'value="declarer"' in one)
    fields = {name: value for name, value in filled(form).items() if name != "file_active"}
    files = {"file_active": ("file.csv", content, "text/csv")}
    return visitor.browser.post(path, params={"espace": visitor.espace}, data=fields, files=files)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"dossier;entree\n1;\xe9\n", "enregistrez le tableau en CSV UTF-8"),
        (b"numero;nom\n1;2\n", "il manque dossier et entree"),
        (b"dossier;entree\n1;hier\n", "n'est pas un jour"),
    ],
)
def test_a_file_active_that_cannot_be_read_is_told(
    running: Running, espace: str, visitor: Visitor, content: bytes, said: str
) -> None:
    id_ = begun(running, espace, "INS-01")
    answer = sent_file(visitor, report_of(id_), content)
    assert answer.status_code == 422
    assert said in unescape(answer.text)
    with running.api() as api:
        path = f"/espaces/{espace}/repetitions/{id_}/declarations"
        assert api.get(path).json() == {"effectif": 0, "faites": [], "file_active": False}
        assert api.put(path, json={"faites": ["danser"]}).status_code == 422
        assert api.put(path, json={"effectif": -1}).status_code == 422
        assert api.get(f"/espaces/{espace}/repetitions/inconnue/declarations").status_code == 404


def test_before_anything_was_played_the_page_says_so(running: Running, espace: str, visitor: Visitor) -> None:
    id_ = begun(running, espace, "INS-01")
    assert "Rien n'a encore été joué" in unescape(visitor.read(report_of(id_)))
    for kind in ("html", "csv", "json"):
        visitor.read(f"{report_of(id_)}.{kind}", 404)
    with running.api() as api:
        answer = api.get(f"/espaces/{espace}/repetitions/{id_}/compte-rendu")
        assert (answer.status_code, answer.json()["detail"][:26]) == (409, "Rien n'a encore été joué :")
    call(running, espace)
    visitor.read(f"{report_of(id_)}.exe", 404)
    visitor.read("/repetition/inconnue/compte-rendu.csv", 404)
    answer = visitor.browser.get(f"{report_of(id_)}.json", params={"espace": espace})
    assert json.loads(answer.content)["certification"] is False


def test_what_came_before_the_rehearsal_is_not_in_its_report(
    running: Running, espace: str, visitor: Visitor
) -> None:
    call(running, espace)
    id_ = begun(running, espace, "INS-01")
    call(running, espace)
    call(running, espace)
    told = visitor.browser.get(f"{report_of(id_)}.json", params={"espace": espace}).json()
    assert told["groupe"]["total"]["compteurs"]["Recherches d'identité réussies"] == 2
