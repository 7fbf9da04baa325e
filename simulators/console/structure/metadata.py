"""The metadata of a document beside the header of the document itself, entry by entry."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from hashlib import sha1
from typing import Final, NamedTuple

from simulators.console.structure.model import Pair, View, shortened
from simulators.console.words import Words
from simulators.core.sante.cda.lecture import CdaRefuseError, lire
from simulators.core.sante.cda.modele import EnteteCda
from simulators.core.sante.cda.valeurs import Coded, Ident, Temps
from simulators.core.sante.cda_rules.temps import en_utc
from simulators.core.sante.codes import Code
from simulators.core.sante.ebrim import noms, objets
from simulators.core.sante.ebrim.modele import FicheDocument
from simulators.core.sante.identifiants import FormatInvalideError, lire_infos_patient, lire_xcn, lire_xon
from simulators.core.sante.xdm.modele import Xdm
from simulators.core.xml.mtom import Mtom, MtomRefusedError, content_of
from simulators.core.xml.nodes import Node
from simulators.core.xml.parser import Document, XmlLimits
from simulators.core.xml.refusal import XmlRefusedError

MOST: Final = 10
_UNFOLDED: Final = 2
_ENTRY: Final = f"{{{noms.RIM}}}ExtrinsicObject"
_DOCUMENT: Final = f"{{{noms.XDS}}}Document"
_CDA: Final = XmlLimits(size=16_000_000, elements=50_000, attributes=150_000, depth=100)


class Told(NamedTuple):
    """One line: what the entry says, what the header says, and the two as they compare."""

    label: str
    entry: str
    header: str
    ours: frozenset[str] = frozenset()
    theirs: frozenset[str] = frozenset()


def submitted(document: Document, package: Mtom | None, words: Words) -> Iterator[View]:
    """The entries of a message, each beside the CDA it describes when the message carries it."""
    held = {(node.get("id") or "").strip(): node for node in document.root.iter(_DOCUMENT)}
    for rank, node in enumerate(document.root.iter(_ENTRY)):
        if rank == MOST:
            return
        entry = objets.fiche(objets.decompose(node))
        yield replace(_view(entry, _carried(held, entry, package), words), folded=rank >= _UNFOLDED)


def archived(opened: Xdm, words: Words) -> Iterator[View]:
    """The entries of an archive, each beside its file."""
    for rank, one in enumerate(opened.documents[:MOST]):
        yield replace(_view(one.fiche, one.contenu, words), folded=rank >= _UNFOLDED)


def _carried(held: dict[str, Node], entry: FicheDocument, package: Mtom | None) -> bytes | None:
    # Once each: many entries that name the same document would ask for as many readings.
    node = held.pop(entry.entry_uuid, None)
    if node is None:
        return None
    try:
        return bytes(content_of(node, package))
    except MtomRefusedError:
        return None


def _view(entry: FicheDocument, content: bytes | None, words: Words) -> View:
    header, note = None, words.beside_note
    if content is None:
        note = words.beside_no_document
    else:
        try:
            header = lire(content, _CDA).entete
        except (XmlRefusedError, CdaRefuseError):
            note = words.beside_no_cda
    lines = [*_about(entry, header or EnteteCda(), words), *_bytes(entry, content, words)]
    pairs = tuple(
        Pair(one.label, shortened(one.entry), shortened(one.header), _differ(one.ours, one.theirs))
        for one in lines
        if one.entry or one.header
    )
    title = words.beside.format(title=shortened(entry.title or entry.entry_uuid))
    return View("pairs", title, note, pairs=pairs, columns=(words.the_entry, words.the_header))


def _differ(ours: frozenset[str], theirs: frozenset[str]) -> bool:
    return bool(ours and theirs and not ours & theirs)


def _about(entry: FicheDocument, cda: EnteteCda, words: Words) -> Iterator[Told]:
    own = _set(_ident(cda.id)) | _set(cda.unique_id)
    yield Told(words.m_unique, entry.unique_id, _ident(cda.id), _set(entry.unique_id), own)
    yield from _people(entry, cda, words)
    yield _codes(words.m_type, entry.type_code, cda.code)
    yield Told(words.m_class, _shown(entry.class_code), "")
    yield Told(words.m_format, _shown(entry.format_code), ", ".join(_ident(one) for one in cda.gabarits))
    yield _texts(words.m_title, entry.title, cda.titre.valeur if cda.titre else "")
    yield _times(words.m_created, entry.creation_time, cda.date)
    yield _codes(words.m_confidentiality, next(iter(entry.confidentiality_codes), None), cda.confidentialite)
    language = (cda.langue.code if cda.langue else "") or ""
    yield _texts(words.m_language, entry.language_code, language)
    period = next((act.periode for act in cda.actes if act.periode is not None), None)
    yield _times(words.m_start, entry.service_start_time, period.debut if period else None)
    yield _times(words.m_stop, entry.service_stop_time, period.fin if period else None)
    setting = next((act.cadre for act in cda.actes if act.cadre is not None), None)
    yield _codes(words.m_setting, entry.practice_setting_code, setting)
    place = cda.rencontre.etablissement if cda.rencontre else None
    yield _codes(words.m_facility, entry.healthcare_facility_type_code, place)


def _people(entry: FicheDocument, cda: EnteteCda, words: Words) -> Iterator[Told]:
    patient = entry.patient
    ours = frozenset({patient.id}) if patient else frozenset()
    yield Told(words.m_patient, entry.patient_id, cda.matricule, ours, _set(cda.matricule))
    yield from _traits(entry, cda, words)
    people = [person for author in entry.authors for person in author.personnes]
    yield _actors(words.m_author, people, _person, [one for author in cda.auteurs for one in author.ids])
    places = [place for author in entry.authors for place in author.institutions]
    homes = [one for author in cda.auteurs if author.organisation for one in author.organisation.ids]
    yield _actors(words.m_organisation, places, _place, homes)
    legal = [entry.legal_authenticator] if entry.legal_authenticator else []
    yield _actors(words.m_legal, legal, _person, cda.responsable.ids if cda.responsable else ())


def _traits(entry: FicheDocument, cda: EnteteCda, words: Words) -> Iterator[Told]:
    told, patient = lire_infos_patient(entry.source_patient_info), cda.patient
    family = next(
        (
            part.valeur
            for name in (patient.noms if patient else ())
            for part in name.familles
            if part.qualifier == "BR"
        ),
        "",
    )
    birth = (patient.naissance.valeur if patient and patient.naissance else "") or ""
    sex = (patient.sexe.code if patient and patient.sexe else "") or ""
    yield _texts(words.m_birth_name, told.legal.nom, family)
    yield _texts(words.m_birth_date, told.naissance, birth)
    yield _texts(words.m_sex, told.sexe, sex)


def _bytes(entry: FicheDocument, content: bytes | None, words: Words) -> Iterator[Told]:
    """What the entry says of the file, and what the file is."""
    real = "" if content is None else sha1(content, usedforsecurity=False).hexdigest()
    yield _texts(words.m_hash, entry.hash, real)
    yield _texts(words.m_size, entry.size, "" if content is None else str(len(content)))


def _set(text: str) -> frozenset[str]:
    return frozenset({text.casefold()}) if text else frozenset()


def _texts(label: str, entry: str, header: str) -> Told:
    return Told(label, entry, header, _set(entry), _set(header))


def _ident(one: Ident | None) -> str:
    return "" if one is None else f"{one.root}^{one.extension}" if one.extension else one.root


def _shown(code: Code | None) -> str:
    return "" if code is None else f"{code.code} ({code.label or code.system})"


def _codes(label: str, entry: Code | None, header: Coded | None) -> Told:
    own = None if header is None or not header.code else Code(header.code, header.system, header.label)
    return Told(
        label, _shown(entry), _shown(own), *(_set("^".join(one[:2]) if one else "") for one in (entry, own))
    )


def _times(label: str, entry: str, header: Temps | None) -> Told:
    """The entry tells UTC: a header's time without second or offset is shown and not compared."""
    written = (header.valeur if header else "") or ""
    return Told(label, entry, written, _set(entry), _set(en_utc(written)))


def _actors(label: str, entry: Sequence[str], read: Callable[[str], str], header: Sequence[Ident]) -> Told:
    """Persons or organisations: one identifier in common is enough."""
    numbers = frozenset(number for one in entry if (number := read(one)))
    own = [one.extension for one in header if one.extension]
    return Told(label, ", ".join(entry), ", ".join(own), numbers, frozenset(own))


def _person(text: str) -> str:
    try:
        return lire_xcn(text).id
    except FormatInvalideError:
        return ""


def _place(text: str) -> str:
    try:
        return lire_xon(text).id
    except FormatInvalideError:
        return ""
