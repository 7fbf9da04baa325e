"""Rules on the professional's assertion: presence, whom it names, age, attributes."""

from typing import Final

from ins.rules.catalogue.base import CLIENTS, ERROR, GUIDE, INFO, WARNING, rule
from simulators.core.basis import Basis, assumed, seen, standard
from simulators.core.rule import Refusal

_P1: Final = seen("padoa/tlsi-ins, structure de l'assertion")
_SAML: Final = standard("SAML 2.0 core §2.5.1")
_CPX: Final = ("SC.INS/va1.37",)


def _acces(basis: Basis, *, always: bool = False) -> Refusal:
    return Refusal("assertion_refusee", basis, always=always)


_INCOMPLETE: Final = Refusal("assertion_incomplete", assumed("code de refus jamais vu"))

ABSENTE: Final = rule(
    "assertion.absente",
    ERROR,
    (
        "Cette adresse demande l'assertion du professionnel, et le message n'en porte pas.",
        "This address asks for the professional's assertion, and the message has none.",
    ),
    (
        "Ajoutez l'assertion signée, ou appelez l'adresse à certificat logiciel.",
        "Add the signed assertion, or call the address for software certificates.",
    ),
    GUIDE,
    _acces(assumed("code de refus jamais vu"), always=True),
    _CPX,
)
INUTILE: Final = rule(
    "assertion.inutile",
    INFO,
    (
        "Le message porte une assertion, que l'adresse à certificat logiciel n'attend pas.",
        "The message holds an assertion, which the address for software certificates does not expect.",
    ),
    (
        "N'envoyez l'assertion qu'à l'adresse sans certificat client.",
        "Send the assertion only to the address without client certificate.",
    ),
    GUIDE,
)
PORTEUR: Final = rule(
    "assertion.porteur",
    ERROR,
    (
        "L'assertion nomme un autre professionnel que le porteur de la carte qui la signe.",
        "The assertion names another professional than the bearer of the card that signs it.",
    ),
    (
        "Mettez dans NameID l'identifiant national du porteur de la carte.",
        "Put the national identifier of the card's bearer in NameID.",
    ),
    _P1,
    _acces(_P1),
    (*_CPX, "SC.INS/va1.49"),
)
QUALIFICATIF: Final = rule(
    "assertion.qualificatif",
    ERROR,
    (
        "L'assertion ne dit pas si le professionnel vient de sa carte ou de Pro Santé Connect.",
        "The assertion does not tell whether the professional comes from a card or Pro Santé Connect.",
    ),
    (
        "Donnez à NameID l'attribut NameQualifier : CPS pour une carte, PSC pour Pro Santé Connect.",
        "Give NameID the NameQualifier attribute: CPS for a card, PSC for Pro Santé Connect.",
    ),
    _P1,
    _INCOMPLETE,
    _CPX,
)
SUJET_ABSENT: Final = rule(
    "assertion.sujet_absent",
    ERROR,
    (
        "L'assertion ne nomme aucun professionnel.",
        "The assertion names no professional.",
    ),
    (
        "Mettez dans NameID l'identifiant national du professionnel.",
        "Put the professional's national identifier in NameID.",
    ),
    _P1,
    _acces(_SAML),
    _CPX,
)
SUJET_FORME: Final = rule(
    "assertion.sujet_forme",
    WARNING,
    (
        "Le professionnel n'est pas désigné par un identifiant national.",
        "The professional is not named by a national identifier.",
    ),
    (
        "Écrivez 8 suivi du RPPS, ou 0 suivi du numéro ADELI.",
        "Write 8 followed by the RPPS, or 0 followed by the ADELI number.",
    ),
    _P1,
    requirements=("SC.INS/va1.49",),
)
VERSION: Final = rule(
    "assertion.version",
    ERROR,
    ("L'assertion n'est pas annoncée en SAML 2.0.", "The assertion is not announced as SAML 2.0."),
    ("Donnez-lui l'attribut Version, valeur 2.0.", "Give it the Version attribute, value 2.0."),
    _SAML,
    _INCOMPLETE,
)
EMISSION: Final = rule(
    "assertion.emission",
    ERROR,
    (
        "L'assertion ne dit pas quand elle a été émise.",
        "The assertion does not tell when it was issued.",
    ),
    (
        "Donnez-lui l'attribut IssueInstant, à l'heure de la signature.",
        "Give it the IssueInstant attribute, the time of the signature.",
    ),
    _SAML,
    _INCOMPLETE,
)
PERIMEE: Final = rule(
    "assertion.perimee",
    ERROR,
    (
        "L'assertion a été émise il y a plus d'une heure, ou dans le futur.",
        "The assertion was issued more than an hour ago, or in the future.",
    ),
    (
        "Refaites signer une assertion, et mettez l'horloge du poste à l'heure.",
        "Have a new assertion signed, and set the clock of the machine.",
    ),
    seen("padoa/tlsi-ins, commentaire : une heure environ"),
    _acces(assumed("refus jamais vu")),
    _CPX,
)
CONDITIONS: Final = rule(
    "assertion.conditions",
    ERROR,
    (
        "L'assertion est hors de la période de validité qu'elle annonce.",
        "The assertion is outside the validity period that it announces.",
    ),
    (
        "Refaites signer une assertion, et mettez l'horloge du poste à l'heure.",
        "Have a new assertion signed, and set the clock of the machine.",
    ),
    _SAML,
    _acces(_SAML),
)
ISSUER: Final = rule(
    "assertion.issuer",
    WARNING,
    (
        "L'émetteur de l'assertion n'est pas le nom du certificat qui signe.",
        "The issuer of the assertion is not the name of the signing certificate.",
    ),
    (
        "Recopiez dans Issuer le nom (DN) du certificat de signature, au format X509SubjectName.",
        "Copy the DN of the signature certificate into Issuer, with the X509SubjectName format.",
    ),
    _P1,
)
ATTRIBUT_ABSENT: Final = rule(
    "assertion.attribut_absent",
    ERROR,
    (
        "Il manque à l'assertion l'identifiant de facturation ou le secteur d'activité.",
        "The assertion lacks the billing identifier or the sector of activity.",
    ),
    (
        "Ajoutez-le : FINESS géographique de l'établissement, secteur d'exercice du professionnel.",
        "Add it: geographical FINESS of the establishment, sector where the professional works.",
    ),
    GUIDE,
    _INCOMPLETE,
    _CPX,
)
FACTURATION_FORME: Final = rule(
    "assertion.facturation_forme",
    WARNING,
    (
        "L'identifiant de facturation n'est ni un FINESS, ni un SIRET, ni un numéro de facturation.",
        "The billing identifier is neither a FINESS, nor a SIRET, nor a billing number.",
    ),
    (
        "Envoyez les neuf caractères du FINESS géographique, le SIRET s'il est inconnu.",
        "Send the nine characters of the geographical FINESS, the SIRET when it is unknown.",
    ),
    GUIDE,
)
SECTEUR_FORME: Final = rule(
    "assertion.secteur_forme",
    WARNING,
    (
        "Le secteur d'activité n'est pas un code de la nomenclature.",
        "The sector of activity is not a code of the value set.",
    ),
    ("Envoyez le code seul : SA et deux chiffres.", "Send the code alone: SA and two digits."),
    _P1,
)
SPECIALITE_ABSENTE: Final = rule(
    "assertion.specialite_absente",
    ERROR,
    (
        "L'assertion d'un médecin ne dit pas sa spécialité.",
        "The assertion of a doctor does not tell the speciality.",
    ),
    (
        "Ajoutez le code spécialité de l'assurance maladie : obligatoire pour un médecin.",
        "Add the speciality code of the health insurance: compulsory for a doctor.",
    ),
    GUIDE,
    _INCOMPLETE,
    _CPX,
)
SPECIALITE_FORME: Final = rule(
    "assertion.specialite_forme",
    WARNING,
    (
        "La spécialité n'est pas un code de l'assurance maladie.",
        "The speciality is not a code of the health insurance.",
    ),
    (
        "Envoyez les deux chiffres du code AMO, pas la spécialité ordinale.",
        "Send the two digits of the AMO code, not the ordinal speciality.",
    ),
    GUIDE,
)
SPECIALITE_NOM: Final = rule(
    "assertion.specialite_nom",
    WARNING,
    (
        "La spécialité est sous le nom que l'autre mode d'authentification emploie.",
        "The speciality is under the name that the other authentication mode uses.",
    ),
    (
        "Nommez-la codeSpecialite avec une carte, codeSpecialiteAMO avec Pro Santé Connect.",
        "Name it codeSpecialite with a card, codeSpecialiteAMO with Pro Santé Connect.",
    ),
    GUIDE,
)
DOUBLE: Final = rule(
    "assertion.attribut_double",
    WARNING,
    ("Un attribut de l'assertion est donné plusieurs fois.", "An attribute of the assertion is repeated."),
    ("Ne l'envoyez qu'une fois : seul le premier est lu.", "Send it once: only the first is read."),
    assumed("lecture réelle inconnue"),
)
EMETTEUR: Final = rule(
    "emetteur.different_porteur",
    WARNING,
    (
        "L'émetteur d'un contexte n'est pas le professionnel de l'assertion.",
        "The Emetteur of a context is not the professional of the assertion.",
    ),
    (
        "Recopiez-y l'identifiant national du professionnel, celui de NameID.",
        "Copy the professional's national identifier into it, that of NameID.",
    ),
    CLIENTS,
    requirements=("SC.INS/va1.49",),
)
VITALE_ABSENTE: Final = rule(
    "assertion.vitale_absente",
    ERROR,
    (
        "La recherche par carte Vitale ne porte pas l'assertion de la carte Vitale.",
        "The search by carte Vitale does not hold the assertion of the carte Vitale.",
    ),
    (
        "Ajoutez l'assertion Vitale à côté de celle du professionnel.",
        "Add the Vitale assertion beside the professional's.",
    ),
    seen("padoa/tlsi-ins, Pyxvital : assertion Vitale attendue ; contenu jamais vu"),
    _acces(assumed("refus jamais vu")),
    _CPX,
)
