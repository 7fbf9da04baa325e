"""What goes with a report: the fiche of a red verdict, the evidence folder, the basis of codes, the CSV."""

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

from simulators.core.basis import assumed, seen
from simulators.core.journal.model import Exchange, Message, Peer, Wire
from simulators.core.rule import ErrorEntry, Register, Text
from simulators.scenarios.judge import judge
from simulators.scenarios.reports import csv_report, html_report, json_report, preuves
from simulators.scenarios.reports.files import write_reports
from simulators.scenarios.reports.fondements import fondements
from tests.running import Running, socle
from tests.scenarios.samples import META, NOON, PEOPLE, check, echange, scenario
from tests.scenarios.test_reports import Page, page, verdict

PEER = Peer("CN=INSI-MANU", "CN=AC de test", "6B04", "ab:cd", "INSI-MANU", "1990000028", "EHPAD", NOON, NOON)
MAIL = b"""From: a@b\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r
Content-Type: application/zip\r\nContent-Disposition: attachment; filename=IHE_XDM.zip\r
Content-Transfer-Encoding: base64\r\n\r\nUEs=\r\n--x--\r\n"""


def soap(name: str = "e1") -> Exchange:
    """An INSi exchange with its bytes, over TLS."""
    headers = (("Content-Type", "application/soap+xml; charset=utf-8"), ("X-Test", "1"))
    return replace(
        echange(name, {"code": "01", "ins.code": "01"}),
        peer=PEER,
        wire=Wire("TLSv1.3", "TLS_AES_256_GCM_SHA384", "localhost"),
        request=Message("POST /lps HTTP/1.1", headers, b"<s:Envelope/>"),
        answer=Message("HTTP/1.1 200 OK", headers, b"<s:Answer/>"),
    )


def test_a_red_verdict_is_a_card_of_five_lines() -> None:
    source = page(verdict("00", "00"))
    assert (
        "Attendu Contrôle 1. Constaté Le simulateur a vu 2 échanges de ce genre ; attendu : 1 exactement. "
        "Où 12:01:00 Recherche par traits 12:02:00 Recherche par traits "
        "Exigence SC.INS/va1.34 (vague 1 : INS.51) — indicatif À faire Conseil 1."
    ) in source.text
    assert "Attendu" not in page(verdict("00")).text


def test_what_failed_is_read_first() -> None:
    subject = scenario(
        check("compte: {choix: {service: ins}, min: 1}"),
        check("compte: {choix: {service: ins}, min: 3}", number=2),
    )
    text = page(judge(subject, [echange("e1")], PEOPLE)).text
    assert text.index("ESS-01.C2") < text.index("ESS-01.C1")


def test_an_exchange_judged_by_two_scenarios_is_shown_once() -> None:
    one = verdict("00")
    other = replace(one, scenario=replace(one.scenario, id="ESS-02"))
    source = html_report.render([one, other], META)
    assert source.count('id="x-e1"') == 1
    assert "Ces échanges sont montrés plus haut." in Page(source).text


def test_the_folder_holds_the_message_its_answer_and_its_tls(tmp_path: Path) -> None:
    rule = check("compte: {choix: {service: ins}, exactement: 1}")
    found = judge(scenario(rule), [echange("e1")], PEOPLE)
    links = preuves.write(tmp_path, [found], {"e1": soap()})
    stem = "preuves/ESS-01/001-ins.recherche_traits"
    assert links == {("ESS-01", "e1"): (f"{stem}.txt", f"{stem}-demande.xml", f"{stem}-reponse.xml")}
    assert (tmp_path / f"{stem}-demande.xml").read_bytes() == b"<s:Envelope/>"
    record = (tmp_path / f"{stem}.txt").read_text("utf-8")
    assert "TLS : TLSv1.3, TLS_AES_256_GCM_SHA384, nom demandé : localhost" in record
    assert "Certificat client : CN=INSI-MANU" in record
    assert "X-Test: 1" in record


def test_an_exchange_in_clear_without_certificate_says_so(tmp_path: Path) -> None:
    found = judge(scenario(check("compte: {choix: {service: ins}, min: 1}")), [echange("e1")], PEOPLE)
    ((path,),) = preuves.write(tmp_path, [found], {}).values()
    record = (tmp_path / path).read_text("utf-8")
    assert "TLS : aucun" in record
    assert "Certificat client : aucun" in record


def test_a_mail_is_kept_as_sent_with_its_archive(tmp_path: Path) -> None:
    mail = replace(
        echange("m1", operation="mss.envoi", service="mss"),
        protocol="smtp",
        request=Message("MAIL", (), MAIL),
    )
    found = judge(scenario(check("compte: {choix: {service: mss}, min: 1}")), [mail], PEOPLE)
    preuves.write(tmp_path, [found], {})
    folder = tmp_path / "preuves" / "ESS-01"
    assert (folder / "001-mss.envoi-demande.eml").read_bytes() == MAIL
    assert (folder / "001-mss.envoi-IHE_XDM.zip").read_bytes() == b"PK"


