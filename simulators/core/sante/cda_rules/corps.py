"""Judges a level 1 body, and the entry that describes the document."""

from collections.abc import Iterator
from hashlib import sha1
from typing import Final

from simulators.core.sante.cda.constats import Remarque
from simulators.core.sante.cda.modele import Corps, EnteteCda
from simulators.core.sante.cda.valeurs import RACINE
from simulators.core.sante.cda_rules.acteurs import acteurs
from simulators.core.sante.cda_rules.croisement import contexte
from simulators.core.sante.cda_rules.entete import coded, entete
from simulators.core.sante.cda_rules.structure import structure
from simulators.core.sante.cda_rules.temps import en_utc
from simulators.core.sante.cda_rules.tiers import tiers
from simulators.core.sante.ebrim.modele import FicheDocument
from simulators.core.sante.nomenclatures import Nomenclatures

PDF: Final = "application/pdf"


def juger(
    one: EnteteCda,
    values: Nomenclatures,
    fiche: FicheDocument | None = None,
    octets: bytes | memoryview | None = None,
) -> tuple[Remarque, ...]:
    """Every remark on a document, and on its entry when there is one; `octets` are its bytes as received."""
    remarks = [*entete(one, values), *acteurs(one, values), *tiers(one, values), *_corps(one.corps, values)]
    remarks += structure(one, values)
    if fiche is not None:
        remarks += croiser(one, fiche, values)
        if octets is not None:
            remarks += empreinte(fiche, octets)
    return tuple(remarks)


def _corps(body: Corps, values: Nomenclatures) -> Iterator[Remarque]:
    if body.niveau == "N3":
        return
    if body.niveau == "" or not body.debut:
        yield Remarque("N1-BODY", body.texte, "", "base64")
        return
    if body.media == PDF and not body.debut.startswith(b"%PDF-"):
        yield Remarque("N1-BODY", body.texte, body.debut[:5].decode("latin-1"), "%PDF-")
    elif body.media == PDF and not body.pdfa:
        yield Remarque("N1-PDFA", body.texte, "", "pdfaid:part")
    if body.media not in values.formats_by_media:
        yield Remarque("N1-MEDIA", body.texte, body.media or "", PDF, "mediaType")
    if body.representation != "B64":
        yield Remarque("N1-MEDIA", body.texte, body.representation or "", "B64", "representation")


def croiser(one: EnteteCda, fiche: FicheDocument, values: Nomenclatures) -> Iterator[Remarque]:
    """What the header and the entry say differently (cda.md §3). What either lacks is not compared."""
    if one.id is not None and fiche.unique_id and one.unique_id != fiche.unique_id:
        yield Remarque("XDS-MATCH-ID", one.id.repere, fiche.unique_id, one.unique_id, "root")
    ins = one.patient.ins if one.patient else None
    patient = fiche.patient
    # Matricules only: the OID is a matter of environment (INSi qualification answers .8, the DMP wants .10).
    if ins is not None and patient is not None and ins.extension != patient.id:
        yield Remarque("XDS-MATCH-PATIENT", ins.repere, patient.id, ins.extension or "", "extension")
    if one.code is not None and fiche.type_code is not None and not coded(one.code).same(fiche.type_code):
        yield Remarque("XDS-MATCH-TYPE", one.code.repere, fiche.type_code.code, one.code.code or "", "code")
    yield from _format(one, fiche, values)
    yield from _secondaires(one, fiche)
    yield from contexte(one, fiche)


def _format(one: EnteteCda, fiche: FicheDocument, values: Nomenclatures) -> Iterator[Remarque]:
    """The format of a level 1 body is that of its media, that of a structured one comes from its model.

    The year that ends a model's format is left aside: versions share the rest (dlu:2015, dlu:2024).
    """
    if fiche.format_code is None:
        return
    told, body = fiche.format_code.code, one.corps
    if body.niveau == "N1":
        media = values.formats_by_media.get(body.media or "")
        if media is not None and told != media.code:
            yield Remarque("XDS-MATCH-FORMAT", body.texte, told, media.code)
        return
    named = {template.root: template.extension or "" for template in one.gabarits}
    model = values.model_of(named) if body.niveau == "N3" else None
    if model is not None and model.format_code.rpartition(":")[0] != told.rpartition(":")[0]:
        yield Remarque("XDS-MATCH-FORMAT", body.repere, told, model.format_code)


def _secondaires(one: EnteteCda, fiche: FicheDocument) -> Iterator[Remarque]:
    written = one.date
    moment = None if written is None else en_utc(written.valeur or "")
    if written is not None and moment and fiche.creation_time and moment != fiche.creation_time:
        yield Remarque("XDS-MATCH-TIME", written.repere, fiche.creation_time, moment, "value")
    own = one.confidentialite
    if own is not None and fiche.confidentiality_codes:
        codes = [code.code for code in fiche.confidentiality_codes]
        if own.code not in codes:
            yield Remarque("XDS-MATCH-CONF", own.repere, " ".join(codes), own.code or "", "code")
    language = one.langue
    if language is not None and fiche.language_code and language.code != fiche.language_code:
        yield Remarque("XDS-MATCH-LANG", language.repere, fiche.language_code, language.code or "", "code")


def empreinte(fiche: FicheDocument, octets: bytes | memoryview) -> Iterator[Remarque]:
    """Whether the hash (SHA-1, hexadecimal, any case) and the size told are those of the bytes."""
    if fiche.hash:
        own = sha1(octets, usedforsecurity=False).hexdigest()
        if fiche.hash.lower() != own:
            yield Remarque("XDS-MATCH-HASH", RACINE, fiche.hash, own)
    if fiche.size and fiche.size.lstrip("0") != str(len(octets)).lstrip("0"):
        yield Remarque("XDS-MATCH-HASH", RACINE, fiche.size, str(len(octets)))
