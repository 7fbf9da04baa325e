"""What an espace's file says of itself: counters, settings, clock."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Table, bindparam, func, select
from sqlalchemy.dialects.sqlite import Insert, insert

from simulators.core.clock import ClockMode, ClockSetting
from simulators.core.espace import EspaceSettings
from simulators.core.rule import Profile
from simulators.core.store import tables

_UNIX_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def upsert(table: Table, keys: Sequence[str], changed: str, **values: Any) -> Insert:
    """A statement, built once for many executions, that adds a row or changes one column of it."""
    statement = insert(table).values(**values) if values else insert(table)
    return statement.on_conflict_do_update(index_elements=keys, set_={changed: statement.excluded[changed]})


_COUNTER = select(tables.meta.c.value).where(tables.meta.c.key == bindparam("key"))
_PUT_META = upsert(tables.meta, ["key"], "value")
_PUT_SETTING = upsert(tables.settings, ["key"], "doc")


def to_us(instant: datetime) -> int:
    """Microseconds since 1970 UTC, exactly."""
    return (instant - _UNIX_EPOCH) // _MICROSECOND


def counter(connection: Connection, key: str) -> int:
    """The value of a counter of `meta`, 0 when it was never raised."""
    value = connection.scalar(_COUNTER, {"key": key})
    return int(value) if value else 0


def bump(connection: Connection, key: str) -> int:
    """Raises a counter by one and returns it."""
    value = counter(connection, key) + 1
    set_meta(connection, key, str(value))
    return value


def set_meta(connection: Connection, key: str, value: str) -> None:
    """Writes one line of `meta`."""
    connection.execute(_PUT_META, {"key": key, "value": value})


def write_settings(connection: Connection, settings: EspaceSettings) -> None:
    """Keeps how the espace behaves."""
    document = {
        "profile": settings.profile.value,
        "refuse_real_data": settings.refuse_real_data,
        "options": sorted(settings.options),
    }
    _set_document(connection, "espace", document)


def read_settings(connection: Connection) -> EspaceSettings:
    """How the espace behaves. Raises ValueError, KeyError or TypeError on a document not written by us."""
    document = _document(connection, "espace")
    return EspaceSettings(
        Profile(document["profile"]), bool(document["refuse_real_data"]), frozenset(document["options"])
    )


def write_clock(connection: Connection, setting: ClockSetting) -> None:
    """Keeps the clock, and the last exchange it did not govern."""
    document = {
        "mode": setting.mode.value,
        "offset": setting.offset,
        "instant": setting.instant.isoformat() if setting.instant else None,
        "after_seq": connection.scalar(select(func.max(tables.journal.c.seq))) or 0,
    }
    _set_document(connection, "clock", document)


def read_clock(connection: Connection) -> ClockSetting:
    """The clock as it stood: a stepped one goes on from the last exchange, never back in time."""
    document = _document(connection, "clock")
    mode = ClockMode(document["mode"])
    kept = document["instant"]
    instant = datetime.fromisoformat(kept).astimezone(UTC) if kept else None
    if mode is ClockMode.STEPPED:
        instant = _last_step(connection, int(document["after_seq"]), instant)
    return ClockSetting(mode, float(document["offset"]), instant)


def _last_step(connection: Connection, after_seq: int, instant: datetime | None) -> datetime | None:
    journal = tables.journal
    latest = connection.scalar(
        select(journal.c.started_us).where(journal.c.seq > after_seq).order_by(journal.c.seq.desc()).limit(1)
    )
    lived = None if latest is None else _UNIX_EPOCH + latest * _MICROSECOND
    return max((each for each in (instant, lived) if each is not None), default=None)


def _document(connection: Connection, key: str) -> Mapping[str, Any]:
    text = connection.scalar(select(tables.settings.c.doc).where(tables.settings.c.key == key))
    document: Mapping[str, Any] = json.loads(text) if text else {}
    return document


def _set_document(connection: Connection, key: str, document: Mapping[str, Any]) -> None:
    connection.execute(_PUT_SETTING, {"key": key, "doc": json.dumps(document, ensure_ascii=False)})
