"""What is asked: one message as understood, transaction by transaction."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from dmp.xds.model.appel import RIEN, Annonce, Operation, RefusVihf, VihfVerifie
from dmp.xds.model.existence import DemandeExistence
from dmp.xds.model.gestion import DemandeGestion
from dmp.xds.model.listes import DemandeHabilitations, DemandeListe, DemandeTraits
from simulators.core.sante.cda.modele import EnteteCda
from simulators.core.sante.ebrim.modele import Association, FicheDocument, Soumission
from simulators.core.sante.ebrim.noms import VERSION_PRECEDENTE, TypeAssociation
from simulators.core.sante.ebrim.requetes import Requete
from simulators.core.sante.ebrim.retrait import DemandeDocument

_SANS_CASSE: Final = 100


@dataclass(frozen=True, slots=True)
class Adressage:
    """The WS-Addressing headers: None when absent; `comprendre` when Security must be understood.

    `doubles` names the nodes of the blocks that came more than once.
    """

    message_id: str | None = None
    to: str | None = None
    action: str | None = None
    repondre_a: str | None = None
    comprendre: bool = False
    doubles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DemandeAutorisation:
    """TD0.3: declare oneself authorised (AJOUT) or no longer (SUPPRESSION)."""

    action: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A document as received: its bytes and their fingerprints, its CDA header when it is one.

    `racine` is the root element of an XML document that is no CDA; `refus` why it is no XML, when it is not.
    """

    id: str
    octets: bytes | memoryview
    sha1: str
    sha256: str
    entete: EnteteCda | None = None
    racine: str = ""
    refus: str = ""

    @property
    def taille(self) -> int:
        """Its size in bytes."""
        return len(self.octets)


@dataclass(frozen=True, slots=True)
class DemandeAlimentation:
    """TD2.1: a submission with its documents by the id of their entry.

    `parts_absentes` are the addresses of parts the package does not hold, `doubles` the ids given twice;
    `refus` tells why the submission itself could not be understood.
    """

    soumission: Soumission | None = None
    pieces: Mapping[str, Piece] = field(default_factory=dict)
    parts_absentes: tuple[str, ...] = ()
    doubles: tuple[str, ...] = ()
    refus: str = ""

    def piece(self, fiche: FicheDocument) -> Piece | None:
        """The document of an entry: same id, else the only one alike without regard to letter case.

        The case is looked at among as many as a package may hold, not among thousands for each entry.
        """
        exact = self.pieces.get(fiche.entry_uuid)
        if exact is not None or len(self.pieces) > _SANS_CASSE:
            return exact
        wanted = fiche.entry_uuid.lower()
        alike = [one for own, one in self.pieces.items() if own.lower() == wanted]
        return alike[0] if len(alike) == 1 else None


@dataclass(frozen=True, slots=True)
class DemandeRecherche:
    """TD3.1: the stored query, or the parameter that could not be read."""

    requete: Requete | None = None
    malforme: str = ""


@dataclass(frozen=True, slots=True)
class DemandeConsultation:
    """TD3.2: documents by their uniqueId."""

    documents: tuple[DemandeDocument, ...] = ()


@dataclass(frozen=True, slots=True)
class DemandeMiseAJour:
    """TD3.3: new states of documents, or new versions of their entries; `refus` when not understood."""

    soumission: Soumission | None = None
    refus: str = ""

    @property
    def etats(self) -> tuple[tuple[int, Association], ...]:
        """The changes of state asked for, with their rank among the associations."""
        links = enumerate(self.soumission.associations if self.soumission else ())
        return tuple((rank, one) for rank, one in links if one.type == TypeAssociation.STATUT)

    @property
    def autres(self) -> tuple[tuple[int, Association], ...]:
        """The links that no update carries, with their rank among the associations."""
        links = enumerate(self.soumission.associations if self.soumission else ())
        own = {TypeAssociation.STATUT, TypeAssociation.CONTIENT}
        return tuple((rank, one) for rank, one in links if one.type not in own)

    @property
    def versions(self) -> tuple[tuple[int, FicheDocument, str], ...]:
        """The new versions of entries: rank, entry, and the version they say they follow."""
        if self.soumission is None:
            return ()
        told = {
            one.target: one.slot(VERSION_PRECEDENTE)
            for one in self.soumission.associations
            if one.type == TypeAssociation.CONTIENT
        }
        fiches = enumerate(self.soumission.fiches)
        return tuple((rank, one, told.get(one.entry_uuid, "")) for rank, one in fiches)


Contenance = (
    DemandeExistence
    | DemandeAutorisation
    | DemandeAlimentation
    | DemandeRecherche
    | DemandeConsultation
    | DemandeMiseAJour
    | DemandeGestion
    | DemandeListe
    | DemandeHabilitations
    | DemandeTraits
)


@dataclass(frozen=True, slots=True)
class Demande:
    """One message as understood, whatever it lacks. `soap11` when the envelope is of the older version."""

    operation: Operation
    racine: str
    adressage: Adressage
    contenu: Contenance | None
    vihf: VihfVerifie | None
    refus_vihf: RefusVihf | None = None
    detail_vihf: str = ""
    annonce: Annonce = RIEN
    soap11: bool = False

    @property
    def message_id(self) -> str:
        """What the answer relates to, empty when the request has none."""
        return self.adressage.message_id or ""
