"""The people and organisations of an espace, as every service and the control API know them.

Values are parsed once (YAML, control API) and frozen. What a service knows *besides* (a DMP, a mailbox)
belongs to that service's own state.
"""

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, field_validator

from simulators.core.monde.messagerie import Boite as Boite
from simulators.core.monde.messagerie import Operateur as Operateur
from simulators.core.monde.oidc import ClientOidc
from simulators.core.monde.valeur import Valeur

Sexe = Literal["M", "F", ""]
Cle = Annotated[str, Field(pattern=r"^([0-9]{2})?$")]
Matricule = Annotated[str, Field(pattern=r"^[0-9]{6}[0-9A-Za-z][0-9]{6}$")]
MatriculeOuRien = Annotated[str, Field(pattern=r"^([0-9]{6}[0-9A-Za-z][0-9]{6})?$")]
# Identities of EDIT, and of cards scoped to a structure; never 8 and an RPPS, which may be somebody's.
IdentifiantPublie = Annotated[str, Field(pattern=r"^(ANS[0-9]{14}|[3-6][0-9A-Z]{9,14}/[0-9A-Z]{1,20})?$")]
Rang = Annotated[str, Field(pattern=r"^[1-9]$")]
# Months 00 or 13+ and day 00 exist in the reference bases: a birth date is a string, never a date.
DateLunaire = Annotated[str, Field(pattern=r"^([0-9]{4}-[0-9]{2}-[0-9]{2})?$")]


class Origine(Valeur):
    """Where a fixture comes from: `publiee` (with its sources) or `socle` (made for this product)."""

    genre: Literal["publiee", "socle"] = "socle"
    sources: tuple[str, ...] = ()
    note: str = ""


class Ins(Valeur):
    """A matricule INS: 13 characters, its key and the OID of the identifying authority."""

    matricule: Matricule
    cle: Cle
    oid: str

    @property
    def complet(self) -> str:
        """The 15 characters, key included."""
        return self.matricule + self.cle


class InsHistorique(Ins):
    """A former (or repeated) INS; dates are as published, absent or even inverted (ins.md §3.4)."""

    date_deb: DateLunaire = ""
    date_fin: DateLunaire = ""
    type_matricule: str = ""


class IdentiteReference(Valeur):
    """One record of the national reference base that INSi searches (ins.md §3.4, §6)."""

    nom_naissance: str = ""
    prenoms: tuple[str, ...] = ()
    sexe: Sexe = ""
    date_naissance: DateLunaire = ""
    lieu_naissance: str = ""
    ins: Ins
    historique: tuple[InsHistorique, ...] = ()

    @property
    def liste_prenoms(self) -> str:
        """The given names as the wire carries them: one string, separated by single spaces."""
        return " ".join(self.prenoms)


class DossierLocal(Valeur):
    """What the establishment's own record says of the person (ins.md §9): never sent by the simulator itself.

    Traits left empty are those of the reference base; `attributs` are homonyme, douteux, fictif.
    """

    nom_naissance: str = ""
    prenoms: tuple[str, ...] = ()
    nom_utilise: str = ""
    prenom_utilise: str = ""
    sexe: Sexe = ""
    date_naissance: DateLunaire = ""
    lieu_naissance: str = ""
    statut: Literal["PROV", "RECUP", "VALI", "QUAL"] = "PROV"
    attributs: tuple[Literal["homonyme", "douteux", "fictif"], ...] = ()
    # Traits that the record itself lacks (a sex never filled in), as opposed to the same as the reference.
    traits_absents: tuple[str, ...] = ()


class CarteVitale(Valeur):
    """What the carte Vitale that covers a person says (ins.md §3.3).

    `od` is the matricule of the ouvrant droit, whose card it is; `matricule` the person's own, empty when the
    card holds no certified one; `rang` tells apart beneficiaries born the same day (rang gémellaire).
    """

    od: Matricule
    matricule: MatriculeOuRien = ""
    rang: Rang = "1"


class AutorisationDmp(Valeur):
    """What a record starts with: `cible` is the id of a professional or of a structure of this world."""

    cible: str
    statut: Literal["VALIDE", "EXPIRE"] = "VALIDE"


class AuteurDmp(Valeur):
    """Who wrote a document of the starting world and is not of it: PS_IdNat, name, JDV_J01 code."""

    id: str
    nom: str
    prenom: str
    specialite: str = "G15_10"


class DocumentDmp(Valeur):
    """A document that a record starts with, as a level 1 text of the field (dmp_xds.md §5.2).

    `type` is a typeCode of JDV_J66; `structure` the id of one of the world; `auteur` a professional's id, or
    somebody outside it; `remplace` the id of an earlier document of the record.
    """

    id: Annotated[str, Field(pattern=r"^[1-9][0-9]{0,5}$")]
    type: str
    titre: str
    le: AwareDatetime
    texte: str
    structure: str
    auteur: str | AuteurDmp
    cadre: str = "ETABLISSEMENT"
    etablissement: str = "SA01"
    etat: Literal["approuve", "archive", "supprime"] = "approuve"
    remplace: str = ""
    masque: bool = False
    invisible: Literal["", "usager", "representants"] = ""


