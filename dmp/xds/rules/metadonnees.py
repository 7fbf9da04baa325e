"""What every set says of itself and of its entries: presence, format, marks (dmp_xds.md §5)."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from dmp.rules.droits import INVISIBLE, MASQUE
from dmp.xds.model import Remarque
from dmp.xds.rules.catalogue import alimentation as catalogue
from dmp.xds.rules.catalogue import fiches, liens
from simulators.core.sante.ebrim.modele import FicheDocument, LotSoumission, Soumission
from simulators.core.sante.identifiants import FormatInvalideError, lire_cx, lire_xcn, lire_xon

_OID: Final = re.compile(r"[0-2](?:\.(?:0|[1-9][0-9]*))+")


_LONGEST_OID: Final = 64


_TIME: Final = re.compile(r"[0-9]{14}")


XMLDSIG: Final = "http://www.w3.org/2000/09/xmldsig#"


_LEVELS: Final = frozenset({"N", "R", "V"})


def est_signature(fiche: FicheDocument) -> bool:
    """Whether an entry is the set's signature document (dmp_xds.md §5.4)."""
    return fiche.format_code is not None and fiche.format_code.code == XMLDSIG


def documents_du_lot(soumission: Soumission) -> tuple[tuple[int, FicheDocument], ...]:
    """The entries with their rank, the signature left out."""
    return tuple((rank, one) for rank, one in enumerate(soumission.fiches) if not est_signature(one))


def identifiants(soumission: Soumission) -> Iterator[Remarque]:
    """Every uniqueId is a bare OID, and none is used twice in the set."""
    named = [("lot/uniqueId", soumission.lot.unique_id)]
    named += [(f"fiche/{rank}/uniqueId", one.unique_id) for rank, one in enumerate(soumission.fiches)]
    counts = Counter(value for _, value in named)
    for spot, value in named:
        if not value:
            yield Remarque(fiches.OBLIGATOIRE, "", "uniqueId", spot)
        elif len(value) > _LONGEST_OID or not _OID.fullmatch(value):
            yield Remarque(fiches.UNIQUE_ID, value, value.partition("^")[0], spot)
    for value, times in counts.items():
        if value and times > 1:
            spot = next(spot for spot, own in reversed(named) if own == value)
            yield Remarque(catalogue.DOUBLON_MESSAGE, value, "", spot)
    yield from _ids(soumission)


def _ids(soumission: Soumission) -> Iterator[Remarque]:
    known = {soumission.lot.entry_uuid}
    for rank, fiche in enumerate(soumission.fiches):
        if fiche.entry_uuid in known:
            yield Remarque(liens.ID_DOUBLE, fiche.entry_uuid, "", f"fiche/{rank}")
        known.add(fiche.entry_uuid)


def champs_du_lot(lot: LotSoumission) -> Iterator[Remarque]:
    """What every submission set says of itself."""
    for name, value in (
        ("patientId", lot.patient_id),
        ("sourceId", lot.source_id),
        ("submissionTime", lot.submission_time),
        ("contentTypeCode", lot.content_type_code),
    ):
        if not value:
            yield Remarque(fiches.OBLIGATOIRE, "", name, f"lot/{name}")


def champs_de_fiche(rank: int, fiche: FicheDocument) -> Iterator[Remarque]:
    """Presence and format of the attributes of an entry (dmp_xds.md §5.2)."""
    required: list[tuple[str, object]] = [
        ("patientId", fiche.patient_id),
        ("mimeType", fiche.mime_type),
        ("creationTime", fiche.creation_time),
        ("languageCode", fiche.language_code),
        ("classCode", fiche.class_code),
        ("typeCode", fiche.type_code),
        ("formatCode", fiche.format_code),
        ("healthcareFacilityTypeCode", fiche.healthcare_facility_type_code),
        ("practiceSettingCode", fiche.practice_setting_code),
        ("confidentialityCode", fiche.confidentiality_codes),
    ]
    if not est_signature(fiche):
        required += [
            ("author", fiche.authors),
            ("legalAuthenticator", fiche.legal_authenticator),
            ("serviceStartTime", fiche.service_start_time),
            ("sourcePatientId", fiche.source_patient_id),
            ("sourcePatientInfo", fiche.source_patient_info),
            ("title", fiche.title),
        ]
    for name, value in required:
        if not value:
            yield Remarque(fiches.OBLIGATOIRE, "", name, f"fiche/{rank}/{name}")
    yield from _formats(rank, fiche)


def _formats(rank: int, fiche: FicheDocument) -> Iterator[Remarque]:
    times = (
        ("creationTime", fiche.creation_time),
        ("serviceStartTime", fiche.service_start_time),
        ("serviceStopTime", fiche.service_stop_time),
    )
    for name, value in times:
        if value and not _TIME.fullmatch(value):
            yield Remarque(fiches.METADONNEE, value, "20260101110000", f"fiche/{rank}/{name}")
    typed = [
        ("patientId", fiche.patient_id, lire_cx),
        ("sourcePatientId", fiche.source_patient_id, lire_cx),
        ("legalAuthenticator", fiche.legal_authenticator, lire_xcn),
    ]
    for author in fiche.authors:
        typed += [("author", person, lire_xcn) for person in author.personnes]
        typed += [("author", organisation, lire_xon) for organisation in author.institutions]
    for name, value, read in typed:
        try:
            if value:
                read(value)
        except FormatInvalideError as error:
            yield Remarque(fiches.METADONNEE, value, str(error.args[0]), f"fiche/{rank}/{name}")


def confidentialites(soumission: Soumission) -> Iterator[Remarque]:
    """The marks of confidentiality go together (dmp_xds.md §4.7, §5.2)."""
    for rank, fiche in documents_du_lot(soumission):
        codes = {code.code for code in fiche.confidentiality_codes}
        spot = f"fiche/{rank}/confidentialityCode"
        if {MASQUE, INVISIBLE} <= codes:
            yield Remarque(fiches.CUMUL, " ".join(sorted(codes)), "", spot)
        if codes and not codes & _LEVELS:
            yield Remarque(fiches.CONFIDENTIALITE_N, " ".join(sorted(codes)), "N", spot)
