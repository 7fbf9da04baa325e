"""A CDA header as values. Each one knows its `repere`: the rank of its node, to say where a finding sits.

None means absent; an attribute that is present and empty is an empty string.
"""

from dataclasses import dataclass
from typing import Literal

from simulators.core.sante.cda.valeurs import (
    RACINE,
    Coded,
    Element,
    Ident,
    Nom,
    Nul,
    Periode,
    Telecom,
    Temps,
    Texte,
)


@dataclass(frozen=True, slots=True)
class Patient:
    """recordTarget/patientRole."""

    repere: int = RACINE
    ids: tuple[Ident, ...] = ()
    noms: tuple[Nom, ...] = ()
    sexe: Coded | None = None
    naissance: Temps | None = None
    lieu: Texte | None = None

    @property
    def ins(self) -> Ident | None:
        """The first identifier whose root is that of an INS."""
        return next((one for one in self.ids if one.ins), None)


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation: its identifiers and name."""

    repere: int = RACINE
    ids: tuple[Ident, ...] = ()
    nom: str = ""


@dataclass(frozen=True, slots=True)
class Auteur:
    """author: a person, a device (`modele`, `logiciel`), or neither."""

    repere: int = RACINE
    temps: Temps | None = None
    fonction: Coded | None = None
    ids: tuple[Ident, ...] = ()
    code: Coded | None = None
    noms: tuple[Nom, ...] = ()
    dispositif: bool = False
    modele: Texte | None = None
    logiciel: Texte | None = None
    organisation: Organisation | None = None

    @property
    def patient(self) -> bool:
        """True when the author is the patient."""
        return any(one.ins for one in self.ids)


@dataclass(frozen=True, slots=True)
class Responsable:
    """legalAuthenticator."""

    repere: int = RACINE
    temps: Temps | None = None
    signature: Coded | None = None
    ids: tuple[Ident, ...] = ()
    noms: tuple[Nom, ...] = ()


@dataclass(frozen=True, slots=True)
class Tiers:
    """Any other participation or link of the header, by the `nom` of its element.

    `roles` are the names of its direct children, `classe` the classCode of the role played, `ids` those of
    the act named (inFulfillmentOf), `code` its signatureCode, functionCode or statusCode.
    """

    nom: str
    repere: int = RACINE
    roles: frozenset[str] = frozenset()
    classe: str = ""
    ids: tuple[Ident, ...] = ()
    code: Coded | None = None


@dataclass(frozen=True, slots=True)
class Acte:
    """documentationOf/serviceEvent with its performer and practice setting."""

    repere: int = RACINE
    code: Coded | None = None
    periode: Periode | None = None
    executants: tuple[Ident, ...] = ()
    cadre: Coded | None = None
    executant: bool = False


@dataclass(frozen=True, slots=True)
class Rencontre:
    """componentOf/encompassingEncounter."""

    repere: int = RACINE
    periode: Periode | None = None
    etablissement: Coded | None = None


@dataclass(frozen=True, slots=True)
class Lien:
    """relatedDocument: its type and the parent's identifiers."""

    repere: int = RACINE
    type: str = ""
    parents: tuple[Ident, ...] = ()


@dataclass(frozen=True, slots=True)
class SectionCda:
    """A section of a level 3 body: `rang` is its depth, 1 for those directly in the body.

    `remplie` tells a section that has a narrative or sections of its own; `entrees` are the templateIds met
    in its own entries.
    """

    gabarits: tuple[str, ...] = ()
    code: Coded | None = None
    rang: int = 1
    remplie: bool = True
    entrees: frozenset[str] = frozenset()
    repere: int = RACINE


@dataclass(frozen=True, slots=True)
class Corps:
    """The body. `debut` holds the first bytes of the content of a level 1 body, None when it is no base64.

    `pdfa` tells a PDF whose metadata claim PDF/A; `sections` are those of a level 3 body, at any depth.
    """

    niveau: Literal["N1", "N3", ""] = ""
    media: str | None = None
    representation: str | None = None
    langue: str = ""
    debut: bytes | None = None
    pdfa: bool = False
    repere: int = RACINE
    texte: int = RACINE
    sections: tuple[SectionCda, ...] = ()


@dataclass(frozen=True, slots=True)
class EnteteCda:
    """The header of one document, and its body. `doubles` are elements of one occurrence met again;
    `presentable` tells that the document comes inside its own style sheet.
    """

    royaumes: tuple[Coded, ...] = ()
    type_id: Ident | None = None
    gabarits: tuple[Ident, ...] = ()
    id: Ident | None = None
    code: Coded | None = None
    titre: Texte | None = None
    date: Temps | None = None
    confidentialite: Coded | None = None
    langue: Coded | None = None
    lot_versions: Ident | None = None
    version: Texte | None = None
    copie: Temps | None = None
    patient: Patient | None = None
    auteurs: tuple[Auteur, ...] = ()
    conservateur: Organisation | None = None
    responsable: Responsable | None = None
    actes: tuple[Acte, ...] = ()
    rencontre: Rencontre | None = None
    liens: tuple[Lien, ...] = ()
    telecoms: tuple[Telecom, ...] = ()
    nuls: tuple[Nul, ...] = ()
    doubles: tuple[tuple[str, int], ...] = ()
    corps: Corps = Corps()
    tiers: tuple[Tiers, ...] = ()
    elements: tuple[Element, ...] = ()
    adresses: tuple[Element, ...] = ()
    presentable: bool = False

    @property
    def unique_id(self) -> str:
        """The XDS uniqueId: the root of the document's id."""
        return self.id.root if self.id else ""

    @property
    def matricule(self) -> str:
        """The INS of the patient on 15 characters, empty when the document has none."""
        ins = self.patient.ins if self.patient else None
        return (ins.extension or "") if ins else ""
