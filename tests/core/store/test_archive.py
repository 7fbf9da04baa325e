"""An espace travels as one file; a file of unknown origin brings nothing but rows and blobs of ours."""

import hashlib
import json
import shutil
import sqlite3
import struct
import zipfile
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path

import pytest

from simulators.core.espace import EspaceSettings
from simulators.core.faults.model import Fault
from simulators.core.journal.filters import Filter
from simulators.core.monde.model import Personne
from simulators.core.rule import Profile
from simulators.core.store.archive import read_archive
from simulators.core.store.errors import ArchiveRefusedError, EspaceExistsError, ProtectedEspaceError
from simulators.core.store.espaces import Espaces
from tests.core.store.conftest import Opener, Recorder

pytestmark = pytest.mark.anyio
BIG = b"<grand>" + b"x" * 100_000 + b"</grand>"


@pytest.fixture
async def exported(espaces: Espaces, record: Recorder, tmp_path: Path) -> Path:
    """A sound archive, of an espace with a person added and two exchanges."""
    espace = await espaces.create("origine")
    await espace.faults.add(Fault(id="panne", kind="metier", name="desir_550", service="ins"))
    await espace.monde.put(Personne(id="lucette"))
    await espaces.set_settings("origine", EspaceSettings(Profile.STRICT))
    record(espace, "premier")
    record(espace, "gros", BIG)
    await espaces.export("origine", tmp_path / "origine.zip")
    return tmp_path / "origine.zip"


