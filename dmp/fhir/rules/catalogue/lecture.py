"""Bodies that cannot be read, and breaches of base FHIR (§13.1)."""

from typing import Final

from dmp.fhir.rules.catalogue.base import (
    ERROR,
    FHIR,
    INVARIANT,
    REQUIS,
    STRUCTURE,
    VALEUR,
    ligne,
)
from simulators.core.basis import assumed, standard
from simulators.core.rule import Refusal

_ILLISIBLE: Final = Refusal("fhir_illisible", FHIR, always=True)
_TROP: Final = Refusal("fhir_trop_gros", assumed("limite du simulateur"), always=True)
_STRUCTURE: Final = Refusal("fhir_structure", standard("IHE ITI MHD, ITI-65 : valide d'abord FHIR"))
_TYPE: Final = Refusal("fhir_structure", FHIR, always=True)

ILLISIBLE: Final = ligne(
    "lecture.illisible",
    ERROR,
    STRUCTURE,
    "",
    ("Le corps n'est ni du JSON ni du XML de FHIR.", "The body is neither FHIR JSON nor FHIR XML."),
    ("Corrigez le message à l'endroit indiqué.", "Correct the message at the place told."),
    FHIR,
    _ILLISIBLE,
)
ENCODAGE: Final = ligne(
    "lecture.encodage",
    ERROR,
    STRUCTURE,
    "",
    ("Le corps n'est pas en UTF-8.", "The body is not in UTF-8."),
    ("Envoyez de l'UTF-8, sans signe de contrôle.", "Send UTF-8, without control characters."),
    standard("HL7 FHIR R4, http.html : UTF-8"),
    _ILLISIBLE,
    "UTF-8",
)
DOUBLE: Final = ligne(
    "lecture.double",
    ERROR,
    STRUCTURE,
    "",
    ("Un élément est écrit deux fois.", "An element is written twice."),
    ("Gardez-en un.", "Keep one."),
    standard("HL7 FHIR R4, json.html et xml.html ; RFC 8259 §4"),
    _ILLISIBLE,
)
DTD: Final = ligne(
    "lecture.dtd",
    ERROR,
    STRUCTURE,
    "",
    ("Le XML porte une DTD ou une entité.", "The XML holds a DTD or an entity."),
    ("Retirez la DTD : FHIR n'en veut pas.", "Remove the DTD: FHIR wants none."),
    standard("HL7 FHIR R4, xml.html et security.html"),
    _ILLISIBLE,
)
NOMBRE: Final = ligne(
    "lecture.nombre",
    ERROR,
    VALEUR,
    "",
    ("Ce nombre n'existe pas en JSON, ou est trop grand.", "This number is not JSON, or is too large."),
    ("Écrivez un nombre fini.", "Write a finite number."),
    standard("RFC 8259 §6"),
    _ILLISIBLE,
)
TROP: Final = ligne(
    "lecture.trop",
    ERROR,
    "too-long",
    "",
    (
        "Le corps est trop gros, trop profond, ou porte trop de valeurs.",
        "The body is too large, too deep, or holds too many values.",
    ),
    ("Envoyez en plusieurs fois.", "Send in several times."),
    assumed("limite du simulateur"),
    _TROP,
)
TYPE: Final = ligne(
    "lecture.type",
    ERROR,
    STRUCTURE,
    "resourceType",
    (
        "La ressource n'est pas du type attendu, ou n'en a pas.",
        "The resource is not of the expected type, or has none.",
    ),
    ("Écrivez resourceType.", "Write resourceType."),
    FHIR,
    _ILLISIBLE,
)
INCONNU: Final = ligne(
    "structure.inconnu",
    ERROR,
    STRUCTURE,
    "",
    ("Cet élément n'existe pas ici en FHIR R4.", "This element does not exist here in FHIR R4."),
    ("Retirez l'élément, ou corrigez son nom.", "Remove the element, or correct its name."),
    FHIR,
    _STRUCTURE,
)
MANQUANT: Final = ligne(
    "structure.manquant",
    ERROR,
    REQUIS,
    "",
    ("Un élément exigé par FHIR manque.", "An element required by FHIR is missing."),
    ("Ajoutez l'élément.", "Add the element."),
    FHIR,
    _STRUCTURE,
    "1..1",
)
CHOIX: Final = ligne(
    "structure.choix",
    ERROR,
    STRUCTURE,
    "",
    ("Un seul des éléments value[x] est permis.", "One only of the value[x] elements is allowed."),
    ("Gardez-en un.", "Keep one."),
    FHIR,
    _STRUCTURE,
)
VIDE: Final = ligne(
    "structure.vide",
    ERROR,
    INVARIANT,
    "",
    (
        "Un élément vide : FHIR ne veut ni null, ni chaîne, liste ou objet vide.",
        "An empty element: FHIR wants no null, no empty string, list or object.",
    ),
    ("Retirez l'élément, ou remplissez-le.", "Remove the element, or fill it."),
    standard("HL7 FHIR R4, json.html, invariant ele-1"),
    _STRUCTURE,
)
FORME: Final = ligne(
    "structure.forme",
    ERROR,
    STRUCTURE,
    "",
    ("La valeur n'a pas la forme de cet élément.", "The value has not the shape of this element."),
    (
        "Écrivez la valeur comme attendu : liste, objet, nombre sans guillemets.",
        "Write the value as expected: list, object, number without quotes.",
    ),
    FHIR,
    _STRUCTURE,
)
VALEUR_FAUSSE: Final = ligne(
    "structure.valeur",
    ERROR,
    VALEUR,
    "",
    ("La valeur n'est pas du type FHIR de l'élément.", "The value is not of the FHIR type of the element."),
    ("Corrigez la valeur : date, identifiant, base64.", "Correct the value: date, id, base64."),
    FHIR,
    _STRUCTURE,
)
RESSOURCE_INCONNUE: Final = ligne(
    "structure.ressource",
    ERROR,
    STRUCTURE,
    "resourceType",
    (
        "Une ressource contenue n'est d'aucun type de FHIR R4.",
        "A contained resource is of no type of FHIR R4.",
    ),
    ("Corrigez resourceType.", "Correct resourceType."),
    FHIR,
    _TYPE,
)
