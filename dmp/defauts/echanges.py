"""How calls come and are answered: addresses, assertions, faults, pages."""

from collections.abc import Iterator

from dmp.defauts.base import default
from dmp.xds.rules.decision import OPTION_DROITS_XDS, OPTION_FENETRE
from simulators.core.basis import assumed, reported, seen
from simulators.core.rule import Default


def echanges() -> Iterator[Default]:
    """How calls come and are answered."""
    yield default(
        OPTION_FENETRE,
        "Option : un VIHF émis il y a plus d'une heure ou dans le futur est refusé. Sans l'option : noté.",
        "Option: an assertion issued over an hour ago or in the future is refused. Without it: noted.",
        assumed("durée de vie du VIHF non trouvée"),
    )
    yield default(
        OPTION_DROITS_XDS,
        "Option : un refus de droits sur un appel XDS est un RegistryResponse Failure. Sans l'option : une "
        "faute SOAP.",
        "Option: a refusal of rights on an XDS call is a RegistryResponse Failure. Without it: a SOAP fault.",
        reported("nom du code : PDT-INF-527 ; place incertaine"),
    )
    yield default(
        "dmp.adresse",
        "Les deux orthographes des adresses sont acceptées, sans égard aux majuscules ; la racine du corps "
        "choisit l'opération.",
        "Both spellings of the addresses are accepted, whatever the case; the body root chooses.",
        seen("client d'exemple KIT, k-jefferson/Dehempe"),
    )
    yield default(
        "dmp.descriptions",
        "Les WSDL sont écrits pour le simulateur : racines et actions sont celles du DMP, le contenu HL7 v3 "
        "et ebRIM est laissé ouvert. Comme celui du DMP, le WSDL de patientsSpecific donne une action vide.",
        "The WSDLs are written for the simulator: roots and actions are the DMP's, HL7 v3 and ebRIM content "
        "is left open. Like the DMP's, the WSDL of patientsSpecific gives an empty action.",
        seen("exemples de messages DMP v02.05.00, WSDL 2.01.04 du 11/06/2024"),
    )
    yield default(
        "dmp.fautes_sans_sous_code",
        "Une faute dont le code réel est inconnu n'a pas de sous-code ; son texte dit la cause.",
        "A fault whose real code is unknown has no subcode; its text tells the cause.",
        assumed("aucun code inventé ne doit atteindre un éditeur"),
    )
    yield default(
        "dmp.oid",
        "L'INS de test (.10) désigne toutes les personnes ; celui de production (.8), les seules identités "
        "publiées, avec un constat.",
        "The test INS (.10) designates everybody; the production one (.8), published identities only, with a "
        "finding.",
        seen("k-jefferson/Dehempe : .8 rend des résultats vides"),
    )
    yield default(
        "dmp.web_pages",
        "Les adresses d'accès direct sont les vraies ; le contenu et la présentation des pages, le droit "
        "demandé pour chacune et les statuts HTTP sont inventés.",
        "The addresses of direct access are the real ones; the content and look of the pages, the right that "
        "each asks for and the HTTP statuses are invented.",
        assumed("PDT-INF-527 donne les adresses et le message d'un DMP fermé, inconnu ou bloqué"),
    )
    yield default(
        "dmp.web_porteur",
        "Qui ouvre une page est le porteur de la carte du TLS mutuel, en accès normal ; l'e-CPS du site réel "
        "n'est pas jouée.",
        "Whoever opens a page is the bearer of the card of mutual TLS, in normal access; the e-CPS of the "
        "real site is not played.",
        assumed("connexion du site réel non vue"),
    )
    yield default(
        "dmp.web_historique",
        "L'historique montre les passages que garde le registre : dépôts, lectures, gestion, pages.",
        "The history shows the passages that the registry keeps: feedings, readings, management, pages.",
        assumed("contenu de la page réelle non vu"),
    )
    yield default(
        "dmp.web_air",
        "L'accès web en AIR (TD0.10) n'est pas joué : sans carte, la page le dit.",
        "Web access in AIR mode (TD0.10) is not played: without a card, the page says so.",
        assumed("forme du jeton de TD0.10 non vue (dmp_xds.md §4.11)"),
    )
    yield default(
        "dmp.air_sans_jeton",
        "En mode AIR, la preuve du professionnel est dans l'assertion ; aucun jeton n'est attendu à côté.",
        "In AIR mode the proof of the professional is inside the assertion; no token is expected beside it.",
        assumed("PDT-INF-606 et EX_AIR-050 ne parlent que de l'assertion"),
    )
    yield default(
        "dmp.td02_code_ae",
        "Le code d'un refus du test d'existence est celui des refus de droits ; son texte est celui vu.",
        "The code of a refused existence test is that of refused rights; its text is the one seen.",
        assumed("texte vu, code inconnu"),
    )
    yield default(
        "dmp.clair",
        "En clair, la nature du certificat client n'est pas jugée.",
        "In clear, the kind of client certificate is not judged.",
        assumed("commodité du simulateur"),
    )
