"""Espaces are worlds apart: made, listed, deleted, never mixed, and a thousand of them cost little."""

import asyncio
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from simulators.core.clock import ClockMode, ClockSetting
from simulators.core.espace import EspaceSettings
from simulators.core.journal.filters import Filter
from simulators.core.monde.model import Monde, Personne
from simulators.core.rule import Profile
from simulators.core.store.errors import (
    EspaceExistsError,
    InvalidNameError,
    ProtectedEspaceError,
    StoreClosedError,
)
from simulators.core.store.espaces import Espaces, UnknownEspace
from tests.core.store.conftest import Opener, Recorder

pytestmark = pytest.mark.anyio


async def test_a_new_installation_has_defaut_and_installation_filled_from_the_fixtures(
    espaces: Espaces,
) -> None:
    assert await espaces.names() == ["defaut"]
    defaut = espaces.opened("defaut")
    assert defaut is not None
    assert list(defaut.monde.personnes()) == ["odette", "marcel"]
    assert defaut.monde.structures()["tilleuls"].nom == "Les Tilleuls"
    assert (await espaces.get("installation")).name == "installation"


async def test_an_espace_is_created_listed_and_deleted(espaces: Espaces) -> None:
    created = await espaces.create("job-42")
    assert await espaces.names() == ["defaut", "job-42"]
    assert await espaces.get("job-42") is created is espaces.opened("job-42")
    await espaces.delete("job-42")
    assert await espaces.names() == ["defaut"]
    assert espaces.opened("job-42") is None
    with pytest.raises(UnknownEspace):
        await espaces.get("job-42")
    with pytest.raises(StoreClosedError):
        created.store.read(lambda c: c.exec_driver_sql("SELECT 1"))


async def test_an_espace_created_again_after_deletion_starts_anew(espaces: Espaces) -> None:
    old = await espaces.create("job-42")
    await old.monde.put(Personne(id="lucette"))
    await espaces.delete("job-42")
    assert list((await espaces.create("job-42")).monde.personnes()) == ["odette", "marcel"]


async def test_creating_what_exists_is_refused_and_changes_nothing(espaces: Espaces) -> None:
    first = await espaces.create("job-42")
    await first.monde.put(Personne(id="lucette"))
    with pytest.raises(EspaceExistsError):
        await espaces.create("job-42")
    with pytest.raises(EspaceExistsError):
        await espaces.create("defaut")
    assert "lucette" in first.monde.personnes()


@pytest.mark.parametrize(
    "name",
    ["", "-a", "A", "é", "a b", "a/b", "..", ".", "../defaut", "a.b", "a\n", "a\0", "x" * 42, "con:", "a_b"],
)
async def test_a_name_that_is_not_one_is_refused(espaces: Espaces, name: str) -> None:
    with pytest.raises(InvalidNameError):
        await espaces.create(name)
    with pytest.raises(UnknownEspace):
        await espaces.get(name)
    with pytest.raises(InvalidNameError):
        await espaces.snapshot("defaut", name)
    assert await espaces.names() == ["defaut"]


@pytest.mark.parametrize("name", ["a", "0", "job-42", "x" * 41, "a-"])
async def test_a_name_of_letters_digits_and_hyphens_is_accepted(espaces: Espaces, name: str) -> None:
    assert (await espaces.create(name)).name == name


async def test_defaut_and_installation_cannot_be_taken_or_removed(espaces: Espaces) -> None:
    for refused in (
        espaces.delete("defaut"),
        espaces.delete("installation"),
        espaces.create("installation"),
        espaces.reset("installation"),
    ):
        with pytest.raises(ProtectedEspaceError):
            await refused


async def test_an_unknown_espace_is_unknown_to_every_operation(espaces: Espaces, tmp_path: Path) -> None:
    for refused in (
        espaces.get("job-1"),
        espaces.reset("job-1"),
        espaces.delete("job-1"),
        espaces.snapshot("job-1", "a"),
        espaces.restore("job-1", "a"),
        espaces.export("job-1", tmp_path / "e.zip"),
        espaces.set_settings("job-1", EspaceSettings()),
    ):
        with pytest.raises(UnknownEspace):
            await refused
    assert espaces.opened("job-1") is None


