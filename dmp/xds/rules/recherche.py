"""Stored queries and retrieval: what is asked, what is found, who may see it (dmp_xds.md §4.8, §4.9)."""

import re
from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from typing import Final

from dmp.model import Acteur, Categorie, DocumentDepose, Dossier, Filtre, LotDepose, Trouve, VueRegistre
from dmp.rules.droits import peut_lire
from dmp.xds.model import DemandeConsultation, Remarque
from dmp.xds.rules.alimentation import est_signature
from dmp.xds.rules.catalogue import recherche as catalogue
from dmp.xds.rules.requetes import BORNES
from simulators.core.sante.ebrim import requetes
from simulators.core.sante.ebrim.modele import Auteur
from simulators.core.sante.ebrim.reponses import ReponseRecherche
from simulators.core.sante.ebrim.requetes import Requete
from simulators.core.sante.ebrim.retrait import ENTREPOT_DMP

# More objects than a registry gives at once; references are not counted (IHE ITI TF-2 §3.18.4.1.3).
MOST_RESULTS: Final = 2_000
# What the example client KIT can receive (dmp_xds.md §1).
MOST_BYTES: Final = 50_000_000
MOST_DOCUMENTS: Final = 500


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
    if who.mode == "INDIRECTE" or who.categorie is Categorie.PE_NON_PS:
        return one.structure == who.structure
    return one.auteur == who.sujet


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
    """
    known = {one.fiche.entry_uuid: one for one in (*autour, *found.documents)}
    if siens:
        seen = {own for own, one in known.items() if sien(who, one)}
    else:
        seen = {one.fiche.entry_uuid for one in visibles(who, dossier, known.values())}
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


def demandes(asked: DemandeConsultation) -> Iterator[Remarque]:
    """What a retrieval asks for: our repository, by uniqueId."""
    if not asked.documents:
        yield Remarque(catalogue.RIEN_DEMANDE, spot="demande")
    if len(asked.documents) > MOST_DOCUMENTS:
        count = str(len(asked.documents))
        yield Remarque(catalogue.TROP_DE_DOCUMENTS, count, f"≤ {MOST_DOCUMENTS}", "demande")
        return
    for rank, one in enumerate(asked.documents):
        spot = f"document/{rank}"
        if one.entrepot != ENTREPOT_DMP:
            yield Remarque(catalogue.DEPOT_INCONNU, one.entrepot, ENTREPOT_DMP, spot)
        if one.unique_id.startswith("urn:uuid:"):
            yield Remarque(catalogue.ENTRY_UUID, one.unique_id, "", spot, detail=f"uniqueId={one.unique_id}")


def volume(served: Iterable[DocumentDepose]) -> Iterator[Remarque]:
    """More bytes than a client of the DMP takes in one answer."""
    size = sum(int(one.fiche.size) for one in served)
    if size > MOST_BYTES:
        yield Remarque(catalogue.TROP_DE_DOCUMENTS, str(size), f"≤ {MOST_BYTES}", "demande")


def trouves(asked: DemandeConsultation, who: Acteur, vue: VueRegistre) -> Iterator[Remarque]:
    """Documents asked for that this caller cannot have, and those the patient does not see."""
    readable = (
        {}
        if vue.dossier is None
        else {one.fiche.unique_id: one for one in visibles(who, vue.dossier, vue.documents)}
    )
    for rank, one in enumerate(asked.documents):
        found = readable.get(one.unique_id)
        spot = f"document/{rank}"
        if found is None:
            if not one.unique_id.startswith("urn:uuid:"):
                detail = f"uniqueId={one.unique_id}"
                yield Remarque(catalogue.DOCUMENT_INCONNU, one.unique_id, "", spot, detail=detail)
        elif "INVISIBLE_PATIENT" in found.confidentialites:
            yield Remarque(catalogue.INVISIBLE_AU_PATIENT, one.unique_id, "", spot)
