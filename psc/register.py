"""The fidelity register of PSC: every error, rule and default, with what each rests on."""

from collections.abc import Iterator
from typing import Final

from psc.errors import ERRORS
from psc.register_alentours import echange, enrolement
from psc.register_clients import default, des_clients
from psc.register_proxy import proxy
from psc.rules.decision import REGLES
from psc.traitement.autorisation import OPTION_EIDAS3
from psc.traitement.connexion import OPTION_REFUS_RENVOYE
from simulators.core.basis import assumed, seen, standard
from simulators.core.rule import Default, Register, Text

_VIES: Final = seen("IG-securisation-transport-api-rest, jetons réels de 2023")


def _sources() -> Iterator[Default]:
    yield default(
        "vies",
        "Jeton d'accès 120 s, rafraîchissement 30 min glissantes, session 4 h et 30 min d'inactivité.",
        "Access token 120 s, refresh token a sliding 30 min, session 4 h and 30 min of inactivity.",
        _VIES,
    )
    yield default(
        "vie_du_code",
        "Un code d'autorisation vit 60 secondes, une page de connexion 30 minutes.",
        "An authorization code lives 60 seconds, a login page 30 minutes.",
        assumed("valeurs par défaut d'un Keycloak"),
    )
    yield default(
        "portees",
        "Les portées profile et identity sont toujours accordées.",
        "The profile and identity scopes are always granted.",
        seen("jetons réels de 2023"),
    )
    yield default(
        "decouverte",
        "Le document de découverte est celui du bac à sable de 2024, ses bizarreries comprises.",
        "The discovery document is that of the 2024 sandbox, oddities included.",
        seen("psc-edc-proxy-esante, mock_discovery_response.json"),
    )
    yield default(
        "decouverte_native",
        "La découverte usuelle est servie aussi ; elle annonce l'autorisation du serveur.",
        "The usual discovery is served too; it announces the server's own authorization.",
        assumed("un Keycloak la sert"),
    )
    yield default(
        "nonce_vide",
        "Sans nonce, le jeton d'accès porte un nonce vide et le jeton d'identité n'en porte pas.",
        "Without nonce, the access token has an empty one and the identity token has none.",
        seen("jeton d'accès réel de 2023 ; jeton d'identité supposé"),
    )
    yield default(
        "sans_openid",
        "Sans la portée openid, aucun jeton d'identité n'est rendu ; userinfo répond en profil terrain.",
        "Without the openid scope no identity token is given; userinfo answers in profile terrain.",
        assumed("des clients publiés y comptent"),
    )