class DossierDmp(Valeur):
    """The DMP of a person as the world begins (dmp_xds.md §7); what happens then is the DMP's own state.

    `nom` and `prenoms` are those of the record when they differ from the reference base; `bloques` and
    `medecin_traitant` are ids of professionals. Opposition to Mon espace santé shows as `absent`.
    """

    etat: Literal["ouvert", "ferme", "absent"] = "ouvert"
    rattache_mes: bool = True
    nom: str = ""
    prenoms: tuple[str, ...] = ()
    medecin_traitant: str = ""
    bloques: tuple[str, ...] = ()
    autorisations: tuple[AutorisationDmp, ...] = ()
    opposition_bris_de_glace: bool = False
    opposition_regulation: bool = False
    documents: tuple[DocumentDmp, ...] = ()

    @field_validator("documents")
    @classmethod
    def _numbered(cls, documents: tuple[DocumentDmp, ...]) -> tuple[DocumentDmp, ...]:
        known: set[str] = set()
        for one in documents:
            if one.id in known:
                raise ValueError(f"deux documents ont le numéro {one.id}")
            if one.remplace and one.remplace not in known:
                raise ValueError(f"le document {one.id} remplace {one.remplace}, qui ne le précède pas")
            known.add(one.id)
        return documents


class Personne(Valeur):
    """A fictional person. `voir` is the line of the index page "I want to see …"; `reference` is None when
    INSi does not know the person; `homonymes` are other records with the same traits and no other life.
    Without `dmp`, a person of the reference base has an open record; without `carte`, a card of their own.
    """

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,63}$")]
    numero: str = ""
    voir: str = ""
    voir_en: str = ""
    histoire: str = ""
    origine: Origine = Origine()
    structure: str = ""
    reference: IdentiteReference | None = None
    homonymes: tuple[IdentiteReference, ...] = ()
    local: DossierLocal = DossierLocal()
    deces: DateLunaire = ""
    dmp: DossierDmp | None = None
    carte: CarteVitale | None = None
    etiquettes: tuple[str, ...] = ()


class Structure(Valeur):
    """An establishment (EG), its legal entity (EJ) or an outside organisation.

    `finess` passes Luhn; `identifiant_national` is the value of the certificate's OU
    (prefix 1 + FINESS for an establishment).
    """

    id: str
    nom: str
    genre: Literal["EJ", "EG", "EXT"] = "EG"
    type_esms: str = ""
    finess: str = ""
    identifiant_national: str = ""
    entite_juridique: str = ""
    departement: str = ""
    ville: str = ""
    defaut: bool = False


class Site(Valeur):
    """A place of work that is no structure of this world, as a published identity names it.

    `technique` is its identifiant technique (R and a number, F and the FINESS); FINESS numbers of the test
    register do not pass Luhn.
    """

    nom: str
    technique: str = ""
    finess: str = ""
    finess_juridique: str = ""
    departement: str = ""


class Situation(Valeur):
    """One exercise of a professional: mode, sector and structure, or site when it is none of this world."""

    mode: str = "S"
    secteur: str = ""
    structure: str = ""
    site: Site | None = None
    role: str = ""


class Professionnel(Valeur):
    """A fictional professional; `rpps` (11 digits, Luhn) is empty for those who have none.

    `identifiant_national` is told for those whose own is neither 8 and the RPPS nor derived from a structure:
    identities of the editor EDIT (ANS and 14 digits), holders of a published card (psc.md §9).
    `enrole_le` is when the portail RPPS+ registered one whose `etat` is `enrole-du-jour`; None: not told.
    """

    id: str
    nom: str
    prenom: str
    civilite: str = ""
    rpps: str = ""
    identifiant_national: IdentifiantPublie = ""
    profession: str = ""
    libelle_profession: str = ""
    specialite: str = ""
    situations: tuple[Situation, ...] = ()
    carte: Literal["CPS", "CPE", "e-CPS", "opposee", "aucune"] = "CPS"
    etat: str = "actif"
    enrole_le: AwareDatetime | None = None
    voir: str = ""
    voir_en: str = ""
    origine: Origine = Origine()


class Logiciel(Valeur):
    """A DUI known to the espace: INSi authorisation number (IDAM), DMP approval, name and version.

    `oidc` is its client of Pro Santé Connect, when it declares one; `adopte` tells that it was first refused
    for being unknown and then adopted.
    """

    id: str
    idam: str = ""
    nom: str = ""
    version: str = ""
    homologation_dmp: str = ""
    oidc: ClientOidc | None = None
    adopte: bool = False


class Monde(Valeur):
    """All that an espace starts with."""

    personnes: tuple[Personne, ...] = ()
    structures: tuple[Structure, ...] = ()
    professionnels: tuple[Professionnel, ...] = ()
    logiciels: tuple[Logiciel, ...] = ()
    boites: tuple[Boite, ...] = ()
    operateurs: tuple[Operateur, ...] = ()
