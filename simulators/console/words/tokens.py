"""Headers and claims of tokens by their name in words."""

from typing import Final

from simulators.console.words import Table
from simulators.core.rule import Text

CLAIMS: Final[Table] = {
    "alg": Text("Algorithme", "Algorithm"),
    "kid": Text("Clé", "Key"),
    "typ": Text("Type de jeton", "Token type"),
    "cty": Text("Contenu", "Content"),
    "enc": Text("Chiffrement", "Encryption"),
    "iss": Text("Émis par", "Issued by"),
    "sub": Text("Sujet", "Subject"),
    "aud": Text("Destiné à", "Meant for"),
    "exp": Text("Expire", "Expires"),
    "iat": Text("Émis le", "Issued at"),
    "nbf": Text("Pas avant", "Not before"),
    "jti": Text("Identifiant du jeton", "Token identifier"),
    "azp": Text("Client autorisé", "Authorised client"),
    "client_id": Text("Client", "Client"),
    "nonce": Text("Valeur à usage unique", "One-time value"),
    "acr": Text("Niveau de garantie", "Level of assurance"),
    "amr": Text("Moyens d’authentification", "Means of authentication"),
    "auth_time": Text("Authentifié le", "Authenticated at"),
    "at_hash": Text("Empreinte du jeton d’accès", "Access token hash"),
    "sid": Text("Session", "Session"),
    "session_state": Text("État de la session", "Session state"),
    "scope": Text("Portée", "Scope"),
    "cnf": Text("Clé du porteur", "Holder’s key"),
    "name": Text("Nom complet", "Full name"),
    "family_name": Text("Nom", "Family name"),
    "given_name": Text("Prénom", "Given name"),
    "preferred_username": Text("Identifiant d’usage", "Usual identifier"),
    "email": Text("Adresse électronique", "E-mail address"),
    "SubjectNameID": Text("Identifiant national", "National identifier"),
    "SubjectOrganization": Text("Structure", "Organisation"),
    "SubjectOrganizationID": Text("Identifiant de la structure", "Organisation identifier"),
    "SubjectRole": Text("Rôle", "Role"),
    "Mode_Acces_Raison": Text("Raison de l’accès", "Reason of the access"),
    "events": Text("Événement annoncé", "Event told"),
}
