"""Stored queries (ITI-18), both directions: `('a','b')` lists, single values in quotes (dmp_xds.md §4.8)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from simulators.core.sante.ebrim import noms, objets
from simulators.core.sante.ebrim.lecture import EbrimRefuseError, RaisonEbrim
from simulators.core.sante.ebrim.noms import RequeteStockee
from simulators.core.xml.escape import attribute, text
from simulators.core.xml.nodes import Node

REQUEST: Final = f"{{{noms.QUERY}}}AdhocQueryRequest"
_OPTION: Final = f"{{{noms.QUERY}}}ResponseOption"
_QUERY: Final = f"{{{noms.RIM}}}AdhocQuery"
_SLOT: Final = f"{{{noms.RIM}}}Slot"

TypeRetour = Literal["LeafClass", "ObjectRef"]

PATIENT: Final = "$XDSDocumentEntryPatientId"
STATUT: Final = "$XDSDocumentEntryStatus"
TYPE: Final = "$XDSDocumentEntryTypeCode"
CLASSE: Final = "$XDSDocumentEntryClassCode"
FORMAT: Final = "$XDSDocumentEntryFormatCode"
CONFIDENTIALITE: Final = "$XDSDocumentEntryConfidentialityCode"
EVENEMENT: Final = "$XDSDocumentEntryEventCodeList"
CADRE: Final = "$XDSDocumentEntryPracticeSettingCode"
ETABLISSEMENT: Final = "$XDSDocumentEntryHealthcareFacilityTypeCode"
AUTEUR: Final = "$XDSDocumentEntryAuthorPerson"
CREATION_DEPUIS: Final = "$XDSDocumentEntryCreationTimeFrom"
CREATION_JUSQUA: Final = "$XDSDocumentEntryCreationTimeTo"
DEBUT_DEPUIS: Final = "$XDSDocumentEntryServiceStartTimeFrom"
DEBUT_JUSQUA: Final = "$XDSDocumentEntryServiceStartTimeTo"
FIN_DEPUIS: Final = "$XDSDocumentEntryServiceStopTimeFrom"
FIN_JUSQUA: Final = "$XDSDocumentEntryServiceStopTimeTo"
ENTRY_UUID: Final = "$XDSDocumentEntryEntryUUID"
UNIQUE_ID: Final = "$XDSDocumentEntryUniqueId"
REFERENCES: Final = "$XDSDocumentEntryReferenceIdList"
LOT_PATIENT: Final = "$XDSSubmissionSetPatientId"
LOT_STATUT: Final = "$XDSSubmissionSetStatus"
LOT_SOURCE: Final = "$XDSSubmissionSetSourceId"
LOT_DEPUIS: Final = "$XDSSubmissionSetSubmissionTimeFrom"
LOT_JUSQUA: Final = "$XDSSubmissionSetSubmissionTimeTo"
LOT_AUTEUR: Final = "$XDSSubmissionSetAuthorPerson"
LOT_CONTENU: Final = "$XDSSubmissionSetContentType"
LOT_ENTRY_UUID: Final = "$XDSSubmissionSetEntryUUID"
LOT_UNIQUE_ID: Final = "$XDSSubmissionSetUniqueId"
OBJETS: Final = "$uuid"
TOUT_PATIENT: Final = "$patientId"
ASSOCIATIONS: Final = "$AssociationTypes"
# How a query names its patient, by query.
PATIENTS: Final = (PATIENT, LOT_PATIENT, TOUT_PATIENT)

# What a quote opened is never given back: the way back through a value of megabytes would weigh a gigabyte.
_ITEM: Final = re.compile(r"\s*(?:'((?:[^']++|'')*+)'|([^\s'(),]+))\s*(,|$)")


@dataclass(frozen=True, slots=True)
class Requete:
    """A stored query. `parametres` maps a slot name to its values: one tuple per `Value` of the slot.

    Inside one tuple any item may match (OR); a second tuple must match too (AND) where the query says so.
    """

    requete: str
    parametres: Mapping[str, tuple[tuple[str, ...], ...]]
    retour: TypeRetour = "LeafClass"

    @property
    def connue(self) -> RequeteStockee | None:
        """The stored query, None when its UUID is none of IHE's."""
        try:
            return RequeteStockee(self.requete)
        except ValueError:
            return None

    @property
    def patient(self) -> str:
        """The patient asked about (CX), whatever the query calls the parameter; empty when it names none."""
        return next((value for name in PATIENTS if (value := self.valeur(name))), "")

    def valeurs(self, name: str) -> tuple[str, ...]:
        """Every item of a parameter, in order."""
        return tuple(item for group in self.parametres.get(name, ()) for item in group)

    def valeur(self, name: str) -> str | None:
        """The first item of a parameter, None when it is absent."""
        return next(iter(self.valeurs(name)), None)


