"""How a rule of PSC is written down, and the bases that several share."""

from typing import Final

from psc.errors import ERRORS
from simulators.core.basis import Basis, assumed, seen, standard
from simulators.core.rule import Refusal, Rule, Severity, Text

ERROR: Final = Severity.ERROR
WARNING: Final = Severity.WARNING
INFO: Final = Severity.INFO

OAUTH: Final = standard("RFC 6749")
PKCE: Final = standard("RFC 7636")
BCP: Final = standard("RFC 9700 (bonnes pratiques OAuth 2.0)")
OIDC: Final = standard("OpenID Connect Core 1.0")
ANS: Final = seen("clients publiés par l'ANS : keycloak-prosanteconnect, psc-edc-proxy-esante")
PORTAIL: Final = assumed("comportement du vrai portail inconnu")
CONNEXION: Final = ("SC.PSC.01",)


def rule(
    name: str,
    severity: Severity,
    title: tuple[str, str],
    advice: tuple[str, str],
    basis: Basis,
    refusal: Refusal | None = None,
    requirements: tuple[str, ...] = CONNEXION,
) -> Rule:
    """A rule of the service `psc`; `name` completes its identifier."""
    return Rule(f"psc.{name}", "psc", severity, Text(*title), Text(*advice), basis, refusal, requirements)


def refus(
    name: str,
    error: str,
    title: tuple[str, str],
    advice: tuple[str, str],
    basis: Basis = OAUTH,
    requirements: tuple[str, ...] = CONNEXION,
) -> Rule:
    """A rule that no profile lets pass: the protocol cannot go on, and answers the error of that key."""
    refusal = Refusal(error, ERRORS[error].basis, always=True)
    return rule(name, ERROR, title, advice, basis, refusal, requirements)


def ecart(
    name: str,
    error: str,
    title: tuple[str, str],
    advice: tuple[str, str],
    basis: Basis,
    requirements: tuple[str, ...] = CONNEXION,
) -> Rule:
    """An error of the norm that the profile decides about: refused where the refusal itself is known."""
    refusal = Refusal(error, ERRORS[error].basis)
    return rule(name, ERROR, title, advice, basis, refusal, requirements)
