"""Exchanges captured on a real bench: nothing of the person stays, and what we answer otherwise is listed."""

import csv
import gzip
import json
import re
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from lxml import etree

from simulators.cli import main
from simulators.core.journal.model import Exchange
from simulators.core.sante.fictif import est_fictif
from simulators.core.sante.matricule import valide
from simulators.rejeu.captures import lecture
from simulators.rejeu.captures.fiction import rendre_fictives
from simulators.rejeu.captures.masque import Masque
from simulators.rejeu.captures.modele import Capture, CaptureError
from tests.rejeu.captures import CLE, MATRICULE, ORIGINAUX, har
from tests.rejeu.conftest import Banc

GRAINE = b"graine des essais"
NOW = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)


def octets(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every byte written, archives opened, base64 left as it is."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield str(path), path.read_bytes()
            if zipfile.is_zipfile(path):
                with zipfile.ZipFile(path) as archive:
                    yield from ((f"{path}!{name}", archive.read(name)) for name in archive.namelist())


def present(original: str, data: bytes) -> bool:
    """Whether bytes hold it; five digits may also be those of a long identifier."""
    edge = rb"(?<![0-9])%b(?![0-9])" if len(original) == 5 else rb"%b"
    return re.search(edge % original.encode(), data.lower()) is not None


def capture(body: str, kind: str = "text/xml", url: str = "https://banc/lps", answer: str = "") -> Capture:
    """A capture of which only this matters."""
    return Capture("1", "POST", url, (("content-type", kind),), body.encode(), NOW, 200, (), answer.encode())


def fictive(*captures: Capture) -> list[Capture]:
    """What an import would keep of them."""
    found = rendre_fictives(captures, GRAINE)
    assert found.ecartees == ()
    return list(found.captures)


@pytest.fixture
def importe(echanges: list[Exchange], cible: Banc, tmp_path: Path) -> tuple[Path, dict[str, object]]:
    """INSi and DMP of the journey, captured on a bench that writes one label otherwise; imported."""
    calls = [one for one in echanges if one.service in {"ins", "dmp"}]
    source = har(calls, tmp_path / "banc.har", [(b"<LibelleCR>OK<", b"<LibelleCR>Ok<")])
    out = tmp_path / "captures"
    done = cible.dire(
        "import-captures", str(source), "--target", str(cible.running.ready_path), "--espace", cible.espace,
        "--out", str(out), "--json",
    )  # fmt: skip
    assert done.returncode == 1, done.stderr
    return out, json.loads(done.stdout)


def test_one_label_is_the_one_gap_and_says_what_ours_rests_on(
    importe: tuple[Path, dict[str, object]],
) -> None:
    out, told = importe
    assert (told["joues"], told["non_joues"], told["ecartees"]) == (7, [], [])
    assert told["ecarts"] == [
        {
            "capture": "1",
            "operation": "ins.recherche_traits",
            "champ": "corps/Envelope/Body/RESULTAT/CR/LibelleCR",
            "eux": "Ok",
            "nous": "OK",
            "fondement": "seen",
            "source": "padoa/tlsi-ins, réponses réelles ; libellés sans accent",
        }
    ]
    with (out / "ecarts-de-fidelite.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row["eux"] for row in csv.DictReader(file, delimiter=";")] == ["Ok"]
    assert "LibelleCR" in (out / "ecarts-de-fidelite.html").read_text("utf-8")


def test_not_a_byte_of_the_person_is_kept(importe: tuple[Path, dict[str, object]], cible: Banc) -> None:
    """In the files written, and in what the simulator journalled of the calls."""
    out, _ = importe
    journal = out / "espace.zip"
    ready = str(cible.running.ready_path)
    assert cible.dire("espace", "journal", cible.espace, str(journal), "--target", ready).returncode == 0
    seen = list(octets(out))
    assert len(seen) > 5
    assert [(name, one) for name, data in seen for one in ORIGINAUX if present(one, data)] == []


def test_the_matricule_and_the_traits_agree_and_are_fictional() -> None:
    sent = (
        f"<a><NomNaissance>MARTINEAU</NomNaissance><DateNaissance>1940-03-14</DateNaissance>"
        f"<LieuNaissance>75056</LieuNaissance><NumIdentifiant>{MATRICULE}</NumIdentifiant><Cle>{CLE}</Cle>"
        f"<libre>{MATRICULE[0]} {MATRICULE[1:3]} {MATRICULE[3:5]} {MATRICULE[5:7]} {MATRICULE[7:10]} "
        f"{MATRICULE[10:]} {CLE}, Mme Martineau</libre></a>"
    )
    [one] = fictive(capture(sent))
    root = etree.fromstring(one.corps)
    told = {node.tag: node.text or "" for node in root}
    whole = told["NumIdentifiant"] + told["Cle"]
    assert valide(whole)
    assert est_fictif(whole)
    assert (told["DateNaissance"][2:4], told["DateNaissance"][5:7]) == (whole[1:3], whole[3:5])
    assert told["LieuNaissance"] == whole[5:10]
    assert told["libre"].replace(" ", "").startswith(whole)
    assert told["libre"].endswith(f"Mme {told['NomNaissance'].capitalize()}")


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (
            "application/fhir+json",
            '{{"identifier": [{{"value": "{0}"}}], "name": [{{"family": "MARTINEAU"}}]}}',
        ),
        ("application/x-www-form-urlencoded", "ins={0}&family=MARTINEAU"),
        ("application/soap+xml", "<a b='{0}'><family>MARTINEAU</family><c>Martineau</c></a>"),
        (
            "application/xml",
            "<a><family>MARTINEAU</family><Value>PID-5|MARTINEAU^EUGENIE</Value><i>{0}</i></a>",
        ),
    ],
)
def test_every_writing_is_walked_through(kind: str, body: str) -> None:
    [one] = fictive(
        capture(
            body.format(MATRICULE + CLE), kind, f"https://banc/fhir/Patient?identifier=oid%7C{MATRICULE}{CLE}"
        )
    )
    said = (one.corps + one.url.encode()).lower()
    assert [word for word in ORIGINAUX if word.encode() in said] == []
    assert len(said) > 60


