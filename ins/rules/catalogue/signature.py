"""Rules on the signature of the professional's assertion, and on the certificate that made it."""

from typing import Final

from ins.rules.catalogue.base import ERROR, WARNING, rule
from simulators.core.basis import Basis, seen, standard
from simulators.core.rule import Refusal, Rule

_P1: Final = seen("padoa/tlsi-ins, structure de l'assertion")
_DSIG: Final = standard("XML Signature 1.1 §3.2, SAML 2.0 core §5")
_CPX: Final = ("SC.INS/va1.37",)


def _signature(name: str, title: tuple[str, str], advice: tuple[str, str], basis: Basis = _DSIG) -> Rule:
    """A broken signature: no profile can take what it says for proven."""
    return rule(
        f"assertion.{name}",
        ERROR,
        title,
        advice,
        basis,
        Refusal("assertion_refusee", _DSIG, always=True),
        _CPX,
    )


PLUSIEURS: Final = _signature(
    "plusieurs",
    (
        "Le message porte plusieurs assertions de professionnel.",
        "The message holds several assertions of a professional.",
    ),
    ("N'envoyez qu'une assertion de professionnel.", "Send one assertion of a professional only."),
)
NON_SIGNEE: Final = _signature(
    "non_signee",
    ("L'assertion du professionnel n'est pas signée.", "The professional's assertion is not signed."),
    (
        "Signez-la avec la carte ; seule l'assertion de Pro Santé Connect se passe de signature.",
        "Sign it with the card; only the Pro Santé Connect assertion does without a signature.",
    ),
)
SIGNATURE: Final = _signature(
    "signature",
    (
        "La signature de l'assertion ne correspond pas à son contenu.",
        "The signature of the assertion does not match its content.",
    ),
    (
        "Signez en dernier, et ne modifiez plus l'assertion ensuite, pas même ses espaces.",
        "Sign last, and change nothing of the assertion afterwards, not even its spaces.",
    ),
)
PROFIL: Final = _signature(
    "signature_profil",
    (
        "La signature ne porte pas exactement sur l'assertion qui est lue.",
        "The signature does not cover exactly the assertion that is read.",
    ),
    (
        "Une seule référence, vers l'identifiant de l'assertion ; signature enveloppée, canonicalisation "
        "exclusive.",
        "One reference, to the assertion's own ID; enveloped signature, exclusive canonicalisation.",
    ),
    _P1,
)
ALGORITHME: Final = _signature(
    "signature_algorithme",
    ("L'algorithme de signature n'est pas accepté.", "The signature algorithm is not accepted."),
    ("Signez en rsa-sha256 avec une empreinte sha256.", "Sign with rsa-sha256 and a sha256 digest."),
    _P1,
)
CERTIFICAT_ILLISIBLE: Final = _signature(
    "certificat_absent",
    (
        "La signature de l'assertion ne contient pas de certificat lisible.",
        "The signature of the assertion holds no certificate that can be read.",
    ),
    ("Ajoutez le certificat de signature dans KeyInfo.", "Add the signature certificate in KeyInfo."),
    _P1,
)
CERTIFICAT_EMETTEUR: Final = rule(
    "assertion.certificat_autorite",
    ERROR,
    (
        "Le certificat qui a signé l'assertion n'est pas émis par une autorité connue.",
        "The certificate that signed the assertion is not issued by a known authority.",
    ),
    (
        "Signez avec une carte de l'IGC de test du simulateur, ou ajoutez votre autorité (--trust).",
        "Sign with a card of the simulator's test PKI, or add your authority (--trust).",
    ),
    standard("RFC 5280 §6.1"),
    Refusal("assertion_refusee", standard("RFC 5280 §6.1")),
    _CPX,
)
CERTIFICAT_DATES: Final = rule(
    "assertion.certificat_expire",
    ERROR,
    (
        "Le certificat qui a signé l'assertion n'est pas en cours de validité.",
        "The certificate that signed the assertion is not within its validity.",
    ),
    ("Signez avec une carte en cours de validité.", "Sign with a card that is still valid."),
    standard("RFC 5280 §6.1.3"),
    Refusal("assertion_refusee", standard("RFC 5280 §6.1.3")),
    _CPX,
)
CERTIFICAT_REVOQUE: Final = rule(
    "assertion.certificat_revoque",
    ERROR,
    (
        "Le certificat qui a signé l'assertion est révoqué.",
        "The certificate that signed the assertion is revoked.",
    ),
    ("Demandez une nouvelle carte.", "Ask for a new card."),
    standard("RFC 5280 §6.3"),
    Refusal("assertion_refusee", standard("RFC 5280 §6.3")),
    _CPX,
)
CERTIFICAT_USAGE: Final = rule(
    "assertion.certificat_usage",
    WARNING,
    (
        "L'assertion n'est pas signée par un certificat de signature.",
        "The assertion is not signed by a signature certificate.",
    ),
    (
        "Signez avec la clé de signature de la carte, pas avec celle d'authentification.",
        "Sign with the card's signature key, not with its authentication key.",
    ),
    _P1,
    requirements=_CPX,
)
