"""An old journal judged by newer rules: facts and findings made anew from the bytes."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from simulators.core.journal.filters import Filter
from simulators.core.journal.model import Exchange, Message
from simulators.core.journal.reindex import Reindexed, reindex
from simulators.core.service import Service
from tests.core.journal.makers import LATE, Essai, exchange, journal_in, run


def saying(id_: str, words: bytes, **changed: object) -> Exchange:
    """An exchange of the trial service with that body."""
    return exchange(id_, request=Message("POST /insi HTTP/1.1", body=words, size=len(words)), **changed)


def reindexed(folder: Path, *told: Exchange) -> tuple[list[Reindexed], list[Exchange]]:
    """The counts of two reindexings in a row, and the journal after them."""
    services: Mapping[str, Service] = {"essai": Essai()}

    async def story() -> tuple[list[Reindexed], list[Exchange]]:
        async with journal_in(folder) as (journal, _):
            for each in told:
                journal.record(each)
            counts = [await reindex(journal, services), await reindex(journal, services)]
            return counts, await journal.query(Filter())

    return run(story)


def test_facts_and_findings_follow_the_bytes_and_a_second_reading_changes_nothing(tmp_path: Path) -> None:
    counts, (found,) = reindexed(tmp_path, saying("e1", b"essai.partir 199999999999999"))
    assert counts == [Reindexed(1, 1, 0), Reindexed(1, 0, 0)]
    assert found.operation == "essai.partir"
    assert found.facts == {
        "http.method": "POST",
        "http.path": "/insi",
        "http.status": 200,
        "http.content_type": "",
        "patient.matricule": "199999999999999",
        "code": "00",
    }
    assert found.facts_version == 7
    assert [finding.rule for finding in found.findings] == [LATE]


def test_what_only_the_moment_knew_is_kept(tmp_path: Path) -> None:
    facts = {"panne": "latence", "erreurs": ("occupe",), "erreur_interne": "X y:1", "old": 1}
    _, (found,) = reindexed(tmp_path, saying("e1", b"essai.saluer", facts=facts))
    assert found.facts["panne"] == "latence"
    assert found.facts["erreurs"] == ("occupe",)
    assert found.facts["erreur_interne"] == "X y:1"
    assert "old" not in found.facts


def test_what_cannot_be_read_again_is_left_as_it_was(tmp_path: Path) -> None:
    told = (
        saying("cut", b"essai.par", facts={"http.incomplet": True}),
        saying("mail", b"essai.partir", protocol="smtp"),
        saying("other", b"essai.partir", service="dmp"),
    )
    counts, found = reindexed(tmp_path, *told)
    assert counts[0] == Reindexed(3, 0, 3)
    assert found == [replace(each, seq=number) for number, each in enumerate(told, 1)]


def test_a_body_in_a_blob_is_read_too(tmp_path: Path) -> None:
    counts, (found,) = reindexed(tmp_path, saying("e1", b"essai.partir x y " + b"z" * 70_000))
    assert counts == [Reindexed(1, 1, 0), Reindexed(1, 0, 0)]
    assert found.operation == "essai.partir"
    assert found.request.blob


def test_a_service_that_cannot_read_an_exchange_stops_the_reindexing(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="unreadable"):
        reindexed(tmp_path, saying("e1", b"bogue"))
