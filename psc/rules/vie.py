"""How long things live, by the espace's clock (psc.md §2.5). Times are microseconds since 1970."""

from typing import Final

from psc.data.noms import INACTIVITE, VIE_ACCES, VIE_CODE, VIE_PAGE, VIE_REFRESH
from psc.model import Attente, Code, Session

SECONDE: Final = 1_000_000


def fin_d_inactivite(session: Session) -> int:
    """When the session dies unless something refreshes it, never beyond its absolute end."""
    return min(session.vue_us + INACTIVITE * SECONDE, session.fin_us)


def vivante(session: Session | None, now: int) -> bool:
    """Open, active within 30 minutes, younger than 4 hours."""
    return session is not None and not session.close and now < fin_d_inactivite(session)


def code_expire(code: Code, now: int) -> bool:
    """A code lives one minute."""
    return now >= code.cree_us + VIE_CODE * SECONDE


def page_expiree(attente: Attente, now: int) -> bool:
    """A login page lives half an hour."""
    return now >= attente.cree_us + VIE_PAGE * SECONDE


def vies(session: Session, now: int) -> tuple[int, int]:
    """Seconds left to a new access token and a new refresh token: bounded by the end of the session."""
    reste = max(0, (session.fin_us - now) // SECONDE)
    return min(VIE_ACCES, reste), min(VIE_REFRESH, reste)
