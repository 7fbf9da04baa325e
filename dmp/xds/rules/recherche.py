"""Stored queries: what is found, who may see it (dmp_xds.md §4.8)."""

import re
from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from typing import Final

from dmp.model import Acteur, Categorie, DocumentDepose, Dossier, Filtre, LotDepose, Trouve
from dmp.rules.droits import peut_lire
from dmp.xds.model import Remarque
from dmp.xds.rules.catalogue import recherche as catalogue
from dmp.xds.rules.metadonnees import est_signature
from dmp.xds.rules.requetes import BORNES
from simulators.core.sante.ebrim import requetes
from simulators.core.sante.ebrim.modele import Auteur
from simulators.core.sante.ebrim.reponses import ReponseRecherche
from simulators.core.sante.ebrim.requetes import Requete

# More objects than a registry gives at once; references are not counted (IHE ITI TF-2 §3.18.4.1.3).
MOST_RESULTS: Final = 2_000


def filtre(query: Requete) -> Filtre:
    """What the store can select; codes are compared without their scheme, as the store keeps them."""
    bounds = tuple(
        (column, query.valeur(low) or "", query.valeur(high) or "") for column, low, high in BORNES
    )
    return Filtre(
        statuts=query.valeurs(requetes.STATUT),
        types=_codes(query, requetes.TYPE),
        classes=_codes(query, requetes.CLASSE),
        formats=_codes(query, requetes.FORMAT),
        cadres=_codes(query, requetes.CADRE),
        etablissements=_codes(query, requetes.ETABLISSEMENT),
        bornes=tuple(one for one in bounds if one[1] or one[2]),
    )


def _codes(query: Requete, name: str) -> tuple[str, ...]:
    return tuple(value.split("^")[0] for value in query.valeurs(name))


def gardes(query: Requete, found: Iterable[DocumentDepose]) -> Iterator[DocumentDepose]:
    """Of the documents selected, those that also have the codes, references and authors asked for."""
    for one in found:
        if _codes_match(query, one) and _author_matches(query.valeurs(requetes.AUTEUR), one.fiche.authors):
            yield one


def lots_gardes(query: Requete, found: Iterable[LotDepose]) -> Iterator[LotDepose]:
    """The sets that are of the source, time, content and author asked for."""
    low, high = query.valeur(requetes.LOT_DEPUIS) or "", query.valeur(requetes.LOT_JUSQUA) or "9"
    sources, contents = query.valeurs(requetes.LOT_SOURCE), _codes(query, requetes.LOT_CONTENU)
    states, authors = query.valeurs(requetes.LOT_STATUT), query.valeurs(requetes.LOT_AUTEUR)
    for one in found:
        lot = one.lot
        content = lot.content_type_code.code if lot.content_type_code else ""
        if (
            (not states or lot.availability_status in states)
            and low <= lot.submission_time < high
            and (not sources or lot.source_id in sources)
            and (not contents or content in contents)
            and _author_matches(authors, lot.authors)
        ):
            yield one


def _codes_match(query: Requete, one: DocumentDepose) -> bool:
    """Repeated slots of confidentiality or events must all match (AND); inside a slot, one must (OR)."""
    fiche = one.fiche
    carried = (
        (requetes.CONFIDENTIALITE, fiche.confidentiality_codes),
        (requetes.EVENEMENT, fiche.event_codes),
    )
    for name, codes in carried:
        own = {code.code for code in codes}
        for group in query.parametres.get(name, ()):
            if own.isdisjoint({value.split("^")[0] for value in group}):
                return False
    asked = query.parametres.get(requetes.REFERENCES, ())
    return all(not set(fiche.reference_ids).isdisjoint(group) for group in asked)


def _author_matches(wanted: tuple[str, ...], authors: Iterable[Auteur]) -> bool:
    """SQL LIKE over each author's XCN: `%` any text, `_` one sign (ITI TF-2 §3.18.4.1.2.3.7.1)."""
    if not wanted:
        return True
    persons = [person for author in authors for person in author.personnes]
    patterns = [_like(value) for value in wanted]
    return any(fnmatchcase(person, pattern) for pattern in patterns for person in persons)


