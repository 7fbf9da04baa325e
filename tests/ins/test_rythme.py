"""Calls that follow one another, as an identity officer reads them: insistence, repetition, whole lists."""

from datetime import UTC, datetime, timedelta

import pytest

from ins.state.passages import MOST, Glissant
from simulators.core.clock import Clock, ClockMode, ClockSetting
from simulators.core.espace import EspaceSettings
from simulators.core.journal.model import Peer
from simulators.core.journal.reindex import read_again
from simulators.core.rule import Effect, Profile
from tests.ins.banc import Answer, Banc, peer, search

BEGIN = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
ID = b"uuid:7f3c9d52-0f0e-4a6c-9d2b-5a1d1f0b7a04"
ADRTROIS = search("ADRTROIS", "TOUSSAINT", "M", "1960-01-01")
NOBODY = ("INCONNU", "SOLDAT", "M", "1920-11-11")


class Suite:
    """Calls of one software, each with a MessageID of its own; each lasts one second."""

    def __init__(self, settings: EspaceSettings | None = None) -> None:
        self.banc = Banc(settings)
        self.banc.espace.clock = Clock(ClockSetting(ClockMode.STEPPED, 0.0, BEGIN))
        self.sent = 0

    def wait(self, seconds: float) -> None:
        now = self.banc.espace.clock.now()
        later = now + timedelta(seconds=seconds)
        self.banc.espace.clock = Clock(ClockSetting(ClockMode.STEPPED, 0.0, later))

    def at_once(self) -> None:
        """The next call comes in the very second of the last one."""
        self.wait(-1)

    def call(self, body: bytes, certificate: Peer | None = None) -> Answer:
        self.sent += 1
        unique = body.replace(ID, f"uuid:7f3c9d52-0f0e-4a6c-9d2b-{self.sent:012d}".encode())
        return self.banc.post(unique, certificate=certificate)


def rhythm(answer: Answer) -> list[str]:
    return [rule for rule in answer.rules if rule.startswith("ins.rythme.")]


def test_a_birth_date_to_come_is_told_by_the_clock_of_the_espace() -> None:
    suite = Suite()
    finding = suite.call(search("ADRTROIS", "TOUSSAINT", "M", "2026-03-02")).finding("ins.traits.date_future")
    assert finding.place.path == "/soap:Envelope/soap:Body/r:RECSANSVITALE/r:DateNaissance"
    assert (finding.found, finding.expected) == ("2026-03-02", "≤ 2026-03-01")
    suite.wait(86_400)
    assert suite.call(search("ADRTROIS", "TOUSSAINT", "M", "2026-03-02")).rules == []


def test_a_message_identifier_used_again_is_told_at_its_place() -> None:
    banc = Banc()
    assert rhythm(banc.post(ADRTROIS)) == []
    again = banc.post(search(*NOBODY))
    assert rhythm(again) == ["ins.rythme.message_id_repete"]
    place = again.finding("ins.rythme.message_id_repete").place
    assert place.path == "/soap:Envelope/soap:Header/wsa:MessageID"


def test_the_third_identical_search_is_told_then_each_tenth() -> None:
    suite = Suite()
    told = [rhythm(suite.call(ADRTROIS)) for _ in range(4)]
    assert told == [[], [], ["ins.rythme.repetition"], []]
    finding = suite.banc.journal[2].findings[0]
    assert (finding.found, finding.expected) == ("3", "1")


def test_identical_searches_far_apart_are_nobody_s_business() -> None:
    suite = Suite()
    for _ in range(3):
        assert rhythm(suite.call(ADRTROIS)) == []
        suite.wait(150)


def test_a_search_made_again_after_the_person_changed_is_no_repetition() -> None:
    suite = Suite()
    for _ in range(2):
        suite.call(ADRTROIS)
        suite.banc.people.change(suite.banc.people.people["corse"])
    assert rhythm(suite.call(ADRTROIS)) == []


def test_more_than_five_tries_for_one_identity_are_told_once() -> None:
    suite = Suite()
    tries = [search("HOUILLES", name, "M", "1993-01-27") for name in "ABCDEFG"]
    told = [rhythm(suite.call(one)) for one in tries]
    assert told == [[], [], [], [], [], ["ins.rythme.essais"], []]


def test_a_list_searched_whole_is_told_when_it_shows() -> None:
    suite = Suite()
    told: list[str] = []
    for number in range(35):
        told += rhythm(suite.call(search(f"NOM{'A' * number}", "JEAN", "M", "1950-01-01")))
        suite.at_once()
    assert told == ["ins.rythme.par_lot"]
    finding = suite.banc.journal[29].findings[0]
    assert (finding.rule.id, finding.found) == ("ins.rythme.par_lot", "30")


