"""Two runs compared: what is missing, what changed, what is only new at each run."""

import re
from dataclasses import replace
from html import unescape

import pytest

from simulators.console.alignment import Change, aligned, changed
from simulators.core.journal.model import Exchange
from tests.console.conftest import World
from tests.console.samples import ACCEPTED, HOSTILE_TEXT, REFUSED

pytestmark = pytest.mark.anyio


def call(operation: str, id_: str = "", outcome: str = "200", **facts: str) -> Exchange:
    return replace(ACCEPTED, id=id_ or operation, operation=operation, outcome=outcome, facts=facts)


def test_calls_are_aligned_by_operation_in_order() -> None:
    one = [call("a"), call("b"), call("c")]
    other = [call("a"), call("c"), call("d")]
    told = [
        (step.left and step.left.operation, step.right and step.right.operation)
        for step in aligned(one, other)
    ]
    assert told == [("a", "a"), ("b", None), ("c", "c"), (None, "d")]


def test_what_changed_is_the_outcome_first_then_the_facts() -> None:
    told = list(changed(call("a", code="00", x="1"), call("a", outcome="500", code="10", y="2", x="1")))
    assert told == [Change("issue", "200", "500"), Change("code", "00", "10"), Change("y", "", "2")]


ONE = "11111111-2222-3333-4444-555555555555"
OTHER = "99999999-8888-7777-6666-555555555555"


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        (
            "urn:uuid:11111111-2222-3333-4444-555555555555",
            "urn:uuid:99999999-8888-7777-6666-555555555555",
            True,
        ),
        (
            'boundary="uuid-11111111-2222-3333-4444-555555555555"',
            'boundary="uuid-99999999-8888-7777-6666-555555555555"',
            True,
        ),
        ("2026-01-02T03:04:05Z", "2027-01-02T03:04:05.123+01:00", True),
        ("20260102030405", "20270102030405", True),
        ("2.25.123", "2.25.456", True),
        ("6c038d6d91db56a5", "bb671b44643daf1d", True),
        ("1.2.250.1.71", "1.2.250.1.72", False),
        ("150019912300135", "250019912300135", False),
        ("00", "10", False),
    ],
)
def test_identifiers_and_times_are_no_difference_unless_asked(left: str, right: str, same: bool) -> None:
    one, other = call("a", f=left), call("a", f=right)
    assert next(aligned([one], [other])).same is same
    assert next(aligned([one], [other], every=True)).same is False


async def test_two_espaces_are_compared_on_one_page(world: World) -> None:
    await world.espaces.create("job42")
    await world.record(call("essai.recherche", "un1", code="00"), call("essai.verification", "un2"))
    await world.record(call("essai.recherche", "autre1", code="10"), espace="job42")
    page = await world.page("/comparer/passages?un=defaut&autre=job42")
    text = " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())
    assert "diffère d’un passage à l’autre" in text
    assert "code 00 10" in text
    assert "seulement dans le premier passage" in text
    assert "seulement dans le second passage" not in text
    assert 'href="/trafic/un1"' in page
    assert 'href="/trafic/autre1?espace=job42"' in page


async def test_two_windows_of_one_espace_are_compared(world: World) -> None:
    await world.record(REFUSED, replace(REFUSED, id="aaaa0009"), ACCEPTED)
    page = await world.page("/comparer/passages?un=defaut&un_de=1&un_a=1&autre=defaut&autre_de=2&autre_a=2")
    assert "Rien ne diffère entre ces deux passages." in page
    assert "1 échange identique n’est pas montré." in page
    page = await world.page("/comparer/passages?un=defaut&un_de=1&un_a=1&autre=defaut&autre_de=3")
    assert "seulement dans le second passage" in page
    assert "n° 3" in page


async def test_the_form_is_offered_before_anything_is_compared(world: World) -> None:
    page = await world.page("/comparer/passages")
    assert "Premier passage" in page
    assert "Rien ne diffère" not in page
    assert "/comparer/passages" in await world.page("/trafic")


@pytest.mark.parametrize("query", ["un=inconnu&autre=defaut", "un=defaut&autre=..%2Fdefaut", "autre=%00"])
async def test_an_espace_that_is_not_seen_is_not_found(world: World, query: str) -> None:
    await world.page(f"/comparer/passages?{query}", 404)


async def test_hostile_facts_of_a_run_are_text(world: World) -> None:
    await world.record(call("x", "un", f=HOSTILE_TEXT), call("x", "autre", f="rien"))
    page = await world.page("/comparer/passages?un=defaut&un_a=1&autre=defaut&autre_de=2")
    assert "<script>alert" not in page
    assert "<img" not in page
    assert "&lt;script&gt;alert(1)" in page
