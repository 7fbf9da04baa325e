"""Turns the nodes of a CDA into values, and numbers those that a finding may point at."""

from collections.abc import Iterable
from itertools import takewhile
from typing import Final

from simulators.core.sante.cda.corps import Coupe
from simulators.core.sante.cda.feuilles import Feuilles
from simulators.core.sante.cda.lecture_corps import corps
from simulators.core.sante.cda.lecture_tiers import elements, tiers
from simulators.core.sante.cda.modele import (
    Acte,
    Auteur,
    EnteteCda,
    Lien,
    Organisation,
    Patient,
    Rencontre,
    Responsable,
)
from simulators.core.sante.cda.racine import DOCUMENT, HL7
from simulators.core.sante.cda.valeurs import Nul, Periode
from simulators.core.xml.nodes import Node, local_name

_H: Final = f"{{{HL7}}}"
_COMPONENT: Final = f"{_H}component"
_SINGLE: Final = frozenset(
    {"typeId", "id", "code", "title", "effectiveTime", "confidentialityCode", "languageCode", "setId",
     "versionNumber", "recordTarget", "dataEnterer", "relatedDocument", "custodian",
     "legalAuthenticator", "componentOf", "component"}
)  # fmt: skip


class Lecteur(Feuilles):
    """Turns nodes into values, numbering those that a finding may point at."""

    def entete(self, root: Node, coupe: Coupe, *, presentable: bool = False) -> EnteteCda:
        """The header and the body of a document whose `ClinicalDocument` is `root`."""
        self._repere(root)
        header = [node for part in root if part.tag != _COMPONENT for node in part.iter(f"{_H}*")]
        return EnteteCda(
            royaumes=self._all(root, self._coded, "realmCode"),
            type_id=self._one(root, self._ident, "typeId"),
            gabarits=self._all(root, self._ident, "templateId"),
            id=self._one(root, self._ident, "id"),
            code=self._one(root, self._coded, "code"),
            titre=self._one(root, self._texte, "title"),
            date=self._one(root, self._temps, "effectiveTime"),
            confidentialite=self._one(root, self._coded, "confidentialityCode"),
            langue=self._one(root, self._coded, "languageCode"),
            lot_versions=self._one(root, self._ident, "setId"),
            version=self._one(root, self._valeur, "versionNumber"),
            copie=self._one(root, self._temps, "copyTime"),
            patient=self._one(root, self._patient, "recordTarget", "patientRole"),
            auteurs=self._all(root, self._auteur, "author"),
            conservateur=self._one(root, self._organisation, "custodian", "assignedCustodian",
                                   "representedCustodianOrganization"),
            responsable=self._one(root, self._responsable, "legalAuthenticator"),
            actes=self._all(root, self._acte, "documentationOf", "serviceEvent"),
            rencontre=self._one(root, self._rencontre, "componentOf", "encompassingEncounter"),
            liens=self._all(root, self._lien, "relatedDocument"),
            telecoms=tuple(self._telecom(node) for node in header if node.tag == f"{_H}telecom"),
            nuls=tuple(self._nuls(header)),
            doubles=self._doubles(root),
            corps=corps(root, coupe, self._repere),
            tiers=tiers(root, self._repere),
            elements=elements(root, self._repere),
            presentable=presentable,
            adresses=elements((node for node in header if node.tag == f"{_H}addr"), self._repere),
        )  # fmt: skip

    def _patient(self, node: Node) -> Patient:
        person = node.find(f"{_H}patient")
        return Patient(
            repere=self._repere(node),
            ids=self._all(node, self._ident, "id"),
            noms=self._all(person, self._nom, "name"),
            sexe=self._one(person, self._coded, "administrativeGenderCode"),
            naissance=self._one(person, self._temps, "birthTime"),
            lieu=self._one(person, self._texte, "birthplace", "place", "addr", "county"),
        )

    def _organisation(self, node: Node) -> Organisation:
        name = (node.findtext(f"{_H}name") or "").strip()
        return Organisation(self._repere(node), self._all(node, self._ident, "id"), name)

    def _auteur(self, node: Node) -> Auteur:
        assigned = node.find(f"{_H}assignedAuthor")
        device = None if assigned is None else assigned.find(f"{_H}assignedAuthoringDevice")
        return Auteur(
            repere=self._repere(node if assigned is None else assigned),
            temps=self._one(node, self._temps, "time"),
            fonction=self._one(node, self._coded, "functionCode"),
            ids=self._all(assigned, self._ident, "id"),
            code=self._one(assigned, self._coded, "code"),
            noms=self._all(assigned, self._nom, "assignedPerson", "name"),
            dispositif=device is not None,
            modele=self._one(device, self._texte, "manufacturerModelName"),
            logiciel=self._one(device, self._texte, "softwareName"),
            organisation=self._one(assigned, self._organisation, "representedOrganization"),
        )

    def _responsable(self, node: Node) -> Responsable:
        return Responsable(
            repere=self._repere(node),
            temps=self._one(node, self._temps, "time"),
            signature=self._one(node, self._coded, "signatureCode"),
            ids=self._all(node, self._ident, "assignedEntity", "id"),
            noms=self._all(node, self._nom, "assignedEntity", "assignedPerson", "name"),
        )

    def _periode(self, node: Node) -> Periode:
        low = self._one(node, self._temps, "low")
        if low is None and node.get("value") is not None:
            low = self._temps(node)
        return Periode(low, self._one(node, self._temps, "high"), self._repere(node))

    def _acte(self, node: Node) -> Acte:
        performer = node.find(f"{_H}performer")
        setting = ("assignedEntity", "representedOrganization", "standardIndustryClassCode")
        return Acte(
            repere=self._repere(node),
            code=self._one(node, self._coded, "code"),
            periode=self._one(node, self._periode, "effectiveTime"),
            executants=self._all(performer, self._ident, "assignedEntity", "id"),
            cadre=self._one(node, self._coded, "performer", *setting),
            executant=performer is not None,
        )

    def _rencontre(self, node: Node) -> Rencontre:
        return Rencontre(
            repere=self._repere(node),
            periode=self._one(node, self._periode, "effectiveTime"),
            etablissement=self._one(node, self._coded, "location", "healthCareFacility", "code"),
        )

    def _lien(self, node: Node) -> Lien:
        parents = self._all(node, self._ident, "parentDocument", "id")
        return Lien(self._repere(node), node.get("typeCode") or "", parents)

    def _nuls(self, header: Iterable[Node]) -> Iterable[Nul]:
        for node in header:
            flavor = node.get("nullFlavor")
            if flavor is not None:
                above = takewhile(lambda one: one.tag != DOCUMENT, node.iterancestors())
                names = [local_name(one) for one in above]
                yield Nul(flavor, "/".join([*reversed(names), local_name(node)]), self._repere(node))

    def _doubles(self, root: Node) -> tuple[tuple[str, int], ...]:
        seen: set[str] = set()
        found: list[tuple[str, int]] = []
        for node in root:
            name = local_name(node)
            if name in seen and name in _SINGLE:
                found.append((name, self._repere(node)))
            seen.add(name)
        return tuple(found)