def test_what_cannot_be_walked_through_is_not_kept() -> None:
    found = rendre_fictives([capture("<a>", "text/xml"), capture("{", "application/json")], GRAINE)
    assert found.captures == ()
    assert [why for _, why in found.ecartees] == [
        "IllisibleError : contenu illisible, donc non contrôlable"
    ] * 2


def test_a_picture_or_a_page_is_taken_out() -> None:
    [one] = fictive(capture("%PDF-1.4 Martineau", "application/pdf", answer="<html>Martineau</html>"))
    assert (
        one.corps == one.corps_reponse == b"Contenu retire a l'import : une personne pouvait y etre nommee."
    )


def test_free_text_is_taken_out() -> None:
    """Nobody knows what a carer wrote there."""
    told = "<text><list><item>Vue <b>hier</b> par sa fille</item></list></text>"
    cda = f"<a><section><title>Suivi</title>{told}</section></a>"
    fhir = '{"text": {"div": "<div>sa fille</div>"}, "description": "sa fille", "status": "final"}'
    document, resource = fictive(capture(cda), capture(fhir, "application/fhir+json"))
    for word in (b"fille", b"hier"):
        assert word not in document.corps + resource.corps
    assert b"<title>Suivi</title>" in document.corps
    assert json.loads(resource.corps)["status"] == "final"


def test_tokens_and_secrets_go() -> None:
    sent = Capture(
        "1", "POST", "https://banc/auth/realms/x/token",
        (("Authorization", "Basic c2VjcmV0"), ("Cookie", "a=secret"), ("X-Forwarded-For", "10.1.2.3"),
         ("content-type", "application/x-www-form-urlencoded")),
        b"client_secret=motdepasse&code=abcdef&grant_type=authorization_code", NOW, 200,
        (("set-cookie", "b=secret"),), b"",
    )  # fmt: skip
    [one] = fictive(sent)
    assert [name for name, _ in one.entetes] == ["Authorization", "content-type"]
    assert one.entetes_reponse == ()
    assert b"motdepasse" not in one.corps
    assert b"abcdef" not in one.corps
    assert b"grant_type=authorization_code" in one.corps


