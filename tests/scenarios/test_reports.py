"""The reports: well formed, French first, honest about what they prove."""

import json
import re
from dataclasses import replace
from datetime import timedelta, timezone
from html.parser import HTMLParser
from pathlib import Path

from lxml import etree

from simulators.core.rule import Text
from simulators.scenarios.judge import judge
from simulators.scenarios.model import Check, Exigence
from simulators.scenarios.reports import html_report, json_report, junit_report, wording
from simulators.scenarios.reports.files import write_reports
from simulators.scenarios.verdicts import ScenarioVerdict
from tests.scenarios.samples import META, NOON, PEOPLE, check, coded, echange, scenario

CALL = check("compte: {choix: {service: ins}, exactement: 1}")
OTHER = check("absence: {choix: {service: dmp}, ancre: {service: dmp}}", number=2)
SEEN = Check(
    "ESS-01.C3", Text("Vu à l'écran", "Seen"), "must", "attestation", Text("", ""), None, Text("Écran.", "S.")
)
SUBJECT = replace(scenario(CALL, OTHER, SEEN), exigences=(Exigence("SC.INS/va1.34", True, "INS.51"),))
INS = frozenset({"ins"})


def verdict(*codes: str) -> ScenarioVerdict:
    return judge(SUBJECT, coded(*codes), PEOPLE, played=INS)


