"""A page asked while its espace is being removed: a helpful page, never a failure of ours."""

from pathlib import Path

import pytest

from simulators.core.store.errors import StoreClosedError
from tests.console.conftest import World

pytestmark = pytest.mark.anyio


async def test_the_wall_leaves_out_an_espace_removed_while_it_is_drawn(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await world.espaces.create("formation-01")

    async def names() -> list[str]:
        return ["defaut", "formation-01", "formation-02"]

    monkeypatch.setattr(world.espaces, "names", names)
    wall = await world.page("/formation/mur")
    assert "formation-01" in wall
    assert "formation-02" not in wall


async def test_a_page_of_an_espace_closed_meanwhile_is_not_found(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    espace = await world.espaces.get("defaut")

    async def closed(_criteria: object) -> list[object]:
        raise StoreClosedError(str(Path("espace.db")))

    monkeypatch.setattr(espace.journal, "query", closed)
    assert "Page introuvable" in await world.page("/trafic", 404)