def test_fictional_people_stay_themselves() -> None:
    body = "<a><NumIdentifiant>2400355050901</NumIdentifiant><Cle>19</Cle></a>"
    [one] = fictive(capture(body))
    assert b"2400355050901" in one.corps
    assert b"<Cle>19</Cle>" in one.corps


def test_the_same_person_is_the_same_within_an_import_and_another_in_the_next() -> None:
    first, again, other = (Masque(seed).texte(f"{MATRICULE}{CLE}") for seed in (GRAINE, GRAINE, b"autre"))
    assert first == again != other


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.har", b"{}", "ce n'est pas un fichier HAR (KeyError)"),
        ("a.har", b"\xff\xfe", "ce n'est pas un fichier HAR"),
        ("a.har", b"[" * 100_000, "ce n'est pas un fichier HAR"),
        ("a.har", b'{"log": {"entries": [{"request": 1}]}}', "ce n'est pas un fichier HAR"),
    ],
)
def test_a_file_that_is_no_capture(
    name: str, data: bytes, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / name).write_bytes(data)
    assert main(["import-captures", str(tmp_path / name), "--out", str(tmp_path / "out")]) == 3
    assert said in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_the_name_of_a_raw_message_is_not_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Somebody may have named it after the resident."""
    for end in ("request", "response"):
        (tmp_path / f"martineau-{end}.http").write_bytes(b"rien")
    assert main(["import-captures", str(tmp_path), "--out", str(tmp_path / "out")]) == 3
    said = capsys.readouterr().err
    assert "demande 1 : ce n'est pas un message HTTP" in said
    assert "martineau" not in said


def test_too_many_or_too_long_captures_and_links_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in (1, 2):
        (tmp_path / f"{number}-request.http").write_bytes(b"GET / HTTP/1.1\r\nHost: banc\r\n\r\n")
        (tmp_path / f"{number}-response.http").write_bytes(
            b"HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\n\r\n" + gzip.compress(b"x" * 5_000)
        )
    assert [len(one.corps_reponse) for one in lecture.lire(tmp_path)] == [5_000, 5_000]
    with monkeypatch.context() as less:
        less.setattr(lecture, "MOST_CAPTURES", 1)
        with pytest.raises(CaptureError, match="plus de 1 échanges"):
            lecture.lire(tmp_path)
    with monkeypatch.context() as less:
        less.setattr(lecture, "MOST_BODY", 4_000)
        with pytest.raises(CaptureError, match="une fois ouvert"):
            lecture.lire(tmp_path)
    (tmp_path / "2-request.http").unlink()
    (tmp_path / "2-request.http").symlink_to("1-request.http")
    assert len(lecture.lire(tmp_path)) == 1


def test_a_folder_of_raw_messages_is_played_too(
    echanges: list[Exchange], cible: Banc, tmp_path: Path
) -> None:
    [call] = [one for one in echanges if one.service == "ins"]
    assert call.answer is not None
    folder = tmp_path / "paires"
    folder.mkdir()
    kind = call.request.header("content-type")
    head = f"POST /lps HTTP/1.1\r\nHost: banc-reel.exemple\r\nContent-Type: {kind}\r\n\r\n"
    (folder / "01-request.http").write_bytes(head.encode() + (call.request.body or b""))
    answer = "HTTP/1.1 200 OK\r\ncontent-type: application/soap+xml;charset=UTF-8\r\n\r\n"
    (folder / "01-response.http").write_bytes(answer.encode() + (call.answer.body or b""))
    done = cible.dire(
        "import-captures", str(folder), "--target", str(cible.running.ready_path), "--espace", cible.espace,
        "--out", str(tmp_path / "out"),
    )  # fmt: skip
    assert (done.returncode, done.stdout.splitlines()[0]) == (0, "1 échanges joués, 0 écarts de fidélité")
