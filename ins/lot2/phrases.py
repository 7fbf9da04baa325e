"""What a person reads of lot 2; each answer says that its contract is the simulator's."""

from collections.abc import Mapping
from typing import Final

from ins.lot2.data.names import DEPOT, SUIVI, VERIFICATION
from simulators.core.rule import Text

OPERATIONS: Final[Mapping[str, Text]] = {
    VERIFICATION: Text(
        "Vérification d'une INS (contrat supposé)", "Verification of an INS (assumed contract)"
    ),
    DEPOT: Text(
        "Dépôt d'une vérification en masse (contrat supposé)",
        "Deposit of a mass verification (assumed contract)",
    ),
    SUIVI: Text(
        "Suivi d'une vérification en masse (contrat supposé)",
        "Follow-up of a mass verification (assumed contract)",
    ),
}
VERIFY: Final = Text("Vérification de l'INS {of}{who}", "Verification of the INS of {who}")
ANSWERS: Final[Mapping[str, Mapping[str, Text]]] = {
    VERIFICATION: {
        "00": Text(
            "OK, l'INS et les traits sont ceux de la base de référence, selon un contrat supposé",
            "OK, the INS and the traits are those of the reference base, by an assumed contract",
        ),
        "01": Text(
            "KO, l'INS ou un trait n'est pas celui de la base de référence, selon un contrat supposé",
            "KO, the INS or a trait is not that of the reference base, by an assumed contract",
        ),
    },
}
NEXT: Final[Mapping[str, Mapping[str, tuple[Text, ...]]]] = {
    VERIFICATION: {
        "01": (
            Text(
                "Retirez le matricule et l'OID du dossier, ramenez son statut, prévenez l'identitovigilance.",
                "Remove matricule and OID from the record, lower its status, tell who keeps identities.",
            ),
        ),
    },
}
