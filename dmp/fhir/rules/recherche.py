"""What a search asks of the store: the criteria as conditions, what the columns cannot tell as a filter."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Final

from dmp.fhir.data import systemes as s
from dmp.fhir.data.servi import TRIS
from dmp.fhir.model.appel import Critere, Recherche
from dmp.fhir.model.selection import Clause, Condition, Groupe
from dmp.fhir.model.servi import FicheServie
from dmp.fhir.rules.catalogue import recherche as catalogue
from dmp.fhir.rules.criteres import inconnus, intervalle, lieu
from dmp.fhir.rules.jetons import Jeton, jeton, uniques
from dmp.fhir.rules.personnes import nomme
from dmp.fhir.rules.temps import horloge, periode, temps
from dmp.model import Acteur, Dossier, EtatDocument
from dmp.rules.droits import peut_lire
from dmp.xds.model import Remarque
from dmp.xds.rules.recherche import sien_de
from simulators.core.sante.codes import Code
from simulators.core.sante.ebrim.modele import FicheDocument

_STATUTS: Final = {
    "current": (EtatDocument.APPROUVE.value, EtatDocument.ARCHIVE.value),
    "superseded": (EtatDocument.OBSOLETE.value,),
}
_MONTRES: Final = (*_STATUTS["current"], *_STATUTS["superseded"])
_CODES: Final = {
    "type": "type_code",
    "category": "class_code",
    "setting": "practice_setting",
    "facility": "facility_type",
    "format": "format_code",
}
_ATTRIBUTS: Final = {
    "type": "type_code",
    "category": "class_code",
    "setting": "practice_setting_code",
    "facility": "healthcare_facility_type_code",
    "format": "format_code",
}
_TEMPS: Final = {"creation": "creation", "period-start": "debut", "period-end": "fin"}
_HORLOGE: Final = {"date": "date", "_lastUpdated": "maj"}
Garde = Callable[[FicheDocument], bool]


def requis(demande: Recherche) -> Iterator[Remarque]:
    """What a consumer shall send: the patient, the status, for sets the code; and what nobody knows."""
    names = {one.nom for one in demande.criteres}
    if demande.type == "Patient":
        if "identifier" not in names:
            yield Remarque(catalogue.SANS_CLE, "", "identifier", place=lieu("identifier"))
        return
    if not names & {"patient", "patient.identifier"}:
        known = names & {"identifier", "_id"}
        rule = catalogue.PATIENT if known else catalogue.SANS_CLE
        yield Remarque(rule, "", "patient.identifier", place=lieu("patient.identifier"))
    if not names & {"status", "identifier", "_id"}:
        yield Remarque(catalogue.STATUT, "", "status=current", place=lieu("status"))
    if demande.type == "List" and not names & {"code", "identifier", "_id"}:
        yield Remarque(catalogue.CODE, "", f"{s.MHD_LISTES}|submissionset", place=lieu("code"))
    if any(
        value.startswith("http://profiles.ihe.net/") for one in demande.de("code") for value in one.valeurs
    ):
        yield Remarque(catalogue.CODE_HTTP, "http://", "https://", place=lieu("code"))


def parametres(demande: Recherche, *, strict: bool) -> Iterator[Remarque]:
    """The parameters that were not looked at; refused when the caller asks for it."""
    rule = catalogue.PARAMETRE_STRICT if strict else catalogue.PARAMETRE_INCONNU
    for name in inconnus(demande):
        yield Remarque(rule, name[:100], place=lieu(name, post=demande.post))


def clauses(demande: Recherche) -> tuple[Clause, ...]:
    """The criteria that the store can play by itself. Deleted entries are never found."""
    found: list[Clause] = [((Condition("statut", "in", _MONTRES),),)]
    for one in demande.criteres:
        made = tuple(_clauses(one))
        if made:
            found.append(made)
    return tuple(found)


def _clauses(one: Critere) -> Iterator[tuple[Condition, ...]]:
    if one.nom in _CODES:
        yield (Condition(_CODES[one.nom], "in", tuple(jeton(value).code for value in one.valeurs)),)
    elif one.nom in _TEMPS:
        for value in one.valeurs:
            yield from temps(_TEMPS[one.nom], intervalle(value))
    elif one.nom in _HORLOGE:
        for value in one.valeurs:
            yield from horloge(_HORLOGE[one.nom], intervalle(value))
    elif one.nom == "period":
        for value in one.valeurs:
            yield from periode(intervalle(value))
    else:
        yield from _enumere(one)


def _enumere(one: Critere) -> Iterator[tuple[Condition, ...]]:
    match one.nom:
        case "status":
            codes = [jeton(value).code for value in one.valeurs]
            states = tuple(state for code in codes for state in _STATUTS.get(code, ()))
            yield (Condition("statut", "in", states),)
        case "isArchived":
            if set(one.valeurs) == {"true"}:
                yield (Condition("statut", "in", (EtatDocument.ARCHIVE.value,)),)
            elif set(one.valeurs) == {"false"}:
                kept = tuple(state for state in _MONTRES if state != EtatDocument.ARCHIVE)
                yield (Condition("statut", "in", kept),)
        case "_id":
            ids = tuple(f"{s.URN_UUID}{jeton(value).code}" for value in one.valeurs)
            yield (Condition("logical_id", "in", ids),)
        case "identifier":
            ids = tuple(own for value in one.valeurs for own in uniques(jeton(value)))
            yield (Condition("unique_id", "in", ids),)
            yield (Condition("entry_uuid", "in", ids),)
            yield (Condition("logical_id", "in", ids),)


def garde(demande: Recherche) -> Callable[[FicheServie], bool] | None:
    """What must be looked at in the entry itself; None when the store tells everything."""
    looks = [look for one in demande.criteres if (look := _regard(one)) is not None]
    if not looks:
        return None
    return lambda servie: all(look(servie.depose.fiche) for look in looks)


def _regard(one: Critere) -> Garde | None:
    wanted = tuple(jeton(value) for value in one.valeurs)
    if one.nom in _ATTRIBUTS:
        if all(own.systeme is None for own in wanted):
            return None
        return partial(_code_unique, _ATTRIBUTS[one.nom], wanted)
    if one.nom == "event":
        return lambda fiche: any(own.porte(code) for own in wanted for code in fiche.event_codes)
    if one.nom == "related" or one.nom == "related.identifier":
        return lambda fiche: any(_reference(own, fiche.reference_ids) for own in wanted)
    if one.nom.partition(".")[0] == "author":
        return lambda fiche: any(nomme(one, author) for author in fiche.authors)
    return None


def _code_unique(attribute: str, wanted: tuple[Jeton, ...], fiche: FicheDocument) -> bool:
    code: Code | None = getattr(fiche, attribute)
    return code is not None and any(one.porte(code) for one in wanted)


def _reference(wanted: Jeton, held: Iterable[str]) -> bool:
    for value in held:
        number, _, rest = value.partition("^")
        system = rest.partition("&")[2].partition("&")[0]
        if number == wanted.code and wanted.systeme in {None, system}:
            return True
    return False


def remplaces(demande: Recherche) -> tuple[str, ...] | None:
    """The entries that those sought must replace, as the search names them; None when it does not ask."""
    asked = demande.de("relatesto")
    if not asked:
        return None
    return tuple(value.rpartition("/")[2] for one in asked for value in one.valeurs)


def visible(who: Acteur, dossier: Dossier, demande: Recherche) -> Callable[[Groupe], bool]:
    """Whether a caller sees the documents that are alike in state, protection, author and structure.

    The protection asked for is looked at here too: it is the same for all of them.
    """
    labels = [tuple(jeton(value) for value in one.valeurs) for one in demande.de("security-label")]

    def seen(group: Groupe) -> bool:
        held = frozenset(group.confidentialites.split("|"))
        if not all(any(_etiquette(one, held) for one in several) for several in labels):
            return False
        own = sien_de(who, group.auteur, group.structure)
        return peut_lire(who, dossier, group.statut, held, sien=own)

    return seen


def _etiquette(wanted: Jeton, held: frozenset[str]) -> bool:
    system = s.CONFIDENTIALITE if wanted.code in {"N", "R", "V"} else s.oid(s.VISIBILITE)
    return wanted.code in held and wanted.systeme in {None, system}


def ordre(demande: Recherche) -> tuple[str, bool]:
    """The column and the direction of the answer; newest documents first unless told otherwise."""
    name, down = demande.tri
    return (TRIS[name], down) if name else ("creation", True)