def _choix() -> Iterator[Default]:
    yield default(
        "acr",
        "Le niveau rendu est celui demandé, eidas1 à défaut.",
        "The level given is the one asked, eidas1 by default.",
        assumed("les sources divergent"),
    )
    yield Default(
        OPTION_EIDAS3,
        Text(
            "Option : une connexion par carte rend le niveau eidas3, comme les jetons de 2023.",
            "Option: a connection by card gives the level eidas3, as the tokens of 2023 did.",
        ),
        seen("jetons réels de 2023"),
    )
    yield default(
        "refresh_reutilisable",
        "Un jeton de rafraîchissement peut resservir jusqu'à son expiration.",
        "A refresh token may be used again until it expires.",
        assumed("réglage par défaut d'un Keycloak"),
    )
    yield default(
        "rotation_des_cles",
        "Trois clés signent à tour de rôle, à la demande ; la précédente reste publiée jusqu'à son retrait.",
        "Three keys sign in turn, on demand; the one before stays published until withdrawn.",
        assumed("rythme et recouvrement du vrai service inconnus"),
    )
    yield default(
        "subject_name_id",
        "Le jeton d'accès porte SubjectNameID.",
        "The access token carries SubjectNameID.",
        seen("page introspection des industriels ; place exacte supposée"),
    )
    yield default(
        "prefixe_sub",
        "Le préfixe de sub est celui du bac à sable.",
        "The prefix of sub is that of the sandbox.",
        seen("proof-of-concept, synapse, jetons réels"),
    )
    yield default(
        "carte_sans_rpps",
        "Un porteur de carte sans RPPS a pour identifiant 3, le FINESS de sa structure et un numéro interne.",
        "The holder of a card without RPPS has as identifier 3, the FINESS and an internal number.",
        assumed("forme connue, valeur imaginée"),
    )
    yield default(
        "role",
        "Un professionnel connu par son rôle porte le code du rôle, ou 99.",
        "A professional known by the role carries the code of the role, or 99.",
        assumed("non vu dans une source"),
    )
    yield default(
        "page",
        "La page de connexion liste les professionnels de l'espace ; toutes les cartes ont le même code.",
        "The login page lists the professionals of the espace; all cards have the same code.",
        assumed("commodité du simulateur"),
    )
    yield default(
        "sans_page",
        "Le professionnel désigné par login_hint, ou réglé pour le client ou l'espace, entre sans page.",
        "The professional named by login_hint, or set for the client or espace, is connected without page.",
        assumed("commodité du simulateur, à désactiver par espace"),
    )
    yield default(
        "refus_de_connexion",
        "Carte en opposition, e-CPS non activée, activité terminée : la page le dit et ne renvoie pas.",
        "Blocked card, e-CPS not activated, ended activity: the page says so and does not send back.",
        assumed("comportement du vrai portail inconnu"),
    )
    yield default(
        "professionnel_en_cours_de_session",
        "Une opposition ou une fin d'activité ferme aussi l'usage des jetons déjà remis.",
        "A block or an end of activity also closes the use of tokens already given.",
        assumed("délai réel inconnu"),
    )
    yield default(
        "ciba",
        "Une demande CIBA vit 120 secondes et s'interroge toutes les 5 ; sans channel, elle va au téléphone.",
        "A CIBA request lives 120 seconds and is polled every 5; without channel it goes to the telephone.",
        assumed("valeurs par défaut d'un Keycloak ; un banc de l'ANS rend 120 et 1"),
    )
    yield default(
        "ciba_appareil",
        "Le téléphone et le lecteur de carte de chacun sont une page du simulateur : la carte demande son "
        "code, l'e-CPS montre le nombre du logiciel sans demander de code.",
        "The telephone and card reader of each are a page of the simulator: the card asks its code, the "
        "e-CPS shows the software's number without asking a code.",
        assumed("nombre montré sur les deux écrans : vu ; écrans de l'e-CPS et de CPS Gestion inconnus"),
    )
    yield default(
        "ciba_auth_time",
        "auth_time est l'instant de l'approbation ; la session commence quand ses jetons sont remis.",
        "auth_time is the instant of the approval; the session begins when its tokens are given.",
        assumed("instant retenu par le vrai service inconnu"),
    )
    yield Default(
        OPTION_REFUS_RENVOYE,
        Text(
            "Option : une demande refusée sur l'e-CPS revient au logiciel (access_denied) au lieu de rester "
            "sur le portail.",
            "Option: a request refused on the e-CPS goes back to the software (access_denied) instead of "
            "staying on the portal.",
        ),
        assumed("le vrai portail garderait la personne, avec un message et un nouvel essai"),
    )
    yield default(
        "ciba_sursis",
        "Une demande CIBA expirée est encore dite expirée 15 secondes, puis inconnue.",
        "A CIBA request that expired is told so for 15 more seconds, then it is unknown.",
        seen("keycloak/keycloak : l'enregistrement vit l'intervalle et 10 secondes de plus"),
    )
    yield default(
        "ciba_premier_appel",
        "La première interrogation d'une demande CIBA n'est jamais trop tôt.",
        "The first poll of a CIBA request is never too early.",
        assumed("un Keycloak ne compte qu'entre deux interrogations"),
    )
    yield default(
        "ciba_joindre",
        "Une carte en opposition ou une e-CPS non activée : la demande CIBA ne peut être envoyée.",
        "A blocked card or an e-CPS not activated: the CIBA request cannot be sent.",
        assumed("réponse du vrai service inconnue"),
    )
    yield default(
        "revocation_d_acces",
        "Révoquer un jeton d'accès détache le client de la session.",
        "Revoking an access token detaches the client from the session.",
        assumed("un Keycloak ne révoque que ce jeton"),
    )
    yield default(
        "decouverte_profil",
        "Même en profil découverte, les contrôles de sécurité du protocole demeurent.",
        "Even in profile decouverte, the security checks of the protocol stay.",
        standard("RFC 6749, RFC 9700"),
    )


def register() -> Register:
    """The whole register."""
    told = (*_sources(), *_choix(), *des_clients(), *echange(), *enrolement(), *proxy())
    defaults = {default.key: default for default in told}
    return Register("psc", ERRORS, REGLES, defaults)
