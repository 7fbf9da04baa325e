"""The fidelity register of MSSanté: every reply, rule and default, with what each rests on."""

from collections.abc import Iterator
from types import ModuleType
from typing import Final

from mss.annuaire.register import defaults as annuaire_defaults
from mss.annuaire.rules import catalogue as annuaire
from mss.confiance.register import defaults as confiance_defaults
from mss.data.names import NAME
from mss.errors import ERRORS
from mss.rules.catalogue import (
    acces,
    accuse,
    acheminement,
    archive,
    base,
    courriel,
    envoi,
    remplacement,
    usager,
)
from mss.rules.catalogue.cda import CDA
from simulators.core.basis import Basis, assumed, reported, seen, standard
from simulators.core.rule import Default, Register, Rule, Text

_CATALOGUES: Final = (
    *(base, acces, envoi, acheminement, courriel, accuse, remplacement, archive, usager),
    annuaire,
)
_E009: Final = "E009, note sur le Référentiel #2"


def _default(key: str, fr: str, en: str, basis: Basis) -> Default:
    return Default(key, Text(fr, en), basis)


def _connexion() -> Iterator[Default]:
    yield _default(
        "mss.ports",
        "Deux paires d'adresses : jeton Pro Santé Connect, et certificat pour les boîtes applicatives.",
        "Two pairs of addresses: Pro Santé Connect token, and certificate for applicative boxes.",
        assumed("le choix des vrais opérateurs n'est pas connu"),
    )
    yield _default(
        "mss.avant_tls",
        "Avant STARTTLS : EHLO, NOOP, QUIT, CAPABILITY, ID, LOGOUT seulement ; LOGINDISABLED annoncé.",
        "Before STARTTLS: EHLO, NOOP, QUIT, CAPABILITY, ID, LOGOUT only; LOGINDISABLED announced.",
        standard("RFC 3207 §4, RFC 3501 §6.2.1"),
    )
    yield _default(
        "mss.suites",
        "En TLS 1.2, quatre suites ECDHE-RSA seulement ; TLS 1.3 est admis.",
        "In TLS 1.2, four ECDHE-RSA suites only; TLS 1.3 is admitted.",
        seen("DEVBOX, issue 156 (ECO.1.1.3)"),
    )
    yield _default(
        "mss.revocation",
        "La liste de révocation des serveurs est au chemin de celle de l'IGC-Santé de test, à l'adresse de "
        "l'annuaire ; les certificats n'en disent pas l'adresse.",
        "The revocation list of the servers is at the path of that of the test IGC-Santé, at the address of "
        "the directory; the certificates do not tell that address.",
        assumed("chemin vu (BAL-X, LB) ; adresse du simulateur"),
    )
    yield _default(
        "mss.defi",
        "Jeton refusé : un défi JSON de statut 401, une ligne vide du client, puis la réponse finale.",
        "Token refused: a JSON challenge of status 401, an empty line of the client, then the final reply.",
        assumed("protocole XOAUTH2 de Google et Microsoft"),
    )
    yield _default(
        "mss.applicative",
        "Boîte applicative : certificat dont l'OU est la structure titulaire, puis PLAIN avec l'adresse ; "
        "le mot de passe n'est pas regardé.",
        "Applicative box: certificate whose OU is the holding structure, then PLAIN with the address; the "
        "password is not looked at.",
        reported("CONF.12 ; errata 6"),
    )
    yield _default(
        "mss.membres",
        "Est membre d'une boîte organisationnelle le professionnel qui exerce dans la structure.",
        "A member of an organisational box is a professional who practises in the structure.",
        assumed("aucune liste de membres n'a été vue"),
    )
    yield _default(
        "mss.fin_de_session",
        "La session s'arrête quand le refresh token n'est plus valable, pas à l'expiration du jeton d'accès.",
        "The session ends when the refresh token is no longer valid, not when the access token expires.",
        reported("CONF.10 ; errata 7"),
    )


