"""The assertions of a message and the token beside them: who calls, on the host for them (ins.md §7)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from simulators.core.signataire import Signataire

CARTE_CPX: Final = "CPS"
PRO_SANTE_CONNECT: Final = "PSC"
FACTURATION: Final = "identifiantFacturation"
SECTEUR: Final = "secteurActivite"
SPECIALITE: Final = "codeSpecialite"
SPECIALITE_PSC: Final = "codeSpecialiteAMO"


class RefusAssertion(StrEnum):
    """Why an assertion of a professional proves nothing."""

    PLUSIEURS = "plusieurs"
    NON_SIGNEE = "non_signee"
    SIGNATURE = "signature"
    PROFIL = "profil"
    ALGORITHME = "algorithme"
    CERTIFICAT = "certificat"


@dataclass(frozen=True, slots=True)
class AssertionPs:
    """What an assertion of a professional says: built by `messages.assertion` alone.

    With a `signataire` it was read from the signed bytes; without, it is the unsigned one of Pro Santé
    Connect, and only the token beside it can prove anything. None means absent; `attributs` holds the first
    value of each.
    """

    id: str
    signataire: Signataire | None
    version: str = ""
    qualificatif: str | None = None
    sujet: str | None = None
    emise: datetime | None = None
    emise_brute: str = ""
    pas_avant: datetime | None = None
    pas_apres: datetime | None = None
    emetteur: str | None = None
    emetteur_format: str | None = None
    attributs: Mapping[str, str] = field(default_factory=dict)
    doubles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Assertions:
    """The assertions of a Security header: how many, the professional's or why it is refused, the others.

    `sujet` and `qualificatif` are what the message claims, for the journal; `vitale` counts those that are
    not a professional's: that of the carte Vitale, whose content was never seen.
    """

    nombre: int = 0
    ps: AssertionPs | None = None
    refus: RefusAssertion | None = None
    detail: str = ""
    vitale: int = 0
    sujet: str = ""
    qualificatif: str = ""


@dataclass(frozen=True, slots=True)
class Jeton:
    """What the Pro Santé Connect token of a call was worth: whose it is, or why it proves nothing."""

    porteur: str = ""
    raison: str = ""


@dataclass(frozen=True, slots=True)
class Heure:
    """The espace's hour, which messages follow, and the machine's, which certificates follow."""

    espace: datetime
    machine: datetime


AUCUNE: Final = Assertions()
