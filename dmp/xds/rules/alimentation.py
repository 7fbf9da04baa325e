"""A submission set judged without the registry: its parts and its metadata (dmp_xds.md §4.7, §5)."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from dmp.model import Mode
from dmp.rules.droits import INVISIBLE, INVISIBLE_REPRESENTANTS, MASQUE
from dmp.xds.model import DemandeAlimentation, Piece, Remarque, VihfVerifie
from dmp.xds.rules.catalogue import alimentation as catalogue
from dmp.xds.rules.catalogue import fiches, liens
from simulators.core.sante.ebrim.modele import Auteur, FicheDocument, LotSoumission, Soumission
from simulators.core.sante.ebrim.noms import TypeAssociation
from simulators.core.sante.identifiants import FormatInvalideError, lire_cx, lire_xcn, lire_xon

_OID: Final = re.compile(r"[0-2](?:\.(?:0|[1-9][0-9]*))+")
_LONGEST_OID: Final = 64
_TIME: Final = re.compile(r"[0-9]{14}")
_HASH: Final = re.compile(r"[0-9a-f]{40}")
_SIGNATURE: Final = "http://www.w3.org/2000/09/xmldsig#"
_LEVELS: Final = frozenset({"N", "R", "V"})
AUTO_PRESENTABLE: Final = "application/xslt+xml"
CDA_TYPES: Final = frozenset({"text/xml", AUTO_PRESENTABLE})


def est_signature(fiche: FicheDocument) -> bool:
    """Whether an entry is the set's signature document (dmp_xds.md §5.4)."""
    return fiche.format_code is not None and fiche.format_code.code == _SIGNATURE


def documents_du_lot(soumission: Soumission) -> tuple[tuple[int, FicheDocument], ...]:
    """The entries with their rank, the signature left out."""
    return tuple((rank, one) for rank, one in enumerate(soumission.fiches) if not est_signature(one))


def alimentation(asked: DemandeAlimentation, signed: VihfVerifie | None) -> Iterator[Remarque]:
    """Everything that can be said of a set without the registry, in the order a registry looks."""
    if asked.soumission is None or not asked.soumission.fiches:
        yield Remarque(catalogue.SANS_LOT, asked.refus, "", "demande", detail=asked.refus)
        return
    yield from _contenu(asked, asked.soumission)
    yield from identifiants(asked.soumission)
    yield from champs_du_lot(asked.soumission.lot)
    for rank, fiche in enumerate(asked.soumission.fiches):
        yield from champs_de_fiche(rank, fiche)
    yield from _associations(asked.soumission)
    if signed is not None and signed.structure:
        yield from _auteurs(asked.soumission, signed.structure, signed.mode)
    yield from confidentialites(asked.soumission)
    if signed is not None and signed.secrete:
        yield from _secrete(asked.soumission)
    yield from _signature(asked.soumission)


def _contenu(asked: DemandeAlimentation, soumission: Soumission) -> Iterator[Remarque]:
    """Each entry has its document and each document its entry; hash and size are true when given."""
    for missing in asked.parts_absentes:
        yield Remarque(catalogue.DOCUMENT_ABSENT, missing, "", "demande")
    for double in asked.doubles:
        yield Remarque(catalogue.DOUBLON_MESSAGE, double, "", f"piece/{double}")
    used: set[str] = set()
    for rank, fiche in enumerate(soumission.fiches):
        piece = asked.piece(fiche)
        if piece is None:
            if not asked.parts_absentes:
                yield Remarque(catalogue.DOCUMENT_ABSENT, fiche.entry_uuid, "", f"fiche/{rank}")
            continue
        used.add(piece.id)
        yield from _piece(rank, fiche, piece)
    for own in asked.pieces:
        if own not in used:
            yield Remarque(catalogue.FICHE_ABSENTE, own, "", f"piece/{own}")


def _piece(rank: int, fiche: FicheDocument, piece: Piece) -> Iterator[Remarque]:
    if piece.id != fiche.entry_uuid:
        yield Remarque(catalogue.LETTRE_CASSE, piece.id, fiche.entry_uuid, f"piece/{piece.id}")
    if not piece.taille:
        yield Remarque(catalogue.DOCUMENT_VIDE, piece.id, "", f"piece/{piece.id}")
    if fiche.hash and fiche.hash.lower() != piece.sha1:
        yield Remarque(catalogue.EMPREINTE, fiche.hash, piece.sha1, f"fiche/{rank}/hash")
    elif fiche.hash and not _HASH.fullmatch(fiche.hash):
        yield Remarque(fiches.METADONNEE, fiche.hash, piece.sha1, f"fiche/{rank}/hash")
    if fiche.size and fiche.size != str(piece.taille):
        yield Remarque(catalogue.TAILLE, fiche.size, str(piece.taille), f"fiche/{rank}/size")
    yield from _forme(rank, fiche, piece)


