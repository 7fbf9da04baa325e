"""Who makes a submission set, whom it is for, and what a set never has (§2.2)."""

from typing import Final

from dmp.fhir.rules.catalogue.base import (
    CONSTR,
    ERROR,
    INVARIANT,
    PDSM,
    STRUCTURE,
    TOLEREE,
    ligne,
    requis,
)
from simulators.core.basis import assumed
from simulators.core.rule import Refusal

SOURCE: Final = requis(
    "lot.constr_bind_source",
    "source",
    ("l'auteur du lot", "the author of the set"),
    (
        "Désignez la source contenue dans la liste, ou l'extension ihe-authorOrg si c'est une structure.",
        "Name the source contained in the list, or the ihe-authorOrg extension for an organisation.",
    ),
    TOLEREE,
)
SOURCE_CONTENUE: Final = ligne(
    "lot.source_contenue",
    ERROR,
    STRUCTURE,
    "source",
    ("La source n'est pas contenue dans la liste.", "The source is not contained in the list."),
    ("Contenez-la et désignez-la par « # » et son id.", "Contain it and name it by “#” and its id."),
    PDSM,
    TOLEREE,
    "#id",
)
SOURCE_TYPE: Final = ligne(
    "lot.source_type",
    ERROR,
    STRUCTURE,
    "source",
    (
        "La source d'un lot est un PractitionerRole, un Device ou un Patient.",
        "The source of a set is a PractitionerRole, a Device or a Patient.",
    ),
    ("Désignez la situation d'exercice, pas la personne.", "Name the role, not the person."),
    PDSM,
    Refusal("fhir_profil", assumed("l'exemple de PDSm4DMP envoie un Practitioner")),
    "PractitionerRole, Device, Patient",
)
ORGANISATION: Final = ligne(
    "lot.constr_bind_authororg",
    ERROR,
    INVARIANT,
    "source.extension(ihe-authorOrg)",
    (
        "L'organisation auteur n'est pas une Organization contenue dans la liste.",
        "The authoring organisation is not an Organization contained in the list.",
    ),
    ("Contenez l'Organization et désignez-la par « # ».", "Contain the Organization and name it by “#”."),
    CONSTR,
    TOLEREE,
    "#id",
)
DESTINATAIRE: Final = ligne(
    "lot.intended_recipient",
    ERROR,
    STRUCTURE,
    "extension(pdsm-ext-intended-recipient)",
    (
        "Le destinataire n'est pas un professionnel ou une structure contenus dans la liste.",
        "The recipient is not a professional or an organisation contained in the list.",
    ),
    ("Contenez le destinataire et désignez-le par « # ».", "Contain the recipient and name it by “#”."),
    PDSM,
    TOLEREE,
    "#id",
)
INTERDITS: Final = ligne(
    "lot.interdits",
    ERROR,
    STRUCTURE,
    "encounter, orderedBy, emptyReason, entry.flag, entry.deleted, entry.date",
    ("Cet élément est interdit dans un lot.", "This element is forbidden in a set."),
    ("Retirez l'élément.", "Remove the element."),
    PDSM,
    TOLEREE,
    "0..0",
)
ARCHIVE: Final = ligne(
    "lot.is_archived",
    ERROR,
    INVARIANT,
    "extension(pdsm-ext-is-archived)",
    ("L'extension d'archivage porte un booléen, une fois.", "The archive extension carries a boolean, once."),
    ("Écrivez valueBoolean, sans guillemets.", "Write valueBoolean, without quotes."),
    PDSM,
    TOLEREE,
    "valueBoolean",
)
