"""Rules on the calls to the directory."""

from typing import Final

from mss.rules.catalogue.base import ERROR, rule
from simulators.core.basis import assumed, seen
from simulators.core.rule import Refusal, Rule

_BASES: Final = seen("DOC-ANN, bases de l'API v2")
_PARAMETRES: Final = seen("DOC-ANN, paramètres de recherche v2")
_CONF20: Final = ("SC.MSS/CONF.20", "ECO.3.1.4")

CLE: Final = rule(
    "annuaire.cle",
    ERROR,
    ("La clé d'API manque ou n'est pas connue.", "The API key is missing or unknown."),
    (
        "Mettez la clé dans l'en-tête ESANTE-API-KEY : celle du fichier « prêt », ou une clé enregistrée par "
        "l'API de contrôle.",
        "Put the key in the ESANTE-API-KEY header: that of the ready file, or a registered one.",
    ),
    _BASES,
    Refusal("annuaire_cle", _BASES),
    _CONF20,
)
METHODE: Final = rule(
    "annuaire.methode",
    ERROR,
    ("Cette méthode n'est pas admise ici.", "This method is not admitted here."),
    (
        "Utilisez GET, ou POST vers l'adresse du type suivie de /_search ; PATCH pour les boîtes.",
        "Use GET, or POST to the address of the type followed by /_search; PATCH for the boxes of an entry.",
    ),
    _BASES,
    Refusal("annuaire_methode", _BASES, always=True),
)
LOT: Final = rule(
    "annuaire.lot",
    ERROR,
    ("La racine de l'annuaire ne se cherche pas.", "The root of the directory cannot be searched."),
    ("Cherchez un type à la fois : Practitioner, Organization…", "Search one type at a time."),
    seen("IG-BAL, essais du 12/06/2026"),
    Refusal("annuaire_lot", seen("IG-BAL, essais du 12/06/2026"), always=True),
)
TYPE: Final = rule(
    "annuaire.type",
    ERROR,
    ("Ce type de ressource n'est pas servi.", "This type of resource is not served."),
    (
        "Les types servis : Practitioner, PractitionerRole, Organization, HealthcareService, Device.",
        "The types served: Practitioner, PractitionerRole, Organization, HealthcareService, Device.",
    ),
    _BASES,
    Refusal("annuaire_type", _BASES, always=True),
)
ADRESSE: Final = rule(
    "annuaire.adresse",
    ERROR,
    ("Cette adresse n'est pas celle de l'annuaire.", "This address is not that of the directory."),
    ("La base est /fhir/v2 ; la version 1 n'est plus servie.", "The base is /fhir/v2; version 1 is gone."),
    seen("DOC-ANN, adresses de base"),
    Refusal("annuaire_adresse", assumed("réponse aux anciennes adresses non vue"), always=True),
)
ABSENT: Final = rule(
    "annuaire.absent",
    ERROR,
    ("Aucune fiche n'a cet identifiant technique.", "No entry has this technical identifier."),
    (
        "Cherchez par identifiant métier (RPPS, FINESS) : l'identifiant technique d'une fiche n'est pas à "
        "inventer.",
        "Search by business identifier (RPPS, FINESS): a technical identifier is not to be made up.",
    ),
    _BASES,
    Refusal("annuaire_absent", _BASES, always=True),
)
PARAMETRE: Final = rule(
    "annuaire.parametre",
    ERROR,
    ("Ce paramètre n'existe pas pour ce type.", "This parameter does not exist for this type."),
    (
        "Prenez les paramètres annoncés par /metadata pour ce type.",
        "Use the parameters announced by /metadata for this type.",
    ),
    _PARAMETRES,
    Refusal("annuaire_parametre", seen("mss.md §4.1, réponse à mailbox-mss-type"), always=True),
    _CONF20,
)
VALEUR: Final = rule(
    "annuaire.valeur",
    ERROR,
    ("La valeur de ce paramètre ne se lit pas.", "The value of this parameter cannot be read."),
    (
        "Corrigez la valeur : nombre pour _count, date précédée de ge, lt… pour _lastUpdated.",
        "Correct the value: a number for _count, a date after ge, lt… for _lastUpdated.",
    ),
    _PARAMETRES,
    Refusal("annuaire_valeur", _BASES, always=True),
)
INCLUSION: Final = rule(
    "annuaire.inclusion",
    ERROR,
    ("Cette inclusion n'existe pas.", "This inclusion does not exist."),
    (
        "Prenez une inclusion documentée, par exemple _include=PractitionerRole:organization.",
        "Use a documented inclusion, such as _include=PractitionerRole:organization.",
    ),
    _PARAMETRES,
    Refusal("annuaire_inclusion", assumed("refus à la manière de HAPI"), always=True),
)
PAGE: Final = rule(
    "annuaire.page",
    ERROR,
    ("Le jeton de page n'est pas celui de cette recherche.", "The page token is not that of this search."),
    (
        "Suivez le lien « next » tel quel, sans en composer un.",
        "Follow the “next” link as it is; do not make one.",
    ),
    seen("DOC-ANN, lien next : une adresse entière"),
    Refusal("annuaire_page", assumed("refus d'un jeton inconnu non vu"), always=True),
)
TROP: Final = rule(
    "annuaire.trop",
    ERROR,
    ("La demande est trop grande.", "The request is too large."),
    ("Cherchez en plusieurs appels.", "Search in several calls."),
    assumed("limite du simulateur"),
    Refusal("annuaire_trop", assumed("limite du simulateur"), always=True),
)
FORMAT: Final = rule(
    "annuaire.format",
    ERROR,
    ("Seul le JSON est servi ici.", "Only JSON is served here."),
    ("Demandez application/fhir+json.", "Ask for application/fhir+json."),
    assumed("le XML du vrai service n'est pas simulé"),
    Refusal("annuaire_format", assumed("le XML du vrai service n'est pas simulé"), always=True),
)

