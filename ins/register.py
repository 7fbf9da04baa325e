"""The fidelity register of INSi: every error, rule and default, with what each rests on."""

from collections.abc import Iterator
from types import ModuleType
from typing import Final

from ins.errors import ERRORS
from ins.lot2.register import CATALOGUES as LOT2
from ins.lot2.register import DEFAULTS as DEFAULTS_LOT2
from ins.messages.ecriture import OPTION_2022
from ins.rules.catalogue import contextes, enveloppe, traits, transport, vitale
from ins.rules.decision import OPTION_QUIRK_QUALIF
from simulators.core.basis import Basis, assumed, seen, standard
from simulators.core.rule import Default, Register, Rule, Text

_P1: Final = "padoa/tlsi-ins"


def _default(key: str, fr: str, en: str, basis: Basis) -> Default:
    return Default(key, Text(fr, en), basis)


_DEFAULTS: Final = (
    _default(
        OPTION_QUIRK_QUALIF,
        "Option : une personne absente donne une faute technique, comme la qualification de 2022-2023 : "
        "insi_102 par traits, insi_101 par carte Vitale. "
        "Sans l'option : « Aucune identite trouvee ».",
        "Option: an absent person gives a technical fault, as the qualification platform did in 2022-2023: "
        "insi_102 by traits, insi_101 by carte Vitale. "
        "Without it: “Aucune identite trouvee”.",
        seen(f"{_P1}, CharlieLamatte/SAPA, doc.devbox-sante.fr"),
    ),
    _default(
        OPTION_2022,
        "Option : fautes écrites comme en 2022. Sans l'option : la forme de 2024 pour la passerelle.",
        "Option: faults written as in 2022. Without it: the shape of 2024 for the gateway.",
        seen(_P1),
    ),
    _default(
        "ins.egalite_stricte",
        "Le nom de naissance, le sexe et la date sont comparés à l'identique.",
        "Birth name, sex and birth date are compared for strict equality.",
        seen("Ophtao, étude de 3 577 appels"),
    ),
    _default(
        "ins.premier_prenom",
        "Le premier prénom de la liste suffit à trouver la personne.",
        "The first given name of the list is enough to find the person.",
        seen(f"{_P1}, CharlieLamatte/SAPA"),
    ),
    _default(
        "ins.lieu_filtre",
        "Le lieu de naissance, s'il est donné, départage les personnes trouvées ; absent, il ne filtre pas.",
        "The place of birth, when given, tells apart the people found; absent, it filters nothing.",
        seen("CharlieLamatte/SAPA"),
    ),
    _default(
        "ins.prenom_second",
        "Le deuxième prénom seul ne trouve personne.",
        "The second given name alone finds nobody.",
        assumed("comportement réel inconnu"),
    ),
    _default(
        "ins.prenoms_tete",
        "Plusieurs prénoms trouvent la personne s'ils forment le début de sa liste.",
        "Several given names find the person when they are the head of the list.",
        assumed("les clients y comptent ; jamais vu"),
    ),
    _default(
        "ins.prenoms_elements",
        "Plusieurs éléments Prenom se lisent comme un seul, séparés par des espaces.",
        "Several Prenom elements read as one, separated by spaces.",
        assumed("permis par le schéma ; lecture réelle inconnue"),
    ),
    _default(
        "ins.comparaison_stricte",
        "Tiret, apostrophe et espace ne se valent pas ; rien n'est converti côté service.",
        "Hyphen, apostrophe and space are not alike; nothing is converted by the service.",
        assumed("comportement réel inconnu"),
    ),
    _default(
        "ins.trait_absent_de_la_base",
        "Un trait que la base ne connaît pas n'est pas comparé ; il revient vide.",
        "A trait that the base lacks is not compared; it comes back empty.",
        assumed("cas jamais vu"),
    ),
    _default(
        "ins.trait_absent_de_la_demande",
        "Une demande sans un des quatre traits obligatoires ne trouve personne.",
        "A request without one of the four compulsory traits finds nobody.",
        assumed("code réel inconnu"),
    ),
    _default(
        "ins.vitale_matricule",
        "Une recherche par carte Vitale cherche le matricule du bénéficiaire, actif ou ancien, et lui seul "
        "s'il est donné.",
        "A search by carte Vitale looks for the beneficiary's matricule, active or former, and for it alone "
        "when it is given.",
        assumed("règle de rapprochement réelle inconnue"),
    ),
    _default(
        "ins.vitale_ouvrant_droit",
        "Sans matricule du bénéficiaire : celui de l'assuré, la date de naissance et le rang s'il est donné. "
        "L'INS rendue est celle du bénéficiaire.",
        "Without the beneficiary's matricule: the insured person's, the birth date and the rank, if given. "
        "The INS returned is the beneficiary's.",
        assumed("règle de rapprochement réelle inconnue"),
    ),
    _default(
        "ins.vitale_sans_carte",
        "Une personne dont on ne connaît pas la carte est l'assurée de sa propre carte, au rang 1.",
        "A person whose card is not known is the insured person of their own card, at rank 1.",
        assumed("commodité du simulateur"),
    ),
    _default(
        "ins.chemin_ets",
        "Le chemin /ets répond comme /lps.",
        "The path /ets answers as /lps.",
        assumed("existe pour d'autres téléservices, pas vu pour INSi"),
    ),
    _default(
        "ins.type_de_reponse",
        "Le type de contenu des réponses est application/soap+xml;charset=UTF-8.",
        "The content type of answers is application/soap+xml;charset=UTF-8.",
        assumed("valeur usuelle de la pile du service"),
    ),
    _default(
        "ins.cause_sans_code",
        "Une cause dont le code réel est inconnu reçoit la faute documentée de sa famille ; "
        "le journal dit la vraie cause.",
        "A cause whose real code is unknown gets the documented fault of its family; the journal tells the "
        "true cause.",
        assumed("aucun code inventé ne doit atteindre un éditeur"),
    ),
    _default(
        "ins.statut_http",
        "Les fautes répondent 500 ; 415 pour un autre type de contenu, 413 et 408 pour un corps trop gros ou "
        "trop lent.",
        "Faults answer 500; 415 for another content type, 413 and 408 for a body too large or too slow.",
        standard("SOAP 1.2 part 2 §7.5.2 ; RFC 9110 §15.5"),
    ),
    _default(
        "ins.utf16",
        "UTF-16 et les encodages d'un octet sont compris s'ils sont annoncés.",
        "UTF-16 and one-byte encodings are understood when announced.",
        standard("XML 1.0 §4.3.3"),
    ),
    _default(
        "ins.deces",
        "Une personne décédée garde son matricule actif.",
        "A deceased person keeps the active matricule.",
        assumed("usage supposé"),
    ),
    _default(
        "ins.clair",
        "En clair, l'appel vaut comme avec un certificat INSI-AUTO.",
        "In clear, the call stands as with an INSI-AUTO certificate.",
        assumed("commodité du simulateur"),
    ),
    _default(
        "ins.fraicheur",
        "La date des contextes n'est pas comparée à l'heure.",
        "The time of the contexts is not compared with the clock.",
        seen(f"{_P1} : des dates vieilles de plusieurs jours passaient"),
    ),
)


def _rules(*modules: ModuleType) -> Iterator[Rule]:
    for module in modules:
        for value in vars(module).values():
            if isinstance(value, Rule):
                yield value


def register() -> Register:
    """The whole register."""
    rules = {rule.id: rule for rule in _rules(transport, enveloppe, contextes, traits, vitale, *LOT2)}
    return Register("ins", ERRORS, rules, {default.key: default for default in (*_DEFAULTS, *DEFAULTS_LOT2)})
