"""A DocumentReference against `pdsm-comprehensive-document-reference` or `pdsm-simplified-publish` (§2)."""

import re
from collections.abc import Iterator
from typing import Final

from dmp.fhir.data import noms
from dmp.fhir.data import systemes as s
from dmp.fhir.model.profil import ContexteProfil, Ecart, Flux
from dmp.fhir.model.ressource import Noeud
from dmp.fhir.rules.catalogue import fiche as f
from dmp.fhir.rules.catalogue import fiche_codes as c
from dmp.fhir.rules.catalogue import fiche_contexte as k
from dmp.fhir.rules.catalogue import piece as pc
from dmp.fhir.rules.catalogue import simplifie as p
from dmp.fhir.rules.profils.contenues import contenues_de_la_fiche
from dmp.fhir.rules.profils.documents import empreinte_bien_formee, integre
from dmp.fhir.rules.profils.identifiants import identifiants
from dmp.fhir.rules.profils.outils import SANS_BORNE, Cardinalite, archive, cardinalites, parents, systemes

_PIECE: Final = ("content", "attachment")
_CONTEXTE: Final = ("context",)
_COMMUNES: Final = (
    Cardinalite(f.IDENTIFIANT_UNIQUE, "masterIdentifier"),
    Cardinalite(f.PATIENT, "subject"),
    Cardinalite(f.DATE, "date"),
    Cardinalite(f.AUTEUR, "author", 1, SANS_BORNE),
    Cardinalite(f.CONSERVATEUR, "custodian"),
    Cardinalite(pc.CONTENU, "content"),
    Cardinalite(pc.MIME, "contentType", parent=_PIECE),
    Cardinalite(pc.TITRE, "title", parent=_PIECE),
)
_ENTIERE: Final = (
    *_COMMUNES,
    Cardinalite(f.CONTENUES, "contained", 1, SANS_BORNE),
    Cardinalite(f.MODIFICATEUR, "modifierExtension", 0, 0),
    Cardinalite(f.STATUT_DOCUMENT, "docStatus", 0, 0),
    Cardinalite(f.TYPE, "type"),
    Cardinalite(f.CLASSE, "category"),
    Cardinalite(f.AUTHENTIFICATEUR, "authenticator"),
    Cardinalite(f.CONFIDENTIALITE, "securityLabel", 1, SANS_BORNE),
    Cardinalite(pc.LANGUE, "language", parent=_PIECE),
    Cardinalite(pc.DONNEES, "data", 0, 0, _PIECE),
    Cardinalite(pc.URL, "url", parent=_PIECE),
    Cardinalite(pc.TAILLE, "size", parent=_PIECE),
    Cardinalite(pc.EMPREINTE, "hash", parent=_PIECE),
    Cardinalite(pc.CREATION, "creation", parent=_PIECE),
    Cardinalite(pc.FORMAT, "format", parent=("content",)),
    Cardinalite(k.CONTEXTE, "context"),
    Cardinalite(k.DEBUT, "period", parent=_CONTEXTE),
    Cardinalite(k.DEBUT_DATE, "start", parent=("context", "period")),
    Cardinalite(k.SECTEUR, "facilityType", parent=_CONTEXTE),
    Cardinalite(k.CADRE, "practiceSetting", parent=_CONTEXTE),
    Cardinalite(k.PATIENT_SOURCE, "sourcePatientInfo", parent=_CONTEXTE),
)
_SIMPLE: Final = (
    *_COMMUNES,
    Cardinalite(p.IDENTIFIANT, "identifier", 0, 0),
    Cardinalite(p.DONNEES, "data", parent=_PIECE),
    Cardinalite(p.URL, "url", 0, 0, _PIECE),
)
_LOINC: Final = "2.16.840.1.113883.6.1"
_A00: Final = "1.2.250.1.213.1.1.4.6"
_R02: Final = "1.2.250.1.71.4.2.4"
_SYSTEMES: Final = (
    (("type",), frozenset({_LOINC, "1.2.250.1.213.1.1.4.12", "ASTM"}), c.BIND_TYPE),
    (("category",), frozenset({"1.2.250.1.213.1.1.4.1", "URN"}), c.BIND_CLASSE),
    (
        ("content", "format"),
        frozenset({"1.2.250.1.213.1.1.4.2.282", "1.3.6.1.4.1.19376.1.2.3", "1.2.840.10008.2.6.1", "URN"}),
        c.BIND_FORMAT,
    ),
    (
        ("context", "event"),
        frozenset({"1.2.250.1.213.2.5", "2.16.840.1.113883.6.3", _A00}),
        c.BIND_EVENEMENT,
    ),
    (("context", "facilityType"), frozenset({_R02, _A00}), c.BIND_SECTEUR),
    (("context", "practiceSetting"), frozenset({_R02, _A00, "1.2.250.1.213.1.1.4.9"}), c.BIND_CADRE),
    (
        ("securityLabel",),
        frozenset({s.CONFIDENTIALITE, "1.2.250.1.213.1.1.4.13"}),
        c.BIND_CONFIDENTIALITE,
    ),
)
_MIME: Final = re.compile(r"[\w.+-]{1,80}/[\w.+*-]{1,80}(?:\s*;.{1,200})?", re.ASCII)
_RELATIONS: Final = frozenset({"replaces", "transforms", "signs", "appends"})
_TYPES_LIES: Final = frozenset(
    {
        "urn:ihe:iti:xds:2016:studyInstanceUID",
        "urn:ihe:iti:xds:2013:order",
        "urn:ihe:iti:xds:2013:accession",
    }
)
_STATUTS: Final = frozenset({"current", "superseded"})


