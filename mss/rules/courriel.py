"""What a mail is worth: its headers, its text, its coherence with the archive (mss.md §1.7, §2)."""

import re
from collections.abc import Iterator
from typing import Final

from mss.data.names import FIN, PREFIXE_XDM, TYPE_ACCUSE, X_CODECDA, X_INS, X_MES, X_NIL
from mss.model import Archive, Courriel, Enveloppe, Remarque
from mss.rules.archive import nomme
from mss.rules.catalogue import accuse as receipts
from mss.rules.catalogue import courriel as catalogue
from mss.rules.catalogue import envoi
from mss.rules.texte import est_texte

_MESSAGE_ID: Final = re.compile(r"<[^<>\s@]+@[^<>\s@]+>")
_SUJET: Final = re.compile(
    r"(?:\[[^\]]*\] ?)*XDM/1\.0/DDM\+.{1,40}? [A-Z][A-Z '\-]*? [A-Za-z][A-Za-z '\-]*?"
    r"(?: \d{2}/\d{2}/\d{4})?"
)
_NAISSANCE: Final = re.compile(r"(\d{2})/(\d{2})/(\d{4})$")
_MOST_SUBJECT: Final = 250
_REPONSE: Final = re.compile(r"^\s*(re|rép|rep)\s*:", re.IGNORECASE)
_UTF8: Final = frozenset({"utf-8", "utf8", "us-ascii", ""})
_COURRIEL_JOINT: Final = "message/rfc822"
_SUJET_ATTENDU: Final = "XDM/1.0/DDM+<libellé> <NOM> <prénom> <JJ/MM/AAAA>"
_DISPOSITION_ATTENDUE: Final = "automatic-action/MDN-sent-automatically; processed"

_ANOMALIES: Final = {
    "lf_nu": envoi.FIN_DE_LIGNE,
    "nul": envoi.NUL,
    "ligne_longue": envoi.LIGNE,
    "encodage": catalogue.ENCODAGE,
    "entete_8bit": catalogue.HUIT_BITS,
}


def anomalies(courriel: Courriel) -> Iterator[Remarque]:
    """The defects of the bytes."""
    for nom, found in courriel.anomalies:
        yield Remarque(_ANOMALIES[nom], found)
    if courriel.sans_forme:
        yield Remarque(catalogue.TROP_COMPLEXE)


def entetes(courriel: Courriel, archive: Archive | None) -> Iterator[Remarque]:
    """Every header rule, in the order of the reference."""
    if not courriel.valeur(X_NIL):
        yield Remarque(catalogue.NIL_ABSENT, entete=X_NIL)
    yield from _codecda(courriel, archive)
    yield from _ins(courriel, archive)
    yield from _identifiants(courriel)
    if courriel.entete("Date") is None:
        yield Remarque(catalogue.DATE_ABSENTE, entete="Date")


def _codecda(courriel: Courriel, archive: Archive | None) -> Iterator[Remarque]:
    told = courriel.valeur(X_CODECDA)
    codes = [one.code for one in archive.cdas] if archive else []
    expected = ",".join(codes)
    if not codes:
        if told:
            yield Remarque(catalogue.CODECDA_SANS_CDA, told, entete=X_CODECDA)
    elif not told:
        yield Remarque(catalogue.CODECDA_ABSENT, "", expected, entete=X_CODECDA)
    elif sorted(part.strip() for part in told.split(",")) != sorted(codes):
        yield Remarque(catalogue.CODECDA_DIFFERENT, told, expected, entete=X_CODECDA)


def _ins(courriel: Courriel, archive: Archive | None) -> Iterator[Remarque]:
    told = courriel.valeur(X_INS)
    if archive is None or not archive.cdas:
        if told:
            yield Remarque(catalogue.INS_SANS_CDA, told, entete=X_INS)
        return
    whole = all(one.ins and one.oid and one.traits for one in archive.cdas)
    expected = "O" if whole else "N"
    if not told:
        yield Remarque(catalogue.INS_ABSENT, "", expected, entete=X_INS)
    elif told != expected:
        yield Remarque(catalogue.INS_DIFFERENT, told, expected, entete=X_INS)


def _identifiants(courriel: Courriel) -> Iterator[Remarque]:
    told = courriel.message_id
    if not told:
        yield Remarque(catalogue.MESSAGE_ID_ABSENT, entete="Message-ID")
    elif not _MESSAGE_ID.fullmatch(told):
        yield Remarque(catalogue.MESSAGE_ID_FORME, told, "<partie-unique@domaine>", entete="Message-ID")
    threaded = courriel.en_reponse_a and courriel.references
    if _REPONSE.match(courriel.sujet) and not threaded:
        absent = "References" if courriel.en_reponse_a else "In-Reply-To"
        yield Remarque(catalogue.REPONSE_SANS_FIL, "", entete=absent)


