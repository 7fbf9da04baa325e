"""What the fidelity register says of lot 2: all of it assumed."""

from types import ModuleType
from typing import Final

from ins.lot2.data.names import OPTION
from ins.lot2.rules.catalogue import verification
from ins.lot2.rules.catalogue.verification import SUPPOSE
from simulators.core.basis import assumed
from simulators.core.rule import Default, Text

CATALOGUES: Final[tuple[ModuleType, ...]] = (verification,)
DEFAULTS: Final = (
    Default(
        OPTION,
        Text(
            "Option : les vérifications du lot 2 sont simulées, selon un contrat supposé. Sans l'option : "
            "l'opération est inconnue.",
            "Option: the verifications of lot 2 are simulated, by an assumed contract. Without it: the "
            "operation is unknown.",
        ),
        SUPPOSE,
    ),
    Default(
        "ins.lot2.noms",
        Text(
            "L'espace de noms de la réponse unitaire a été vu ; ceux des demandes et du traitement en masse, "
            "les noms d'éléments de la masse, les actions et les codes sont supposés.",
            "The namespace of the unit answer was seen; those of the requests and of the mass treatment, "
            "the element names of the latter, the actions and the codes are assumed.",
        ),
        SUPPOSE,
    ),
    Default(
        "ins.lot2.comparaison",
        Text(
            "La réponse est OK si le matricule est actif ; clé, OID et cinq traits sont ceux de la base.",
            "The answer is OK when the matricule is active; key, OID and five traits are those of the base.",
        ),
        SUPPOSE,
    ),
    Default(
        "ins.lot2.oid",
        Text(
            "Les OID réel, de test et de démonstration se valent, avec un constat ; celui d'un matricule "
            "d'attente ne vaut que lui-même.",
            "The OIDs of the real, test and demonstration environments stand for each other, with a finding; "
            "that of a waiting number stands for itself only.",
        ),
        assumed("l'environnement de qualification rend l'OID réel pour des personnes fictives"),
    ),
)
