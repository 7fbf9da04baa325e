"""The faults now acting in one espace: matched, drawn and counted."""

import hashlib
import hmac
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from simulators.core.clock import Clock
from simulators.core.faults import kept
from simulators.core.faults.model import Fault, FaultKind, unpack
from simulators.core.journal.patient import patient_matches

if TYPE_CHECKING:
    from simulators.core.store.store import Store

__all__ = ["Fault", "Faults"]

_DRAW = 1 << 64
# What a certificate or a cipher can be made to be, and the capability that is taken away.
HANDSHAKE_FAULTS = frozenset(
    {
        "certificat_serveur_expire",
        "certificat_serveur_revoque",
        "certificat_serveur_mauvais_nom",
        "suite_hors_liste",
    }
)
TLS_FAULTS = HANDSHAKE_FAULTS | {"starttls_absent"}


@dataclass(slots=True)
class _Active:
    """A fault and the number of calls it has matched, whether it acted or not."""

    fault: Fault
    matched: int = 0


class Faults:
    """The faults of one espace, in the order they were added.

    Asking costs nothing while there are none. A count is consumed in memory at once (so n times is n times,
    whatever the concurrency) and written behind. One whose time is over, by the espace's clock, has left for
    good: setting the clock back does not bring it again.
    """

    def __init__(self, store: "Store", clock: Clock | None = None) -> None:
        self._store = store
        self._clock = clock or Clock()
        self._lock = threading.Lock()
        self._active: dict[str, _Active] = {}

    async def load(self) -> None:
        """Takes the faults from the store: at opening, and again after a reset or a restore."""
        rows = await self._store.query(kept.every)
        found = [unpack(row.id, row.doc, row.remaining) for row in rows]
        with self._lock:
            self._active = {fault.id: _Active(fault, matched) for fault, matched in found}

    def active(self) -> list[Fault]:
        """The faults that can still act, with what remains of each."""
        return [each.fault for each in self._living()]

    def business(
        self,
        *,
        service: str,
        operation: str,
        patient: str = "",
        professional: str = "",
        client: str = "",
        able: Callable[[Fault], bool] = lambda _fault: True,
    ) -> Fault | None:
        """The documented error to answer this call with, one count of it consumed; None when all is well.

        `patient` is the matricule, the traits, or both with a space between. `able` tells whether the
        call can be answered so: one that cannot leaves the count whole.
        """
        if not self._active:
            return None

        def wanted(fault: Fault) -> bool:
            aimed = _aims(fault, service, operation, patient) and _calls(fault, professional, client)
            return aimed and able(fault)

        return self._take("metier", wanted)

    def transport(
        self,
        *,
        service: str,
        operation: str,
        patient: str = "",
        professional: str = "",
        client: str = "",
        face: str = "",
        open_now: Callable[[Fault], bool] = lambda _fault: True,
    ) -> Fault | None:
        """The transport fault that acts on this call, one count of it consumed.

        `open_now` tells whether a fault with a time window is inside it.
        """
        if not self._active:
            return None

        def wanted(fault: Fault) -> bool:
            return (
                fault.face in {"", face}
                and _calls(fault, professional, client)
                and _aims(fault, service, operation, patient)
                and open_now(fault)
            )

        return self._take("transport", wanted)

    def may_cut(self, service: str) -> bool:
        """True when some transport fault aims at the service, those of a TLS handshake left aside."""
        return bool(self._active) and any(f.name not in TLS_FAULTS for f in self._transport(service))

    def tls(self, service: str, face: str) -> str:
        """The fault that acts on the beginning of a mail connection; one count of it consumed."""
        found = self.transport(
            service=service, operation="", face=face, open_now=lambda fault: fault.name in TLS_FAULTS
        )
        return found.name if found is not None else ""

    def reads_content(self, service: str) -> bool:
        """True when some transport fault needs to know the operation, the patient or who calls."""
        every = self._transport(service)
        return any(f.operation or f.patient or f.professional or f.client for f in every)

    async def add(self, fault: Fault) -> None:
        """Starts a fault, durably. One of the same id is replaced, its counts begun again."""
        await self._store.write(partial(kept.add, fault))
        with self._lock:
            self._active[fault.id] = _Active(fault)

    async def remove(self, fault_id: str) -> bool:
        """Ends a fault; False when there was none of that id."""
        await self._store.write(partial(kept.remove, fault_id))
        with self._lock:
            return self._active.pop(fault_id, None) is not None

    async def clear(self) -> None:
        """Ends every fault."""
        await self._store.write(kept.remove_all)
        with self._lock:
            self._active.clear()

    def _transport(self, service: str) -> list[Fault]:
        every = [each.fault for each in self._living()]
        return [f for f in every if f.kind == "transport" and f.service in {"", service}]

    def _living(self) -> list[_Active]:
        """Those whose time is not over; the others leave, durably."""
        if not self._active:
            return []
        now = self._clock.now()
        with self._lock:
            over = [one for one, each in self._active.items() if _over(each.fault, now)]
            for one in over:
                del self._active[one]
                self._store.write_behind(partial(kept.remove, one))
            return list(self._active.values())

    def _take(self, kind: FaultKind, wanted: Callable[[Fault], bool]) -> Fault | None:
        living = self._living()
        with self._lock:
            for each in living:
                if each.fault.id not in self._active:
                    continue
                if each.fault.kind == kind and wanted(each.fault) and self._acts(each):
                    return each.fault
        return None

    def _acts(self, each: _Active) -> bool:
        """Draws, counts and writes behind; a fault used up leaves."""
        acts = _drawn(each.fault, each.matched)
        each.matched += 1
        remaining = each.fault.remaining
        if acts and remaining is not None:
            each.fault = replace(each.fault, remaining=remaining - 1)
            if remaining <= 1:
                del self._active[each.fault.id]
        if remaining is not None or each.fault.probability < 1:
            self._store.write_behind(partial(kept.change, each.fault, each.matched))
        return acts


def _aims(fault: Fault, service: str, operation: str, patient: str) -> bool:
    return (
        fault.service in {"", service}
        and fault.operation in {"", operation}
        and (not fault.patient or patient_matches(fault.patient, patient.upper()))
    )


def _over(fault: Fault, now: datetime) -> bool:
    return fault.until is not None and now >= fault.until


def _calls(fault: Fault, professional: str, client: str) -> bool:
    return fault.professional in {"", professional} and fault.client in {"", client}


def _drawn(fault: Fault, matched: int) -> bool:
    if fault.probability >= 1:
        return True
    digest = hmac.digest(str(fault.seed).encode(), str(matched).encode(), hashlib.sha256)
    return int.from_bytes(digest[:8]) < fault.probability * _DRAW
