"""Rules on the Pro Santé Connect token beside an unsigned assertion: a dead token alone is refused."""

from collections.abc import Mapping
from typing import Final

from ins.rules.catalogue.base import ERROR, rule
from simulators.core.basis import Basis, assumed, standard
from simulators.core.rule import Refusal, Rule

_ATTENDU: Final = assumed("une assertion non signée ne prouve rien : jeton Pro Santé Connect attendu à côté")
# The published example is unsigned, and shows no token: a refusal for want of one would be a guess.
_JAMAIS_VU: Final = assumed("exemple officiel non signé ; ni la place du jeton ni un refus n'ont été vus")
_OAUTH: Final = standard("RFC 6750 §3.1")
_PSC: Final = ("SC.INS/PSC.01",)


def _refus(name: str, title: tuple[str, str], advice: tuple[str, str], basis: Basis) -> Rule:
    refusal = Refusal("assertion_refusee", basis)
    return rule(f"psc.{name}", ERROR, title, advice, _ATTENDU, refusal, _PSC)


JETON_ABSENT: Final = _refus(
    "jeton_absent",
    (
        "L'assertion Pro Santé Connect n'est pas signée, et aucun jeton ne l'accompagne.",
        "The Pro Santé Connect assertion is not signed, and no token comes with it.",
    ),
    (
        "Ajoutez le jeton d'accès du professionnel dans l'en-tête Authorization, après « Bearer ».",
        "Add the professional's access token in the Authorization header, after “Bearer”.",
    ),
    _JAMAIS_VU,
)
JETON_INVALIDE: Final = _refus(
    "jeton_invalide",
    (
        "Le jeton n'est pas un jeton d'accès de Pro Santé Connect pour cet espace.",
        "The token is not a Pro Santé Connect access token of this espace.",
    ),
    ("Envoyez le jeton d'accès reçu à la connexion.", "Send the access token received at login."),
    _OAUTH,
)
JETON_EXPIRE: Final = _refus(
    "jeton_expire",
    ("Le jeton Pro Santé Connect a expiré.", "The Pro Santé Connect token has expired."),
    ("Rafraîchissez-le avant d'appeler.", "Refresh it before calling."),
    _OAUTH,
)
JETON_REVOQUE: Final = _refus(
    "jeton_revoque",
    (
        "La session Pro Santé Connect de ce jeton est fermée.",
        "The Pro Santé Connect session of this token is closed.",
    ),
    ("Faites reconnecter le professionnel.", "Have the professional log in again."),
    _OAUTH,
)
JETON_PROFESSIONNEL: Final = _refus(
    "jeton_professionnel",
    (
        "Le professionnel de ce jeton ne peut plus se connecter.",
        "The professional of this token can no longer log in.",
    ),
    ("Vérifiez sa carte et son inscription.", "Check the card and the registration."),
    _OAUTH,
)
JETON_CERTIFICAT: Final = _refus(
    "jeton_certificat",
    (
        "Ce jeton est lié à un certificat client que l'appel ne présente pas.",
        "This token is bound to a client certificate that the call does not present.",
    ),
    (
        "Présentez le certificat qui a servi à obtenir le jeton.",
        "Present the certificate with which the token was obtained.",
    ),
    standard("RFC 8705 §3"),
)
PORTEUR: Final = _refus(
    "porteur",
    (
        "L'assertion nomme un autre professionnel que celui du jeton.",
        "The assertion names another professional than that of the token.",
    ),
    (
        "Mettez dans NameID l'identifiant national que Pro Santé Connect a donné.",
        "Put in NameID the national identifier that Pro Santé Connect gave.",
    ),
    _JAMAIS_VU,
)
SANS_PSC: Final = _refus(
    "absent",
    (
        "Pro Santé Connect n'est pas lancé : le jeton ne peut pas être vérifié.",
        "Pro Santé Connect is not running: the token cannot be verified.",
    ),
    (
        "Lancez le simulateur avec Pro Santé Connect, ou appelez avec une carte.",
        "Run the simulator with Pro Santé Connect, or call with a card.",
    ),
    _JAMAIS_VU,
)

# What the verifier says of a token, by its own words.
PAR_RAISON: Final[Mapping[str, Rule]] = {
    "illisible": JETON_INVALIDE,
    "signature": JETON_INVALIDE,
    "inconnu": JETON_INVALIDE,
    "audience": JETON_INVALIDE,
    "expire": JETON_EXPIRE,
    "revoque": JETON_REVOQUE,
    "professionnel": JETON_PROFESSIONNEL,
    "certificat": JETON_CERTIFICAT,
    "sans_psc": SANS_PSC,
}
