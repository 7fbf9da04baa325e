"""What each page shows of a record, as HTML already escaped."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from html import escape
from typing import Final

from dmp.model import DocumentDepose, Dossier, Passage
from dmp.web.data.noms import CACHES, DOCUMENTS, ETATS, GESTES, STATUTS
from dmp.web.model import Ecran, Vue
from simulators.core.sante.identifiants import FormatInvalideError, lire_xcn

Valeurs = Sequence[tuple[str, str]]
# The attributes of a row, already escaped, and its cells.
Rangee = tuple[str, Sequence[str]]


def _liste(values: Valeurs) -> str:
    return "<dl>" + "".join(f"<dt>{escape(k)}</dt><dd>{escape(v)}</dd>" for k, v in values) + "</dl>"


def resume(dossier: Dossier) -> str:
    """Whose record it is, in what state, and whether the caller may consult it: on every page."""
    values = (
        ("Patient", f"{dossier.nom} {dossier.prenoms}".strip()),
        ("INS", dossier.matricule),
        ("État du DMP", ETATS[dossier.etat]),
        ("Votre accès", STATUTS[dossier.autorisation.value]),
    )
    marks = f'data-etat="{dossier.etat}" data-autorisation="{dossier.autorisation.value}"'
    return f"<div {marks}>{_liste(values)}</div>"


def _table(heads: Sequence[str], rows: Iterable[Rangee], test: str) -> str:
    """A table; in place of an empty one, a sentence."""
    body = "".join(
        f"<tr{mark}>{''.join(f'<td>{escape(one)}</td>' for one in cells)}</tr>" for mark, cells in rows
    )
    if not body:
        return f'<p data-testid="{test}">Rien à montrer.</p>'
    head = "".join(f'<th scope="col">{escape(one)}</th>' for one in heads)
    return f'<table data-testid="{test}"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def _marque(one: DocumentDepose) -> str:
    """What the journal reads back of a row: which document it shows."""
    return f' data-document="{escape(one.fiche.unique_id)}"'


def _oui(value: bool) -> str:
    return "oui" if value else "non"


def _tableau(_vue: Vue) -> str:
    return ""


def _identite(vue: Vue) -> str:
    if vue.dossier is None:
        return ""
    return _liste((("Sexe", vue.dossier.sexe), ("Date de naissance", vue.dossier.date_naissance)))


def _gestion(vue: Vue) -> str:
    if vue.dossier is None:
        return ""
    attached = vue.dossier.rattache_mes
    told = "par son titulaire, dans Mon espace santé" if attached else "par les professionnels"
    return _liste((("Rattaché à Mon espace santé", _oui(attached)), ("DMP géré", told)))


def _documents(vue: Vue) -> str:
    rows = [
        (_marque(one), (one.fiche.title, _date(one.fiche.creation_time), _auteur(one), _etat(one)))
        for one in vue.documents
    ]
    return _table(("Titre", "Date", "Auteur", "État"), rows, "dmp-documents")


def _parcours(vue: Vue) -> str:
    """The same documents as the acts they tell, oldest first, each with the place it comes from."""
    rows = [
        (_marque(one), (_date(one.fiche.service_start_time), vue.nom(one.structure), one.fiche.title))
        for one in sorted(vue.documents, key=lambda one: one.fiche.service_start_time)
    ]
    return _table(("Date de l'acte", "Structure", "Document"), rows, "dmp-parcours")


def _historique(vue: Vue) -> str:
    rows = [
        ("", (_quand(one.quand_us), vue.nom(one.sujet or one.structure), _geste(one))) for one in vue.passages
    ]
    return _table(("Date", "Par", "Action"), rows, "dmp-historique")


def _volontes(vue: Vue) -> str:
    if vue.dossier is None:
        return ""
    one = vue.dossier
    wishes = (
        ("Opposition au bris de glace", _oui(one.opposition_bris)),
        ("Opposition à l'accès de la régulation médicale", _oui(one.opposition_regulation)),
    )
    rights = [(own, "Médecin traitant") for own in sorted(one.medecins_traitants)]
    rights += [(own, STATUTS[statut.value]) for own, statut in vue.habilitations.items()]
    rights += [(own, STATUTS["INTERDIT"]) for own in sorted(one.bloques)]
    rows = [("", (vue.nom(own), told)) for own, told in rights]
    return _liste(wishes) + "<h2>Professionnels</h2>" + _table(("Nom", "Droit"), rows, "dmp-droits")


def _geste(one: Passage) -> str:
    """What was done, an emergency access told as such."""
    told = GESTES.get(one.geste, one.geste)
    return told if one.acces == "normal" else f"{told} (accès d'urgence)"


def _quand(us: int) -> str:
    return f"{datetime.fromtimestamp(us / 1_000_000, UTC):%d/%m/%Y %H:%M} UTC"


def _date(text: str) -> str:
    """A time of metadata as a person writes a date; as it is when it is none."""
    return f"{text[6:8]}/{text[4:6]}/{text[:4]}" if text[:8].isdigit() and len(text) > 7 else text


def _etat(one: DocumentDepose) -> str:
    last = one.fiche.availability_status.rpartition(":")[2]
    marks = [label for code, label in CACHES.items() if code in one.confidentialites]
    return DOCUMENTS.get(last, last) + (f" ({', '.join(marks)})" if marks else "")


def _auteur(one: DocumentDepose) -> str:
    for person in (person for author in one.fiche.authors for person in author.personnes):
        try:
            xcn = lire_xcn(person)
        except FormatInvalideError:
            return person
        return f"{xcn.nom} {xcn.prenom}".strip() or xcn.id
    return ""


CONTENUS: Final[Mapping[Ecran, Callable[[Vue], str]]] = {
    Ecran.TABLEAU: _tableau,
    Ecran.DOSSIER: _identite,
    Ecran.GESTION: _gestion,
    Ecran.DOCUMENTS: _documents,
    Ecran.PARCOURS: _parcours,
    Ecran.HISTORIQUE: _historique,
    Ecran.VOLONTES: _volontes,
}
