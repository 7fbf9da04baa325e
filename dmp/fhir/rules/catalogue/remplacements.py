"""A replacement and the PATCH that goes with it (§3.4)."""

from typing import Final

from dmp.fhir.rules.catalogue.base import (
    ERROR,
    INVARIANT,
    LOT,
    LOT_TOUJOURS,
    REQUIS,
    VALEUR,
    WARNING,
    ligne,
)
from simulators.core.basis import seen, standard

CORRECTIF: Final = ligne(
    "bundle.correctif",
    ERROR,
    VALEUR,
    "entry.resource.parameter",
    (
        "Le correctif d'un remplacement met DocumentReference.status à superseded, et rien d'autre.",
        "The patch of a replacement sets DocumentReference.status to superseded, and nothing else.",
    ),
    (
        "Un paramètre operation : type replace, path DocumentReference.status, value superseded.",
        "One parameter operation: type replace, path DocumentReference.status, value superseded.",
    ),
    standard("IHE ITI MHD 4.2.3, IHE.MHD.Patch.Parameters"),
    LOT_TOUJOURS,
    "replace DocumentReference.status superseded",
)
CORRECTIF_ABSENT: Final = ligne(
    "bundle.correctif_absent",
    WARNING,
    REQUIS,
    "entry",
    (
        "Le remplacement n'a pas l'entrée PATCH qui rend l'ancienne fiche superseded.",
        "The replacement has no PATCH entry that makes the former entry superseded.",
    ),
    (
        "Ajoutez l'entrée Parameters, PATCH DocumentReference/<ancien id>.",
        "Add the Parameters entry, PATCH DocumentReference/<former id>.",
    ),
    standard("IHE ITI MHD 4.2.3, ITI-65 §2:3.65.4.1.2.3"),
)
REMPLACEMENT: Final = ligne(
    "bundle.constr_cdr_rempl",
    ERROR,
    INVARIANT,
    "entry.resource.relatesTo",
    (
        "L'entrée PATCH rend obsolète une fiche qu'aucune fiche du lot ne remplace.",
        "The PATCH entry makes superseded an entry that no entry of the bundle replaces.",
    ),
    (
        "Ajoutez relatesTo replaces à la nouvelle fiche, vers la même.",
        "Add relatesTo replaces to the new entry, to the same one.",
    ),
    seen("PDSm 3.1.1, invariant constr-cdr-rempl, écrit en texte seul"),
    LOT,
    "relatesTo.target",
)
