"""A submission, its lot, its document entries: attributes named as in IHE ITI TF-3 §4.2.

Identifiers keep the text they were given in (a registry hands back what it was handed); `Cx`, `Xcn`, `Xon`
read them. An absent single value is an empty string, or None for a code.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from simulators.core.sante.codes import Code
from simulators.core.sante.ebrim.noms import StatutDocument
from simulators.core.sante.identifiants import Cx, FormatInvalideError, lire_cx

Slots = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Auteur:
    """One author classification; each part may hold several values (XON, XCN, labels, coded text)."""

    institutions: tuple[str, ...] = ()
    personnes: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    specialites: tuple[str, ...] = ()


def cx(text: str) -> Cx | None:
    """The identifier a CX text holds, None when it is not one."""
    try:
        return lire_cx(text)
    except FormatInvalideError:
        return None


@dataclass(frozen=True, slots=True)
class FicheDocument:
    """A document entry (XDSDocumentEntry). Times are `yyyyMMddHHmmss` in UTC, `hash` SHA-1 in hexadecimal.

    `entry_uuid` may be symbolic in a request; `autres` holds the slots of no name known here.
    """

    entry_uuid: str
    mime_type: str = ""
    title: str = ""
    comments: str = ""
    creation_time: str = ""
    language_code: str = ""
    service_start_time: str = ""
    service_stop_time: str = ""
    legal_authenticator: str = ""
    source_patient_id: str = ""
    source_patient_info: tuple[str, ...] = ()
    hash: str = ""
    size: str = ""
    repository_unique_id: str = ""
    uri: str = ""
    authors: tuple[Auteur, ...] = ()
    class_code: Code | None = None
    type_code: Code | None = None
    format_code: Code | None = None
    healthcare_facility_type_code: Code | None = None
    practice_setting_code: Code | None = None
    confidentiality_codes: tuple[Code, ...] = ()
    event_codes: tuple[Code, ...] = ()
    reference_ids: tuple[str, ...] = ()
    patient_id: str = ""
    unique_id: str = ""
    logical_id: str = ""
    version: str = "1"
    availability_status: str = StatutDocument.APPROUVE
    autres: Slots = field(default_factory=dict)

    @property
    def patient(self) -> Cx | None:
        """patientId as an identifier."""
        return cx(self.patient_id)


@dataclass(frozen=True, slots=True)
class LotSoumission:
    """A submission set (XDSSubmissionSet)."""

    entry_uuid: str
    unique_id: str = ""
    source_id: str = ""
    patient_id: str = ""
    submission_time: str = ""
    title: str = ""
    comments: str = ""
    authors: tuple[Auteur, ...] = ()
    content_type_code: Code | None = None
    availability_status: str = StatutDocument.APPROUVE
    autres: Slots = field(default_factory=dict)

    @property
    def patient(self) -> Cx | None:
        """patientId as an identifier."""
        return cx(self.patient_id)


@dataclass(frozen=True, slots=True)
class Association:
    """A link between two objects: `type` is a URN (see `TypeAssociation`)."""

    type: str
    source: str
    target: str
    entry_uuid: str = ""
    slots: Slots = field(default_factory=dict)

    def slot(self, name: str) -> str:
        """The first value of a slot, empty when there is none."""
        return next(iter(self.slots.get(name, ())), "")


@dataclass(frozen=True, slots=True)
class Soumission:
    """What one SubmitObjectsRequest submits."""

    lot: LotSoumission
    fiches: tuple[FicheDocument, ...] = ()
    associations: tuple[Association, ...] = ()
