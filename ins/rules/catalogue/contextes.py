"""Rules on the two contexts: who calls, with what software."""

from typing import Final

from ins.rules.catalogue.base import CLIENTS, ERROR, INFO, WARNING, WSDL, rule
from simulators.core.basis import assumed, seen
from simulators.core.rule import Refusal

_REFUS_SUPPOSE: Final = Refusal("contexte_absent", assumed("exigé par le schéma ; code de refus jamais vu"))
_NUMERO: Final = seen("padoa/tlsi-ins : un numéro inconnu est refusé")
_SANS_NUMERO: Final = assumed("étendu du numéro inconnu, seul vu refusé, au numéro absent")
_TRACES: Final = ("SC.INS/va1.38", "SC.INS/va1.49")

BAM_ABSENT: Final = rule(
    "bam.absent",
    ERROR,
    ("Le contexte BAM est absent.", "The ContexteBAM is absent."),
    ("Ajoutez l'en-tête ContexteBAM, même avec une couverture vide.", "Add it, even with an empty coverage."),
    WSDL,
    _REFUS_SUPPOSE,
    _TRACES,
)
COUVERTURE_ABSENTE: Final = rule(
    "bam.couverture_absente",
    ERROR,
    (
        "Le contexte BAM n'a pas de couverture, obligatoire même vide.",
        "The ContexteBAM has no COUVERTURE element, compulsory even when empty.",
    ),
    ("Ajoutez COUVERTURE, vide, à la fin du ContexteBAM.", "Add an empty COUVERTURE at its end."),
    WSDL,
    _REFUS_SUPPOSE,
)
LPS_ABSENT: Final = rule(
    "lps.absent",
    ERROR,
    (
        "Le contexte LPS est absent : le logiciel ne se présente pas.",
        "The ContexteLPS is absent: the software does not introduce itself.",
    ),
    (
        "Ajoutez l'en-tête ContexteLPS avec le numéro d'autorisation du logiciel.",
        "Add the ContexteLPS header with the software's authorisation number.",
    ),
    WSDL,
    _REFUS_SUPPOSE,
    _TRACES,
)
VERSION_ABSENTE: Final = rule(
    "contexte.version_absente",
    ERROR,
    ("Un contexte n'indique pas sa version.", "A context does not tell its version."),
    ("Ajoutez l'attribut Version au contexte.", "Add the Version attribute to the context."),
    WSDL,
    _REFUS_SUPPOSE,
)
ID_ABSENT: Final = rule(
    "contexte.id_absent",
    ERROR,
    ("Un contexte n'a pas d'identifiant.", "A context has no identifier."),
    ("Ajoutez un identifiant de contexte, nouveau à chaque appel.", "Add an identifier, new for each call."),
    WSDL,
    _REFUS_SUPPOSE,
)
ID_FORME: Final = rule(
    "contexte.id_forme",
    WARNING,
    ("L'identifiant d'un contexte n'a pas la forme attendue.", "The identifier of a context is not a UUID."),
    ("Utilisez un UUID, nouveau à chaque appel.", "Use a UUID, new for each call."),
    CLIENTS,
)
TEMPS_ABSENT: Final = rule(
    "contexte.temps_absent",
    ERROR,
    ("Un contexte ne dit pas l'heure de l'appel.", "A context does not tell the time of the call."),
    ("Ajoutez la date et l'heure de l'appel.", "Add the date and time of the call."),
    WSDL,
    _REFUS_SUPPOSE,
    _TRACES,
)
TEMPS_FORME: Final = rule(
    "contexte.temps_forme",
    ERROR,
    (
        "La date et l'heure d'un contexte ne sont pas écrites comme il faut.",
        "The date and time of a context are not written as they must be.",
    ),
    (
        "Écrivez par exemple 2026-01-01T08:00:00Z ou 2026-01-01T09:00:00+01:00.",
        "Write for instance 2026-01-01T08:00:00Z or 2026-01-01T09:00:00+01:00.",
    ),
    WSDL,
    _REFUS_SUPPOSE,
    _TRACES,
)
TEMPS_DECALE: Final = rule(
    "contexte.temps_decale",
    INFO,
    (
        "La date d'un contexte n'est pas celle de l'appel.",
        "The date of a context is not that of the call.",
    ),
    (
        "Écrivez l'heure de l'appel, à chaque appel : une date figée brouille les traces.",
        "Write the time of the call at each call: a frozen date blurs the logs.",
    ),
    seen("padoa/tlsi-ins : des dates vieilles de plusieurs jours passaient"),
    requirements=_TRACES,
)
NATURE: Final = rule(
    "contexte.nature",
    ERROR,
    ("La nature d'un contexte n'a pas sa valeur fixe.", "The nature of a context has not its fixed value."),
    (
        "Écrivez la valeur attendue, ou retirez l'attribut.",
        "Write the expected value, or drop the attribute.",
    ),
    WSDL,
    _REFUS_SUPPOSE,
)
IDAM_ABSENT: Final = rule(
    "lps.idam_absent",
    ERROR,
    (
        "Le numéro d'autorisation du logiciel est absent.",
        "The software's authorisation number is absent.",
    ),
    (
        "Renseignez dans le DUI le numéro d'autorisation délivré par le CNDA.",
        "Set in the software the authorisation number given by the CNDA.",
    ),
    _SANS_NUMERO,
    Refusal("desir_550", _SANS_NUMERO),
    ("SC.INS/va1.37",),
)
IDAM_FORME: Final = rule(
    "lps.idam_forme",
    WARNING,
    (
        "Le numéro d'autorisation n'a pas la forme de ceux du CNDA.",
        "The authorisation number has not the shape of those of the CNDA.",
    ),
    (
        "Recopiez les douze caractères, lettres capitales et chiffres, de l'autorisation.",
        "Copy the twelve characters, capital letters and digits, of the authorisation.",
    ),
    CLIENTS,
    requirements=("SC.INS/va1.37",),
)
IDAM_INCONNU: Final = rule(
    "lps.idam_inconnu",
    ERROR,
    (
        "Le numéro d'autorisation du logiciel est inconnu.",
        "The software's authorisation number is unknown.",
    ),
    (
        "Corrigez le numéro dans le DUI, ou adoptez ce logiciel dans l'espace.",
        "Correct the number in the software, or adopt this software into the espace.",
    ),
    seen("padoa/tlsi-ins"),
    Refusal("desir_550", seen("padoa/tlsi-ins")),
    ("SC.INS/va1.37",),
)
LPS_VERSION: Final = rule(
    "lps.version_vide",
    WARNING,
    ("La version du logiciel n'est pas renseignée.", "The version of the software is not given."),
    ("Indiquez la version du logiciel.", "Give the version of the software."),
    CLIENTS,
)
LPS_INSTANCE: Final = rule(
    "lps.instance_vide",
    WARNING,
    (
        "L'identifiant de l'installation du logiciel n'est pas renseigné.",
        "The identifier of the software's installation is not given.",
    ),
    (
        "Donnez à chaque installation un identifiant stable : il aide le support.",
        "Give each installation a stable identifier: it helps support.",
    ),
    CLIENTS,
)
LPS_NOM: Final = rule(
    "lps.nom_forme",
    WARNING,
    (
        "Le nom du logiciel n'a pas la forme attendue.",
        "The name of the software has not the expected shape.",
    ),
    (
        "Écrivez « urn:lps: », le nom du logiciel, « : », sa version.",
        "Write “urn:lps:”, the name of the software, “:”, its version.",
    ),
    CLIENTS,
)
EMETTEUR: Final = rule(
    "emetteur.different_ou",
    WARNING,
    (
        "L'émetteur n'est pas la structure du certificat.",
        "The issuer is not the structure of the certificate.",
    ),
    (
        "Recopiez dans Emetteur l'identifiant de structure du certificat client.",
        "Copy the structure identifier of the client certificate into Emetteur.",
    ),
    CLIENTS,
    requirements=_TRACES,
)
EMETTEUR_ABSENT: Final = rule(
    "emetteur.absent",
    INFO,
    ("Un contexte ne nomme pas son émetteur.", "A context does not name its issuer."),
    (
        "Recopiez dans Emetteur l'identifiant de structure du certificat client.",
        "Copy the structure identifier of the client certificate into Emetteur.",
    ),
    CLIENTS,
    requirements=_TRACES,
)
