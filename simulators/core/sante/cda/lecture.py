"""Reads a CDA: any document is read as far as it goes, what it lacks is for the rules to say."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from operator import methodcaller
from typing import Final, TypeVar

from simulators.core.sante.cda.corps import Coupe, couper
from simulators.core.sante.cda.lecture_tiers import elements, sections, tiers
from simulators.core.sante.cda.modele import (
    Acte,
    Auteur,
    Coded,
    Corps,
    EnteteCda,
    Ident,
    Lien,
    Nom,
    Nul,
    Organisation,
    Patient,
    Periode,
    Rencontre,
    Responsable,
    Telecom,
    Temps,
    Texte,
)
from simulators.core.xml import base64
from simulators.core.xml.encoding import normalise
from simulators.core.xml.nodes import Node, local_name
from simulators.core.xml.parser import Document, XmlLimits, parse
from simulators.core.xml.refusal import XmlReason, XmlRefusedError

HL7: Final = "urn:hl7-org:v3"
_H: Final = f"{{{HL7}}}"
_ROOT: Final = f"{_H}ClinicalDocument"
_COMPONENT: Final = f"{_H}component"
_SINGLE: Final = frozenset(
    {"typeId", "id", "code", "title", "effectiveTime", "confidentialityCode", "languageCode", "setId",
     "versionNumber", "recordTarget", "dataEnterer", "relatedDocument", "custodian",
     "legalAuthenticator", "componentOf", "component"}
)  # fmt: skip
LIMITES: Final = XmlLimits(size=60_000_000, elements=100_000, attributes=300_000, depth=100)

# What tells a PDF, an image or a text: formats are known by their first bytes.
_DEBUT: Final = 16
# ISO 19005-1 §6.7.11: the claim stands in metadata that are never compressed.
_PDFA: Final = b"pdfaid:part"

T = TypeVar("T")


class CdaRefuseError(Exception):
    """XML whose root is not `ClinicalDocument` of HL7 v3; the argument is the root met."""


@dataclass(frozen=True, slots=True)
class CdaLu:
    """A CDA as values, and what tells where each value stood."""

    entete: EnteteCda
    noeuds: tuple[Node, ...]
    document: Document


def lire(data: bytes, limites: XmlLimits = LIMITES) -> CdaLu:
    """Reads a document. Raises `XmlRefusedError` or `CdaRefuseError`, and nothing else."""
    if len(data) > limites.size:
        raise XmlRefusedError(XmlReason.TOO_LARGE, str(len(data)))
    utf8, encoding = normalise(data)
    coupe = couper(utf8)
    parsed = parse(coupe.document, limites)
    if parsed.root.tag != _ROOT:
        raise CdaRefuseError(str(parsed.root.tag))
    # The tree is that of the cut document, offsets are those of the whole: the cut holds no element.
    document = Document(parsed.root, data, encoding, utf8)
    reader = _Lecteur()
    return CdaLu(reader.entete(parsed.root, coupe), tuple(reader.noeuds), document)


def _descend(parent: Node, names: Sequence[str]) -> Iterator[Node]:
    """The elements at the end of these steps, in document order: `find` costs three times as much."""
    first, *rest = names
    found: Iterator[Node] = parent.iterchildren(_H + first)
    for name in rest:
        found = chain.from_iterable(map(methodcaller("iterchildren", _H + name), found))
    return found


class _Lecteur:
    """Turns nodes into values, numbering those that a finding may point at."""

    def __init__(self) -> None:
        self.noeuds: list[Node] = []

    def repere(self, node: Node) -> int:
        self.noeuds.append(node)
        return len(self.noeuds) - 1

    def _one(self, parent: Node | None, make: Callable[[Node], T], *names: str) -> T | None:
        found = None if parent is None else next(_descend(parent, names), None)
        return None if found is None else make(found)

    def _all(self, parent: Node | None, make: Callable[[Node], T], *names: str) -> tuple[T, ...]:
        return () if parent is None else tuple([make(node) for node in _descend(parent, names)])

    def entete(self, root: Node, coupe: Coupe) -> EnteteCda:
        self.repere(root)
        header = [node for part in root if part.tag != _COMPONENT for node in part.iter(f"{_H}*")]
        return EnteteCda(
            royaumes=self._all(root, self.coded, "realmCode"),
            type_id=self._one(root, self.ident, "typeId"),
            gabarits=self._all(root, self.ident, "templateId"),
            id=self._one(root, self.ident, "id"),
            code=self._one(root, self.coded, "code"),
            titre=self._one(root, self.texte, "title"),
            date=self._one(root, self.temps, "effectiveTime"),
            confidentialite=self._one(root, self.coded, "confidentialityCode"),
            langue=self._one(root, self.coded, "languageCode"),
            lot_versions=self._one(root, self.ident, "setId"),
            version=self._one(root, self.valeur, "versionNumber"),
            copie=self._one(root, self.temps, "copyTime"),
            patient=self._one(root, self.patient, "recordTarget", "patientRole"),
            auteurs=self._all(root, self.auteur, "author"),
            conservateur=self._one(root, self.organisation, "custodian", "assignedCustodian",
                                   "representedCustodianOrganization"),
            responsable=self._one(root, self.responsable, "legalAuthenticator"),
            actes=self._all(root, self.acte, "documentationOf", "serviceEvent"),
            rencontre=self._one(root, self.rencontre, "componentOf", "encompassingEncounter"),
            liens=self._all(root, self.lien, "relatedDocument"),
            telecoms=tuple(self.telecom(node) for node in header if node.tag == f"{_H}telecom"),
            nuls=tuple(self._nuls(header)),
            doubles=self._doubles(root),
            corps=self.corps(root, coupe),
            tiers=tiers(root, self.repere),
            elements=elements(root, self.repere),
            adresses=elements((node for node in header if node.tag == f"{_H}addr"), self.repere),
        )  # fmt: skip

    def ident(self, node: Node) -> Ident:
        root, extension = node.get("root") or "", node.get("extension")
        return Ident(root, extension, node.get("nullFlavor"), self.repere(node))

    def coded(self, node: Node) -> Coded:
        system, label = node.get("codeSystem") or "", node.get("displayName") or ""
        return Coded(node.get("code"), system, label, node.get("nullFlavor"), self.repere(node))

    def temps(self, node: Node) -> Temps:
        return Temps(node.get("value"), node.get("nullFlavor"), self.repere(node))

    def texte(self, node: Node) -> Texte:
        content = "".join(node.itertext()).strip()
        return Texte(content, node.get("qualifier") or "", node.get("nullFlavor"), self.repere(node))

    def valeur(self, node: Node) -> Texte:
        return Texte(node.get("value") or "", "", node.get("nullFlavor"), self.repere(node))

    def nom(self, node: Node) -> Nom:
        rank = self.repere(node)
        return Nom(self._all(node, self.texte, "family"), self._all(node, self.texte, "given"), rank)

    def patient(self, node: Node) -> Patient:
        person = node.find(f"{_H}patient")
        return Patient(
            repere=self.repere(node),
            ids=self._all(node, self.ident, "id"),
            noms=self._all(person, self.nom, "name"),
            sexe=self._one(person, self.coded, "administrativeGenderCode"),
            naissance=self._one(person, self.temps, "birthTime"),
            lieu=self._one(person, self.texte, "birthplace", "place", "addr", "county"),
        )

    def organisation(self, node: Node) -> Organisation:
        name = (node.findtext(f"{_H}name") or "").strip()
        return Organisation(self.repere(node), self._all(node, self.ident, "id"), name)

    def auteur(self, node: Node) -> Auteur:
        assigned = node.find(f"{_H}assignedAuthor")
        device = None if assigned is None else assigned.find(f"{_H}assignedAuthoringDevice")
        return Auteur(
            repere=self.repere(node if assigned is None else assigned),
            temps=self._one(node, self.temps, "time"),
            fonction=self._one(node, self.coded, "functionCode"),
            ids=self._all(assigned, self.ident, "id"),
            code=self._one(assigned, self.coded, "code"),
            noms=self._all(assigned, self.nom, "assignedPerson", "name"),
            dispositif=device is not None,
            modele=self._one(device, self.texte, "manufacturerModelName"),
            logiciel=self._one(device, self.texte, "softwareName"),
            organisation=self._one(assigned, self.organisation, "representedOrganization"),
        )

    def responsable(self, node: Node) -> Responsable:
        return Responsable(
            repere=self.repere(node),
            temps=self._one(node, self.temps, "time"),
            signature=self._one(node, self.coded, "signatureCode"),
            ids=self._all(node, self.ident, "assignedEntity", "id"),
            noms=self._all(node, self.nom, "assignedEntity", "assignedPerson", "name"),
        )

    def periode(self, node: Node) -> Periode:
        low = self._one(node, self.temps, "low")
        if low is None and node.get("value") is not None:
            low = self.temps(node)
        return Periode(low, self._one(node, self.temps, "high"), self.repere(node))

    def acte(self, node: Node) -> Acte:
        performer = node.find(f"{_H}performer")
        setting = ("assignedEntity", "representedOrganization", "standardIndustryClassCode")
        return Acte(
            repere=self.repere(node),
            code=self._one(node, self.coded, "code"),
            periode=self._one(node, self.periode, "effectiveTime"),
            executants=self._all(performer, self.ident, "assignedEntity", "id"),
            cadre=self._one(node, self.coded, "performer", *setting),
            executant=performer is not None,
        )

    def rencontre(self, node: Node) -> Rencontre:
        return Rencontre(
            repere=self.repere(node),
            periode=self._one(node, self.periode, "effectiveTime"),
            etablissement=self._one(node, self.coded, "location", "healthCareFacility", "code"),
        )

    def lien(self, node: Node) -> Lien:
        parents = self._all(node, self.ident, "parentDocument", "id")
        return Lien(self.repere(node), node.get("typeCode") or "", parents)

    def telecom(self, node: Node) -> Telecom:
        return Telecom(node.get("value"), node.get("use"), node.get("nullFlavor"), self.repere(node))

    def _nuls(self, header: Iterable[Node]) -> Iterable[Nul]:
        for node in header:
            flavor = node.get("nullFlavor")
            if flavor is not None:
                names = [local_name(one) for one in node.iterancestors()][:-1]
                yield Nul(flavor, "/".join([*reversed(names), local_name(node)]), self.repere(node))

    def _doubles(self, root: Node) -> tuple[tuple[str, int], ...]:
        seen: set[str] = set()
        found: list[tuple[str, int]] = []
        for node in root:
            name = local_name(node)
            if name in seen and name in _SINGLE:
                found.append((name, self.repere(node)))
            seen.add(name)
        return tuple(found)

    def corps(self, root: Node, coupe: Coupe) -> Corps:
        structured = next(_descend(root, ("component", "structuredBody")), None)
        if structured is not None:
            own = self.repere(structured)
            return Corps("N3", repere=own, sections=sections(structured, self.repere))
        node = next(_descend(root, ("component", "nonXMLBody")), None)
        if node is None:
            return Corps()
        language = node.find(f"{_H}languageCode")
        text = node.find(f"{_H}text")
        own = self.repere(node)
        if text is None:
            return Corps("N1", repere=own, texte=own)
        head, pdfa = _contenu(text, coupe)
        return Corps(
            niveau="N1",
            media=text.get("mediaType"),
            representation=text.get("representation"),
            langue="" if language is None else language.get("code") or "",
            debut=head,
            pdfa=pdfa,
            repere=own,
            texte=self.repere(text),
        )


def _contenu(text: Node, coupe: Coupe) -> tuple[bytes | None, bool]:
    """The first bytes of the content, and whether it is a PDF that claims PDF/A."""
    written = coupe.contenu
    if written is None:
        written = "".join(text.itertext()).encode("utf-8")
    try:
        head = base64.head(written, _DEBUT)
    except ValueError:
        return None, False
    return head, head.startswith(b"%PDF-") and base64.codes(written, _PDFA)
