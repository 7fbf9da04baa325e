"""Writes registry objects: as a client submits them, as the DMP answers them (dmp_xds.md §4.8).

Answers keep the prefixes and the order seen on the wire: clients of the field match strings.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Final
from uuid import NAMESPACE_OID, UUID, uuid5

from simulators.core.sante.codes import Code
from simulators.core.sante.ebrim import noms
from simulators.core.sante.ebrim.modele import Association, Auteur, FicheDocument, LotSoumission, Soumission
from simulators.core.xml.escape import attribute, text

_SLOTS: Final = (
    ("creationTime", "creation_time"),
    ("hash", "hash"),
    ("languageCode", "language_code"),
    ("legalAuthenticator", "legal_authenticator"),
    ("repositoryUniqueId", "repository_unique_id"),
    ("serviceStartTime", "service_start_time"),
    ("serviceStopTime", "service_stop_time"),
    ("size", "size"),
    ("sourcePatientId", "source_patient_id"),
    ("sourcePatientInfo", "source_patient_info"),
    ("URI", "uri"),
)
_AUTHOR: Final = (
    ("authorInstitution", "institutions"),
    ("authorPerson", "personnes"),
    ("authorRole", "roles"),
    ("authorSpecialty", "specialites"),
)


class Redacteur:
    """Writes one registry object with one prefix; classifications get ids derived from the object's."""

    def __init__(self, owner: str, prefix: str) -> None:
        self._owner = owner
        self._p = prefix
        self._rank = 0

    def slot(self, name: str, values: Iterable[str]) -> str:
        """A slot, nothing when it has no value."""
        p = self._p
        written = "".join(f"<{p}:Value>{text(value)}</{p}:Value>" for value in values if value)
        if not written:
            return ""
        return f'<{p}:Slot name="{attribute(name)}"><{p}:ValueList>{written}</{p}:ValueList></{p}:Slot>'

    def localized(self, name: str, value: str) -> str:
        """A Name or a Description, nothing when empty."""
        p = self._p
        if not value:
            return ""
        content = f'<{p}:LocalizedString charset="UTF8" value="{attribute(value)}" xml:lang="FR"/>'
        return f"<{p}:{name}>{content}</{p}:{name}>"

    def code(self, scheme: str, code: Code | None) -> str:
        """A coded classification, nothing without code."""
        if code is None:
            return ""
        inner = self.slot("codingScheme", (code.system,)) + self.localized("Name", code.label)
        return self._classification(scheme, code.code, inner)

    def author(self, scheme: str, one: Auteur) -> str:
        """An author classification."""
        inner = "".join(self.slot(name, getattr(one, field)) for name, field in _AUTHOR)
        return self._classification(scheme, "", inner)

    def node(self, scheme: str) -> str:
        """The classification that says what kind of package this is."""
        return (
            f'<{self._p}:Classification classificationNode="{scheme}"'
            f' classifiedObject="{attribute(self._owner)}" id="{self._derived()}"/>'
        )

    def external(self, scheme: str, name: str, value: str) -> str:
        """An external identifier."""
        return (
            f'<{self._p}:ExternalIdentifier id="{self._derived()}" identificationScheme="{scheme}"'
            f' registryObject="{attribute(self._owner)}" value="{attribute(value)}">'
            f"{self.localized('Name', name)}</{self._p}:ExternalIdentifier>"
        )

    def _classification(self, scheme: str, value: str, inner: str) -> str:
        return (
            f'<{self._p}:Classification classificationScheme="{scheme}"'
            f' classifiedObject="{attribute(self._owner)}" id="{self._derived()}"'
            f' nodeRepresentation="{attribute(value)}">{inner}</{self._p}:Classification>'
        )

    def _derived(self) -> str:
        """An id of its own, the same each time the same object is written."""
        self._rank += 1
        try:
            base = UUID(self._owner)
        except ValueError:
            base = uuid5(NAMESPACE_OID, self._owner)
        return f"urn:uuid:{uuid5(base, str(self._rank))}"


def fiche_xml(fiche: FicheDocument, prefix: str = "rim") -> str:
    """An ExtrinsicObject: slots in alphabetical order, then as the DMP answers."""
    r = Redacteur(fiche.entry_uuid, prefix)
    lid = f' lid="{attribute(fiche.logical_id)}"' if fiche.logical_id else ""
    return (
        f'<{prefix}:ExtrinsicObject id="{attribute(fiche.entry_uuid)}" isOpaque="false"{lid}'
        f' mimeType="{attribute(fiche.mime_type)}" objectType="{noms.FICHE}"'
        f' status="{attribute(fiche.availability_status)}">'
        f"{_slots(r, fiche)}{r.localized('Name', fiche.title)}{r.localized('Description', fiche.comments)}"
        f'<{prefix}:VersionInfo versionName="{attribute(fiche.version)}"/>'
        f"{''.join(_classified(r, fiche))}{r.slot(noms.REFERENCES, fiche.reference_ids)}"
        f"{r.external(noms.FICHE_PATIENT, 'XDSDocumentEntry.patientId', fiche.patient_id)}"
        f"{r.external(noms.FICHE_UNIQUE, 'XDSDocumentEntry.uniqueId', fiche.unique_id)}"
        f"</{prefix}:ExtrinsicObject>"
    )


