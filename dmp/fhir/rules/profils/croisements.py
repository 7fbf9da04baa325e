"""What the entries of a transaction say of each other (§3.2 point 4, §3.4)."""

from collections.abc import Iterator, Mapping
from typing import Final

from dmp.fhir.model.profil import Ecart
from dmp.fhir.model.ressource import Noeud
from dmp.fhir.rules.catalogue import croisements as b
from dmp.fhir.rules.catalogue import fiche_codes as c
from dmp.fhir.rules.catalogue import remplacements as r
from dmp.fhir.rules.profils.bundle import Entree, par_adresse
from dmp.fhir.rules.profils.documents import Mesures, differe, integre
from dmp.fhir.rules.profils.patient import designation, patient_source

# What a list may hold: entries, and folders.
_MEMBRES: Final = frozenset({"DocumentReference", "List"})
_PORTENT: Final = frozenset({"Binary", "Bundle"})
_CORRECTIF: Final = {"type": "replace", "path": "DocumentReference.status", "value": "superseded"}


def juger_croisements(several: tuple[Entree, ...]) -> Iterator[Ecart]:
    """Members, documents, patient, duplicates and replacements."""
    known = par_adresse(several)
    yield from _membres(several, known)
    yield from _documents(several, known)
    yield from _patient(several)
    yield from _doubles(several)
    yield from _remplacements(several)


def fiches(several: tuple[Entree, ...]) -> tuple[Entree, ...]:
    """The entries that carry a DocumentReference."""
    return tuple(one for one in several if one.type == "DocumentReference" and one.ressource.present)


def _membres(several: tuple[Entree, ...], known: Mapping[str, Entree]) -> Iterator[Ecart]:
    members = set()
    sets = [one for one in several if one.type == "List"]
    for one in sets:
        for item in one.ressource.elements("entry"):
            reference = item.champ("item").champ("reference")
            text = reference.texte
            found = known.get(text)
            if found is not None:
                members.add(found.noeud.chemin)
            if found is None and not text.startswith("DocumentReference/"):
                yield Ecart(b.MEMBRE, reference.chemin, text, "urn:uuid:…")
            elif found is not None and (found.lot or found.type not in _MEMBRES):
                yield Ecart(b.MEMBRE, reference.chemin, found.type, "DocumentReference")
    for one in fiches(several) if sets else ():
        if one.noeud.chemin not in members:
            yield Ecart(b.HORS_LOT, one.noeud.chemin, one.adresse, "")


def document_de(fiche: Noeud, known: Mapping[str, Entree]) -> Entree | None:
    """The entry that the attachment of an entry names."""
    return known.get(fiche.premier("content").champ("attachment").champ("url").texte)


def _documents(several: tuple[Entree, ...], known: Mapping[str, Entree]) -> Iterator[Ecart]:
    described = set()
    mesures: Mesures = {}
    for one in fiches(several):
        piece = one.ressource.premier("content").champ("attachment")
        url = piece.champ("url")
        found = document_de(one.ressource, known)
        if found is not None and found.type in _PORTENT:
            described.add(found.noeud.chemin)
            yield from _document(piece, found, mesures)
        elif differe(piece):
            yield Ecart(b.DIFFERE, piece.chemin, "size 0", "")
        elif url.texte:
            yield Ecart(b.BINAIRE, url.chemin, url.texte, "urn:uuid:…")
    for one in several:
        if one.type == "Binary" and one.noeud.chemin not in described:
            yield Ecart(b.BINAIRE_SANS_FICHE, one.noeud.chemin, one.adresse, "")


def _document(piece: Noeud, found: Entree, mesures: Mesures) -> Iterator[Ecart]:
    if found.type == "Bundle":
        return
    kind, told = found.ressource.champ("contentType"), piece.champ("contentType")
    if kind.texte and told.texte and kind.texte != told.texte:
        yield Ecart(b.MIME, told.chemin, told.texte, kind.texte)
    data = found.ressource.champ("data")
    if data.texte:
        yield from integre(piece, data, mesures)
    else:
        yield Ecart(b.BINAIRE_VIDE, data.chemin, "", b.BINAIRE_VIDE.attendu)


def _patient(several: tuple[Entree, ...]) -> Iterator[Ecart]:
    patients = {one.adresse: one.ressource for one in several if one.type == "Patient"}
    first = None
    for one in several:
        if one.type not in {"List", "DocumentReference"}:
            continue
        subject = one.ressource.champ("subject")
        for place, named in (
            (subject, designation(subject, patients)),
            (one.ressource.champ("context").champ("sourcePatientInfo"), patient_source(one.ressource)),
        ):
            if first is None or not (first.numero or first.adresse):
                first = named
            elif first.contredit(named):
                wanted = first.numero or first.adresse
                yield Ecart(b.MEME_PATIENT, place.chemin, named.numero or named.adresse, wanted)


def _doubles(several: tuple[Entree, ...]) -> Iterator[Ecart]:
    seen = set()
    for one in fiches(several):
        unique = one.ressource.champ("masterIdentifier")
        value = unique.champ("value").texte
        if value and value in seen:
            yield Ecart(b.DOUBLE, unique.chemin, value, "")
        seen.add(value)


def _remplacees(fiche: Entree) -> Iterator[Noeud]:
    """What an entry says it replaces."""
    for relation in fiche.ressource.elements("relatesTo"):
        if relation.champ("code").texte == "replaces":
            yield relation.champ("target")


def _remplacements(several: tuple[Entree, ...]) -> Iterator[Ecart]:
    patched = {}
    for one in several:
        if one.type == "Parameters" and one.methode == "PATCH":
            yield from _correctif(one.ressource)
            patched[_sans_base(one.cible)] = one
    replaced = {}
    for one in fiches(several):
        for target in _remplacees(one):
            text = target.champ("reference").texte
            if text and text == one.adresse:
                yield Ecart(c.REMPLACE_CIBLE, target.chemin, text, c.REMPLACE_CIBLE.attendu)
            else:
                replaced[_sans_base(text)] = target
    yield from _accord(patched, replaced)


def _accord(patched: Mapping[str, Entree], replaced: Mapping[str, Noeud]) -> Iterator[Ecart]:
    """A replacement has its PATCH, a PATCH its replacement.

    One told by identifier, on either side, fits any: the registry knows which it is.
    """
    conditional = any("?" in name for name in patched)
    for name, target in replaced.items():
        if name not in patched and not conditional and not (not name and patched):
            yield Ecart(r.CORRECTIF_ABSENT, target.chemin, name, f"PATCH {name}".strip())
    for name, one in patched.items():
        if name not in replaced and "" not in replaced and not ("?" in name and replaced):
            yield Ecart(r.REMPLACEMENT, one.noeud.chemin, one.cible, f"replaces {one.cible}")


def _sans_base(reference: str) -> str:
    """`DocumentReference/<id>` of an address, absolute or not."""
    at = reference.rfind("DocumentReference")
    return reference[at:] if at >= 0 else reference


def _correctif(parameters: Noeud) -> Iterator[Ecart]:
    found = []
    for one in parameters.elements("parameter"):
        parts = {part.champ("name").texte: _valeur(part) for part in one.elements("part")}
        found.append(one.champ("name").texte == "operation" and parts == _CORRECTIF)
    if found != [True]:
        place = parameters.champ("parameter").chemin
        yield Ecart(r.CORRECTIF, place, str(len(found)), r.CORRECTIF.attendu)


def _valeur(part: Noeud) -> str:
    return next((str(one) for name, one in part.objet.items() if name.startswith("value")), "")