def _like(value: str) -> str:
    """The pattern as a shell one: its matcher does not go back, whatever the number of `%`."""
    signs = {"%": "*", "_": "?", "*": "[*]", "?": "[?]", "[": "[[]"}
    return "".join(signs.get(sign, sign) for sign in re.sub("%+", "%", value)[:200])


def sien(who: Acteur, one: DocumentDepose | LotDepose) -> bool:
    """Whether the caller is the author: the professional, or the structure for one who acts in its name."""
    return sien_de(who, one.auteur, one.structure)


def sien_de(who: Acteur, auteur: str, structure: str) -> bool:
    """The same, from the identifiers of the author and of the structure."""
    if who.mode == "INDIRECTE" or who.categorie in {Categorie.CPE, Categorie.PE_NON_PS}:
        return structure == who.structure
    return auteur == who.sujet


def connu(who: Acteur, dossier: Dossier, one: DocumentDepose) -> bool:
    """Whether a document exists for the caller: their own, or one they may read. Others must not be told."""
    return sien(who, one) or peut_lire(
        who, dossier, one.fiche.availability_status, one.confidentialites, sien=False
    )


def visibles(who: Acteur, dossier: Dossier, found: Iterable[DocumentDepose]) -> Iterator[DocumentDepose]:
    """Those the caller may see in a list: what cannot be read is not listed."""
    for one in found:
        own = sien(who, one)
        if peut_lire(who, dossier, one.fiche.availability_status, one.confidentialites, sien=own):
            yield one


def montres(
    found: Trouve, autour: Iterable[DocumentDepose], who: Acteur, dossier: Dossier, *, siens: bool
) -> Trouve:
    """What the caller may see of what was found; `autour` are the other documents the links and sets name.

    `siens` narrows to the caller's own (a right to references only). A link is shown when none of its ends
    is hidden, a set when one of its documents is shown, or when it holds none; its signature goes with it.
    What belongs to another record is hidden, whoever linked it.
    """
    known = {one.fiche.entry_uuid: one for one in (*autour, *found.documents)}
    here = [one for one in known.values() if one.matricule == dossier.matricule]
    shown = [one for one in here if sien(who, one)] if siens else visibles(who, dossier, here)
    seen = {one.fiche.entry_uuid for one in shown}
    held: dict[str, bool] = {}
    for own, one in known.items():
        if not est_signature(one.fiche):
            held[one.lot] = held.get(one.lot, False) or own in seen
    hidden_sets = {lot for lot, shown in held.items() if not shown}
    seen -= {own for own, one in known.items() if one.lot in hidden_sets}
    hidden = (known.keys() - seen) | hidden_sets
    return Trouve(
        tuple(one for one in found.lots if held.get(one.lot.entry_uuid, not siens or sien(who, one))),
        tuple(one for one in found.documents if one.fiche.entry_uuid in seen),
        tuple(one for one in found.liens if hidden.isdisjoint((one.source, one.target))),
    )


def nombre(shown: Trouve, *, references: bool) -> Iterator[Remarque]:
    """More objects than one answer may hold."""
    count = len(shown.lots) + len(shown.documents) + len(shown.liens)
    if count > MOST_RESULTS and not references:
        yield Remarque(catalogue.TROP_DE_RESULTATS, str(count), f"≤ {MOST_RESULTS}", "demande")


def reponse(shown: Trouve, *, references: bool) -> ReponseRecherche:
    """The objects found, or references to them, sets first."""
    sets, fiches = [one.lot for one in shown.lots], [one.fiche for one in shown.documents]
    if references:
        ids = [one.entry_uuid for one in sets] + [one.entry_uuid for one in fiches]
        return ReponseRecherche(references=(*ids, *(one.entry_uuid for one in shown.liens)))
    return ReponseRecherche(fiches=tuple(fiches), lots=tuple(sets), associations=shown.liens)