_GUIDE: Final = seen("IG-BAL, flux d'alimentation et openapi-balmss (interface en projet)")


def _patch(name: str, title: tuple[str, str], advice: tuple[str, str]) -> Rule:
    refusal = Refusal(f"annuaire_{name}", _GUIDE, always=True)
    return rule(f"annuaire.{name}", ERROR, title, advice, _GUIDE, refusal)


PATCH_CORPS: Final = _patch(
    "patch_corps",
    ("Le corps n'est pas un FHIR Patch.", "The body is no FHIR Patch."),
    (
        "Envoyez une ressource Parameters d'« operation » : type, path, puis value selon l'opération.",
        "Send a Parameters resource of “operation”: type, path, then value as the operation needs.",
    ),
)
PATCH_CHEMIN: Final = _patch(
    "patch_chemin",
    ("Ce chemin ne vise pas une boîte de la fiche.", "This path aims at no mailbox of the entry."),
    (
        "Visez <Type>.telecom.where(value = '<adresse>'), puis rank ou une sous-extension ; pour ajouter, "
        "<Type>.telecom.",
        "Aim at <Type>.telecom.where(value = '<address>'), then rank or a sub-extension; to add, "
        "<Type>.telecom.",
    ),
)
PATCH_VALEUR: Final = _patch(
    "patch_valeur",
    ("La valeur ne convient pas à cette boîte.", "The value does not fit this mailbox."),
    (
        "Adresse en *.mssante.fr ; PER et CAB sur Practitioner, PER sur PractitionerRole, ORG et APP sur "
        "Organization ; une PER n'a ni description, ni service, ni responsable.",
        "Address in *.mssante.fr; PER and CAB on Practitioner, PER on PractitionerRole, ORG and APP on "
        "Organization; a PER has neither description, service nor person in charge.",
    ),
)
PATCH_FIGE: Final = _patch(
    "patch_fige",
    ("L'adresse et le type d'une boîte ne changent pas.", "The address and type of a mailbox do not change."),
    ("Supprimez la boîte et créez-en une autre.", "Delete the mailbox and make another one."),
)
PATCH_CIBLE: Final = _patch(
    "patch_cible",
    ("Cette fiche n'a pas de boîte à cette adresse.", "This entry has no mailbox at this address."),
    ("Cherchez la fiche par mailbox-mss.", "Search the entry by mailbox-mss."),
)
PATCH_PRISE: Final = _patch(
    "patch_prise",
    ("Une boîte a déjà cette adresse.", "A mailbox has this address already."),
    ("Choisissez une autre adresse.", "Choose another address."),
)
PLUSIEURS: Final = _patch(
    "plusieurs",
    ("Plusieurs fiches répondent à ce critère.", "Several entries fit this condition."),
    ("Précisez l'identifiant, ou visez la fiche par son identifiant technique.", "Narrow the identifier."),
)
DEBIT: Final = rule(
    "annuaire.debit",
    ERROR,
    (
        "Plus de 17 appels en une seconde dans cet espace.",
        "More than 17 calls in a second in this espace.",
    ),
    (
        "Espacez les appels, groupez les recherches (valeurs séparées par des virgules).",
        "Space the calls out, group the searches (values separated by commas).",
    ),
    seen("DOC-ANN, 17 appels par seconde et par application"),
    Refusal("annuaire_debit", assumed("code 429 supposé"), always=True),
    _CONF20,
)

PAR_CLE: Final[dict[str, Rule]] = {
    one.refusal.error: one
    for one in (
        *(CLE, METHODE, LOT, TYPE, ADRESSE, ABSENT, PARAMETRE),
        *(VALEUR, INCLUSION, PAGE, TROP, FORMAT, DEBIT),
        *(PATCH_CORPS, PATCH_CHEMIN, PATCH_VALEUR, PATCH_FIGE, PATCH_CIBLE, PATCH_PRISE, PLUSIEURS),
    )
    if one.refusal is not None
}

# What may refuse a patch once it is read.
PATCHS: Final = (ABSENT, PATCH_VALEUR, PATCH_FIGE, PATCH_CIBLE, PATCH_PRISE, PLUSIEURS)
