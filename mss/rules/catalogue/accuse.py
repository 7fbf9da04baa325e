"""Rules on receipts (MDN: mss.md §2.6; RFC 8098)."""

from typing import Final

from mss.rules.catalogue.base import ERROR, WARNING, rule
from simulators.core.basis import seen

_ACCUSES: Final = ("ECO.3.1.6", "SC.MSS/va1.14", "SC.MSS/UX.34")

DISPOSITION: Final = rule(
    "accuse.disposition",
    ERROR,
    (
        "L'accusé ne dit pas ce qu'est devenu le courriel.",
        "The receipt does not tell what became of the mail.",
    ),
    (
        "Écrivez Disposition comme le volet : mode d'action/mode d'envoi ; displayed, deleted, dispatched ou "
        "processed, puis /error s'il y a lieu.",
        "Write Disposition as the volet does: action mode/sending mode; displayed, deleted, dispatched or "
        "processed, then /error if need be.",
    ),
    seen("IG-LPS-MSS 1.1.3, struct-msg-mdn ; RFC 8098 §3.2.6"),
    requirements=_ACCUSES,
)
REFERENCE: Final = rule(
    "accuse.reference",
    WARNING,
    (
        "L'accusé ne nomme pas le courriel dont il parle.",
        "The receipt does not name the mail it is about.",
    ),
    (
        "Mettez dans Original-Message-ID le Message-ID du courriel reçu.",
        "Put in Original-Message-ID the Message-ID of the mail received.",
    ),
    seen("IG-LPS-MSS 1.1.3, struct-msg-mdn ; RFC 8098 §3.2.5"),
    requirements=_ACCUSES,
)
ORIGINAL: Final = rule(
    "accuse.original",
    WARNING,
    ("L'accusé ne joint pas le courriel reçu.", "The receipt does not join the mail received."),
    (
        "Joignez le courriel entier en troisième partie, message/rfc822.",
        "Join the whole mail as the third part, message/rfc822.",
    ),
    seen("IG-LPS-MSS 1.1.3, struct-msg-mdn"),
    requirements=_ACCUSES,
)