def entries(archive: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(archive) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def content(archive: Path) -> bytes:
    return archive.read_bytes()


def packed(target: Path, files: Mapping[str, bytes]) -> Path:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return target


def altered(archive: Path, change: Callable[[sqlite3.Connection], object]) -> Path:
    """The same archive with its SQL file changed by hand."""
    files = entries(archive)
    base = archive.with_name("altered.sqlite")
    base.write_bytes(files["base.sqlite"])
    with closing(sqlite3.connect(base)) as bare:
        change(bare)
        bare.commit()
    return packed(archive.with_name("altered.zip"), {**files, "base.sqlite": base.read_bytes()})


async def refused(espaces: Espaces, archive: Path, reason: str | None = None) -> None:
    with pytest.raises(ArchiveRefusedError, match=reason):
        await espaces.import_("hostile", archive)
    assert "hostile" not in await espaces.names()
    folder = (await espaces.get("defaut")).store.folder.parent
    assert sorted(entry.name for entry in folder.iterdir()) == ["defaut", "origine"]


async def test_an_exported_espace_comes_back_whole_in_another_installation(
    exported: Path, open_espaces: Opener, tmp_path: Path
) -> None:
    other = await open_espaces(tmp_path / "ailleurs")
    await other.import_("arrivee", exported)
    espace = await other.get("arrivee")
    assert list(espace.monde.personnes()) == ["odette", "marcel", "lucette"]
    assert espace.settings.profile is Profile.STRICT
    assert [e.id for e in await espace.journal.query(Filter())] == ["premier", "gros"]
    found = await espace.journal.get("gros")
    assert found is not None
    assert found.request.body == BIG
    assert await other.names() == ["arrivee", "defaut"]


async def test_an_archive_holds_the_manifest_the_base_and_the_blobs_alone(exported: Path) -> None:
    sha = hashlib.sha256(BIG).hexdigest()
    files = entries(exported)
    assert sorted(files) == ["base.sqlite", f"blobs/{sha}", "manifest.json"]
    assert files[f"blobs/{sha}"] == BIG
    assert json.loads(files["manifest.json"])["format"] == "socle-espace/1"


async def test_an_exported_espace_goes_on_and_the_imported_one_lives_apart(
    espaces: Espaces, exported: Path
) -> None:
    await espaces.import_("copie", exported)
    copy, origin = await espaces.get("copie"), await espaces.get("origine")
    await copy.monde.delete("personnes", "lucette")
    assert "lucette" in origin.monde.personnes()
    assert copy.ids.token("exchange") != origin.ids.token("exchange")
    assert await copy.journal.query(Filter(operation="journal.lacune")) == []


async def test_an_import_never_replaces_an_espace(espaces: Espaces, exported: Path) -> None:
    for name in ("defaut", "origine"):
        with pytest.raises(EspaceExistsError):
            await espaces.import_(name, exported)
    with pytest.raises(ProtectedEspaceError):
        await espaces.import_("installation", exported)
    assert "lucette" not in (await espaces.get("defaut")).monde.personnes()


@pytest.mark.parametrize(
    "name",
    [
        "../../evil",
        "/tmp/evil",  # noqa: S108 - a hostile name, never written
        "blobs/../../evil",
        "blobs\\..\\evil",
        "C:\\evil",
        "blobs/" + "A" * 64,
        "blobs/",
        "base.sqlite-wal",
        "instantanes/a/base.sqlite",
    ],
)
async def test_an_entry_we_would_not_have_written_refuses_the_archive(
    espaces: Espaces, exported: Path, name: str
) -> None:
    await refused(
        espaces, packed(exported.with_name("h.zip"), {**entries(exported), name: b"x"}), "unexpected"
    )


async def test_an_entry_named_twice_refuses_the_archive(espaces: Espaces, exported: Path) -> None:
    archive = exported.with_name("h.zip")
    shutil.copyfile(exported, archive)
    with zipfile.ZipFile(archive, "a") as opened, pytest.warns(UserWarning, match="Duplicate"):
        opened.writestr("base.sqlite", b"autre chose")
    await refused(espaces, archive, "same twice")


async def test_a_bomb_is_stopped_by_what_it_announces(tmp_path: Path, exported: Path) -> None:
    bomb = packed(tmp_path / "h.zip", {**entries(exported), "base.sqlite": b"\0" * 30_000_000})
    assert bomb.stat().st_size < 200_000
    (tmp_path / "dans").mkdir()
    with pytest.raises(ArchiveRefusedError, match="more than 20000000 bytes"):
        read_archive(bomb, tmp_path / "dans", limit=20_000_000)
    assert list((tmp_path / "dans").iterdir()) == []


async def test_a_bomb_that_lies_about_its_size_is_stopped_too(tmp_path: Path, exported: Path) -> None:
    files = {**entries(exported), "base.sqlite": b"\0" * 30_000_000}
    data = bytearray(packed(tmp_path / "h.zip", files).read_bytes())
    true_size, lie = struct.pack("<L", 30_000_000), struct.pack("<L", 10)
    (tmp_path / "menteur.zip").write_bytes(bytes(data).replace(true_size, lie))
    (tmp_path / "dans").mkdir()
    with pytest.raises(ArchiveRefusedError):
        read_archive(tmp_path / "menteur.zip", tmp_path / "dans", limit=20_000_000)
    assert sum(path.stat().st_size for path in (tmp_path / "dans").rglob("*")) < 20_000_000


async def test_a_file_larger_than_the_limit_is_not_even_opened(tmp_path: Path, exported: Path) -> None:
    with pytest.raises(ArchiveRefusedError, match="more than 100 bytes"):
        read_archive(exported, tmp_path, limit=100)


async def test_a_blob_that_is_not_what_its_name_says_is_refused(espaces: Espaces, exported: Path) -> None:
    files = {**entries(exported), "blobs/" + "a" * 64: b"autre chose"}
    await refused(espaces, packed(exported.with_name("h.zip"), files), "not what its name says")


@pytest.mark.parametrize("missing", ["manifest.json", "base.sqlite"])
async def test_an_archive_without_its_parts_is_refused(
    espaces: Espaces, exported: Path, missing: str
) -> None:
    files = {name: data for name, data in entries(exported).items() if name != missing}
    await refused(espaces, packed(exported.with_name("h.zip"), files), "not an exported espace")


@pytest.mark.parametrize(
    "manifest", [b"{}", b"[]", b'{"format": "socle-espace/99"}', b"", b"\xff", b"[" * 9999]
)
async def test_a_manifest_of_another_format_is_refused(
    espaces: Espaces, exported: Path, manifest: bytes
) -> None:
    files = {**entries(exported), "manifest.json": manifest}
    await refused(espaces, packed(exported.with_name("h.zip"), files))


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"SQLite format 3\0" + b"\0" * 5000, b"\0" * 10_000])
async def test_what_is_no_archive_is_refused(espaces: Espaces, exported: Path, data: bytes) -> None:
    archive = exported.with_name("h.zip")
    archive.write_bytes(data)
    await refused(espaces, archive, "ZIP")
    files = {**entries(exported), "base.sqlite": data}
    await refused(espaces, packed(archive, files))


