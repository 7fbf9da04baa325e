"""Rules on what becomes of a mail on its way: put off, sent back by another operator."""

from typing import Final

from mss.rules.catalogue.base import WARNING, rule
from simulators.core.basis import assumed, standard
from simulators.core.rule import Refusal

LISTE_GRISE: Final = rule(
    "envoi.liste_grise",
    WARNING,
    (
        "L'opérateur du destinataire remet à plus tard un expéditeur qu'il ne connaît pas encore.",
        "The recipient's operator puts off a sender it does not know yet.",
    ),
    (
        "C'est temporaire : gardez le courriel et réessayez quelques minutes plus tard, sans le dire refusé.",
        "This is temporary: keep the mail and try again some minutes later, without telling it refused.",
    ),
    standard("RFC 6647 §2"),
    Refusal("liste_grise", assumed("code de la pratique (Postgrey) ; principe : RFC 6647"), always=True),
)
