"""Rules on lists: authorised records, people by traits, professionals (dmp_xds.md §4.3 to §4.6)."""

from typing import Final

from dmp.xds.rules.catalogue.base import CLIENTS, ERROR, MESSAGES, WARNING, refuse, rule
from simulators.core.basis import assumed, reported

_526: Final = reported("PDT-INF-526, PDT-INF-606")

DROITS: Final = rule(
    "liste.droits",
    ERROR,
    (
        "La matrice des droits n'ouvre pas cette liste à cet utilisateur dans ce mode.",
        "The rights matrix does not open that list to this user in this mode.",
    ),
    (
        "Demandez-la en mode direct ou AIR, avec l'accès normal.",
        "Ask for it in direct or AIR mode, with the normal access.",
    ),
    _526,
    refuse("droits_service", reported("PDT-INF-526, PDT-INF-527")),
)
BLOQUE: Final = rule(
    "habilitations.bloque",
    ERROR,
    (
        "Le patient a bloqué ce professionnel, qui ne peut pas lire les habilitations de son DMP.",
        "The patient has blocked this professional, who cannot read who is authorised on the record.",
    ),
    (
        "N'insistez pas : seul le patient peut lever le blocage.",
        "Do not insist: only the patient can lift it.",
    ),
    _526,
    refuse("droits_service", reported("PDT-INF-526, PDT-INF-527")),
    ("SC.DMP/CONF.06",),
)
SANS_AUTORISATION: Final = rule(
    "habilitations.sans_autorisation",
    ERROR,
    (
        "Le professionnel n'est pas autorisé sur ce DMP : il ne peut pas en lire les habilitations.",
        "The professional is not authorised on this record and cannot read who is.",
    ),
    (
        "Après accord du patient, déclarez l'autorisation (TD0.3), puis demandez la liste.",
        "Once the patient agrees, declare the authorisation (TD0.3), then ask for the list.",
    ),
    _526,
    refuse("droits_service", reported("PDT-INF-526, PDT-INF-527")),
    ("SC.DMP/UX.08",),
)
DATE: Final = rule(
    "liste.date",
    ERROR,
    (
        "La date de départ de la liste n'est pas lisible.",
        "The start date of the list cannot be read.",
    ),
    (
        "Écrivez startDate en chiffres : aaaammjjhhmmss, ou jjmmaaaa.",
        "Write startDate in digits: yyyymmddhhmmss, or ddmmyyyy.",
    ),
    CLIENTS,
    refuse("service_refus"),
)
TYPE: Final = rule(
    "liste.type_date",
    ERROR,
    (
        "Le type de date de la liste n'est pas connu.",
        "The kind of date of the list is not known.",
    ),
    ("Écrivez LASTAUTORIZATION (un seul H) ou LASTDOC.", "Write LASTAUTORIZATION (one H) or LASTDOC."),
    MESSAGES,
    refuse("service_refus"),
)
NOUVELLES: Final = rule(
    "liste.nouvelles",
    ERROR,
    (
        "En mode indirect, seules les nouvelles autorisations depuis une date se listent.",
        "In indirect mode only the new authorisations since a date can be listed.",
    ),
    (
        "Mettez startDate, et LASTAUTORIZATION dans dateType.",
        "Put startDate, and LASTAUTORIZATION in dateType.",
    ),
    reported("PDT-INF-526, note 3"),
    refuse("droits_service", reported("PDT-INF-526, note 3")),
)
MODE: Final = rule(
    "habilitations.mode",
    WARNING,
    (
        "Le mode de la liste n'est pas connu ; toutes les habilitations sont rendues.",
        "The mode of the list is not known; all authorisations are given.",
    ),
    ("Écrivez ACTIVE, INTERDITE ou TOUTE.", "Write ACTIVE, INTERDITE or TOUTE."),
    MESSAGES,
)
TRAITS: Final = rule(
    "traits.vide",
    ERROR,
    ("La recherche ne donne pas de nom.", "The search gives no name."),
    (
        "Mettez le nom dans livingSubjectName/value/family.",
        "Put the family name in livingSubjectName/value/family.",
    ),
    MESSAGES,
    refuse("td1_refus", assumed("refus jamais vu")),
)
