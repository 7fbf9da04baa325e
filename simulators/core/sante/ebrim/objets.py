"""Reads RegistryPackage, ExtrinsicObject and Association, whatever the prefixes and the order."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from simulators.core.sante.codes import Code
from simulators.core.sante.ebrim import noms
from simulators.core.sante.ebrim.modele import Association, Auteur, FicheDocument, LotSoumission
from simulators.core.sante.ebrim.noms import RIM
from simulators.core.xml.nodes import Node

_R: Final = f"{{{RIM}}}"
_CLASSIFICATION: Final = f"{_R}Classification"
_EXTERNAL: Final = f"{_R}ExternalIdentifier"
_SLOT: Final = f"{_R}Slot"
_VALUES: Final = f"{_R}ValueList"
_VALUE: Final = f"{_R}Value"
_NAME: Final = f"{_R}Name"
_DESCRIPTION: Final = f"{_R}Description"
_VERSION: Final = f"{_R}VersionInfo"
_LOCALIZED: Final = f"{_R}LocalizedString"

# Slots of a document entry that are attributes of `FicheDocument`.
_SLOTS: Final[Mapping[str, str]] = {
    "creationTime": "creation_time",
    "languageCode": "language_code",
    "serviceStartTime": "service_start_time",
    "serviceStopTime": "service_stop_time",
    "legalAuthenticator": "legal_authenticator",
    "sourcePatientId": "source_patient_id",
    "hash": "hash",
    "size": "size",
    "repositoryUniqueId": "repository_unique_id",
    "URI": "uri",
}
_KNOWN: Final = frozenset({*_SLOTS, "sourcePatientInfo", noms.REFERENCES})


@dataclass(slots=True)
class Objet:
    """One registry object taken apart, before it is known what it is."""

    node: Node
    slots: dict[str, tuple[str, ...]] = field(default_factory=dict)
    classifications: dict[str, list[Node]] = field(default_factory=dict)
    externes: dict[str, str] = field(default_factory=dict)
    noeuds: set[str] = field(default_factory=set)
    title: str = ""
    comments: str = ""
    version: str = ""

    @property
    def id(self) -> str:
        """`@id`, spaces taken off."""
        return (self.node.get("id") or "").strip()

    def slot(self, name: str) -> str:
        """The first value of a slot."""
        return next(iter(self.slots.get(name, ())), "")

    def code(self, scheme: str) -> Code | None:
        """The first code classified under a scheme."""
        return next(self.codes(scheme), None)

    def codes(self, scheme: str) -> Iterator[Code]:
        """Every code classified under a scheme, in order."""
        for node in self.classifications.get(scheme, ()):
            system = next(iter(slots_of(node).get("codingScheme", ())), "")
            yield Code((node.get("nodeRepresentation") or "").strip(), system, _name(node))

    def auteurs(self, scheme: str) -> tuple[Auteur, ...]:
        """Every author classified under a scheme."""
        return tuple(_auteur(slots_of(node)) for node in self.classifications.get(scheme, ()))


def decompose(node: Node) -> Objet:
    """Takes one registry object apart in one pass over its children."""
    one = Objet(node, slots=slots_of(node))
    for child in node:
        tag = child.tag
        if tag == _CLASSIFICATION:
            _classify(one, child)
        elif tag == _EXTERNAL:
            scheme = (child.get("identificationScheme") or "").strip()
            one.externes.setdefault(scheme, (child.get("value") or "").strip())
        elif tag == _NAME:
            one.title = _localized(child)
        elif tag == _DESCRIPTION:
            one.comments = _localized(child)
        elif tag == _VERSION:
            one.version = (child.get("versionName") or "").strip()
    return one


def _classify(one: Objet, node: Node) -> None:
    scheme = (node.get("classificationScheme") or "").strip()
    if scheme:
        one.classifications.setdefault(scheme, []).append(node)
    elif classified := (node.get("classificationNode") or "").strip():
        one.noeuds.add(classified)


def slots_of(node: Node) -> dict[str, tuple[str, ...]]:
    """The slots of an object by name, values as written less the spaces around them."""
    found: dict[str, list[str]] = {}
    for slot in node.iterchildren(_SLOT):
        name = (slot.get("name") or "").strip()
        found.setdefault(name, []).extend(
            (value.text or "").strip()
            for listed in slot.iterchildren(_VALUES)
            for value in listed.iterchildren(_VALUE)
        )
    return {name: tuple(values) for name, values in found.items()}


def _name(node: Node) -> str:
    found = next(node.iterchildren(_NAME), None)
    return "" if found is None else _localized(found)


def _localized(node: Node) -> str:
    found = next(node.iterchildren(_LOCALIZED), None)
    return "" if found is None else (found.get("value") or "")


def _auteur(slots: Mapping[str, tuple[str, ...]]) -> Auteur:
    names = ("authorInstitution", "authorPerson", "authorRole", "authorSpecialty")
    return Auteur(*(slots.get(name, ()) for name in names))


def fiche(one: Objet) -> FicheDocument:
    """The document entry an ExtrinsicObject describes."""
    node = one.node
    return FicheDocument(
        entry_uuid=one.id,
        mime_type=(node.get("mimeType") or "").strip(),
        title=one.title,
        comments=one.comments,
        source_patient_info=one.slots.get("sourcePatientInfo", ()),
        authors=one.auteurs(noms.FICHE_AUTEUR),
        class_code=one.code(noms.FICHE_CLASSE),
        type_code=one.code(noms.FICHE_TYPE),
        format_code=one.code(noms.FICHE_FORMAT),
        healthcare_facility_type_code=one.code(noms.FICHE_ETABLISSEMENT),
        practice_setting_code=one.code(noms.FICHE_CADRE),
        confidentiality_codes=tuple(one.codes(noms.FICHE_CONFIDENTIALITE)),
        event_codes=tuple(one.codes(noms.FICHE_EVENEMENT)),
        reference_ids=one.slots.get(noms.REFERENCES, ()),
        patient_id=one.externes.get(noms.FICHE_PATIENT, ""),
        unique_id=one.externes.get(noms.FICHE_UNIQUE, ""),
        logical_id=(node.get("lid") or "").strip(),
        version=one.version or "1",
        availability_status=(node.get("status") or "").strip() or noms.StatutDocument.APPROUVE,
        autres={name: values for name, values in one.slots.items() if name not in _KNOWN},
        **{attribute: one.slot(name) for name, attribute in _SLOTS.items()},
    )


def lot(one: Objet) -> LotSoumission:
    """The submission set a RegistryPackage describes."""
    return LotSoumission(
        entry_uuid=one.id,
        unique_id=one.externes.get(noms.LOT_UNIQUE, ""),
        source_id=one.externes.get(noms.LOT_SOURCE, ""),
        patient_id=one.externes.get(noms.LOT_PATIENT, ""),
        submission_time=one.slot("submissionTime"),
        title=one.title,
        comments=one.comments,
        authors=one.auteurs(noms.LOT_AUTEUR),
        content_type_code=one.code(noms.LOT_CONTENU),
        availability_status=(one.node.get("status") or "").strip() or noms.StatutDocument.APPROUVE,
        autres={name: values for name, values in one.slots.items() if name != "submissionTime"},
    )


def association(node: Node) -> Association:
    """An Association element."""
    names = ("associationType", "sourceObject", "targetObject", "id")
    kind, source, target, own = ((node.get(name) or "").strip() for name in names)
    return Association(kind, source, target, own, slots_of(node))
