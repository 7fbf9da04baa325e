"""What the control API answers, typed: each form is declared in the OpenAPI document and checked by mypy."""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field
from typing_extensions import TypedDict

from simulators.core.clock import ClockMode
from simulators.core.faults.model import FaultKind, Parameter
from simulators.core.rule import Profile

Moment = Annotated[str, Field(json_schema_extra={"format": "date-time"})]


class FieldRefused(BaseModel):
    """A field of the request that was refused, and why (in French). `ligne`: that of an imported file."""

    model_config = ConfigDict(extra="allow")

    champ: str
    message: str


class Refused(BaseModel):
    """Why a call was refused: one French sentence, or the fields to correct."""

    detail: str | list[FieldRefused]


class Address(TypedDict):
    """How to speak to an espace: a prefix of the path, or a host label."""

    prefix: str
    host: str


class Settings(TypedDict):
    """How an espace behaves."""

    profile: Profile
    refuse_real_data: bool
    options: list[str]


class Clock(TypedDict):
    """The clock of an espace, and the instant it shows."""

    mode: ClockMode
    offset: float
    instant: Moment | None
    now: Moment


class EspaceSeen(TypedDict):
    """An espace as its own token sees it."""

    name: str
    settings: Settings
    clock: Clock
    address: Address


class EspaceOwned(EspaceSeen):
    """An espace as the administrator sees it, with the token to give away."""

    token: str


class EspaceImported(EspaceOwned):
    """An espace just imported; `avertissements` names matricules not known to be fictional."""

    avertissements: list[str]


class Token(TypedDict):
    """The token of an espace."""

    token: str


class Snapshot(TypedDict):
    """A snapshot taken."""

    label: str


class FaultArmed(TypedDict):
    """A fault armed; `remaining`: calls it still strikes, `until`: when it ends (null: without limit)."""

    id: str
    kind: FaultKind
    name: str
    service: str
    operation: str
    patient: str
    professional: str
    client: str
    face: str
    remaining: int | None
    until: Moment | None
    probability: float
    seed: str
    parameters: dict[str, Parameter]


class FaultsKnown(TypedDict):
    """The faults that exist: documented errors (service, key, label), and accidents of the transport."""

    metier: dict[str, dict[str, str]]
    transport: dict[str, str]


class Reread(TypedDict):
    """What reading the journal again did: exchanges read, changed, left as they were."""

    relus: int
    changes: int
    laisses: int


class Purged(TypedDict):
    """What a purge removed: people, number of exchanges, snapshots forgotten, things kept by each service."""

    personnes: list[str]
    echanges: int
    instantanes: list[str]
    services: dict[str, int]


class Certificate(TypedDict):
    """A certificate and its key, in PEM; the same in a P12, base64, with its password."""

    cert: str
    key: str
    p12: str
    password: str


class Version(TypedDict):
    """The version of the simulator."""

    version: str


class PkiByValue(TypedDict):
    """The test authority in PEM, and the certificates of a DUI, by name."""

    ca: str
    clients: dict[str, Certificate]


class Access(TypedDict):
    """What a DUI needs to work in an espace. Addresses are by service and face, null: not played.

    `server_name` is the name asked for in TLS by which mail servers know the espace.
    """

    espace: str
    services: dict[str, dict[str, str | None]]
    clear: dict[str, dict[str, str | None]]
    server_name: str
    pki: PkiByValue
    accounts: dict[str, Any]


class Invitation(TypedDict):
    """The number that the links of an espace depend on."""

    numero: str


class Adopted(TypedDict):
    """What was unknown and now is of the espace."""

    genre: str
    valeur: dict[str, Any]
