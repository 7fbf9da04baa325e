"""A folder as one session sees it: sequence numbers that change only when the client is told."""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from sqlalchemy import Connection

from mss.imap.commandes import Ensemble
from mss.imap.ensembles import Resolu
from mss.state import plis as copies
from mss.state.dossiers import Dossier, par_id
from mss.state.plis import Pli

SYSTEME: Final = ("\\Answered", "\\Flagged", "\\Deleted", "\\Seen", "\\Draft")


@dataclass(slots=True)
class Changement:
    """What the store says since the last look; `uids` when some copies may be gone."""

    modseq: int
    uidnext: int
    plis: list[Pli]
    uids: list[int] | None


@dataclass(slots=True)
class Selection:
    """The selected folder. `plis` are in the order of their UIDs; the rank of one is its place plus one."""

    dossier: Dossier
    lecture_seule: bool
    plis: list[Pli]
    recents: set[int] = field(default_factory=set)
    modseq: int = 0
    uidnext: int = 1
    disparus: bool = False
    mots: set[str] = field(default_factory=set)

    @property
    def bornes(self) -> tuple[int, int]:
        """The last sequence number and the last UID, for `*`."""
        return len(self.plis), self.plis[-1].uid if self.plis else 0

    def choisis(self, ensemble: Ensemble, uid: bool) -> list[tuple[int, Pli]] | None:
        """The copies of a set with their ranks; None when it names a sequence number that does not exist.

        `*` is one of those in an empty folder (RFC 3501 §9, seq-number).
        """
        last_rank, last_uid = self.bornes
        wanted = Resolu(ensemble, last_uid if uid else last_rank)
        ranked = enumerate(self.plis, start=1)
        if uid:
            return [(rank, one) for rank, one in ranked if one.uid in wanted]
        if wanted.plus_grand > last_rank or not self.plis:
            return None
        return [(rank, one) for rank, one in ranked if rank in wanted]

    def drapeaux(self, pli: Pli) -> bytes:
        """The flags of a copy as answered, \\Recent included."""
        flags = sorted(pli.drapeaux)
        if pli.uid in self.recents:
            flags.append("\\Recent")
        return b"(" + " ".join(flags).encode("ascii") + b")"

    def mots_nouveaux(self, plis: Sequence[Pli]) -> bool:
        """Learns the keywords of these copies; whether some were not known yet."""
        before = len(self.mots)
        self.mots |= {one for pli in plis for one in pli.drapeaux if not one.startswith("\\")}
        return len(self.mots) != before

    def annonce(self) -> tuple[bytes, bytes]:
        """The flags of the folder: those that exist, those a client may keep there (RFC 3501 §7.2.6)."""
        flags = " ".join((*SYSTEME, *sorted(self.mots))).encode("ascii")
        permanent = b"" if self.lecture_seule else flags + b" \\*"
        return b"* FLAGS (%b)" % flags, b"* OK [PERMANENTFLAGS (%b)] Limited" % permanent

    def apprendre(self, plis: Sequence[Pli]) -> None:
        """Takes the new state of copies already known."""
        known = {one.uid: one for one in plis}
        self.plis = [known.get(one.uid, one) for one in self.plis]

    def integrer(self, change: Changement, *, retraits: bool, recents: bool = True) -> Iterator[bytes]:
        """The untagged answers that bring the client up to date; removals only when the command allows.

        `recents` is False for a session that came second: the copies are recent for the first alone.
        """
        self.modseq, self.uidnext = change.modseq, change.uidnext
        if change.uids is not None:
            self.disparus = True
        if retraits and self.disparus:
            yield from self._retirer(change)
        if self.mots_nouveaux(change.plis):
            yield from self.annonce()
        new: list[Pli] = []
        for one in change.plis:
            at = bisect_left(self.plis, one.uid, key=_uid)
            if at == len(self.plis):
                new.append(one)
            elif self.plis[at].uid == one.uid:
                self.plis[at] = one
                yield b"* %d FETCH (UID %d FLAGS %b)" % (at + 1, one.uid, self.drapeaux(one))
        if new:
            self.plis += new
            yield b"* %d EXISTS" % len(self.plis)
            fresh = {one.uid for one in new if one.recent and recents}
            self.recents |= fresh
            if fresh:
                yield b"* %d RECENT" % len(self.recents)

    def _retirer(self, change: Changement) -> Iterator[bytes]:
        if change.uids is None:
            return
        present = set(change.uids)
        self.disparus = False
        recents = len(self.recents)
        for rank in range(len(self.plis), 0, -1):
            if self.plis[rank - 1].uid not in present:
                gone = self.plis.pop(rank - 1)
                self.recents.discard(gone.uid)
                yield b"* %d EXPUNGE" % rank
        if len(self.recents) != recents:
            yield b"* %d RECENT" % len(self.recents)


def ouvrir(dossier: Dossier, lecture_seule: bool, connection: Connection) -> Selection:
    """Selects a folder: its copies as they are now; those recent become this session's."""
    found = copies.lister(connection, dossier.id)
    recents = {one.uid for one in found if one.recent}
    if recents and not lecture_seule:
        copies.prendre_recents(connection, dossier.id, max(recents))
    selection = Selection(dossier, lecture_seule, found, recents, dossier.modseq, dossier.uidnext)
    selection.mots_nouveaux(found)
    return selection


def regarder(selection: Selection, connection: Connection) -> Changement | None:
    """What changed since the last look; None when nothing did. Raises LookupError once the folder is gone."""
    now = par_id(connection, selection.dossier.id)
    if now is None or now.uidvalidity != selection.dossier.uidvalidity:
        raise LookupError(selection.dossier.nom)
    if now.modseq == selection.modseq and not selection.disparus:
        return None
    changed = copies.lister(connection, now.id, depuis=selection.modseq)
    gone = selection.disparus
    # A mail that comes raises both counters by one, anything else the first alone.
    if now.modseq - selection.modseq != now.uidnext - selection.uidnext:
        last = selection.plis[-1].uid if selection.plis else 0
        new = sum(one.uid > last for one in changed)
        gone = gone or copies.compter(connection, now.id) != len(selection.plis) + new
    uids = copies.uids(connection, now.id) if gone else None
    return Changement(now.modseq, now.uidnext, changed, uids)


def _uid(pli: Pli) -> int:
    return pli.uid


def marquer(
    selection: Selection,
    wanted: Sequence[int],
    change: Callable[[frozenset[str]], frozenset[str]],
    connection: Connection,
) -> list[Pli]:
    """Changes flags; what this session did is not told to it again, unless others changed things too."""
    before = par_id(connection, selection.dossier.id)
    changed = copies.marquer(connection, selection.dossier.id, wanted, change)
    after = par_id(connection, selection.dossier.id)
    if before is not None and after is not None and before.modseq == selection.modseq:
        selection.modseq = after.modseq
    return changed


def avec(pli: Pli, drapeau: str) -> Pli:
    """The copy with one more flag."""
    return replace(pli, drapeaux=pli.drapeaux | {drapeau})