def juger_fiche(node: Noeud, contexte: ContexteProfil) -> Iterator[Ecart]:
    """Every rule on one entry; the document it points at is judged with its bundle."""
    simple = contexte.flux is Flux.SIMPLIFIE
    yield from cardinalites(node, _SIMPLE if simple else _ENTIERE)
    yield from _statut(node, simple=simple)
    yield from identifiants(node, contexte.mhd)
    for path, permis, row in _SYSTEMES:
        for one in parents(node, path):
            yield from systemes(one, permis, row)
    yield from _confidentialites(node)
    yield from _piece(node, simple=simple)
    yield from _relations(node)
    yield from _lies(node)
    yield from archive(node, k.ARCHIVE, noms.EXT_ARCHIVE)
    yield from contenues_de_la_fiche(node, simple=simple)


def _statut(node: Noeud, *, simple: bool) -> Iterator[Ecart]:
    found = node.champ("status")
    if simple and found.texte not in {"", "current"}:
        yield Ecart(p.STATUT, found.chemin, found.texte, "current")
    elif found.texte and found.texte not in _STATUTS:
        yield Ecart(f.STATUT, found.chemin, found.texte, f.STATUT.attendu)


def _confidentialites(node: Noeud) -> Iterator[Ecart]:
    for label in node.elements("securityLabel"):
        for coding in label.elements("coding"):
            system = coding.champ("system")
            if system.texte == s.VISIBILITE_FAUSSE:
                row = c.CONFIDENTIALITE_FAUSSE
                yield Ecart(row, system.chemin, system.texte, row.attendu)


def _piece(node: Noeud, *, simple: bool) -> Iterator[Ecart]:
    for piece in parents(node, _PIECE):
        kind, language, digest = piece.champ("contentType"), piece.champ("language"), piece.champ("hash")
        if kind.texte and not _MIME.fullmatch(kind.texte):
            yield Ecart(pc.MIME_FORME, kind.chemin, kind.texte, pc.MIME_FORME.attendu)
        if language.texte and language.texte != "fr-FR":
            yield Ecart(pc.LANGUE_FR, language.chemin, language.texte, "fr-FR")
        if digest.texte and not empreinte_bien_formee(digest.texte):
            yield Ecart(pc.EMPREINTE_FORME, digest.chemin, digest.texte, pc.EMPREINTE_FORME.attendu)
        if simple and piece.champ("data").texte:
            yield from integre(piece, piece.champ("data"), {})


def _relations(node: Noeud) -> Iterator[Ecart]:
    replaced = 0
    for one in node.elements("relatesTo"):
        code, target = one.champ("code"), one.champ("target")
        if code.texte and code.texte not in _RELATIONS:
            yield Ecart(c.RELATION_CODE, code.chemin, code.texte, c.RELATION_CODE.attendu)
        replaced += code.texte == "replaces"
        if code.texte == "replaces" and replaced > 1:
            yield Ecart(c.REMPLACE_UN, one.chemin, str(replaced), "1..1")
        text = target.champ("reference").texte
        if not _vise_une_fiche(text, target):
            yield Ecart(c.REMPLACE_CIBLE, target.chemin, text, c.REMPLACE_CIBLE.attendu)


def _vise_une_fiche(text: str, target: Noeud) -> bool:
    if not text:
        return bool(target.champ("identifier").champ("value").texte)
    return text.startswith(("urn:uuid:", "DocumentReference?")) or "DocumentReference/" in text


def _lies(node: Noeud) -> Iterator[Ecart]:
    for one in parents(node, ("context", "related")):
        identifier = one.champ("identifier")
        codes = {code for system, code in identifier.champ("type").codes() if system == s.RFC3986}
        if identifier.present and not (identifier.champ("value").texte and codes & _TYPES_LIES):
            yield Ecart(
                k.REFERENCES_LIEES,
                identifier.chemin,
                " ".join(sorted(codes)),
                k.REFERENCES_LIEES.attendu,
            )
