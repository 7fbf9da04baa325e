"""The one table between an XDS document entry and a DocumentReference, read in both directions.

dmp_fhir.md §9. What the registry itself knows (state, identifiers, patient, links, addresses) is in `fiche`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from dmp.fhir.data import systemes as s
from dmp.fhir.messages import acteurs, acteurs_lus, elements
from dmp.fhir.messages.acteurs import Contenus
from dmp.fhir.model.ressource import Json, Noeud
from simulators.core.sante.codes import Code
from simulators.core.sante.ebrim.modele import FicheDocument, cx


@dataclass(frozen=True, slots=True)
class Ligne:
    """One attribute of an entry and its element: `fhir` is the path inside the resource.

    `rendre` makes the element from the entry (contained resources are added to the list given); `lire` gives
    the attribute from the node that holds the element, its name and the whole resource.
    """

    xds: str
    fhir: str
    rendre: Callable[[FicheDocument, Contenus], Json]
    lire: Callable[[Noeud, str, Noeud], Any]


def _texte(xds: str, fhir: str) -> Ligne:
    return Ligne(xds, fhir, lambda fiche, _: getattr(fiche, xds), lambda one, name, _: one.champ(name).texte)


def _code(xds: str, fhir: str) -> Ligne:
    def rendre(fiche: FicheDocument, _: Contenus) -> Json:
        code: Code | None = getattr(fiche, xds)
        return None if code is None else elements.concept(code)

    return Ligne(xds, fhir, rendre, lambda one, name, _: elements.lire_concept(one.premier(name)))


def _codes(xds: str, fhir: str) -> Ligne:
    def rendre(fiche: FicheDocument, _: Contenus) -> Json:
        codes: tuple[Code, ...] = getattr(fiche, xds)
        return [elements.concept(code) for code in codes]

    return Ligne(xds, fhir, rendre, lambda one, name, _: elements.lire_concepts(one.elements(name)))


def _temps(xds: str, fhir: str) -> Ligne:
    return Ligne(
        xds,
        fhir,
        lambda fiche, _: elements.instant(getattr(fiche, xds)),
        lambda one, name, _: elements.lire_instant(one.champ(name).texte),
    )


def _format(fiche: FicheDocument, _: Contenus) -> Json:
    return None if fiche.format_code is None else elements.coding(fiche.format_code)


def _references(fiche: FicheDocument, _: Contenus) -> Json:
    read = [cx(value) for value in fiche.reference_ids]
    return [
        {
            "identifier": {
                "type": {"coding": [{"system": s.RFC3986, "code": one.type}]},
                "system": f"{s.URN_OID}{one.oid}",
                "value": one.id,
            }
        }
        for one in read
        if one is not None
    ]


def _lire_references(one: Noeud, name: str, _: Noeud) -> tuple[str, ...]:
    found = []
    for related in one.elements(name):
        own = related.champ("identifier")
        value, system = own.champ("value").texte, own.champ("system").texte.removeprefix(s.URN_OID)
        kind = next((code for _, code in own.champ("type").codes()), "")
        if value:
            found.append(f"{value}^^^&{system}&ISO^{kind}")
    return tuple(found)


TABLE: Final = (
    _code("type_code", "type"),
    _code("class_code", "category[0]"),
    _texte("comments", "description"),
    _codes("confidentiality_codes", "securityLabel"),
    _texte("mime_type", "content[0].attachment.contentType"),
    _texte("language_code", "content[0].attachment.language"),
    _texte("title", "content[0].attachment.title"),
    _temps("creation_time", "content[0].attachment.creation"),
    Ligne(
        "size",
        "content[0].attachment.size",
        lambda fiche, _: int(fiche.size) if fiche.size.isdigit() else None,
        lambda one, name, _: str(size) if isinstance(size := one.champ(name).valeur, int) else "",
    ),
    Ligne(
        "hash",
        "content[0].attachment.hash",
        lambda fiche, _: elements.empreinte(fiche.hash),
        lambda one, name, _: elements.lire_empreinte(one.champ(name).texte),
    ),
    Ligne(
        "format_code",
        "content[0].format",
        _format,
        lambda one, name, _: elements.lire_coding(one.champ(name)),
    ),
    _codes("event_codes", "context.event"),
    _temps("service_start_time", "context.period.start"),
    _temps("service_stop_time", "context.period.end"),
    _code("healthcare_facility_type_code", "context.facilityType"),
    _code("practice_setting_code", "context.practiceSetting"),
    Ligne("reference_ids", "context.related", _references, _lire_references),
    Ligne(
        "authors",
        "author",
        lambda fiche, contenus: acteurs.auteurs(fiche.authors, contenus),
        lambda one, name, racine: acteurs_lus.lire_auteurs(one.elements(name), racine),
    ),
    Ligne(
        "legal_authenticator",
        "authenticator",
        lambda fiche, contenus: acteurs.authentificateur(fiche.legal_authenticator, contenus),
        lambda one, name, racine: acteurs_lus.lire_authentificateur(one.champ(name), racine),
    ),
    Ligne(
        "source_patient_info",
        "context.sourcePatientInfo",
        lambda fiche, contenus: acteurs.traits(fiche.source_patient_info, fiche.source_patient_id, contenus),
        lambda one, name, racine: acteurs_lus.lire_traits(one.champ(name), racine)[0],
    ),
    Ligne(
        "source_patient_id",
        "context.sourcePatientInfo",
        lambda fiche, contenus: None,
        lambda one, name, racine: acteurs_lus.lire_traits(one.champ(name), racine)[1],
    ),
)


def poser(tree: dict[str, Any], path: str, value: Json) -> None:
    """Puts a value at a path of the table, making what is on the way."""
    *parents, last = path.split(".")
    here = tree
    for step in parents:
        name, listed, _ = step.partition("[")
        held = here.setdefault(name, [{}] if listed else {})
        here = held[0] if listed else held
    name, listed, _ = last.partition("[")
    here[name] = [value] if listed else value


def trouver(racine: Noeud, path: str) -> tuple[Noeud, str]:
    """The node that holds the element of a path, and the element's own name."""
    *parents, last = path.split(".")
    here = racine
    for step in parents:
        name, listed, _ = step.partition("[")
        here = here.premier(name) if listed else here.champ(name)
    return here, last.partition("[")[0]