def _courrier() -> Iterator[Default]:
    yield _default(
        "mss.taille",
        "Taille maximale annoncée : 10 Mo.",
        "Largest size announced: 10 MB.",
        assumed("limite courante des opérateurs"),
    )
    yield _default(
        "mss.octets",
        "Un courriel accepté revient octet pour octet : aucun en-tête n'est ajouté.",
        "An accepted mail comes back byte for byte: no header is added.",
        assumed("un vrai opérateur ajoute Received et Return-Path"),
    )
    yield _default(
        "mss.boite_pleine",
        "Boîte pleine : refus temporaire 452.",
        "Full box: temporary refusal 452.",
        assumed("code choisi parmi ceux de la RFC 3463"),
    )
    yield _default(
        "mss.boite_usager_ins",
        "La boîte d'un usager suit son INS : elle change d'adresse avec lui et ferme avec Mon espace santé.",
        "A citizen's box follows their INS: it changes address with it, and closes with Mon espace santé.",
        assumed("délai réel inconnu"),
    )
    yield _default(
        "mss.domaines_usagers",
        "patient.mssante.fr et patient.demo.mssante.fr mènent aux mêmes boîtes.",
        "patient.mssante.fr and patient.demo.mssante.fr lead to the same boxes.",
        seen("IG-TRANS, exemples d'adresses ; le second domaine est celui des données fictives"),
    )
    yield _default(
        "mss.rebond",
        "Boîte d'usager fermée ou inconnue : 250, puis un courriel « Message non distribué ».",
        "Citizen box closed or unknown: 250, then a mail “Message non distribué”.",
        reported("CNAM, ENS Messagerie §6 ; textes exacts non obtenus ; errata 8"),
    )
    yield _default(
        "mss.limite_usager",
        "Mon espace santé renvoie un message de plus de 25 Mo (26 214 400 octets, encodage compris). Une "
        "boîte d'usager dite « limite-25-mo » renvoie tout courriel comme trop gros : cette limite est "
        "au-delà de celle de l'opérateur.",
        "Mon espace santé sends back a message over 25 MB (26,214,400 bytes, encoding included). A citizen "
        "box said “limite-25-mo” sends every mail back as too large: that limit is above the operator's own.",
        reported("CNAM, ENS Messagerie §6, pour 25 Mo ; unité et boîte étiquetée : choix du simulateur"),
    )
    yield _default(
        "mss.pieces_usager",
        "Mon espace santé renvoie un courriel qui porte un programme (exe, bat, js…) ; le reste passe.",
        "Mon espace santé sends back a mail that carries a program (exe, bat, js…); the rest passes.",
        assumed("types admis non obtenus"),
    )
    yield _default(
        "mss.fil",
        "Un usager ne répond que si un professionnel lui a écrit sans FIN ; sa réponse va à Reply-To si "
        "c'est une adresse MSSanté, sinon à la boîte.",
        "A citizen answers only when a professional wrote without FIN; the answer goes to Reply-To when it "
        "is an MSSanté address, else to the box.",
        reported(f"{_E009} ; CNAM, ENS Messagerie §7, §9"),
    )
    yield from _accuses()
    yield from _arrivees()
    yield _default(
        "mss.fin_de_ligne",
        "Seul CR LF point CR LF termine un courriel ; une fin de ligne nue le fait refuser.",
        "Only CR LF dot CR LF ends a mail; a bare line end has it refused.",
        standard("RFC 5321 §2.3.8, §4.1.1.4"),
    )
    yield _default(
        "mss.dossiers",
        "Dossiers d'une boîte à sa création : INBOX, Sent, Drafts, Trash, Junk.",
        "Folders of a box when made: INBOX, Sent, Drafts, Trash, Junk.",
        assumed("noms usuels ; usages annoncés selon la RFC 6154"),
    )


