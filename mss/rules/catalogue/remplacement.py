"""Rules on a document that takes the place of another (mss.md §1.7)."""

from typing import Final

from mss.rules.catalogue.base import WARNING, rule
from simulators.core.basis import reported

_E009: Final = reported("E009, note 006 : annule et remplace")
_IDS: Final = ("SC.MSS/va1.02", "AMBU.MSS/va1.02")

MENTION: Final = rule(
    "remplacement.mention",
    WARNING,
    (
        "Le document joint en remplace un autre, et le courriel ne le dit pas.",
        "The document attached replaces another, and the mail does not say so.",
    ),
    (
        "Écrivez « Annule et remplace » dans l'objet ou dans le texte.",
        'Write "Annule et remplace" in the subject or in the text.',
    ),
    _E009,
    requirements=_IDS,
)
SANS_LIEN: Final = rule(
    "remplacement.sans_lien",
    WARNING,
    (
        "Le courriel annonce un document qui en remplace un autre, et le CDA ne dit pas lequel.",
        "The mail announces a document that replaces another, and the CDA does not tell which.",
    ),
    (
        "Gardez le setId de la première version, et nommez-la dans relatedDocument (RPLC).",
        "Keep the setId of the first version, and name it in relatedDocument (RPLC).",
    ),
    _E009,
    requirements=_IDS,
)
