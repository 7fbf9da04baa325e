"""Answers of a registry, both directions, in the serialisation of the DMP (dmp_xds.md §4.7, §4.8, §7)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from simulators.core.sante.ebrim import noms, objets
from simulators.core.sante.ebrim.ecriture import association_xml, fiche_xml, lot_xml
from simulators.core.sante.ebrim.lecture import EbrimRefuseError, RaisonEbrim
from simulators.core.sante.ebrim.modele import Association, FicheDocument, LotSoumission
from simulators.core.sante.ebrim.noms import Gravite, StatutReponse
from simulators.core.xml.escape import attribute
from simulators.core.xml.nodes import Node

REGISTRY_RESPONSE: Final = f"{{{noms.RS}}}RegistryResponse"
QUERY_RESPONSE: Final = f"{{{noms.QUERY}}}AdhocQueryResponse"
_ERROR: Final = f"{{{noms.RS}}}RegistryErrorList/{{{noms.RS}}}RegistryError"
_LIST: Final = f"{{{noms.RIM}}}RegistryObjectList"
_ENTRY: Final = f"{{{noms.RIM}}}ExtrinsicObject"
_REF: Final = f"{{{noms.RIM}}}ObjectRef"
_PACKAGE: Final = f"{{{noms.RIM}}}RegistryPackage"
_LINK: Final = f"{{{noms.RIM}}}Association"
_NS2: Final = f'xmlns:ns2="{noms.RS}"'
_QUERY_NAMESPACES: Final = (
    f'{_NS2} xmlns:ns3="{noms.QUERY}" xmlns:ns4="{noms.RIM}" xmlns:ns5="{noms.LCM}"'
    ' xmlns:ns6="urn:hl7-org:v3"'
)


@dataclass(frozen=True, slots=True)
class ErreurRegistre:
    """One RegistryError: code (`XDSUnknownPatientId`…), context in words, place, severity."""

    code: str
    contexte: str = ""
    lieu: str = ""
    gravite: str = Gravite.ERREUR


@dataclass(frozen=True, slots=True)
class ReponseRegistre:
    """A RegistryResponse."""

    statut: str = StatutReponse.SUCCES
    erreurs: tuple[ErreurRegistre, ...] = ()


@dataclass(frozen=True, slots=True)
class ReponseRecherche:
    """An AdhocQueryResponse: sets, entries and links (`LeafClass`), or references (`ObjectRef`)."""

    statut: str = StatutReponse.SUCCES
    fiches: tuple[FicheDocument, ...] = ()
    references: tuple[str, ...] = ()
    erreurs: tuple[ErreurRegistre, ...] = ()
    total: int | None = None
    lots: tuple[LotSoumission, ...] = ()
    associations: tuple[Association, ...] = ()

    @property
    def nombre(self) -> int:
        """How many objects are given."""
        return sum(map(len, (self.fiches, self.references, self.lots, self.associations)))


def _errors_xml(errors: Sequence[ErreurRegistre]) -> str:
    if not errors:
        return ""
    worst = Gravite.ERREUR if any(one.gravite == Gravite.ERREUR for one in errors) else Gravite.AVERTISSEMENT
    written = "".join(
        f'<ns2:RegistryError errorCode="{attribute(one.code)}" codeContext="{attribute(one.contexte)}"'
        f' location="{attribute(one.lieu)}" severity="{attribute(one.gravite)}"/>'
        for one in errors
    )
    return f'<ns2:RegistryErrorList highestSeverity="{worst}">{written}</ns2:RegistryErrorList>'


def reponse_xml(reponse: ReponseRegistre, namespaces: str = _NS2) -> str:
    """A RegistryResponse, empty on success; without `namespaces` where an ancestor declares `ns2`."""
    declared = f" {namespaces}" if namespaces else ""
    status = f'status="{attribute(reponse.statut)}"'
    errors = _errors_xml(reponse.erreurs)
    if not errors:
        return f"<ns2:RegistryResponse {status}{declared}/>"
    return f"<ns2:RegistryResponse {status}{declared}>{errors}</ns2:RegistryResponse>"


def recherche_xml(reponse: ReponseRecherche) -> str:
    """An AdhocQueryResponse with the prefixes `ns3` and `ns4` that clients match as text."""
    total = reponse.nombre if reponse.total is None else reponse.total
    objects = "".join(lot_xml(one, "ns4", statut=True) for one in reponse.lots)
    objects += "".join(fiche_xml(one, "ns4") for one in reponse.fiches)
    objects += "".join(association_xml(one, "ns4") for one in reponse.associations)
    objects += "".join(f'<ns4:ObjectRef id="{attribute(one)}"/>' for one in reponse.references)
    listed = f"<ns4:RegistryObjectList>{objects}</ns4:RegistryObjectList>" if objects else ""
    return (
        f'<ns3:AdhocQueryResponse startIndex="0" status="{attribute(reponse.statut)}"'
        f' totalResultCount="{total}" {_QUERY_NAMESPACES}>{_errors_xml(reponse.erreurs)}'
        f"{listed or '<ns4:RegistryObjectList/>'}</ns3:AdhocQueryResponse>"
    )


def _errors(root: Node) -> tuple[ErreurRegistre, ...]:
    names = ("errorCode", "codeContext", "location", "severity")
    return tuple(ErreurRegistre(*(node.get(name) or "" for name in names)) for node in root.iterfind(_ERROR))


def lire_reponse(root: Node) -> ReponseRegistre:
    """Reads a RegistryResponse. Raises `EbrimRefuseError(RACINE)`."""
    if root.tag != REGISTRY_RESPONSE:
        raise EbrimRefuseError(RaisonEbrim.RACINE, str(root.tag), root)
    return ReponseRegistre(root.get("status") or "", _errors(root))


def lire_recherche(root: Node) -> ReponseRecherche:
    """Reads an AdhocQueryResponse. Raises `EbrimRefuseError(RACINE)`."""
    if root.tag != QUERY_RESPONSE:
        raise EbrimRefuseError(RaisonEbrim.RACINE, str(root.tag), root)
    total = root.get("totalResultCount") or ""
    listed = root.find(_LIST)
    return ReponseRecherche(
        root.get("status") or "",
        tuple(objets.fiche(objets.decompose(node)) for node in _listed(listed, _ENTRY)),
        tuple(node.get("id") or "" for node in _listed(listed, _REF)),
        _errors(root),
        int(total) if total.isascii() and total.isdigit() and len(total) < 10 else None,
        tuple(objets.lot(objets.decompose(node)) for node in _listed(listed, _PACKAGE)),
        tuple(objets.association(node) for node in _listed(listed, _LINK)),
    )


def _listed(listed: Node | None, name: str) -> Iterator[Node]:
    if listed is not None:
        yield from listed.iterfind(name)
