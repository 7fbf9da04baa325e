"""The fidelity register of INSi: every error, rule and default, with what each rests on."""

from collections.abc import Iterator
from types import ModuleType
from typing import Final

from ins.errors import ERRORS
from ins.lot2.register import CATALOGUES as LOT2
from ins.lot2.register import DEFAULTS as DEFAULTS_LOT2
from ins.messages.ecriture import OPTION_2022
from ins.messages.variante import OPTION_CNDA
from ins.rules.catalogue import (
    assertion,
    contextes,
    enveloppe,
    identite,
    lexique,
    psc,
    rythme,
    signature,
    traits,
    transport,
    vitale,
)
from ins.rules.decision import OPTION_QUIRK_QUALIF
from ins.rules.vie import OPTION_OID_REEL
from simulators.core.basis import Basis, assumed, reported, seen, standard
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
        OPTION_CNDA,
        "Option : réponses écrites comme les fichiers que le CNDA fait injecter : dates en tête de "
        "l'historique, type de matricule, premier prénom à part. Sans l'option : la forme du service.",
        "Option: answers written as the files the CNDA has editors inject: dates first in the history, "
        "type of matricule, first given name apart. Without it: the shape of the service.",
        seen("CharlieLamatte/SAPA, fichiers du CNDA ; préfixe de l'enveloppe supposé"),
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
        "Un trait que la base ne connaît pas n'est pas comparé ; il manque dans la réponse.",
        "A trait that the base lacks is not compared; it is absent from the answer.",
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
        "ins.assertion_certificat",
        "L'adresse à assertion accepte un certificat client sans l'exiger : un jeton Pro Santé Connect peut "
        "y être lié.",
        "The address for assertions takes a client certificate without asking for one: a Pro Santé Connect "
        "token may be bound to it.",
        assumed("TLS serveur seul pour la carte ; usage réel inconnu pour Pro Santé Connect"),
    ),
    _default(
        "ins.assertion_vitale",
        "De l'assertion Vitale seule la présence est regardée : est prise pour telle toute assertion qui ne "
        "nomme pas un professionnel.",
        "Of the Vitale assertion only the presence is looked at: any assertion that names no professional is "
        "taken for it.",
        assumed("contenu jamais vu"),
    ),
    _default(
        "ins.assertion_age",
        "Une assertion de professionnel vaut une heure, à l'heure de l'espace.",
        "A professional's assertion is good for one hour, by the clock of the espace.",
        assumed("durée lue dans le commentaire d'un client ; refus jamais vu"),
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
        "ins.deces_dossiers",
        "Un décès déclaré ferme le DMP et Mon espace santé, sauf s'ils l'ignorent encore (dossiers_ouverts).",
        "A declared death closes the DMP and Mon espace santé, unless not told yet (dossiers_ouverts).",
        assumed("délai réel inconnu"),
    ),
    _default(
        "ins.generation_parts",
        "Parts par défaut des dossiers générés : 00 75,2 %, 01 24,4 %, 02 0,4 % des appels, celles d'un seul "
        "cabinet d'ophtalmologie ; elles se règlent.",
        "Default shares of the generated records: 00 75.2 %, 01 24.4 %, 02 0.4 % of calls, those of one "
        "ophthalmology practice; they can be set.",
        seen("Ophtao, étude de 3 577 appels"),
    ),
    _default(
        OPTION_OID_REEL,
        "Option : les INS donnés par le simulateur portent l'OID .8, comme INSi en qualification. "
        "Sans l'option : l'OID de test .10.",
        "Option: the INS given by the simulator carry OID .8, as INSi does on qualification. "
        "Without it: the test OID .10.",
        seen(f"{_P1}, CharlieLamatte/SAPA"),
    ),
    _default(
        "ins.historique_dix",
        "L'historique garde les dix derniers changements de matricule.",
        "The history keeps the last ten changes of matricule.",
        reported("SEL-MP-043, cité par lsoulier42/healthcare-domain"),
    ),
    _default(
        "ins.historique_dates",
        "L'INS remplacé entre dans l'historique avec deux dates : depuis l'INS précédent ou la naissance, "
        "jusqu'au jour du changement.",
        "The replaced INS enters the history with two dates: since the INS before it or the birth, until the "
        "day of the change.",
        assumed("des dates absentes ou inversées se voient aussi"),
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
    access = (transport, assertion, signature, psc, enveloppe)
    modules = (*access, contextes, lexique, traits, identite, vitale, rythme, *LOT2)
    rules = {rule.id: rule for rule in _rules(*modules)}
    return Register("ins", ERRORS, rules, {default.key: default for default in (*_DEFAULTS, *DEFAULTS_LOT2)})
