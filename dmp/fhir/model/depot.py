"""What a producer of documents has to say before any FHIR is written."""

from dataclasses import dataclass

from simulators.core.sante.codes import Code


@dataclass(frozen=True, slots=True)
class Personne:
    """A professional: PS_IdNat with its prefix (`8` then the RPPS), names."""

    idnat: str
    nom: str
    prenom: str


@dataclass(frozen=True, slots=True)
class Structure:
    """A structure: Struct_IdNat with its prefix (`1` then the FINESS), name."""

    idnat: str
    nom: str


@dataclass(frozen=True, slots=True)
class Auteur:
    """Who writes and answers for the documents, where, and in which profession."""

    personne: Personne
    structure: Structure
    profession: Code
    specialite: Code | None = None


@dataclass(frozen=True, slots=True)
class PatientQualifie:
    """A qualified identity: the matricule with its key, its OID, the INSi traits.

    `naissance` is AAAA-MM-JJ, `sexe` F, M or U, `lieu` the COG code, `prenoms` the whole list.
    """

    ins: str
    oid: str
    nom: str
    prenom: str
    prenoms: str
    naissance: str
    sexe: str
    lieu: str


@dataclass(frozen=True, slots=True)
class DocumentADeposer:
    """One document and its metadata; times are FHIR dateTimes with their zone, `unique` is a bare OID.

    `remplace` is the address of the entry replaced, `DocumentReference/<id>`.
    """

    contenu: bytes
    mime: str
    unique: str
    titre: str
    type: Code
    classe: Code
    format: Code
    cadre: Code
    secteur: Code
    cree: str
    debut: str
    fin: str = ""
    confidentialites: tuple[Code, ...] = (Code("N", "2.16.840.1.113883.5.25", "Normal"),)
    evenements: tuple[Code, ...] = ()
    commentaire: str = ""
    remplace: str = ""


@dataclass(frozen=True, slots=True)
class LotADeposer:
    """A submission set: its OID, that of the sending system, when, and the kind of activity."""

    unique: str
    source: str
    quand: str
    activite: Code
    documents: tuple[DocumentADeposer, ...]
    titre: str = ""