def expediteur(courriel: Courriel, enveloppe: Enveloppe | None) -> Iterator[Remarque]:
    """The sender shown to the reader."""
    if not courriel.expediteurs:
        yield Remarque(catalogue.EXPEDITEUR_ABSENT, entete="From")
        return
    shown = courriel.expediteurs[0]
    if enveloppe is not None and shown.adresse != enveloppe.boite:
        yield Remarque(catalogue.EXPEDITEUR_AUTRE, shown.adresse, enveloppe.boite, entete="From")
    if not shown.nom.strip() or "@" in shown.nom:
        yield Remarque(catalogue.EXPEDITEUR_LIBELLE, shown.nom, entete="From")


def corps(courriel: Courriel) -> Iterator[Remarque]:
    """The text a person reads: text/plain, or multipart/alternative; UTF-8."""
    if courriel.sans_forme or courriel.racine == "multipart/report":
        return
    textes = [(rank, one) for rank, one in enumerate(courriel.parties) if est_texte(one)]
    lisibles = [(rank, one) for rank, one in textes if one.contenu.strip()]
    if not lisibles:
        yield Remarque(catalogue.CORPS_ABSENT)
        return
    if all(one.type_mime != "text/plain" for _, one in lisibles):
        yield Remarque(catalogue.CORPS_HTML, "text/html", "text/plain", partie=lisibles[0][0])
    for rank, one in lisibles:
        if one.charset not in _UTF8:
            yield Remarque(catalogue.CORPS_CHARSET, one.charset, "utf-8", partie=rank)


def sujet(courriel: Courriel, archive: Archive | None) -> Iterator[Remarque]:
    """The subject of a document mail (ECO.2.1.3)."""
    told = courriel.sujet
    if archive is None:
        if told.startswith(PREFIXE_XDM) and courriel.racine != "multipart/report":
            yield Remarque(catalogue.SUJET_SANS_ARCHIVE, told, entete="Subject")
    elif len(told) > _MOST_SUBJECT or not _SUJET.fullmatch(told):
        yield Remarque(catalogue.SUJET, told, _SUJET_ATTENDU, entete="Subject")
    elif not (nomme(told, archive) and _ne(told, archive)):
        known = archive.cdas[0]
        yield Remarque(
            catalogue.SUJET_PATIENT, told, f"{known.nom_patient} {known.naissance}", entete="Subject"
        )


def _ne(told: str, archive: Archive) -> bool:
    """Whether the birth date of a subject, when it has one, is that of the document."""
    found = _NAISSANCE.search(told)
    known = {one.naissance.replace("-", "")[:8] for one in archive.cdas if one.naissance}
    return found is None or not known or f"{found[3]}{found[2]}{found[1]}" in known


def accuse(courriel: Courriel) -> Iterator[Remarque]:
    """A receipt sent by the editor's software: read in the grammar of either version of the volet."""
    told = courriel.accuse
    if told is None:
        return
    rank = next(n for n, one in enumerate(courriel.parties) if one.type_mime == TYPE_ACCUSE)
    if not told.disposition:
        yield Remarque(receipts.DISPOSITION, told.brut, _DISPOSITION_ATTENDUE, partie=rank)
    if not told.original:
        yield Remarque(receipts.REFERENCE, "", "Original-Message-ID", partie=rank)
    if all(one.type_mime != _COURRIEL_JOINT for one in courriel.parties):
        yield Remarque(receipts.ORIGINAL, "", _COURRIEL_JOINT)


def fin(courriel: Courriel, usagers: bool) -> Iterator[Remarque]:
    """The header that ends an exchange with a citizen."""
    told = courriel.entete(X_MES)
    if told is None:
        return
    if told.valeur.strip() != FIN:
        yield Remarque(catalogue.MES_VALEUR, told.valeur, FIN, entete=X_MES)
    if not usagers:
        yield Remarque(catalogue.MES_SANS_USAGER, told.valeur, entete=X_MES)


def clot(courriel: Courriel) -> bool:
    """True when the mail asks for no answer of the citizen (header FIN, or [FIN] in the subject)."""
    return courriel.valeur(X_MES) == FIN or "[FIN]" in courriel.sujet
