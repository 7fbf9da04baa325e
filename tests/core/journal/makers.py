"""What the journal's tests share: exchanges, a store, a small service that reads plain lines."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any, TypeVar

from simulators.core.basis import assumed, standard
from simulators.core.clock import Clock, ClockMode, ClockSetting
from simulators.core.espace import Espace
from simulators.core.faults.active import Faults
from simulators.core.ids import Ids
from simulators.core.journal.journal import Journal
from simulators.core.journal.model import Exchange, Message, Peer, Wire
from simulators.core.rule import (
    Effect,
    ErrorEntry,
    Finding,
    Place,
    Refusal,
    Register,
    Rule,
    Severity,
    Text,
)
from simulators.core.service import Analysis, Explanation, Face
from simulators.core.store.store import Store, single_store

T = TypeVar("T")
NOON = datetime(2026, 3, 2, 12, 0, 0, tzinfo=UTC)

PEER = Peer(
    subject="CN=INSI-AUTO,OU=318751275100020,O=EHPAD LES GLYCINES,C=FR",
    issuer="CN=TEST AC IGC-SANTE",
    serial="0A1B",
    fingerprint="ab" * 32,
    common_name="INSI-AUTO",
    organizational_unit="318751275100020",
    organization="EHPAD LES GLYCINES",
    not_before=datetime(2026, 1, 1, tzinfo=UTC),
    not_after=datetime(2027, 1, 1, 8, 30, 0, 123456, tzinfo=UTC),
    pem="-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
)

LATE = Rule(
    id="essai.retard",
    service="essai",
    severity=Severity.WARNING,
    title=Text("en retard", "late"),
    advice=Text("Envoyer plus tôt.", "Send earlier."),
    basis=standard("RFC 9110 §9"),
    refusal=Refusal("retard", assumed("not seen"), always=False),
    requirements=("EX-1", "EX-2"),
)


def finding(severity: Severity = Severity.WARNING) -> Finding:
    """A finding of that severity."""
    rule = Rule(
        "essai.retard", "essai", severity, LATE.title, LATE.advice, LATE.basis, LATE.refusal, ("EX-1",)
    )
    return Finding(rule, Place("request", "xpath", "/a/b[1]", 3, 9, 2), "tard", "tôt", Effect.REFUSE)


def exchange(id_: str = "e1", **changed: Any) -> Exchange:
    """An INSi-like exchange, with whatever differs."""
    values: dict[str, Any] = {
        "id": id_,
        "espace": "defaut",
        "protocol": "http",
        "service": "essai",
        "face": "essai",
        "started": NOON,
        "recorded": datetime(2026, 3, 2, 12, 0, 1, 5, tzinfo=UTC),
        "duration_us": 1234,
        "connection": "c1",
        "request": Message("POST /insi HTTP/1.1", (("content-type", "text/plain"),), b"bonjour", size=7),
        "answer": Message("HTTP/1.1 200 OK", (("content-length", "2"),), b"oui", size=3),
        "outcome": "200",
        "operation": "essai.saluer",
        "facts": {
            "code": "00",
            "fault": False,
            "patient.matricule": "255069999999934",
            "patient.traits": "NESSI-MICHEL|RUTH ISABELLE|F|1955-06-01",
            "professional": "899700012345",
            "essai.prenoms": ("RUTH", "ISABELLE"),
        },
        "facts_version": 3,
    }
    values.update(changed)
    return Exchange(**values)


def whole_exchange() -> Exchange:
    """An exchange with everything an exchange can have."""
    return exchange(
        "whole",
        peer=PEER,
        wire=Wire("TLSv1.3", "TLS_AES_256_GCM_SHA384", "insi.localhost", "127.0.0.1:50000"),
        findings=(finding(Severity.ERROR), finding()),
        parent="p1",
    )


@asynccontextmanager
async def journal_in(folder: Path) -> AsyncIterator[tuple[Journal, Store]]:
    """A journal over a store of its own, everything written at the end."""
    with single_store(folder) as store:
        journal = Journal(store, "defaut")
        yield journal, store
        await journal.flush()


@asynccontextmanager
async def espace_in(folder: Path) -> AsyncIterator[Espace]:
    """An espace whose clock is stepped, without people."""
    async with journal_in(folder) as (journal, store):
        faults = Faults(store)
        await faults.load()
        yield Espace(
            name="defaut",
            clock=Clock(ClockSetting(ClockMode.STEPPED, 0.0, NOON)),
            ids=Ids(b"graine", "defaut"),
            store=store,
            journal=journal,
            monde=SimpleNamespace(),  # type: ignore[arg-type]  # no test here looks at people
            faults=faults,
        )


class Essai:
    """A service that reads `operation patient professional` from a plain body."""

    name = "essai"
    title = Text("Essai", "Trial")
    facts_version = 7
    operations: Mapping[str, Text] = {
        "essai.saluer": Text("saluer", "greet"),
        "essai.partir": Text("partir", "leave"),
    }

    def __init__(self, *faces: Face) -> None:
        self.faces = faces
        entry = ErrorEntry("occupe", "E1", "service occupé", assumed("trial"), {})
        self.register = Register("essai", {"occupe": entry}, {LATE.id: LATE}, {})

    def analyse(self, exchange: Exchange, espace: Espace | None) -> Analysis:
        """Every word of the body, in its place; the word `bogue` is more than it can read."""
        words = (exchange.request.body or b"").decode().split(" ")
        if words[0] == "bogue":
            raise ValueError("unreadable: a secret name")
        names = ("operation", "patient.matricule", "professional")
        facts = dict(zip(names, words, strict=False))
        operation = facts.pop("operation", "")
        late = (Finding(LATE, Place("request", "whole")),) if operation == "essai.partir" else ()
        return Analysis(operation, {**facts, "code": "00"}, late)

    def explain(self, exchange: Exchange, lang: str) -> Explanation:
        """One sentence."""
        return Explanation(exchange.operation)

    def endpoints(self, origins: Mapping[str, str]) -> Mapping[str, str | None]:
        """Its addresses."""
        return dict(origins)

    def read_file(self, name: str, data: bytes) -> Exchange | None:
        """It saves no message."""
        return None

    def documents(self) -> Mapping[str, bytes]:
        """It publishes nothing."""
        return {}


def run(story: Callable[[], Awaitable[T]]) -> T:
    """Runs an asynchronous story to its end, with nothing left running behind."""

    async def told() -> T:
        return await story()

    return asyncio.run(told())
