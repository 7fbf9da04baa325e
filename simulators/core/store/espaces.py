"""The espaces of one installation, as one process serves them."""

import asyncio
import contextlib
import shutil
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Literal, TypeVar
from weakref import WeakValueDictionary

from sqlalchemy.exc import SQLAlchemyError

from simulators.core.clock import ClockSetting
from simulators.core.espace import DEFAULT_ESPACE, INSTALLATION, Espace, EspaceSettings
from simulators.core.journal.findings import RuleLookup, no_rules
from simulators.core.monde.model import Monde
from simulators.core.monde.repository import elements, kind_of
from simulators.core.store import archive, snapshots, state
from simulators.core.store.assembly import Installation, enter, refresh
from simulators.core.store.blobs import Blobs
from simulators.core.store.database import Database
from simulators.core.store.errors import (
    EspaceExistsError,
    ProtectedEspaceError,
    StoreDamagedError,
    UnknownEspace,
)
from simulators.core.store.folders import Folders
from simulators.core.store.losses import Losses
from simulators.core.store.process import ProcessLock
from simulators.core.store.store import BASE
from simulators.core.store.template import make_template, schema_hash

__all__ = ["Espaces", "UnknownEspace"]

T = TypeVar("T")


class Espaces:
    """Opens, makes, resets and moves espaces. Used on one event loop; what touches files leaves it.

    `defaut` and `installation` always exist; `installation`, for what belongs to no espace, is never listed.
    An `Espace` given once stays the same object, and follows resets and restores. What another process does
    to the file is seen for the monde (within 100 ms) and the journal; settings, clock and deletion are not.
    """

    def __init__(self, folders: Folders, installation: Installation, temporary: Path | None) -> None:
        self._folders = folders
        self._installation = installation
        self._temporary = temporary
        self._given: dict[str, Espace] = {}
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._losses = Losses()
        self._told: set[Callable[[Espace], None]] = set()

    @classmethod
    async def open(
        cls,
        root: Path | Literal["memory"],
        *,
        seed: bytes,
        monde: Monde,
        settings: EspaceSettings,
        clock: ClockSetting | None = None,
        rules: RuleLookup = no_rules,
    ) -> "Espaces":
        """Opens the installation at `root`, made if need be; `"memory"` is a private temporary folder.

        `monde`, `settings` and `clock` fill the espaces made from now on; those already there keep theirs.
        """
        temporary = Path(tempfile.mkdtemp(prefix="socle-")) if root == "memory" else None
        folders = Folders(temporary or Path(root))
        installation = _prepare(folders, seed, monde, settings, clock or ClockSetting(), rules)
        espaces = cls(folders, installation, temporary)
        try:
            for name in (INSTALLATION, DEFAULT_ESPACE):
                # Another process may be starting on the same folder: whoever comes second finds it there.
                with contextlib.suppress(EspaceExistsError):
                    folders.copy_template(installation.template, name)
                await espaces.get(name)
        except BaseException:
            await espaces.close()
            raise
        return espaces

    def tell(self, arrived: Callable[[Espace], None]) -> None:
        """Calls `arrived` with each espace open now, then with each that is opened or replaced.

        So is seen to what an earlier run left undone there. It must neither wait nor raise.
        """
        if arrived in self._told:
            return
        self._told.add(arrived)
        for espace in list(self._given.values()):
            arrived(espace)

    def leave(self, arrived: Callable[[Espace], None]) -> None:
        """Calls it no more."""
        self._told.discard(arrived)

    def opened(self, name: str) -> Espace | None:
        """The espace if this process has it open: the hot path."""
        return self._given.get(name)

    async def get(self, name: str) -> Espace:
        """The espace, opened if need be; any text may be asked.

        Raises `UnknownEspace`, and for a file that cannot be used `StoreTooNewError` or `StoreDamagedError`.
        """
        given = self._given.get(name)
        if given is not None:
            return given
        async with self._alone_on(name):
            return await self._there(name)

    async def names(self) -> list[str]:
        """The espaces on disk, sorted, without `installation`."""
        return await self._off_loop(self._folders.names)

    async def create(self, name: str) -> Espace:
        """A new espace. Raises `InvalidNameError`, `ProtectedEspaceError` or `EspaceExistsError`."""
        _check_new(name)
        async with self._alone_on(name):
            template = self._installation.template
            await self._off_loop(partial(self._folders.copy_template, template, name))
            return await self._there(name)

    async def delete(self, name: str) -> None:
        """Removes the espace, its snapshots included. Raises `UnknownEspace` or `ProtectedEspaceError`."""
        if name in {DEFAULT_ESPACE, INSTALLATION}:
            raise ProtectedEspaceError(name)
        async with self._alone_on(name):
            espace = await self._there(name)
            await espace.journal.flush()
            await espace.store.flush()
            del self._given[name]
            espace.store.drop()
            await self._off_loop(partial(self._folders.remove, name))

    async def reset(self, name: str) -> None:
        """Back to the template: people, journal, faults, clock, services' state. The settings stay.

        Snapshots stay too. Raises `UnknownEspace`, or `ProtectedEspaceError` for `installation`.
        """
        async with self._alone_on(name):
            espace = await self._there(name)
            await self._replace(espace, self._installation.template, keep_settings=True)
            await self._off_loop(partial(espace.store.blobs.prune, frozenset()))

    async def snapshot(self, name: str, label: str) -> None:
        """Keeps the whole present state under `label`, in place of what had that label."""
        snapshots.check_name(label)
        async with self._alone_on(name):
            espace = await self._there(name)
            await _settle(espace)
            await self._off_loop(partial(snapshots.take, espace.store, label))

    async def restore(self, name: str, label: str) -> None:
        """Puts a snapshot back, settings and clock included. Raises `UnknownSnapshotError`."""
        async with self._alone_on(name):
            espace = await self._there(name)
            store = espace.store
            source = snapshots.snapshot_folder(store, label)
            kept = Blobs(source / "blobs")
            await self._off_loop(partial(kept.link_into, store.blobs))
            await self._replace(espace, source / BASE, keep_settings=False)
            await self._off_loop(lambda: store.blobs.prune(frozenset(kept.names())))

    async def snapshots(self, name: str) -> list[str]:
        """The labels of an espace's snapshots, sorted."""
        espace = await self.get(name)
        return await self._off_loop(partial(snapshots.labels, espace.store))

    async def delete_snapshot(self, name: str, label: str) -> None:
        """Forgets a snapshot. Raises `UnknownSnapshotError`."""
        async with self._alone_on(name):
            espace = await self._there(name)
            folder = snapshots.snapshot_folder(espace.store, label)
            await self._off_loop(partial(shutil.rmtree, folder))

    async def export(self, name: str, target: Path) -> None:
        """Writes the espace, without its snapshots, as one file at `target`."""
        async with self._alone_on(name):
            espace = await self._there(name)
            await _settle(espace)
            await self._off_loop(partial(archive.export, espace.store, target))

    async def import_(self, name: str, source: Path) -> None:
        """A new espace from an exported file, of any origin.

        Raises `ArchiveRefusedError`, `InvalidNameError`, `ProtectedEspaceError` or `EspaceExistsError`.
        """
        _check_new(name)
        async with self._alone_on(name):
            await self._off_loop(partial(self._unpack, name, source))

    async def set_settings(self, name: str, settings: EspaceSettings) -> Espace:
        """Changes how the espace behaves, from the next request on."""
        espace = await self.get(name)
        await espace.store.write(partial(state.write_settings, settings=settings))
        espace.settings = settings
        return espace

    async def set_clock(self, name: str, setting: ClockSetting) -> Espace:
        """Sets the clock of the espace; a stepped one starts from `setting.instant`."""
        espace = await self.get(name)
        await _settle(espace)
        await espace.store.write(partial(state.write_clock, setting=setting))
        espace.clock.setting = setting
        return espace

    async def close(self) -> None:
        """Commits everything and marks the end as clean; nothing may use the espaces afterwards."""
        await asyncio.gather(*(espace.journal.flush() for espace in self._given.values()))
        await self._losses.told()
        await asyncio.to_thread(self._installation.database.close)
        self._installation.process.release(clean=not self._losses.unsaid)
        self._given.clear()
        if self._temporary is not None:
            await asyncio.to_thread(shutil.rmtree, self._temporary, ignore_errors=True)

    async def _there(self, name: str) -> Espace:
        given = self._given.get(name)
        if given is not None:
            return given
        if not self._folders.exists(name):
            raise UnknownEspace(name[:60])
        try:
            espace = await enter(self._installation, name, self._folders.of(name))
        except SQLAlchemyError as problem:
            raise StoreDamagedError(f"{name}: {type(problem).__name__}") from None
        self._losses.watch(espace)
        self._given[name] = espace
        self._arrived(espace)
        return espace

    def _arrived(self, espace: Espace) -> None:
        for told in tuple(self._told):
            told(espace)

    async def _replace(self, espace: Espace, source: Path, *, keep_settings: bool) -> None:
        if espace.name == INSTALLATION:
            raise ProtectedEspaceError(espace.name)
        await _settle(espace)
        store = espace.store
        try:
            copy = await self._off_loop(partial(snapshots.prepare, store, source))
            await store.alone(
                partial(snapshots.put_back, store=store, prepared=copy, keep_settings=keep_settings)
            )
        finally:
            await self._off_loop(partial(snapshots.clean, store))
        await refresh(self._installation, espace)
        self._arrived(espace)

    def _unpack(self, name: str, source: Path) -> None:
        with self._folders.making(name) as folder:
            archive.read_archive(source, folder)

    def _alone_on(self, name: str) -> asyncio.Lock:
        return self._locks.setdefault(name, asyncio.Lock())

    async def _off_loop(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._installation.database.readers, work)


def _prepare(
    folders: Folders,
    seed: bytes,
    monde: Monde,
    settings: EspaceSettings,
    clock: ClockSetting,
    rules: RuleLookup,
) -> Installation:
    rows = [(kind_of(value), value, value.model_dump_json()) for value in elements(monde)]
    template = make_template(
        folders.templates, [(kind, value.id, document) for kind, value, document in rows], settings, clock
    )
    return Installation(
        database=Database(),
        process=ProcessLock(folders.processes),
        seed=seed,
        schema=schema_hash(),
        template=template,
        known={(kind, document): value for kind, value, document in rows},
        rules=rules,
    )


def _check_new(name: str) -> None:
    if snapshots.check_name(name) == INSTALLATION:
        raise ProtectedEspaceError(name)


async def _settle(espace: Espace) -> None:
    await espace.journal.flush()
    await espace.store.flush()