async def test_an_archive_cut_anywhere_is_refused(espaces: Espaces, exported: Path) -> None:
    whole = content(exported)
    cut = exported.with_name("h.zip")
    for length in range(0, len(whole) - 1, len(whole) // 12):
        cut.write_bytes(whole[:length])
        await refused(espaces, cut)


async def test_an_archive_with_a_byte_changed_is_refused_or_imported_never_worse(
    exported: Path, tmp_path: Path
) -> None:
    whole = content(exported)
    for place in range(0, len(whole), len(whole) // 40):
        changed = bytearray(whole)
        changed[place] ^= 0x41
        (tmp_path / "h.zip").write_bytes(bytes(changed))
        folder = tmp_path / f"dans-{place}"
        folder.mkdir()
        try:
            read_archive(tmp_path / "h.zip", folder)
        except ArchiveRefusedError:
            continue
        assert (folder / "base.sqlite").exists()


async def test_an_encrypted_archive_is_refused(espaces: Espaces, exported: Path) -> None:
    data = bytearray(content(exported))
    for signature, flags in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        place = data.find(signature)
        while place >= 0:
            data[place + flags] |= 1
            place = data.find(signature, place + 4)
    (exported.with_name("h.zip")).write_bytes(bytes(data))
    await refused(espaces, exported.with_name("h.zip"), "ZIP")


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        ("CREATE TRIGGER t AFTER INSERT ON journal BEGIN DELETE FROM monde; END", "triggers"),
        ("CREATE VIEW v AS SELECT * FROM monde", "triggers"),
        ("CREATE VIRTUAL TABLE f USING fts5(texte)", "triggers"),
        ("DROP TABLE faults", "missing"),
        ("ALTER TABLE monde ADD COLUMN autre TEXT", "not made as ours"),
        ("PRAGMA user_version=99", "later version"),
        ("UPDATE journal SET doc = x'00'", "another type"),
        ("UPDATE journal SET doc = '{'", "not sound"),
        ("UPDATE journal SET doc = '{}'", "not sound"),
        ("UPDATE journal SET started_us = 9000000000000000000", "not sound"),
        ("UPDATE journal SET request_blob = '../../secret'", "not sound"),
        ("UPDATE faults SET doc = '{}'", "not sound"),
        ("UPDATE journal SET started_us = 'hier'", "another type"),
        ("UPDATE monde SET doc = '{}' WHERE id = 'odette'", "not sound"),
        ("UPDATE monde SET kind = 'vaisseaux'", "not sound"),
        ("UPDATE monde SET id = 'autre' WHERE id = 'odette'", "not sound"),
        ("UPDATE settings SET doc = '{}'", "not sound"),
        ("UPDATE settings SET doc = '[]'", "not sound"),
        ("DELETE FROM settings", "not sound"),
        ("UPDATE meta SET value = 'beaucoup' WHERE key = 'epoch'", "not sound"),
        (
            'UPDATE settings SET doc = replace(doc, \'real", "offset": 0.0\', \'shifted", "offset": 1e300\')',
            "not sound",
        ),
    ],
)
async def test_an_sql_file_that_is_not_ours_is_refused(
    espaces: Espaces, exported: Path, statement: str, reason: str
) -> None:
    await refused(espaces, altered(exported, lambda bare: bare.execute(statement)), reason)


async def test_who_had_the_file_open_is_not_believed(espaces: Espaces, exported: Path) -> None:
    hostile = altered(
        exported, lambda bare: bare.execute("INSERT INTO openings VALUES (7, '../../../etc/passwd', 0)")
    )
    await espaces.import_("arrivee", hostile)
    espace = await espaces.get("arrivee")
    assert await espace.journal.query(Filter(operation="journal.lacune")) == []
