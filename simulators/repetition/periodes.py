"""Months, as a dashboard counts them."""

from calendar import month_name
from dataclasses import dataclass
from datetime import UTC, date, datetime

from simulators.scenarios.reports.wording import month_fr

_DECEMBER = 12


@dataclass(frozen=True, slots=True, order=True)
class Mois:
    """A calendar month, in universal time."""

    an: int
    mois: int

    @property
    def nom(self) -> str:
        """novembre 2026."""
        return f"{month_fr(self.mois)} {self.an}"

    def dans(self, lang: str) -> str:
        """novembre 2026, November 2026."""
        return f"{month_name[self.mois]} {self.an}" if lang == "en" else self.nom

    @property
    def premier_jour(self) -> date:
        """The first day."""
        return date(self.an, self.mois, 1)

    @property
    def suivant(self) -> "Mois":
        """The month after."""
        return Mois(self.an + 1, 1) if self.mois == _DECEMBER else Mois(self.an, self.mois + 1)


def mois_de(instant: datetime) -> Mois:
    """The month of an instant."""
    instant = instant.astimezone(UTC)
    return Mois(instant.year, instant.month)


def mois_du_jour(jour: date) -> Mois:
    """The month of a day."""
    return Mois(jour.year, jour.month)