async def test_two_espaces_never_see_each_other(espaces: Espaces, record: Recorder) -> None:
    one, other = await espaces.create("un"), await espaces.create("deux")
    await one.monde.put(Personne(id="odette", histoire="Changée ici seulement"))
    await one.monde.delete("personnes", "marcel")
    record(one, "exchange-de-un", b"x" * 100_000)
    await one.journal.flush()
    await espaces.set_settings("un", EspaceSettings(Profile.STRICT))
    await espaces.set_clock("un", ClockSetting(ClockMode.SHIFTED, 3600.0))
    assert other.monde.personnes()["odette"].histoire == "Vit aux Tilleuls"
    assert "marcel" in other.monde.personnes()
    assert await other.journal.query(Filter()) == []
    assert await other.journal.get("exchange-de-un") is None
    assert list(other.store.blobs.names()) == []
    assert other.settings.profile is Profile.TERRAIN
    assert other.clock.setting == ClockSetting()


async def test_two_installations_never_see_each_other(open_espaces: Opener) -> None:
    one = await (await open_espaces("memory")).get("defaut")
    other = await (await open_espaces("memory")).get("defaut")
    await one.monde.put(Personne(id="lucette"))
    assert "lucette" not in other.monde.personnes()


async def test_a_private_temporary_folder_disappears_with_the_installation(open_espaces: Opener) -> None:
    espaces = await open_espaces("memory")
    folder = (await espaces.get("defaut")).store.folder
    assert folder.exists()
    await espaces.close()
    assert not folder.exists()


async def test_settings_clock_and_people_are_found_again_at_the_next_opening(open_espaces: Opener) -> None:
    noon = datetime(2026, 11, 21, 12, tzinfo=UTC)
    settings = EspaceSettings(Profile.DECOUVERTE, True, frozenset({"ins.quirk_qualif"}))
    first = await open_espaces()
    await (await first.create("job-42")).monde.put(Personne(id="lucette"))
    await first.set_settings("job-42", settings)
    await first.set_clock("job-42", ClockSetting(ClockMode.STEPPED, 0.0, noon))
    await first.close()
    espace = await (await open_espaces()).get("job-42")
    assert espace.settings == settings
    assert espace.clock.now() == noon
    assert list(espace.monde.personnes()) == ["odette", "marcel", "lucette"]


async def test_a_stepped_clock_goes_on_from_the_last_exchange_after_a_restart(
    open_espaces: Opener, record: Recorder
) -> None:
    first = await open_espaces()
    midnight = datetime(2026, 11, 21, tzinfo=UTC)
    espace = await first.set_clock("defaut", ClockSetting(ClockMode.STEPPED, 0.0, midnight))
    record(espace, "a-8h30")
    await first.close()
    second = await open_espaces()
    assert (await second.get("defaut")).clock.now() == datetime(2026, 11, 21, 8, 30, tzinfo=UTC)


async def test_a_stepped_clock_put_back_stays_back_after_a_restart(
    open_espaces: Opener, record: Recorder
) -> None:
    first = await open_espaces()
    midnight = datetime(2026, 11, 21, tzinfo=UTC)
    record(await first.get("defaut"), "a-8h30")
    await first.set_clock("defaut", ClockSetting(ClockMode.STEPPED, 0.0, midnight))
    await first.close()
    assert (await (await open_espaces()).get("defaut")).clock.now() == midnight


async def test_other_fixtures_fill_new_espaces_and_leave_the_old_ones_alone(open_espaces: Opener) -> None:
    first = await open_espaces()
    await first.close()
    second = await open_espaces(monde=Monde(personnes=(Personne(id="gaston"),)))
    assert list((await second.get("defaut")).monde.personnes()) == ["odette", "marcel"]
    assert list((await second.create("job-42")).monde.personnes()) == ["gaston"]
    await second.reset("defaut")
    assert list((await second.get("defaut")).monde.personnes()) == ["gaston"]


async def test_the_same_espace_asked_by_many_at_once_is_opened_once(open_espaces: Opener) -> None:
    first = await open_espaces()
    await first.create("job-42")
    await first.close()
    espaces = await open_espaces()
    found = await asyncio.gather(*(espaces.get("job-42") for _ in range(50)))
    assert len({id(espace) for espace in found}) == 1


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="counts the handles of the process")
async def test_a_thousand_espaces_are_open_with_few_file_handles(open_espaces: Opener) -> None:
    espaces = await open_espaces("memory")
    for n in range(1000):
        espace = await espaces.create(f"e{n}")
        await espace.store.write(lambda c: c.exec_driver_sql("UPDATE meta SET value = value"))
        espace.monde.personnes()
    assert len(os.listdir("/proc/self/fd")) < 400
    assert len(await espaces.names()) == 1001
    first = await espaces.get("e0")
    await first.monde.put(Personne(id="lucette"))
    assert "lucette" in first.monde.personnes()
