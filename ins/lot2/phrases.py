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
BATCH: Final[Mapping[str, Text]] = {
    DEPOT: Text("Dépôt d'identités à vérifier ({lignes})", "Deposit of identities to verify ({lignes})"),
    SUIVI: Text("Suivi du lot {lot}", "Follow-up of the batch {lot}"),
}
# What completes the answer of a follow-up, by the fact that tells it is known.
DETAILS: Final[Mapping[str, Text]] = {
    "ins.lot.ok": Text(
        "OK : {ok}, KO : {ko}, non traitées : {erreurs}", "OK: {ok}, KO: {ko}, not verified: {erreurs}"
    ),
    "ins.lot.traitees": Text("avancement : {traitees} sur {lignes}", "progress: {traitees} of {lignes}"),
}
NO_BATCH: Final = Text("sans identifiant", "without identifier")
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
    DEPOT: {
        "00": Text(
            "le lot est gardé et reçoit un identifiant, selon un contrat supposé",
            "the batch is kept and given an identifier, by an assumed contract",
        ),
    },
    SUIVI: {
        "00": Text(
            "le lot est traité, le résultat de chaque ligne est rendu, selon un contrat supposé",
            "the batch is over, the result of each line is returned, by an assumed contract",
        ),
        "03": Text(
            "le traitement est en cours, selon un contrat supposé",
            "the treatment is going on, by an assumed contract",
        ),
        "04": Text(
            "aucun lot n'a cet identifiant, selon un contrat supposé",
            "no batch has this identifier, by an assumed contract",
        ),
        "05": Text(
            "le résultat n'est plus conservé, selon un contrat supposé",
            "the result is no longer kept, by an assumed contract",
        ),
    },
}
NEXT: Final[Mapping[str, Mapping[str, tuple[Text, ...]]]] = {
    DEPOT: {},
    SUIVI: {"03": (Text("Interrogez à nouveau dans quelques secondes.", "Ask again in a few seconds."),)},
    VERIFICATION: {
        "01": (
            Text(
                "Retirez le matricule et l'OID du dossier, ramenez son statut, prévenez l'identitovigilance.",
                "Remove matricule and OID from the record, lower its status, tell who keeps identities.",
            ),
        ),
    },
}
