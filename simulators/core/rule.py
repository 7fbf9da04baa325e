"""Rules and findings: what is noticed in a message, and what each profile does about it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, NamedTuple

from simulators.core.basis import Basis


class Profile(StrEnum):
    """How strictly the simulators answer (see the README, "Profils")."""

    TERRAIN = "terrain"
    STRICT = "strict"
    DECOUVERTE = "decouverte"


class Severity(StrEnum):
    """The norm's own level for a rule; what the service *does* is the effect."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Effect(StrEnum):
    """What the simulated service does with a message that breaks a rule."""

    ACCEPT = "accept"
    REFUSE = "refuse"


class Text(NamedTuple):
    """One sentence in the two languages of the product."""

    fr: str
    en: str

    def in_language(self, lang: str) -> str:
        """The English sentence for `en`, the French one for anything else."""
        return self.en if lang == "en" else self.fr


@dataclass(frozen=True, slots=True)
class Refusal:
    """How a service refuses a message: the key of its error, and how we know it refuses.

    `always` marks what cannot be understood at all: no profile can accept it.
    """

    error: str
    basis: Basis
    always: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of one service.

    `basis` says where the norm comes from; `refusal` says with which error the service would refuse,
    and how well *that* is known. `advice` tells what to do; once done, the finding disappears.
    """

    id: str
    service: str
    severity: Severity
    title: Text
    advice: Text
    basis: Basis
    refusal: Refusal | None = None
    requirements: tuple[str, ...] = ()

    def effect(self, profile: Profile) -> Effect:
        """The effect of breaking this rule under `profile`.

        `decouverte` accepts all that can be understood; `strict` refuses every error; `terrain`
        refuses only where the refusal itself is seen, reported or standard.
        """
        refusal = self.refusal
        if refusal is None:
            return Effect.ACCEPT
        if refusal.always:
            return Effect.REFUSE
        match profile:
            case Profile.DECOUVERTE:
                refuse = False
            case Profile.STRICT:
                refuse = self.severity is Severity.ERROR
            case Profile.TERRAIN:
                refuse = not refusal.basis.assumed
        return Effect.REFUSE if refuse else Effect.ACCEPT


@dataclass(frozen=True, slots=True)
class Place:
    """Where in an exchange a finding sits.

    `path` is an XPath with the document's own prefixes, a FHIRPath, a header name, a certificate field, a
    parameter of the query or of a form, a claim of a token… `start` and `end` are byte offsets in the body
    when known, `line` counts from 1.
    """

    part: Literal["request", "answer", "tls"]
    kind: Literal["xpath", "fhirpath", "header", "bytes", "certificate", "whole", "query", "form", "claim"]
    path: str = ""
    start: int | None = None
    end: int | None = None
    line: int | None = None


WHOLE_REQUEST = Place("request", "whole")


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule broken (or worth noting) in one exchange, at one place."""

    rule: Rule
    place: Place
    found: str = ""
    expected: str = ""
    effect: Effect = Effect.ACCEPT


@dataclass(frozen=True, slots=True)
class ErrorEntry:
    """One documented error of a service: its code, its text, how we know them.

    `code` is what the editor reads on the wire (`desir_550`); `wire` holds what the renderer of that
    service needs besides (subcode, severity, HTTP status). `on_demand` is False for what a fault cannot make
    the service answer: a success.
    """

    key: str
    code: str
    label: str
    basis: Basis
    wire: Mapping[str, str]
    on_demand: bool = True


@dataclass(frozen=True, slots=True)
class Default:
    """A choice of the product that an editor may meet on the wire, with its basis.

    `valeur` is the pattern of what an option takes (`key=value`), empty for one that takes nothing.
    """

    key: str
    text: Text
    basis: Basis
    valeur: str = ""

    def admet(self, option: str) -> bool:
        """True when an espace may have that option."""
        key, equals, value = option.partition("=")
        if key != self.key or bool(equals) != bool(self.valeur):
            return False
        return not equals or re.fullmatch(self.valeur, value, re.ASCII) is not None


@dataclass(frozen=True, slots=True)
class Register:
    """All that a service can answer or notice: the fidelity register of that service."""

    service: str
    errors: Mapping[str, ErrorEntry]
    rules: Mapping[str, Rule]
    defaults: Mapping[str, Default]
