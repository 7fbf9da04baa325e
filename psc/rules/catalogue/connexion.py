"""Rules on the login page and on who may connect (psc.md §2.1, §2.3, §9)."""

from typing import Final

from psc.errors import ERRORS
from psc.rules.catalogue.base import OIDC, PORTAIL, WARNING, refus, rule
from simulators.core.rule import Refusal, Rule

COOKIE_PERDU: Final = refus(
    "connexion.cookie",
    "cookie_perdu",
    (
        "Le navigateur n'a pas rapporté le cookie de la page de connexion.",
        "The browser did not bring back the cookie of the login page.",
    ),
    ("Acceptez les cookies et recommencez.", "Accept cookies and start again."),
    OIDC,
)
PAGE_EXPIREE: Final = refus(
    "connexion.page_inconnue",
    "page_expiree",
    ("Cette page de connexion n'existe plus.", "This login page no longer exists."),
    ("Recommencez depuis le logiciel.", "Start again from the software."),
    OIDC,
)
CONNEXION_EXPIREE: Final = refus(
    "connexion.expiree",
    "connexion_expiree",
    ("La page de connexion est restée ouverte trop longtemps.", "The login page stayed open for too long."),
    ("Recommencez depuis le logiciel.", "Start again from the software."),
    OIDC,
)
ACCES_REFUSE: Final = refus(
    "connexion.annulee",
    "acces_refuse",
    ("Le professionnel a renoncé à se connecter.", "The professional gave up connecting."),
    (
        "Revenez à l'écran de connexion du logiciel, sans échanger de code.",
        "Return to the software's login screen, without exchanging a code.",
    ),
    OIDC,
)


def _refus(error: str, fr: str, en: str, conseil: str, advice: str) -> Rule:
    refusal = Refusal(error, ERRORS[error].basis, always=True)
    nom = f"connexion.{error}"
    return rule(nom, WARNING, (fr, en), (conseil, advice), PORTAIL, refusal, ("SC.PSC.01",))


CARTE_OPPOSEE: Final = _refus(
    "carte_opposee",
    "La carte du professionnel est en opposition.",
    "The professional's card is blocked.",
    "Proposez un autre moyen au même niveau, ou une nouvelle carte.",
    "Offer another means of the same level, or a new card.",
)
ECPS_NON_ACTIVEE: Final = _refus(
    "ecps_non_activee",
    "L'e-CPS du professionnel n'est pas activée.",
    "The professional's e-CPS is not activated.",
    "Faites activer l'e-CPS depuis l'application.",
    "Have the e-CPS activated from the application.",
)
ENROLEMENT: Final = _refus(
    "enrolement_en_attente",
    "Le professionnel est enregistré depuis moins de 48 heures.",
    "The professional was registered less than 48 hours ago.",
    "Attendez 48 heures après l'enregistrement.",
    "Wait 48 hours after the registration.",
)
ACTIVITE_TERMINEE: Final = _refus(
    "activite_terminee",
    "L'activité du professionnel est terminée.",
    "The professional's activity has ended.",
    "Faites enregistrer une activité en cours.",
    "Have a current activity registered.",
)
MOYEN_ABSENT: Final = _refus(
    "moyen_absent",
    "Le professionnel n'a pas ce moyen d'identification.",
    "The professional lacks this means of identification.",
    "Choisissez un moyen que le professionnel possède, ou faites-le enregistrer.",
    "Choose a means the professional has, or have them registered.",
)
PROFESSIONNEL_INCONNU: Final = _refus(
    "professionnel_inconnu",
    "Aucun professionnel de l'espace n'a cet identifiant.",
    "No professional of the espace has this identifier.",
    "Vérifiez l'identifiant national, ou ajoutez le professionnel à l'espace.",
    "Check the national identifier, or add the professional to the espace.",
)
CODE_CARTE: Final = _refus(
    "code_carte_faux",
    "Le code de la carte est faux.",
    "The card's code is wrong.",
    "Saisissez le code des cartes de test affiché sur la page.",
    "Type the code of test cards shown on the page.",
)
ECPS_REFUSEE: Final = _refus(
    "ecps_refusee",
    "La demande a été refusée sur le téléphone.",
    "The request was refused on the telephone.",
    "Recommencez, et acceptez la demande.",
    "Try again, and accept the request.",
)
