"""Rules on mails to citizens (mss.md §3; errata 8, 9)."""

from typing import Final

from mss.rules.catalogue.base import CONTENU, ENS, ERROR, INFO, USAGE, WARNING, rule
from simulators.core.basis import assumed, seen
from simulators.core.rule import Refusal

INS: Final = rule(
    "usager.ins_qualifiee",
    INFO,
    (
        "Courriel à l'usager : son adresse ne doit venir que d'une INS qualifiée.",
        "Mail to a citizen: the address must come from a qualified INS only.",
    ),
    (
        "Vérifiez que l'identité est qualifiée dans le dossier ; l'opérateur ne peut pas le savoir.",
        "Check that the identity is qualified in the record; the operator cannot know.",
    ),
    ENS,
    requirements=("ECO.2.2.6", "SC.MSS/va1.19"),
)
AUTRE: Final = rule(
    "usager.autre_patient",
    ERROR,
    (
        "Le document joint n'est pas celui de l'usager destinataire.",
        "The document attached is not that of the citizen it is sent to.",
    ),
    (
        "N'envoyez à un usager que ses propres documents.",
        "Send a citizen only their own documents.",
    ),
    assumed("découle de l'adresse construite avec l'INS"),
    Refusal("contenu_refuse", USAGE),
    ("ECO.2.2.6",),
)
TROP_GROS: Final = rule(
    "usager.trop_gros",
    ERROR,
    (
        "Le message dépasse les 25 Mo que Mon espace santé admet : il reviendra.",
        "The message is over the 25 MB that Mon espace santé takes: it will come back.",
    ),
    (
        "Comptez le message entier, pièces encodées comprises, et allégez-le avant d'envoyer.",
        "Count the whole message, encoded attachments included, and lighten it before sending.",
    ),
    ENS,
    requirements=("MSS/va1.13",),
)
INVISIBLE: Final = rule(
    "usager.invisible",
    ERROR,
    (
        "Un document caché à l'usager lui est envoyé.",
        "A document hidden from the citizen is sent to them.",
    ),
    (
        "Un document INVISIBLE_PATIENT ne part jamais vers Mon espace santé.",
        "An INVISIBLE_PATIENT document never goes to Mon espace santé.",
    ),
    seen("IG-TRANS, regles-gestion-mssante (errata 9)"),
    CONTENU,
)
REPRESENTANTS: Final = rule(
    "usager.invisible_representants",
    WARNING,
    (
        "Un document caché aux représentants légaux part vers la boîte de l'usager, qu'ils peuvent lire.",
        "A document hidden from the legal representatives goes to the citizen's box, which they may read.",
    ),
    ("Vérifiez qui lit cette boîte avant d'envoyer.", "Check who reads this box before sending."),
    assumed("lecture prudente (errata 9)"),
)
