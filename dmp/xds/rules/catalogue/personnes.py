"""Rules on the people, structures and software that the espace knows."""

from typing import Final

from dmp.errors import DENIED
from dmp.xds.rules.catalogue.base import (
    CLIENTS,
    DEHEMPE,
    ERROR,
    GUIDE,
    INFO,
    WARNING,
    refuse,
    rule,
)
from simulators.core.basis import assumed, reported, standard

_DSIG: Final = standard("XML Signature 1.1 §3.2, SAML 2.0 core §5")
_SAML: Final = standard("SAML 2.0 core §2.5.1.2")

STRUCTURE_INCONNUE: Final = rule(
    "vihf.structure_inconnue",
    ERROR,
    (
        "La structure du VIHF est inconnue ou inactive.",
        "The structure of the assertion is unknown or inactive.",
    ),
    (
        "Utilisez une structure de l'espace, ou ajoutez la vôtre à l'espace.",
        "Use a structure of the espace, or add yours to it.",
    ),
    DEHEMPE,
    refuse("td02_structure", DEHEMPE),
)
STRUCTURE_HORS_ESPACE: Final = rule(
    "vihf.structure_hors_espace",
    WARNING,
    (
        "La structure du VIHF n'est pas de cet espace.",
        "The structure of the assertion is not of this espace.",
    ),
    (
        "Utilisez une structure de l'espace, ou ajoutez la vôtre à l'espace.",
        "Use a structure of the espace, or add yours to it.",
    ),
    assumed("refus vu pour le seul test d'existence"),
)
PS_HORS_STRUCTURE: Final = rule(
    "vihf.ps_hors_structure",
    WARNING,
    (
        "Le professionnel n'exerce pas dans la structure du VIHF, selon cet espace.",
        "The professional does not practise in the structure of the assertion, as this espace knows it.",
    ),
    (
        "Choisissez la situation d'exercice du professionnel dans cette structure.",
        "Choose the professional's practice in that structure.",
    ),
    assumed("refus vu pour le seul test d'existence"),
)
PS_STRUCTURE: Final = rule(
    "vihf.ps_structure",
    ERROR,
    (
        "Le professionnel n'exerce pas dans la structure du VIHF.",
        "The professional does not practise in the structure of the assertion.",
    ),
    (
        "Choisissez la situation d'exercice du professionnel dans cette structure.",
        "Choose the professional's practice in that structure.",
    ),
    DEHEMPE,
    refuse("td02_ps_structure", DEHEMPE),
)
PS_INACTIF: Final = rule(
    "vihf.ps_inactif",
    ERROR,
    (
        "Le professionnel n'a plus d'activité, ou sa carte est en opposition.",
        "The professional is no longer active, or the card is opposed.",
    ),
    (
        "Utilisez l'identité d'un professionnel en activité.",
        "Use the identity of an active professional.",
    ),
    GUIDE,
    refuse(DENIED, reported("un professionnel sans exercice n'a pas de droit : PDT-INF-526")),
)
PS_INCONNU: Final = rule(
    "vihf.ps_inconnu",
    INFO,
    (
        "Le professionnel du VIHF n'est pas de cet espace.",
        "The professional of the assertion is not of this espace.",
    ),
    (
        "Rien à faire si c'est votre professionnel de test ; sinon ajoutez-le à l'espace.",
        "Nothing to do if this is your own test professional; otherwise add it to the espace.",
    ),
    assumed("le simulateur ne connaît que ses professionnels"),
)
HOMOLOGATION: Final = rule(
    "vihf.homologation",
    WARNING,
    (
        "Le numéro d'homologation DMP du logiciel n'est pas connu de cet espace.",
        "The software's DMP approval number is unknown to this espace.",
    ),
    (
        "Renseignez le numéro donné par le CNDA, ou adoptez ce logiciel dans l'espace.",
        "Give the number obtained from the CNDA, or adopt this software into the espace.",
    ),
    CLIENTS,
)
