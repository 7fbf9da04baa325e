"""The people of an espace: typed, read from memory, changed by transactions, followed across processes."""

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from pydantic import ValidationError
from sqlalchemy import insert

from simulators.core.monde.model import Boite, Logiciel, Personne, Professionnel, Structure
from simulators.core.monde.repository import MondeRepository, UnknownElementError, parse_element
from simulators.core.store import tables
from simulators.core.store.store import Store, single_store

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with single_store(tmp_path / "seul") as opened:
        yield opened


@pytest.fixture
def monde(store: Store) -> MondeRepository:
    return MondeRepository(store)


async def test_an_empty_monde_has_nobody(monde: MondeRepository) -> None:
    assert dict(monde.personnes()) == {}
    assert dict(monde.boites()) == {}


async def test_each_kind_is_kept_apart_and_comes_back_typed(monde: MondeRepository) -> None:
    values = (
        Personne(id="a", etiquettes=("x",)),
        Structure(id="a", nom="Les Tilleuls"),
        Professionnel(id="a", nom="MARTIN", prenom="Jeanne"),
        Logiciel(id="a", idam="ER0000000001"),
        Boite(id="a", adresse="a@demo.mssante.fr", genre="PER"),
    )
    for value in values:
        await monde.put(value)
    assert monde.personnes()["a"] == values[0]
    assert monde.structures()["a"] == values[1]
    assert monde.professionnels()["a"] == values[2]
    assert monde.logiciels()["a"] == values[3]
    assert monde.boites()["a"] == values[4]


async def test_changing_a_person_keeps_its_place_and_changes_the_version(monde: MondeRepository) -> None:
    for name in ("odette", "marcel"):
        await monde.put(Personne(id=name))
    before = monde.version
    await monde.put(Personne(id="odette", histoire="Changée"))
    assert monde.version != before
    assert list(monde.personnes()) == ["odette", "marcel"]
    assert monde.personnes()["odette"].histoire == "Changée"


async def test_reading_does_not_change_the_version_nor_parse_again(monde: MondeRepository) -> None:
    await monde.put(Personne(id="odette"))
    first, version = monde.personnes(), monde.version
    assert monde.personnes() is first
    assert monde.version == version


async def test_a_deleted_person_is_gone_and_cannot_be_deleted_twice(monde: MondeRepository) -> None:
    await monde.put(Personne(id="odette"))
    await monde.delete("personnes", "odette")
    assert dict(monde.personnes()) == {}
    version = monde.version
    with pytest.raises(UnknownElementError):
        await monde.delete("personnes", "odette")
    with pytest.raises(UnknownElementError):
        await monde.delete("vaisseaux", "odette")
    assert monde.version == version


async def test_what_is_read_cannot_be_changed_in_place(monde: MondeRepository) -> None:
    await monde.put(Personne(id="odette"))
    people = cast("dict[str, Personne]", monde.personnes())
    with pytest.raises(TypeError):
        people["marcel"] = Personne(id="marcel")
    assert list(monde.personnes()) == ["odette"]


async def test_a_change_by_another_process_is_seen(store: Store, tmp_path: Path) -> None:
    mine = MondeRepository(store)
    assert dict(mine.personnes()) == {}
    with single_store(tmp_path / "seul") as other:
        await MondeRepository(other).put(Personne(id="odette"))
    mine.invalidate()
    assert list(mine.personnes()) == ["odette"]


async def test_values_already_known_are_shared_and_not_parsed_again(store: Store) -> None:
    odette = Personne(id="odette")
    await MondeRepository(store).put(odette)
    sharing = MondeRepository(store, {("personnes", odette.model_dump_json()): odette})
    assert sharing.personnes()["odette"] is odette


async def test_a_stored_document_that_is_not_a_person_is_told(store: Store) -> None:
    row = {"kind": "personnes", "id": "odette", "position": 1, "doc": '{"id":"odette","age":86}'}
    await store.write(lambda c: c.execute(insert(tables.monde), row).rowcount)
    with pytest.raises(ValidationError):
        MondeRepository(store).personnes()


def test_an_unknown_kind_is_told() -> None:
    with pytest.raises(UnknownElementError):
        parse_element("vaisseaux", "{}")
