"""What a search by carte Vitale carries: the card as the software read it, and the coverage (ins.md §3.3)."""

from dataclasses import dataclass
from typing import Final

from simulators.core.sante import matricule


@dataclass(frozen=True, slots=True)
class Matricule:
    """A matricule as sent: None means absent, an empty string present and empty."""

    numero: str | None = None
    cle: str | None = None
    type: str | None = None

    @property
    def complet(self) -> str:
        """The number and its key; the right key stands for one that was not sent."""
        numero = self.numero or ""
        if not self.cle and matricule.en_forme(numero):
            return numero + matricule.cle(numero)
        return numero + (self.cle or "")


@dataclass(frozen=True, slots=True)
class Carte:
    """`RECVITALE`: the beneficiary's own matricule when the card has it, that of the ouvrant droit, the rest.

    `rang` is the rang gémellaire: it tells apart people of one card born the same day.
    """

    individu: Matricule | None = None
    od: Matricule | None = None
    nom_naissance: str | None = None
    date_naissance: str | None = None
    rang: str | None = None

    @property
    def cle_patient(self) -> str:
        """`NOM|||DATE`: the traits of a card, written as those of a search by traits."""
        return f"{self.nom_naissance or ''}|||{self.date_naissance or ''}"

    @property
    def numero_individu(self) -> str:
        """The beneficiary's own matricule, empty when the card holds none."""
        return (self.individu.numero if self.individu else None) or ""

    @property
    def numero_od(self) -> str:
        """The matricule of the ouvrant droit, empty when the message has none."""
        return (self.od.numero if self.od else None) or ""


@dataclass(frozen=True, slots=True)
class Couverture:
    """`COUVERTURE` of the ContexteBAM: empty for a search by traits, else what the card tells."""

    grand_regime: str | None = None
    organisme: str | None = None
    code_centre: str | None = None
    assure: Matricule | None = None
    nir: Matricule | None = None
    date_certification: str | None = None
    date_naissance: str | None = None
    rang: str | None = None
    porteur: str | None = None


SANS_CARTE: Final = Carte()
COUVERTURE_VIDE: Final = Couverture()