class Page(HTMLParser):
    """Fails on a tag that is not closed in its turn; keeps the text and the addresses."""

    VOID = ("meta", "br", "link", "img", "input", "hr")

    def __init__(self, source: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.words: list[str] = []
        self.addresses: list[str] = []
        self.feed(source)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.addresses += [value or "" for name, value in attrs if name in {"src", "href", "action"}]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in {"style", "script"}:
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


def page(*verdicts: ScenarioVerdict) -> Page:
    return Page(html_report.render(verdicts, META))


def first_screen(source: Page) -> str:
    return source.text.partition("Le détail, scénario par scénario")[0]


def test_the_page_stands_alone() -> None:
    source = html_report.render([verdict("00")], META)
    assert all(address.startswith("#") for address in Page(source).addresses)
    assert "url(" not in source
    assert "<script" not in source


def test_the_first_screen_says_what_was_tested_the_verdict_and_what_to_do() -> None:
    seen = first_screen(page(verdict("00", "00")))
    assert "Un scénario sur 1 : le logiciel est à corriger." in seen
    assert "Joué par le DUI de référence le 21 novembre 2026 à 23 h 05" in seen
    assert "Un essai réussi" in seen
    assert "Non conforme" in seen
    assert "Conseil 1." in seen


def test_no_code_and_no_english_stands_on_the_first_screen() -> None:
    seen = first_screen(page(verdict("00"), verdict("01", "01")))
    assert not re.search(r"ESS-01|\(01\)|ins\.|compte:|XPath|SOAP|[{}<>]", seen)
    assert not re.search(r"\b(passed|failed|check|the|advice|report)\b", seen, re.IGNORECASE)


def test_the_report_claims_no_certification_and_says_what_stays_to_be_proven() -> None:
    text = page(verdict("00")).text
    assert "n'est pas une certification" in text
    assert "l'autorisation du CNDA" in text
    assert "Simulateur, données fictives uniquement" in text
    assert "SC.INS/va1.34 (vague 1 : INS.51) — indicatif" in text


def test_evidence_leads_to_the_exchanges_of_the_run() -> None:
    source = page(verdict("00", "00"))
    assert "#x-e1" in source.addresses
    assert "Le simulateur a vu 2 échanges de ce genre ; attendu : 1 exactement." in source.text


def test_what_a_client_sent_is_shown_as_text() -> None:
    evil = echange("e1", {"ins.nom_naissance": "<script>alert(1)</script>\x00\ud800"})
    rule = "chaque: {choix: {}, conditions: [{fait: ins.nom_naissance, op: majuscules_sans_accent}]}"
    verdicts = [judge(scenario(check(rule)), [evil], PEOPLE)]
    source = html_report.render(verdicts, META)
    assert "<script" not in source
    assert "&lt;script&gt;" in source
    source.encode()
    etree.fromstring(junit_report.render(verdicts, META))
    json.loads(json_report.render(verdicts, META).encode())


def test_junit_shows_one_case_per_check_decided_here() -> None:
    root = etree.fromstring(junit_report.render([verdict("00"), verdict("00", "00")], META))
    cases = root.findall(".//testcase")
    assert [case.get("name") for case in cases] == ["ESS-01.C1 Contrôle 1"] * 2
    assert (root.get("tests"), root.get("failures"), root.get("skipped")) == ("2", "1", "0")
    (failure,) = root.findall(".//failure")
    assert failure.get("message") == "Le simulateur a vu 2 échanges de ce genre ; attendu : 1 exactement."
    assert "Échanges : e1, e2" in (failure.text or "")
    assert "À faire : Conseil 1." in (failure.text or "")


def test_junit_tells_attestations_and_what_is_out_of_reach_as_properties() -> None:
    root = etree.fromstring(junit_report.render([verdict("00")], META))
    told = [(one.get("name"), one.get("value")) for one in root.findall(".//property")]
    assert told[0] == ("exigence", "SC.INS/va1.34 (indicatif)")
    assert told[1][0] == "hors_de_portee"
    assert told[2] == ("attestation", "ESS-01.C3 Vu à l'écran : À confirmer par une personne.")


def test_junit_skips_what_was_not_seen_and_errs_on_what_is_incomplete() -> None:
    gap = echange("lacune", operation="journal.lacune", service="")
    verdicts = [judge(scenario(OTHER), [], PEOPLE), judge(scenario(CALL), [gap], PEOPLE)]
    root = etree.fromstring(junit_report.render(verdicts, META))
    assert (root.get("skipped"), root.get("errors")) == ("1", "1")


def test_json_tells_each_check_with_its_evidence() -> None:
    report = json.loads(json_report.render([verdict("00", "00")], META))
    (told,) = report["scenarios"]
    assert (report["every_check_passed"], report["certification"], told["state"]) == (False, False, "failed")
    assert told["requirements"] == [{"id": "SC.INS/va1.34", "indicatif": True, "vague1": "INS.51"}]
    first, second, third = told["checks"]
    assert (first["id"], first["state"], first["evidence"][0]["exchanges"]) == (
        "ESS-01.C1",
        "failed",
        ["e1", "e2"],
    )
    assert (second["state"], second["out_of_reach"]) == ("not_seen", True)
    assert (third["state"], third["reason"]["fr"]) == ("attestation", "Écran.")


def test_the_three_files_are_written_whole(tmp_path: Path) -> None:
    folder = tmp_path / "un" / "deux"
    write_reports(folder, [verdict("00")], META)
    assert sorted(path.name for path in folder.iterdir()) == [
        *("junit.xml", "preuves", "report.csv", "report.html", "report.json"),
    ]


def test_headlines_count_what_went_wrong() -> None:
    good, bad = verdict("00"), verdict("00", "00")
    assert wording.headline([]).fr == "Aucun scénario n'a été joué."
    assert wording.headline([good]).fr == "Le scénario joué est conforme."
    assert wording.headline([good, good]).fr == "Les 2 scénarios joués sont conformes."
    assert wording.headline([good, bad, bad]).fr == "2 scénarios sur 3 : le logiciel est à corriger."
    unseen = judge(scenario(OTHER), [], PEOPLE)
    assert wording.headline([good, unseen]).fr == "Un scénario sur 2 : l'essai est à compléter."


def test_what_to_do_depends_on_the_verdict() -> None:
    def first(one: ScenarioVerdict) -> str:
        return wording.todo(one)[0].fr

    assert first(verdict("00", "00")) == "Conseil 1."
    assert first(verdict("00")) == "Un point à constater à l'écran (voir le détail)."
    assert first(judge(scenario(CALL), coded("00"), PEOPLE)) == "Rien à faire."
    assert first(judge(scenario(OTHER), [], PEOPLE)) == "Jouez toutes les étapes du scénario."
    gap = echange("lacune", operation="journal.lacune", service="")
    assert first(judge(scenario(CALL), [gap], PEOPLE)) == "Recommencez l'essai : il a été interrompu."


def test_counts_tell_attestations_and_services_apart() -> None:
    assert wording.counts([verdict("00")]).fr == (
        "1 contrôle conforme sur 1 ; 1 à attester par une personne ; "
        "1 en attente d'un service qui n'est pas joué ici."
    )


def test_dates_are_read_in_french() -> None:
    assert wording.date_fr(NOON) == "2 mars 2026 à 12 h 00"
    assert wording.date_fr(NOON.astimezone(timezone(timedelta(hours=2)))) == "2 mars 2026 à 12 h 00"


def test_a_page_of_no_verdict_is_a_page() -> None:
    assert "Aucun scénario n'a été joué." in page().text
