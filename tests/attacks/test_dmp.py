"""The DMP under real sockets: several clients at once, documents of fifty megabytes, a killed connection."""

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import httpx
import pytest

from simulators.core.xml.mtom import split
from tests.dmp.editeur import (
    APPROVED,
    ARCHIVED,
    DELETED,
    MTOM_TYPE,
    NURSE,
    PDF,
    Document,
    Lot,
    autorisation,
    cda,
    envelope,
    etat,
    existence,
    lecture,
    mtom,
    recherche,
    vihf,
    xop,
)
from tests.dmp.test_histoire import Dui, air
from tests.running import Running, simulator

FIRST = "1.2.250.1.999.1.1.1.1"
AT_ONCE = 8
SUCCESS = "ResponseStatusType:Success"


@pytest.fixture
def dui(running: Running, api: httpx.Client) -> Iterator[Dui]:
    """A DUI in an espace of its own, the nurse authorised; afterwards the service still answers well."""
    name = "dmp-attaque"
    assert api.post("/espaces", json={"name": name}).status_code == 201
    one = Dui(running, name)
    assert "DMPOk" in one.call("autorisation", autorisation(), air()).text
    yield one
    assert 'queryResponseCode code="OK"' in one.call("existence", existence()).text
    told = api.get(f"/espaces/{name}/echanges", params={"limit": 1000}).json()
    assert not [one for one in told if "erreur_interne" in one["facts"]]
    assert api.delete(f"/espaces/{name}").status_code == 204


def together(works: list[Callable[[], str]]) -> list[str]:
    """The answers of calls begun at the same instant, each on a connection of its own."""
    start = Barrier(len(works))

    def one(work: Callable[[], str]) -> str:
        start.wait(20)
        return work()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(one, works))


def codes(answers: list[str]) -> Counter[str]:
    """How many succeeded, and the registry errors of the others."""
    found: Counter[str] = Counter()
    for text in answers:
        assert "Traceback" not in text
        found["Success" if SUCCESS in text else text.partition('errorCode="')[2].partition('"')[0]] += 1
    return found


def count(dui: Dui, status: str = APPROVED) -> str:
    text = dui.call("recherche", recherche(("$XDSDocumentEntryStatus", f"('{status}')")), air()).text
    return text.partition('totalResultCount="')[2].partition('"')[0]


def entry(dui: Dui) -> str:
    """The entryUUID of the first document."""
    query = "urn:uuid:5c4f972b-d56b-40ac-a5fc-c8ca9b40b9d4"
    asked = recherche(("$XDSDocumentEntryUniqueId", f"('{FIRST}')"), retour="ObjectRef", query=query)
    text = dui.call("recherche", asked).text
    return text.partition('ObjectRef id="')[2].partition('"')[0]


def sets(dui: Dui) -> int:
    """How many sets the registry holds, whatever became of their documents."""
    query = "urn:uuid:f26abbcb-ac74-4422-8a30-edb644bbc1a9"
    asked = recherche(("$XDSSubmissionSetStatus", f"('{APPROVED}')"), query=query)
    return dui.call("recherche", asked, air()).text.count("<ns4:RegistryPackage ")


def feeding(dui: Dui, lot: Lot) -> Callable[[], str]:
    return lambda: dui.feed(lot).text


def test_of_the_same_set_fed_at_once_one_wins_and_the_others_are_duplicates(dui: Dui) -> None:
    answers = together([feeding(dui, Lot())] * AT_ONCE)
    assert codes(answers) == {"Success": 1, "XDSDuplicateUniqueIdInRegistry": AT_ONCE - 1}
    assert (count(dui), sets(dui)) == ("1", 1)


def test_of_the_same_document_in_several_sets_one_is_stored(dui: Dui) -> None:
    answers = together([feeding(dui, Lot(f"1.2.250.1.999.1.3.{rank}")) for rank in range(AT_ONCE)])
    assert codes(answers) == {"Success": 1, "XDSDuplicateUniqueIdInRegistry": AT_ONCE - 1}
    assert (count(dui), sets(dui)) == ("1", 1)


