"""Statements run by the driver itself: same rows, same transaction, nothing left begun."""

from pathlib import Path

import pytest
from sqlalchemy import Connection, bindparam, func, insert, select, update

from simulators.core.store import tables
from simulators.core.store.prepared import Prepared
from simulators.core.store.store import single_store

pytestmark = pytest.mark.anyio
ADD = Prepared(insert(tables.meta), ["key", "value"])
ONE = Prepared(select(tables.meta.c.value).where(tables.meta.c.key == bindparam("key")))
LONG = Prepared(
    select(tables.meta.c.key).where(func.length(tables.meta.c.value) > 100, tables.meta.c.key != "x")
)
CHANGE = Prepared(
    update(tables.meta).where(tables.meta.c.key == bindparam("known")).values(value=bindparam("given"))
)


async def test_rows_come_back_as_written(tmp_path: Path) -> None:
    with single_store(tmp_path) as store:
        assert await store.write(lambda one: ADD.change(one, key="a", value="un")) == 1
        assert store.read(lambda one: ONE.first(one, key="a")) == ("un",)
        assert store.read(lambda one: ONE.scalar(one, key="b")) is None
        assert await store.write(lambda one: CHANGE.change(one, known="a", given="x" * 101)) == 1
        assert store.read(LONG.all) == [("a",)]


async def test_what_a_transaction_wrote_goes_with_it(tmp_path: Path) -> None:
    def failing(connection: Connection) -> None:
        ADD.change(connection, key="a", value="un")
        raise RuntimeError

    with single_store(tmp_path) as store:
        with pytest.raises(RuntimeError):
            await store.write(failing)
        assert store.read(lambda one: ONE.first(one, key="a")) is None


async def test_a_reading_sees_one_state_and_leaves_nothing_begun(tmp_path: Path) -> None:
    with single_store(tmp_path) as store:
        await store.write(lambda one: ADD.change(one, key="a", value="un"))
        assert store.read(lambda one: ONE.scalar(one, key="a")) == "un"
        await store.write(lambda one: CHANGE.change(one, known="a", given="deux"))
        assert store.read(lambda one: ONE.scalar(one, key="a")) == "deux"
