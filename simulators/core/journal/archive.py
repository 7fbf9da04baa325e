"""A journal as a file one can send: `journal.jsonl`, or a zip of it with its large bodies beside it.

One line is one exchange: the journal's own columns, with the bodies as text where they are UTF-8, else in
base64. The file is read back without the simulator that wrote it.
"""

import asyncio
import base64
import hashlib
import json
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import IO, Any

from simulators.core.journal.codec import columns, exchange_of
from simulators.core.journal.findings import RuleLookup, no_rules
from simulators.core.journal.journal import Journal
from simulators.core.journal.model import Exchange, Message
from simulators.core.journal.rows import INLINE_BODY

LINES = "journal.jsonl"
# Limits of what is read: a line, a body apart, the exchanges of a file.
LINE_LIMIT = 64_000_000
BLOB_LIMIT = 64_000_000
EXCHANGE_LIMIT = 1_000_000


class JournalFileError(ValueError):
    """The file is not a journal of ours; `line` is the line at fault, counted from 1 (0: the file itself)."""

    def __init__(self, path: Path, line: int, problem: str) -> None:
        super().__init__(f"{path.name}, line {line}: {problem}" if line else f"{path.name}: {problem}")
        self.line = line


async def dump(journal: Journal, path: Path) -> int:
    """Writes the whole journal to `path` (a zip when so named, else JSON lines). Returns how many exchanges.

    The file is made beside and put in place once whole.
    """
    part = path.with_name(path.name + ".part")
    packed = path.suffix.lower() == ".zip"
    try:
        with part.open("wb") as raw:
            count = await _dump_into(journal, _Zip(raw) if packed else _Lines(raw))
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return count


def save(exchanges: Iterable[Exchange], path: Path) -> int:
    """Writes whole exchanges to `path`, as `dump` does a journal. Returns how many. Raises OSError."""
    part = path.with_name(path.name + ".part")
    count = 0
    try:
        with part.open("wb") as raw:
            sink = _Zip(raw) if path.suffix.lower() == ".zip" else _Lines(raw)
            try:
                for exchange in exchanges:
                    sink.add([exchange])
                    count += 1
            finally:
                sink.close()
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return count


def load(path: Path, rules: RuleLookup = no_rules) -> Iterator[Exchange]:
    """The exchanges of a journal file, bodies included, in order. Raises `JournalFileError`, OSError."""
    with path.open("rb") as raw:
        if not zipfile.is_zipfile(raw):
            raw.seek(0)
            yield from _read(path, raw, rules, None)
            return
        try:
            with zipfile.ZipFile(raw) as archive, _member(path, archive, LINES) as lines:
                yield from _read(path, lines, rules, archive)
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, zlib.error, EOFError) as problem:
            raise JournalFileError(path, 0, f"damaged zip ({type(problem).__name__})") from None


class _Lines:
    """Writes exchanges as JSON lines, bodies inside."""

    def __init__(self, target: IO[bytes]) -> None:
        self._target = target

    def add(self, exchanges: list[Exchange]) -> None:
        self._target.writelines(_line(exchange) for exchange in exchanges)

    def close(self) -> None:
        self._target.flush()


class _Zip:
    """Writes the large bodies as they come, and the lines, kept apart meanwhile, at the end."""

    def __init__(self, target: IO[bytes]) -> None:
        self._archive = zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED)
        self._lines = tempfile.SpooledTemporaryFile(max_size=8_000_000)  # noqa: SIM115 (closed by `close`)

    def add(self, exchanges: list[Exchange]) -> None:
        self._lines.writelines(_line(_set_apart(exchange, self._archive)) for exchange in exchanges)

    def close(self) -> None:
        with self._lines, self._archive:
            self._lines.seek(0)
            with self._archive.open(LINES, "w", force_zip64=True) as member:
                shutil.copyfileobj(self._lines, member)


async def _dump_into(journal: Journal, sink: "_Lines | _Zip") -> int:
    count = 0
    try:
        async for page in journal.walk():
            await asyncio.to_thread(sink.add, page)
            count += len(page)
    finally:
        await asyncio.to_thread(sink.close)
    return count


def _set_apart(exchange: Exchange, archive: zipfile.ZipFile) -> Exchange:
    """Puts the large bodies in the archive, once each, and leaves their names."""

    def apart(message: Message) -> Message:
        body = message.body
        if body is None or len(body) <= INLINE_BODY:
            return message
        sha = hashlib.sha256(body).hexdigest()
        if f"blobs/{sha}" not in archive.NameToInfo:
            archive.writestr(f"blobs/{sha}", body)
        return replace(message, body=None, blob=sha)

    answer = exchange.answer
    return replace(exchange, request=apart(exchange.request), answer=answer and apart(answer))


def _line(exchange: Exchange) -> bytes:
    row = columns(exchange)
    row["doc"] = json.loads(row["doc"])
    row.update(
        seq=exchange.seq, espace=exchange.espace, bodies=[_body(exchange.request), _body(exchange.answer)]
    )
    return json.dumps(row).encode() + b"\n"


def _body(message: Message | None) -> dict[str, str] | None:
    if message is None:
        return None
    if message.body is None:
        return {"blob": message.blob}
    try:
        return {"text": message.body.decode()}
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(message.body).decode()}


def _read(
    path: Path, lines: IO[bytes], rules: RuleLookup, archive: zipfile.ZipFile | None
) -> Iterator[Exchange]:
    for number, line in enumerate(_lines(path, lines), 1):
        if number > EXCHANGE_LIMIT:
            raise JournalFileError(path, number, f"more than {EXCHANGE_LIMIT} exchanges")
        try:
            yield _exchange(path, json.loads(line), rules, archive)
        except JournalFileError:
            raise
        except (
            ValueError,
            KeyError,
            TypeError,
            IndexError,
            AttributeError,
            RecursionError,
            OverflowError,
        ) as e:
            raise JournalFileError(path, number, f"not an exchange ({type(e).__name__})") from None


def _lines(path: Path, lines: IO[bytes]) -> Iterable[bytes]:
    number = 0
    while line := lines.readline(LINE_LIMIT + 1):
        number += 1
        if len(line) > LINE_LIMIT:
            raise JournalFileError(path, number, f"over {LINE_LIMIT} bytes")
        yield line


def _exchange(
    path: Path, row: dict[str, Any], rules: RuleLookup, archive: zipfile.ZipFile | None
) -> Exchange:
    request, answer = (_bytes(path, body, archive) for body in row["bodies"])
    row["doc"] = json.dumps(row["doc"])
    return exchange_of(row, str(row["espace"]), rules, bodies=(request, answer))


def _bytes(path: Path, body: dict[str, str] | None, archive: zipfile.ZipFile | None) -> bytes | None:
    if body is None:
        return None
    if "text" in body:
        return body["text"].encode()
    if "base64" in body:
        return base64.b64decode(body["base64"], validate=True)
    if archive is None:
        raise JournalFileError(path, 0, "a body is missing: send the zip")
    with _member(path, archive, f"blobs/{body['blob']}") as stored:
        data = stored.read(BLOB_LIMIT + 1)
    if hashlib.sha256(data).hexdigest() != body["blob"]:
        raise JournalFileError(path, 0, "a body is not the one that was recorded")
    return data


def _member(path: Path, archive: zipfile.ZipFile, name: str) -> IO[bytes]:
    try:
        return archive.open(name)
    except KeyError:
        raise JournalFileError(path, 0, f"no {name} inside") from None