def lire_requete(root: Node) -> Requete:
    """Reads an AdhocQueryRequest. Raises `EbrimRefuseError` (`RACINE`, `PARAMETRE` with the slot's name)."""
    query = root.find(_QUERY)
    if root.tag != REQUEST or query is None:
        raise EbrimRefuseError(RaisonEbrim.RACINE, str(root.tag), root)
    option = root.find(_OPTION)
    asked = "" if option is None else (option.get("returnType") or "")
    parameters = {
        name: tuple(_items(name, value, query) for value in values)
        for name, values in objets.slots_of(query).items()
    }
    retour: TypeRetour = "ObjectRef" if asked.strip() == "ObjectRef" else "LeafClass"
    return Requete((query.get("id") or "").strip(), parameters, retour)


def noeuds(root: Node) -> dict[str, Node]:
    """Where each parameter of a query is, as `parametre/$name`; the first slot of that name."""
    found: dict[str, Node] = {}
    for slot in root.iterfind(f"{_QUERY}/{_SLOT}"):
        found.setdefault(f"parametre/{(slot.get('name') or '').strip()}", slot)
    return found


def _items(name: str, value: str, node: Node) -> tuple[str, ...]:
    """`'a'`, `('a','b')`, a number, or a bare word: a quote inside is doubled (ITI TF-2a §3.18.4.1.2.3.5)."""
    inner = value[1:-1] if value.startswith("(") and value.endswith(")") else value
    found: list[str] = []
    at, more = 0, bool(inner.strip())
    while more:
        item = _ITEM.match(inner, at)
        if item is None:
            raise EbrimRefuseError(RaisonEbrim.PARAMETRE, name, node)
        quoted = item[1]
        found.append(item[2] if quoted is None else quoted.replace("''", "'"))
        at, more = item.end(), item[3] == ","
    return tuple(found)


def requete_xml(requete: Requete) -> str:
    """An AdhocQueryRequest, as a DUI sends it."""
    slots = "".join(
        f'<rim:Slot name="{attribute(name)}"><rim:ValueList>{_values(name, groups)}</rim:ValueList>'
        "</rim:Slot>"
        for name, groups in requete.parametres.items()
    )
    return (
        f'<query:AdhocQueryRequest xmlns:query="{noms.QUERY}" xmlns:rim="{noms.RIM}">'
        f'<query:ResponseOption returnComposedObjects="true" returnType="{requete.retour}"/>'
        f'<rim:AdhocQuery id="{attribute(requete.requete)}">{slots}</rim:AdhocQuery>'
        "</query:AdhocQueryRequest>"
    )


# Parameters that take one value, without parentheses.
_UNIQUES: Final = frozenset(
    {
        *PATIENTS,
        LOT_DEPUIS,
        LOT_JUSQUA,
        CREATION_DEPUIS,
        CREATION_JUSQUA,
        DEBUT_DEPUIS,
        DEBUT_JUSQUA,
        FIN_DEPUIS,
        FIN_JUSQUA,
    }
)


def _values(name: str, groups: Sequence[tuple[str, ...]]) -> str:
    def quoted(item: str) -> str:
        return "'" + item.replace("'", "''") + "'"

    def written(group: tuple[str, ...]) -> str:
        listed = ",".join(map(quoted, group))
        return listed if name in _UNIQUES else f"({listed})"

    return "".join(f"<rim:Value>{text(written(group))}</rim:Value>" for group in groups)


def trouver_documents(
    patient: str, statuts: Sequence[str], *, retour: TypeRetour = "LeafClass", **codes: Sequence[str]
) -> Requete:
    """FindDocuments. Keyword arguments name further list parameters (`XDSDocumentEntryTypeCode=…`)."""
    parameters = {PATIENT: ((patient,),), STATUT: (tuple(statuts),)}
    parameters.update({f"${name}": (tuple(values),) for name, values in codes.items()})
    return Requete(RequeteStockee.FIND_DOCUMENTS, parameters, retour)


def obtenir_documents(
    *, uniques: Sequence[str] = (), entrees: Sequence[str] = (), retour: TypeRetour = "LeafClass"
) -> Requete:
    """GetDocuments by uniqueId or by entryUUID."""
    given = ((UNIQUE_ID, tuple(uniques)), (ENTRY_UUID, tuple(entrees)))
    return Requete(RequeteStockee.GET_DOCUMENTS, {name: (ids,) for name, ids in given if ids}, retour)
