"""Rules on how a client proves who it is (psc.md §2.4, §6)."""

from typing import Final

from psc.rules.catalogue.base import WARNING, refus, rule
from simulators.core.basis import assumed, standard

CLIENT_ABSENT: Final = refus(
    "client.absent",
    "client_id_absent",
    ("La demande ne dit pas quel client la fait.", "The request does not say which client makes it."),
    (
        "Ajoutez client_id, ou l'en-tête Authorization de type Basic.",
        "Add client_id, or the Basic Authorization header.",
    ),
)
CLIENT_INCONNU: Final = refus(
    "client.inconnu_jeton",
    "client_inconnu_jeton",
    ("Ce client n'est pas enregistré.", "This client is not registered."),
    (
        "Vérifiez l'identifiant du client, ou adoptez ce client depuis sa demande d'autorisation.",
        "Check the client identifier, or adopt this client from its authorization request.",
    ),
)
SECRET: Final = refus(
    "client.secret",
    "secret_faux",
    ("Le secret du client est absent ou faux.", "The client secret is missing or wrong."),
    ("Vérifiez le secret enregistré pour ce client.", "Check the secret registered for this client."),
)
CERTIFICAT: Final = refus(
    "client.certificat",
    "certificat_refuse",
    (
        "Ce client doit présenter son certificat, et ce n'est pas lui qui est venu.",
        "This client must present its certificate, and it did not come.",
    ),
    (
        "Présentez le certificat d'organisation enregistré pour ce client.",
        "Present the organisation certificate registered for this client.",
    ),
    standard("RFC 8705 §2"),
)
_RFC_7523: Final = standard("RFC 7523 §3")
ASSERTIONS: Final = {
    "assertion_absente": refus(
        "client.assertion_absente",
        "assertion_absente",
        ("Ce client doit signer une assertion, et il n'y en a pas.", "This client must sign an assertion."),
        (
            "Joignez client_assertion et client_assertion_type à l'appel.",
            "Send client_assertion and client_assertion_type with the call.",
        ),
        _RFC_7523,
    ),
    "assertion_type": refus(
        "client.assertion_type",
        "assertion_type",
        (
            "client_assertion_type n'est pas celui d'une assertion JWT.",
            "client_assertion_type is not that of a JWT assertion.",
        ),
        (
            "Mettez urn:ietf:params:oauth:client-assertion-type:jwt-bearer.",
            "Send urn:ietf:params:oauth:client-assertion-type:jwt-bearer.",
        ),
        _RFC_7523,
    ),
    "assertion_manquante": refus(
        "client.assertion_manquante",
        "assertion_manquante",
        (
            "client_assertion_type est là sans client_assertion.",
            "client_assertion_type comes without client_assertion.",
        ),
        ("Joignez l'assertion signée.", "Send the signed assertion."),
        _RFC_7523,
    ),
    "assertion_sans_sujet": refus(
        "client.assertion_sans_sujet",
        "assertion_sans_sujet",
        ("L'assertion ne dit pas de quel client elle vient.", "The assertion does not say which client."),
        ("Mettez le client dans sub et dans iss.", "Put the client in sub and in iss."),
        _RFC_7523,
    ),
    "assertion_emetteur": refus(
        "client.assertion_emetteur",
        "assertion_emetteur",
        ("iss et sub de l'assertion diffèrent.", "iss and sub of the assertion differ."),
        ("Mettez le client dans sub et dans iss.", "Put the client in sub and in iss."),
        _RFC_7523,
    ),
    "assertion_client": refus(
        "client.assertion_client",
        "assertion_client",
        (
            "L'assertion est d'un autre client que client_id.",
            "The assertion is another client's than client_id.",
        ),
        ("Retirez client_id, ou signez pour ce client.", "Leave client_id out, or sign for that client."),
        _RFC_7523,
    ),
    "assertion_sans_cle": refus(
        "client.assertion_sans_cle",
        "assertion_sans_cle",
        (
            "Ce client doit signer, et aucune clé n'est déclarée pour lui.",
            "This client must sign, and no key is registered for it.",
        ),
        (
            "Déclarez ses clés publiques (jwks) par l'API de contrôle.",
            "Register its public keys (jwks) through the control API.",
        ),
        _RFC_7523,
    ),
    "assertion_signature": refus(
        "client.assertion_signature",
        "assertion_signature",
        (
            "L'assertion n'est pas signée d'une clé déclarée pour ce client.",
            "The assertion is not signed by a key registered for this client.",
        ),
        (
            "Signez en RS256, PS256 ou ES256 avec la clé déclarée.",
            "Sign in RS256, PS256 or ES256 with the registered key.",
        ),
        _RFC_7523,
    ),
    "assertion_audience": refus(
        "client.assertion_audience",
        "assertion_audience",
        ("L'assertion s'adresse à un autre serveur.", "The assertion is meant for another server."),
        (
            "Mettez dans aud l'émetteur ou l'adresse des jetons.",
            "Put in aud the issuer or the token address.",
        ),
        _RFC_7523,
    ),
    "assertion_sans_jti": refus(
        "client.assertion_sans_jti",
        "assertion_sans_jti",
        ("L'assertion n'a pas d'identifiant.", "The assertion has no identifier."),
        ("Tirez un jti au hasard pour chaque assertion.", "Draw a jti at random for each assertion."),
        _RFC_7523,
    ),
    "assertion_perimee": refus(
        "client.assertion_perimee",
        "assertion_perimee",
        ("L'assertion est périmée.", "The assertion is over."),
        (
            "Signez une assertion pour chaque appel, valable une minute.",
            "Sign an assertion for each call, valid for a minute.",
        ),
        _RFC_7523,
    ),
    "assertion_rejouee": refus(
        "client.assertion_rejouee",
        "assertion_rejouee",
        ("Cette assertion a déjà servi.", "This assertion was used already."),
        ("Signez une assertion pour chaque appel.", "Sign an assertion for each call."),
        _RFC_7523,
    ),
}
SECRET_NON_VERIFIE: Final = rule(
    "client.secret_non_verifie",
    WARNING,
    (
        "Ce client a été adopté sans son secret : aucun n'est vérifié.",
        "This client was adopted without its secret: none is verified.",
    ),
    (
        "Enregistrez le secret de ce client dans l'espace.",
        "Register this client's secret in the espace.",
    ),
    assumed("commodité du simulateur : adoption d'un client"),
)
SECRET_EN_DOUBLE: Final = rule(
    "client.deux_fois",
    WARNING,
    (
        "Le client s'authentifie deux fois, dans l'en-tête et dans le corps.",
        "The client authenticates twice, in the header and in the body.",
    ),
    ("Gardez une seule des deux façons.", "Keep only one of the two ways."),
    standard("RFC 6749 §2.3"),
)
BASIC_ILLISIBLE: Final = rule(
    "client.basic_illisible",
    WARNING,
    (
        "L'en-tête d'authentification du client ne se lit pas.",
        "The client's authentication header cannot be read.",
    ),
    (
        "Encodez identifiant:secret en base64, chacun d'abord encodé comme un formulaire.",
        "Encode id:secret in base64, each first encoded as a form value.",
    ),
    standard("RFC 6749 §2.3.1"),
)
