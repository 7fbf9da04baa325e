"""The people of an espace: typed, read from memory, changed by transactions, followed across processes."""

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from pydantic import ValidationError
from sqlalchemy import insert

from simulators.core.monde.contenu import Contenu, UnknownElementError, parse_element
from simulators.core.monde.model import Boite, DossierLocal, Logiciel, Personne, Professionnel, Structure
from simulators.core.monde.repository import MondeRepository
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


async def test_changes_of_two_processes_in_turn_are_all_seen(store: Store, tmp_path: Path) -> None:
    mine = MondeRepository(store)
    await mine.put(Personne(id="odette"))
    assert list(mine.personnes()) == ["odette"]
    with single_store(tmp_path / "seul") as other:
        theirs = MondeRepository(other)
        await theirs.put(Personne(id="marcel"))
        await mine.put(Personne(id="lucie"))
        await theirs.delete("personnes", "odette")
        await mine.put(Personne(id="odette", histoire="Revenue"))
    assert list(mine.personnes()) == ["marcel", "lucie", "odette"]
    assert mine.personnes()["odette"].histoire == "Revenue"


async def test_what_this_process_writes_is_followed_without_reading_everything_again(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monde = MondeRepository(store)
    await monde.put(Personne(id="odette"))
    await monde.put(Personne(id="marcel"))
    before = monde.personnes()
    # Whoever read everything again would find no table.
    monkeypatch.setattr(tables, "monde", None)
    monkeypatch.setattr("simulators.core.monde.repository.LOOK_EVERY_S", 3600)
    await monde.put(Personne(id="odette", histoire="Changée"))
    assert [one.histoire for one in monde.personnes().values()] == ["Changée", ""]
    assert [one.histoire for one in before.values()] == ["", ""]


async def test_what_this_process_deletes_is_followed_too(
    monde: MondeRepository, monkeypatch: pytest.MonkeyPatch
) -> None:
    await monde.put(Personne(id="odette"))
    await monde.put(Personne(id="marcel"))
    assert list(monde.personnes()) == ["odette", "marcel"]
    monkeypatch.setattr("simulators.core.monde.repository.LOOK_EVERY_S", 3600)
    monkeypatch.delattr(Contenu, "load")
    await monde.delete("personnes", "odette")
    assert list(monde.personnes()) == ["marcel"]


async def test_people_are_found_by_words_as_they_are_now(monde: MondeRepository) -> None:
    await monde.put(Personne(id="odette", local=DossierLocal(nom_naissance="LEFÈVRE", prenoms=("Odette",))))
    await monde.put(Personne(id="marcel", voir="un dossier fermé"))
    assert [one.id for one in monde.designees("odette lefevre")] == ["odette"]
    assert [one.id for one in monde.designees("Fermé")] == ["marcel"]
    assert [one.id for one in monde.designees("  ")] == ["odette", "marcel"]
    await monde.put(Personne(id="odette", local=DossierLocal(nom_naissance="PETIT")))
    assert list(monde.designees("lefevre")) == []


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
