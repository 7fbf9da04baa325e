"""What one service asks of another, without knowing it: interfaces a service fulfils, wired once by the roof.

MSSanté and the DMP trust a Pro Santé Connect token only through `VerificateurJetons`; the DMP asks for an
identity through `ReferentielIdentites`. Absent (`--only`), the asking service says so in its own protocol.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal, Protocol, runtime_checkable

from simulators.core.monde.model import Personne

if TYPE_CHECKING:
    from simulators.core.espace import Espace

RaisonJeton = Literal[
    "illisible", "signature", "expire", "inconnu", "revoque", "professionnel", "audience", "certificat"
]


@dataclass(frozen=True, slots=True)
class JetonVerifie:
    """An access token whose signature, life and session were verified: only the verifier builds one.

    `identifiant_national` is the SubjectNameID (8 + RPPS for most); `expire` is the end of the token,
    `session_expire` that of the refresh token behind it; `empreinte_certificat` is the bound certificate's
    x5t#S256, or empty; `portee` is what the token is for.
    """

    sujet: str
    identifiant_national: str
    rpps: str
    nom: str
    prenom: str
    client_id: str
    session: str
    expire: datetime
    session_expire: datetime
    empreinte_certificat: str = ""
    portee: str = ""


class JetonRefuse(Exception):  # noqa: N818 - the field's term for a refused token
    """A token that proves nothing; `raison` says why, for the asking service's own error."""

    def __init__(self, raison: RaisonJeton) -> None:
        super().__init__(raison)
        self.raison: RaisonJeton = raison


class VerificateurJetons(Protocol):
    """Fulfilled by Pro Santé Connect."""

    async def verifier(self, jeton: str, espace: "Espace") -> JetonVerifie:
        """The claims of a live token of that espace. Raises `JetonRefuse`."""

    async def verifier_api(self, jeton: str, api: str, espace: "Espace") -> JetonVerifie:
        """The claims of a live token given by exchange for that API, `dmp` or `mss`. Raises `JetonRefuse`."""

    async def session_vivante(self, session: str, espace: "Espace") -> bool:
        """True while the refresh token behind that session can still be used (mail sessions, errata 7)."""

    def espace_annonce(self, jeton: str) -> str | None:
        """The espace named by the token's issuer: a routing hint read before any verification."""


class ReferentielIdentites(Protocol):
    """Fulfilled by INSi."""

    def par_matricule(self, matricule: str, espace: "Espace") -> Personne | None:
        """The person whose active INS is these 15 characters, or None."""


@dataclass(slots=True)
class Bridges:
    """Filled once by the roof, before anything is served."""

    jetons: VerificateurJetons | None = None
    identites: ReferentielIdentites | None = None

    def offer(self, service: object) -> None:
        """Takes what a service fulfils for the others."""
        if isinstance(service, VerifieLesJetons):
            self.jetons = service.verificateur
        if isinstance(service, ConnaitLesIdentites):
            self.identites = service.referentiel


@runtime_checkable
class VerifieLesJetons(Protocol):
    """A service that can verify tokens for the others."""

    @property
    def verificateur(self) -> VerificateurJetons:
        """The verifier."""


@runtime_checkable
class ConnaitLesIdentites(Protocol):
    """A service that knows who bears an INS."""

    @property
    def referentiel(self) -> ReferentielIdentites:
        """The reference base."""