def _forme(rank: int, fiche: FicheDocument, piece: Piece) -> Iterator[Remarque]:
    """The document is what its entry announces: a signature, or a CDA that can be read."""
    if est_signature(fiche):
        if piece.racine != f"{{{_SIGNATURE}}}Signature":
            found = piece.racine or piece.refus
            yield Remarque(catalogue.SIGNATURE_FORME, found, "ds:Signature", f"piece/{piece.id}")
    elif fiche.mime_type in CDA_TYPES and piece.taille:
        if piece.refus:
            yield Remarque(catalogue.XML_REFUSE, piece.refus, "", f"piece/{piece.id}")
        elif piece.entete is None:
            yield Remarque(catalogue.PAS_CDA, piece.racine, "ClinicalDocument", f"piece/{piece.id}")
        elif piece.entete.presentable != (fiche.mime_type == AUTO_PRESENTABLE):
            expected = AUTO_PRESENTABLE if piece.entete.presentable else "text/xml"
            yield Remarque(
                fiches.AUTO_PRESENTABLE, fiche.mime_type, expected, f"fiche/{rank}", attribute="mimeType"
            )


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


def _associations(soumission: Soumission) -> Iterator[Remarque]:
    """Every entry belongs to the set; two entries do not replace the same document."""
    lot = soumission.lot.entry_uuid
    members = {
        one.target
        for one in soumission.associations
        if one.type == TypeAssociation.CONTIENT and one.source == lot
    }
    for rank, fiche in enumerate(soumission.fiches):
        if fiche.entry_uuid not in members:
            yield Remarque(catalogue.APPARTENANCE, fiche.entry_uuid, "HasMember", f"fiche/{rank}")
    replacements = [one for one in soumission.associations if one.type == TypeAssociation.REMPLACE]
    own = {fiche.entry_uuid for fiche in soumission.fiches}
    for one in replacements:
        if one.source not in own or one.target in own | {lot}:
            yield Remarque(liens.REMPLACE_BOUTS, f"{one.source} → {one.target}", "", "demande")
    for target, times in Counter(one.target for one in replacements).items():
        if times > 1:
            yield Remarque(catalogue.REMPLACE_DEUX_FOIS, target, "", "demande")


def _auteurs(soumission: Soumission, structure: str, mode: Mode | None) -> Iterator[Remarque]:
    """In indirect mode one author institution of each document is the structure that feeds."""
    if mode != "INDIRECTE":
        return
    for rank, fiche in documents_du_lot(soumission):
        if fiche.authors and structure not in set(_institutions(fiche.authors)):
            found = " ".join(_institutions(fiche.authors))
            detail = "Aucun AuthorInstitution ne correspond à l'utilisateur du VIHF"
            yield Remarque(fiches.AUTEUR_STRUCTURE, found, structure, f"fiche/{rank}/author", detail=detail)


def _institutions(authors: tuple[Auteur, ...]) -> Iterator[str]:
    for author in authors:
        for value in author.institutions:
            try:
                yield lire_xon(value).id
            except FormatInvalideError:
                continue


def confidentialites(soumission: Soumission) -> Iterator[Remarque]:
    """The marks of confidentiality go together (dmp_xds.md §4.7, §5.2)."""
    for rank, fiche in documents_du_lot(soumission):
        codes = {code.code for code in fiche.confidentiality_codes}
        spot = f"fiche/{rank}/confidentialityCode"
        if {MASQUE, INVISIBLE} <= codes:
            yield Remarque(fiches.CUMUL, " ".join(sorted(codes)), "", spot)
        if codes and not codes & _LEVELS:
            yield Remarque(fiches.CONFIDENTIALITE_N, " ".join(sorted(codes)), "N", spot)


def _secrete(soumission: Soumission) -> Iterator[Remarque]:
    """In a minor's secret connection every document is hidden from the representatives (EX_2.1-1050)."""
    for rank, fiche in documents_du_lot(soumission):
        codes = {code.code for code in fiche.confidentiality_codes}
        if INVISIBLE_REPRESENTANTS not in codes:
            spot = f"fiche/{rank}/confidentialityCode"
            yield Remarque(fiches.SECRETE, " ".join(sorted(codes)), INVISIBLE_REPRESENTANTS, spot)


def _signature(soumission: Soumission) -> Iterator[Remarque]:
    """The set is signed: a signature document of the set signs it (errata 13)."""
    signatures = {one.entry_uuid for one in soumission.fiches if est_signature(one)}
    links = [one for one in soumission.associations if one.type == TypeAssociation.SIGNE]
    if not any(one.source in signatures and one.target == soumission.lot.entry_uuid for one in links):
        yield Remarque(catalogue.SIGNATURE_ABSENTE, "", "signs", "lot")