def test_people_who_come_one_by_one_are_no_list() -> None:
    suite = Suite()
    for number in range(40):
        assert rhythm(suite.call(search(f"NOM{'A' * number}", "JEAN", "M", "1950-01-01"))) == []
        suite.wait(5)


def test_two_installations_do_not_make_one_list() -> None:
    suite = Suite()
    for number in range(40):
        other = b"1d1f0b7a03" if number % 2 else b"1d1f0b7a99"
        body = search(f"NOM{'A' * number}", "JEAN", "M", "1950-01-01").replace(b"1d1f0b7a03", other)
        assert rhythm(suite.call(body)) == []
        suite.at_once()


def test_a_call_made_again_at_once_after_an_outage_is_told() -> None:
    suite = Suite()
    suite.banc.faults.names += ["insi_102", "insi_102", "insi_102"]
    assert rhythm(suite.call(ADRTROIS)) == []
    suite.at_once()
    assert rhythm(suite.call(ADRTROIS)) == ["ins.rythme.sans_pause"]
    suite.wait(2)
    assert rhythm(suite.call(ADRTROIS)) == []


def test_insisting_after_a_refusal_of_access_is_told() -> None:
    suite = Suite()
    assert rhythm(suite.call(ADRTROIS, certificate=peer("AUTRE"))) == []
    assert rhythm(suite.call(ADRTROIS, certificate=peer("AUTRE"))) == ["ins.rythme.refus_repete"]
    suite.wait(10)
    assert rhythm(suite.call(ADRTROIS)) == []


def test_an_installation_that_changes_its_name_at_each_call_is_told() -> None:
    suite = Suite()
    told: list[str] = []
    for number in range(8):
        other = f"1d1f0b7a{number:02d}".encode()
        body = search(f"NOM{'A' * number}", "JEAN", "M", "1950-01-01").replace(b"1d1f0b7a03", other)
        told += rhythm(suite.call(body))
        suite.wait(20)
    assert told == ["ins.rythme.instance_changeante"]
    finding = suite.banc.journal[4].findings[0]
    assert (finding.found, finding.expected) == ("5", "1")
    assert finding.place.path.endswith("/lps:LPS/lps:Instance")


def test_two_work_places_that_keep_their_names_are_fine() -> None:
    suite = Suite()
    for number in range(12):
        other = b"1d1f0b7a03" if number % 2 else b"1d1f0b7a99"
        body = search(f"NOM{'A' * number}", "JEAN", "M", "1950-01-01").replace(b"1d1f0b7a03", other)
        assert rhythm(suite.call(body)) == []
        suite.wait(20)


def test_rhythm_never_refuses_even_in_strict() -> None:
    suite = Suite(EspaceSettings(profile=Profile.STRICT))
    for _ in range(3):
        answer = suite.call(ADRTROIS)
    assert answer.text("CodeCR") == "00"
    assert {finding.effect for finding in answer.findings} == {Effect.ACCEPT}


def test_what_the_moment_knew_is_found_again_by_a_later_reading() -> None:
    suite = Suite()
    for _ in range(3):
        suite.call(ADRTROIS)
    exchange = suite.banc.journal[2]
    assert exchange.facts["moment.rythme.identiques"] == 2
    again = read_again(exchange, suite.banc.service, suite.banc.espace)
    assert (again.facts, again.findings) == (exchange.facts, exchange.findings)
    assert "moment.rythme.identiques" not in suite.banc.journal[0].facts


@pytest.mark.parametrize("seconds", [60, 600])
def test_a_window_forgets_what_is_old_and_what_is_too_much(seconds: int) -> None:
    window = Glissant(seconds)
    window.note(0, 1)
    assert (window.count(seconds, 1), window.keys(seconds)) == (1, 1)
    assert (window.count(seconds + 1, 1), window.keys(seconds + 1)) == (0, 0)
    for key in range(MOST + 500):
        window.note(2_000, key)
    assert window.keys(2_000) == MOST


def test_what_an_editor_sends_does_not_stay_in_memory() -> None:
    suite = Suite()
    window = suite.banc.service._fenetres.of(suite.banc.espace)
    suite.call(search("A" * 100_000, "JEAN", "M", "1950-01-01"))
    kept = [key for one in vars(window).values() if isinstance(one, Glissant) for key in one._counts]
    assert kept
    assert all(isinstance(key, int) for key in kept)