def _arrivees() -> Iterator[Default]:
    yield _default(
        "mss.arrivees",
        "Courriels de correspondants sur demande : lettre de liaison N1 (PDF/A), archive, PDF, en-têtes ; et "
        "leurs défauts, un par nature.",
        "Mails of correspondents on demand: level 1 discharge letter (PDF/A), archive, PDF, headers; and "
        "their defects, one per nature.",
        assumed("contenus imaginés ; formes de mss.md §2"),
    )
    yield _default(
        "mss.suppression",
        "Une suppression demandée par courriel porte l'attribut « action » à D dans METADATA.XML.",
        "A deletion asked by mail bears the “action” slot D in METADATA.XML.",
        seen("IG-TRANS, exemples"),
    )


def _accuses() -> Iterator[Default]:
    yield _default(
        "mss.accuse",
        "Accusé (MDN) sur ordre : texte, champs, courriel d'origine entier ; sujet d'origine, précédé de "
        "[KO Intégration système !][code] en cas d'erreur.",
        "Receipt (MDN) on order: text, fields, whole original mail; the original subject, after "
        "[KO Intégration système !][code] when it tells an error.",
        seen("IG-LPS-MSS 1.1.3, struct-msg-mdn"),
    )
    yield _default(
        "mss.accuse_grammaire",
        "Erreur d'intégration : « processed/error » et champ Error (1.1.3), ou « processed/Error: … » avec "
        "les pièces répétées (1.1.2), au choix.",
        "Integration error: “processed/error” and an Error field (1.1.3), or “processed/Error: …” with the "
        "attachments repeated (1.1.2), as asked.",
        seen("IG-LPS-MSS 1.1.3 et rendu plus récent, struct-msg-mdn"),
    )
    yield _default(
        "mss.accuse_erreurs",
        "Codes 900 à 906 et leurs libellés ; 902 comme l'exemple d'accusé l'écrit.",
        "Codes 900 to 906 and their labels; 902 as the example of a receipt writes it.",
        seen("IG-LPS-MSS, applicationErrorCode et struct-msg-mdn"),
    )
    yield _default(
        "mss.accuse_retour",
        "Un accusé automatique ne part pas vers une autre adresse que celle de MAIL FROM ; il part une fois "
        "($MDNSent), sous l'expéditeur vide.",
        "An automatic receipt does not go to another address than that of MAIL FROM; it goes once "
        "($MDNSent), under the null sender.",
        standard("RFC 8098 §2.1, §3 ; RFC 3503"),
    )
    yield _default(
        "mss.avis",
        "Avis de remise (DSN) : RET, ENVID, NOTIFY et ORCPT acceptés ; sans NOTIFY, seuls les échecs "
        "reviennent ; NOTIFY sans FAILURE retient aussi le courriel de Mon espace santé.",
        "Delivery report (DSN): RET, ENVID, NOTIFY and ORCPT taken; without NOTIFY only failures come back; "
        "NOTIFY without FAILURE holds back the mail of Mon espace santé too.",
        standard("RFC 3461 §4, RFC 3464"),
    )
    yield _default(
        "mss.avis_usager",
        "Un courriel mis dans la boîte d'un usager est dit « delivered », comme pour un professionnel.",
        "A mail put in a citizen's box is told “delivered”, as for a professional.",
        assumed("ce que Mon espace santé répond à NOTIFY=SUCCESS n'a pas été vu"),
    )
    yield _default(
        "mss.accuse_gestes",
        "displayed et deleted sont dits manuels, dispatched et processed automatiques ; l'usager ne fait que "
        "les premiers, sur ordre.",
        "displayed and deleted are told manual, dispatched and processed automatic; a citizen does only the "
        "former, on order.",
        assumed("le moment où Mon espace santé renvoie l'accusé n'a pas été vu"),
    )


def _rules(*modules: ModuleType) -> Iterator[Rule]:
    for module in modules:
        for value in vars(module).values():
            if isinstance(value, Rule):
                yield value


def register() -> Register:
    """The whole register."""
    rules = {rule.id: rule for rule in _rules(*_CATALOGUES)}
    rules |= {rule.id: rule for rule in CDA.values()}
    parts = (_connexion(), _courrier(), confiance_defaults(), annuaire_defaults())
    defaults = {default.key: default for part in parts for default in part}
    return Register(NAME, ERRORS, rules, defaults)
