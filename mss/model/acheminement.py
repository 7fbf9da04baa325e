"""Where mail goes: the boxes and their operators, the envelope, the route of a recipient."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from mss.confiance.model import OperateurConnu
from simulators.core.monde.messagerie import Consigne

GenreBoite = Literal["PER", "ORG", "APP", "CAB", "USAGER"]


class Causes(StrEnum):
    """Why Mon espace santé sends a mail back (mss.md §3)."""

    FERMEE = "fermee"
    INCONNUE = "inconnue"
    INVALIDE = "invalide"
    TROP_GROS = "trop_gros"
    PIECE = "piece"


@dataclass(frozen=True, slots=True)
class BoiteConnue:
    """A mailbox: whose it is and what state it is in.

    `rpps` are the professionals who may open it; `structure` the national identifier whose certificate may;
    `consigne` what its operator does of the mails to it; `titulaire` whose it is, in words.
    """

    adresse: str
    genre: GenreBoite
    etat: str
    rpps: frozenset[str] = frozenset()
    structure: str = ""
    libelle: str = ""
    consigne: Consigne = field(default_factory=Consigne)
    titulaire: str = ""

    @property
    def ouvrable(self) -> bool:
        """True when somebody may log in to it."""
        return self.etat in {"active", "liste-rouge", "pleine"}


@dataclass(frozen=True, slots=True)
class Annuaire:
    """What MSSanté looks at in an espace: the boxes by address, the white list, the citizens by matricule.

    `usagers` maps 15 characters to a citizen box: state `active`, `fermee`, `inconnue`… `operateurs` maps the
    domains that an operator names, `defaut` has the others.
    """

    boites: Mapping[str, BoiteConnue]
    domaines: frozenset[str]
    usagers: Mapping[str, BoiteConnue]
    operateurs: Mapping[str, OperateurConnu] = field(default_factory=dict)
    defaut: OperateurConnu = field(default_factory=OperateurConnu)

    def operateur(self, adresse: str) -> OperateurConnu:
        """The operator of the domain of an address."""
        return self.operateurs.get(adresse.rpartition("@")[2].lower(), self.defaut)


@dataclass(frozen=True, slots=True)
class Enveloppe:
    """An SMTP transaction as judged: who sends, to whom, by which box.

    `avis` are the delivery reports asked for any recipient (NOTIFY), `rendre` how much of the mail a report
    repeats (RET: FULL, HDRS or nothing told), `envid` the sender's name for the transaction (RFC 3461).
    """

    boite: str
    expediteur: str
    destinataires: tuple[str, ...]
    avis: tuple[str, ...] = ()
    rendre: str = ""
    envid: str = ""


@dataclass(frozen=True, slots=True)
class Route:
    """Where a recipient leads: `boite`, a box of the espace, or a mail sent back later for `cause`.

    `adresse` is as the sender wrote it: a citizen's box has two domains. `avis` are the delivery reports
    asked (NOTIFY, empty when nothing was told), `orcpt` the recipient as first written (RFC 3461).

    Keys of replies: `reponse` to RCPT and `apres` the data, on demand; `echec` what another operator answers,
    told later by a report. `delai`, in seconds, holds the mail or the report back; `liste_grise` puts a first
    sender off.
    """

    adresse: str
    boite: str = ""
    usager: bool = False
    matricule: str = ""
    cause: Causes | None = None
    avis: frozenset[str] = frozenset()
    orcpt: str = ""
    reponse: str = ""
    apres: str = ""
    echec: str = ""
    delai: int = 0
    liste_grise: int = 0

    @property
    def remis(self) -> bool:
        """True when the mail gets into the box."""
        return self.cause is None and not self.echec