def _slots(r: Redacteur, fiche: FicheDocument) -> str:
    known = {name: getattr(fiche, field) for name, field in _SLOTS}
    values = {name: (value,) if isinstance(value, str) else value for name, value in known.items()}
    values.update(fiche.autres)
    return "".join(r.slot(name, values[name]) for name in sorted(values, key=str.lower))


def _classified(r: Redacteur, fiche: FicheDocument) -> Iterator[str]:
    for author in fiche.authors:
        yield r.author(noms.FICHE_AUTEUR, author)
    yield r.code(noms.FICHE_CLASSE, fiche.class_code)
    for code in fiche.confidentiality_codes:
        yield r.code(noms.FICHE_CONFIDENTIALITE, code)
    for code in fiche.event_codes:
        yield r.code(noms.FICHE_EVENEMENT, code)
    yield r.code(noms.FICHE_FORMAT, fiche.format_code)
    yield r.code(noms.FICHE_ETABLISSEMENT, fiche.healthcare_facility_type_code)
    yield r.code(noms.FICHE_CADRE, fiche.practice_setting_code)
    yield r.code(noms.FICHE_TYPE, fiche.type_code)


def lot_xml(lot: LotSoumission, prefix: str = "rim", *, statut: bool = False) -> str:
    """A RegistryPackage with its classification as a submission set; a registry gives its `statut`."""
    state = f' status="{attribute(lot.availability_status)}"' if statut else ""
    r = Redacteur(lot.entry_uuid, prefix)
    extra = "".join(r.slot(name, values) for name, values in lot.autres.items())
    return (
        f'<{prefix}:RegistryPackage id="{attribute(lot.entry_uuid)}"{state}>'
        f"{r.slot('submissionTime', (lot.submission_time,))}{extra}"
        f"{r.localized('Name', lot.title)}{r.localized('Description', lot.comments)}"
        f"{''.join(r.author(noms.LOT_AUTEUR, one) for one in lot.authors)}"
        f"{r.code(noms.LOT_CONTENU, lot.content_type_code)}{r.node(noms.LOT)}"
        f"{r.external(noms.LOT_PATIENT, 'XDSSubmissionSet.patientId', lot.patient_id)}"
        f"{r.external(noms.LOT_SOURCE, 'XDSSubmissionSet.sourceId', lot.source_id)}"
        f"{r.external(noms.LOT_UNIQUE, 'XDSSubmissionSet.uniqueId', lot.unique_id)}"
        f"</{prefix}:RegistryPackage>"
    )


def association_xml(link: Association, prefix: str = "rim") -> str:
    """An Association with its slots."""
    r = Redacteur(link.entry_uuid, prefix)
    own = f' id="{attribute(link.entry_uuid)}"' if link.entry_uuid else ""
    return (
        f'<{prefix}:Association associationType="{attribute(link.type)}"{own}'
        f' objectType="{noms.ASSOCIATION_OBJET}" sourceObject="{attribute(link.source)}"'
        f' targetObject="{attribute(link.target)}">'
        f"{''.join(r.slot(name, values) for name, values in link.slots.items())}</{prefix}:Association>"
    )


def soumission_xml(soumission: Soumission) -> str:
    """A SubmitObjectsRequest, as a DUI sends it and as METADATA.XML holds it."""
    return (
        f'<lcm:SubmitObjectsRequest xmlns:lcm="{noms.LCM}" xmlns:rim="{noms.RIM}"><rim:RegistryObjectList>'
        f"{lot_xml(soumission.lot)}{''.join(map(fiche_xml, soumission.fiches))}"
        f"{''.join(map(association_xml, soumission.associations))}"
        f"</rim:RegistryObjectList></lcm:SubmitObjectsRequest>"
    )


def depot_xml(soumission: Soumission, href: Callable[[str], str]) -> str:
    """The body of an ITI-41 request; `href` gives the `cid:` address of an entry's document."""
    documents = "".join(
        f'<xds:Document id="{attribute(one.entry_uuid)}">'
        f'<xop:Include xmlns:xop="http://www.w3.org/2004/08/xop/include"'
        f' href="{attribute(href(one.entry_uuid))}"/></xds:Document>'
        for one in soumission.fiches
    )
    return (
        f'<xds:ProvideAndRegisterDocumentSetRequest xmlns:xds="{noms.XDS}">{soumission_xml(soumission)}'
        f"{documents}</xds:ProvideAndRegisterDocumentSetRequest>"
    )