def replacement(dui: Dui, target: str, rank: int) -> Callable[[], str]:
    own = f"1.2.250.1.999.1.1.4.{rank}"
    lot = Lot(f"1.2.250.1.999.1.4.{rank}", (Document(own),), {"Document01": target})
    return feeding(dui, lot)


def test_of_several_replacements_of_one_document_one_wins(dui: Dui) -> None:
    assert SUCCESS in dui.feed(Lot()).text
    target = entry(dui)
    answers = together([replacement(dui, target, rank) for rank in range(AT_ONCE)])
    assert codes(answers) == {"Success": 1, "XDSRegistryDeprecatedDocumentError": AT_ONCE - 1}
    assert (count(dui), count(dui, APPROVED.replace("Approved", "Deprecated")), sets(dui)) == ("1", "1", 2)


def by_card(dui: Dui, body: str) -> str:
    """The nurse's card: archiving is not open to a structure."""
    claims = vihf("DIRECTE", emetteur=f"CN={NURSE}", nom_affiche=None)
    message = envelope("mise_a_jour", body, dui.assertion(claims, "cps_sign"))
    with dui._running.client("cps_auth") as client:
        headers = {"content-type": "application/soap+xml"}
        return client.post(f"{dui.base}registry", content=message, headers=headers).text


def test_archived_and_deleted_at_once_one_change_is_made_and_the_other_told_what_it_met(dui: Dui) -> None:
    assert SUCCESS in dui.feed(Lot()).text
    target = entry(dui)

    def change(rank: int) -> Callable[[], str]:
        body = etat(target, APPROVED, DELETED if rank % 2 else ARCHIVED, set_id=f"1.2.250.1.999.3.{rank}")
        return lambda: by_card(dui, body)

    answers = together([change(rank) for rank in range(AT_ONCE)])
    assert codes(answers) == {"Success": 1, "XDSMetadataUpdateOperationError": AT_ONCE - 1}
    found = [count(dui, one) for one in (APPROVED, ARCHIVED, DELETED)]
    assert sorted(found) == ["0", "0", "1"]
    assert found[0] == "0"


def test_replaced_and_deleted_at_once_the_document_ends_in_one_state(dui: Dui) -> None:
    assert SUCCESS in dui.feed(Lot()).text
    target = entry(dui)
    gone = etat(target, APPROVED, DELETED, set_id="1.2.250.1.999.3.1")
    answers = together([replacement(dui, target, 1), lambda: by_card(dui, gone)])
    assert codes(answers)["Success"] == 1
    deprecated = count(dui, APPROVED.replace("Approved", "Deprecated"))
    assert (count(dui, DELETED), deprecated, count(dui)) in {("1", "0", "0"), ("0", "1", "1")}


def test_readers_beside_writers_always_see_whole_sets(dui: Dui) -> None:
    def write(rank: int) -> Callable[[], str]:
        pair = tuple(Document(f"1.2.250.1.999.6.{rank}.{n}", f"Document0{n}") for n in (1, 2))
        return lambda: dui.feed(Lot(f"1.2.250.1.999.7.{rank}", pair)).text

    works = [write(rank) for rank in range(4)] + [lambda: count(dui)] * 4
    answers = together(works)
    assert codes(answers[:4]) == {"Success": 4}
    assert {int(seen) % 2 for seen in answers[4:]} == {0}
    assert count(dui) == "8"


def test_a_client_that_hangs_up_in_its_message_leaves_nothing(running: Running, dui: Dui) -> None:
    root = envelope("depot", xop(Lot()), dui.assertion(vihf()))
    body = mtom(root, Lot().contents(dui.seal()))

    def cut() -> Iterator[bytes]:
        yield body[:3_000]
        raise ConnectionResetError

    with running.client("org_auth_cli") as client, pytest.raises(ConnectionResetError):
        client.post(f"{dui.base}repository", content=cut(), headers={"content-type": MTOM_TYPE})
    assert (count(dui), sets(dui)) == ("0", 0)


