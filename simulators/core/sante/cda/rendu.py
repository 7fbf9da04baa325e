"""A document as a fragment of HTML, in French: who, for whom, when, then what it says.

No script, no style, no address but the one the caller gives for the file that the document carries.
"""

import re
from collections.abc import Iterator
from typing import Final

from simulators.core.sante.cda.modele import Auteur, EnteteCda, Patient
from simulators.core.sante.cda.narratif import Lisible, SectionNarrative
from simulators.core.sante.cda.rendu_narratif import blocs_html, sur
from simulators.core.sante.cda.valeurs import Nom, Periode, Temps
from simulators.core.sante.oids import INS_NIA

_TEMPS: Final = re.compile(r"([0-9]{4})(?:([0-9]{2})(?:([0-9]{2})(?:([0-9]{2})([0-9]{2}))?)?)?")
# A path on the same site: no scheme, no other host.
_LIEN: Final = re.compile(r"/(?!/)[A-Za-z0-9/._~%?=&-]*")
_SEXES: Final = {"M": "masculin", "F": "féminin", "U": "inconnu"}
_MEDIAS: Final = {
    "application/pdf": "PDF",
    "text/plain": "texte",
    "text/rtf": "texte mis en forme (RTF)",
    "image/jpeg": "image JPEG",
    "image/tiff": "image TIFF",
}
_DEEPEST: Final = 6


def rendre(document: Lisible, lien: str = "") -> str:
    """The document as `<article>`. `lien` is a path of the site where the file it carries is served.

    Raises ValueError for a `lien` that leaves the site.
    """
    if lien and not _LIEN.fullmatch(lien):
        raise ValueError("lien hors du site")
    one = document.entete
    title = one.titre.valeur if one.titre else ""
    rows = "".join(f"<dt>{label}</dt><dd>{sur(value)}</dd>" for label, value in _lignes(document) if value)
    sections = "".join(_section(section, 3, lien) for section in document.sections)
    return (
        f'<article class="cda"><header><h2>{sur(title or _type(one) or "Document sans titre")}</h2>'
        f"<dl>{rows}</dl></header>{sections}{_fichier(one, lien)}</article>"
    )


def _lignes(document: Lisible) -> Iterator[tuple[str, str]]:
    one = document.entete
    yield "Type de document", _type(one)
    yield from _patient(one.patient) if one.patient else ()
    for author in one.auteurs:
        yield "Auteur", _auteur(author)
    yield "Date", moment(one.date)
    for recipient in document.destinataires:
        yield "Destinataire", recipient
    legal = one.responsable
    yield "Responsable", _nom(legal.noms[0]) if legal and legal.noms else ""
    yield "Conservé par", one.conservateur.nom if one.conservateur else ""
    main = next((event for event in one.actes if event.cadre is not None), None)
    yield "Prise en charge", _periode(main.periode if main else None)
    met = one.rencontre.etablissement if one.rencontre else None
    yield "Lieu", (met.label or met.code or "") if met else ""
    kept = one.confidentialite
    yield "Confidentialité", (kept.label or kept.code or "") if kept else ""
    yield "Version", one.version.valeur if one.version else ""
    for link in one.liens:
        yield "Remplace", ", ".join(parent.root for parent in link.parents)


def _type(one: EnteteCda) -> str:
    return (one.code.label or one.code.code or "") if one.code else ""


def _patient(patient: Patient) -> Iterator[tuple[str, str]]:
    yield "Personne", _nom(patient.noms[0]) if patient.noms else ""
    yield "Date de naissance", moment(patient.naissance)
    sex = patient.sexe
    yield "Sexe", _SEXES.get(sex.code or "", sex.label or sex.code or "") if sex else ""
    yield "Lieu de naissance (code INSEE)", patient.lieu.valeur if patient.lieu else ""
    ins = patient.ins
    if ins is not None:
        nature = "INS-NIA" if ins.root == INS_NIA else "INS-NIR"
        yield f"Identité nationale de santé ({nature})", ins.extension or ""


def _nom(name: Nom) -> str:
    """Given names, birth name, and the name used when there is one (qualifier CL)."""
    born = next((part.valeur for part in name.familles if part.qualifier != "CL"), "")
    used = next((part.valeur for part in name.familles if part.qualifier == "CL"), "")
    given = next((part.valeur for part in name.prenoms if not part.qualifier), "")
    first = given or next((part.valeur for part in name.prenoms), "")
    told = " ".join(filter(None, (first, born)))
    return f"{told} (nom utilisé : {used})" if used else told


def _auteur(author: Auteur) -> str:
    if author.dispositif:
        parts = [part.valeur for part in (author.logiciel, author.modele) if part]
    else:
        parts = [_nom(name) for name in author.noms[:1]]
    job = (author.code.label or author.code.code or "") if author.code else ""
    return ", ".join(filter(None, (*parts, job, author.organisation.nom if author.organisation else "")))


def moment(when: Temps | None) -> str:
    """A time as France writes it, at the hour that the document gives; as it stands when it has no shape."""
    value = (when.valeur or "") if when else ""
    read = _TEMPS.match(value)
    if read is None:
        return value
    year, month, day, hour, minute = read.groups()
    told = "/".join(filter(None, (day, month, year)))
    return f"{told} à {hour} h {minute}" if hour else told


def _periode(period: Periode | None) -> str:
    if period is None:
        return ""
    low, high = moment(period.debut), moment(period.fin)
    if low and high:
        return f"du {low} au {high}"
    return f"depuis le {low}" if low else f"jusqu'au {high}" if high else ""


def _section(one: SectionNarrative, rank: int, lien: str) -> str:
    name = f"h{min(rank, _DEEPEST)}"
    title = one.titre or one.code.label or "Section sans titre"
    inner = "".join(_section(each, rank + 1, lien) for each in one.sections)
    joined = _piece("PDF", lien) if one.copie else ""
    return f"<section><{name}>{sur(title)}</{name}>{blocs_html(one.blocs)}{joined}{inner}</section>"


def _fichier(one: EnteteCda, lien: str) -> str:
    """The place of the file of a level 1 body."""
    if one.corps.niveau != "N1":
        return ""
    media = one.corps.media or ""
    return _piece(_MEDIAS.get(media, media or "format inconnu"), lien)


def _piece(kind: str, lien: str) -> str:
    if not lien:
        return f'<p class="cda-fichier">Contenu joint : {sur(kind)}.</p>'
    return f'<p class="cda-fichier"><a href="{sur(lien)}">Ouvrir le contenu ({sur(kind)})</a></p>'