def test_an_exchange_of_many_scenarios_goes_where_it_is_cited(tmp_path: Path) -> None:
    cited = scenario(check("compte: {choix: {service: ins}, min: 1}"))
    other = replace(scenario(check("compte: {choix: {service: dmp}, exactement: 0}")), id="ESS-02")
    verdicts = [judge(one, [echange("e1")], PEOPLE) for one in (cited, other)]
    assert set(preuves.write(tmp_path, verdicts, {})) == {("ESS-01", "e1")}


def test_no_name_leaves_the_folder(tmp_path: Path) -> None:
    rule = check("compte: {choix: {}, min: 1}")
    evil = echange("e1", operation="../../etc/passwd")
    found = judge(replace(scenario(rule), id="../X"), [evil], PEOPLE)
    ((path,),) = preuves.write(tmp_path / "r", [found], {}).values()
    assert "/../" not in path
    assert [one.name for one in tmp_path.iterdir()] == ["r"]


def test_a_code_is_told_with_how_well_it_is_known() -> None:
    entries = (
        ErrorEntry("01", "01", "Aucune identité trouvée", seen("une source"), {}),
        ErrorEntry("refus", "insi_102", "Erreur technique", assumed("rien trouvé"), {}),
    )
    registers = {"ins": Register("ins", {one.key: one for one in entries}, {}, {})}
    (found,) = fondements(echange("e1", {"code": "01"}), registers)
    assert (found.code, found.kind.fr, found.source) == ("01", "vu", "une source")
    (other,) = fondements(echange("e1", {"ins.erreur": "insi_102"}), registers)
    assert (other.kind.fr, other.source) == ("supposé", "rien trouvé")
    assert fondements(echange("e1", {"code": "00"}), registers) == ()
    told = [judge(scenario(check("compte: {choix: {}, min: 1}")), [echange("e1", {"code": "01"})], PEOPLE)]
    (scene,) = json.loads(json_report.render(told, replace(META, registers=registers)))["scenarios"]
    assert scene["exchanges"][0]["codes"] == [{"code": "01", "basis": "seen", "source": "une source"}]
    source = html_report.render(
        [judge(scenario(check("compte: {choix: {}, min: 1}")), [echange("e1", {"code": "01"})], PEOPLE)],
        replace(META, registers=registers),
    )
    assert "Réponse 01 (Aucune identité trouvée) : vu, une source" in Page(source).text


def test_the_csv_has_a_line_a_check_and_no_formula() -> None:
    one = verdict("00", "00")
    titled = replace(one, scenario=replace(one.scenario, titre=Text("=1+1", "")))
    first, second, _ = csv.DictReader(io.StringIO(csv_report.render([titled])), delimiter=";")
    assert (first["verdict"], first["echanges"], first["a_faire"]) == ("Non conforme", "e1 e2", "Conseil 1.")
    assert (first["exigences"], first["vague1"], first["indicatif"]) == ("SC.INS/va1.34", "INS.51", "oui")
    assert (second["verdict"], second["a_faire"], second["titre"]) == ("Non vu", "", "'=1+1")


def test_the_same_run_gives_the_same_report(tmp_path: Path) -> None:
    for name in ("un", "deux"):
        write_reports(tmp_path / name, [verdict("00", "00")], META)
    for path in (tmp_path / "un").rglob("*.*"):
        twin = tmp_path / "deux" / path.relative_to(tmp_path / "un")
        assert path.read_bytes() == twin.read_bytes()


def test_a_run_brings_its_evidence_from_the_simulator(
    home: Path, tmp_path: Path, running: Running, espace: str
) -> None:
    target = ("--target", str(running.ready_path), "--espace", espace, "--report", str(tmp_path))
    assert socle("play", "INS-01", *target, home=home).returncode == 0
    (asked, *_) = sorted((tmp_path / "preuves" / "INS-01").glob("*-demande.xml"))
    assert b"Envelope" in asked.read_bytes()
    source = (tmp_path / "report.html").read_text("utf-8")
    assert f'href="preuves/INS-01/{asked.name}"' in source
    assert "Réponse 00" in Page(source).text


def test_the_report_of_a_run_bears_the_date_of_its_last_exchange(
    home: Path, tmp_path: Path, running: Running, espace: str
) -> None:
    with running.api() as api:
        fixed = {"mode": "stepped", "instant": "2026-03-02T09:00:00Z"}
        assert api.put(f"/espaces/{espace}/horloge", json=fixed).status_code == 200
    target = ("--target", str(running.ready_path), "--espace", espace, "--report", str(tmp_path))
    assert socle("play", "INS-01", *target, home=home).returncode == 0
    assert "le 2 mars 2026 à 9 h" in (tmp_path / "report.html").read_text("utf-8")