@pytest.fixture(scope="module")
def alone(home: Path) -> Iterator[Running]:
    """A simulator that nobody else speaks to, warm."""
    with simulator("--only", "ins,dmp", home=home) as one:
        dui = Dui(one)
        assert SUCCESS in dui.feed(Lot()).text
        assert "DMPOk" in dui.call("autorisation", autorisation(), air()).text
        yield one
        assert one.stop().said == ""


def peak(running: Running) -> int:
    """The most memory the process held since `rested`, in bytes."""
    status = Path(f"/proc/{running.process.pid}/status").read_text("ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) * 1024


def written(running: Running) -> None:
    """Returns once the journal has written what it was told: until then it holds the bodies."""
    with running.api() as api:
        assert api.get("/espaces/defaut/echanges", params={"limit": 1}).status_code == 200


def rested(running: Running) -> int:
    """The memory held once all is written, from which the peak is measured anew (proc(5), clear_refs)."""
    written(running)
    Path(f"/proc/{running.process.pid}/clear_refs").write_text("5", "ascii")
    return peak(running)


LARGE = 50_000_000


def large(own: str, size: int = 48_000_000) -> Lot:
    content = PDF + b"%" * (size // 4 * 3 - 2_000)
    return Lot(f"{own}.9", (Document(own, data=cda(own, content)),))


def test_documents_of_fifty_megabytes_come_and_go_within_six_times_their_weight(alone: Running) -> None:
    """Four bodies at once, and what the allocator keeps of the one before."""
    dui, before = Dui(alone), rested(alone)
    for rank in range(3):
        own = f"1.2.250.1.999.50.{rank}"
        lot = large(own)
        assert SUCCESS in dui.feed(lot).text
        written(alone)
        read = dui.call("lecture", lecture(own), air())
        (given,) = split(read.headers["content-type"], read.content).parts.values()
        assert bytes(given) == lot.documents[0].octets
        written(alone)
    assert peak(alone) - before <= 6 * LARGE


def test_a_larger_message_is_refused_as_documented_and_weighs_nothing(alone: Running) -> None:
    dui, before = Dui(alone), rested(alone)
    answer = dui.feed(large("1.2.250.1.999.51.1", 60_000_000))
    assert answer.status_code == 413
    assert answer.headers["connection"] == "close"
    assert '<soap:Text xml:lang="fr">Message trop volumineux</soap:Text>' in answer.text
    # What was read up to the limit, its pieces for an instant more, and what the connection held.
    assert peak(alone) - before <= 2.2 * LARGE


BOMBS: dict[str, Callable[[], Any]] = {
    "des éléments dans vingt documents": lambda: Lot(
        "1.2.250.1.999.52.1",
        tuple(
            Document(
                f"1.2.250.1.999.52.2.{rank}",
                f"Document{rank}",
                cda().replace(b"<realmCode", b"<a/>" * 90_000 + b"<realmCode"),
            )
            for rank in range(20)
        ),
    ),
    "quarante documents d'un mégaoctet": lambda: Lot(
        "1.2.250.1.999.53.1",
        tuple(
            Document(f"1.2.250.1.999.53.2.{rank}", f"Document{rank}", b"<a>" + b"x" * 1_000_000 + b"</a>")
            for rank in range(40)
        ),
    ),
}


@pytest.mark.parametrize("name", BOMBS)
def test_no_set_makes_the_process_grow_by_four_bodies(alone: Running, name: str) -> None:
    dui, before = Dui(alone), rested(alone)
    assert SUCCESS not in dui.feed(BOMBS[name]()).text
    assert peak(alone) - before <= 4 * LARGE
    assert count(dui) >= "1"
