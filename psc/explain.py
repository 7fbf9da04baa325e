"""A PSC exchange told to a person: plain sentences, no code."""

from typing import Final

from psc.data import noms
from simulators.core.journal.model import Exchange
from simulators.core.rule import Text
from simulators.core.service import Explanation
from simulators.core.telling import Say, advice, cause, speaker, tell

OPERATIONS: Final[dict[str, Text]] = {
    noms.OP_AUTORISATION: Text("Demande de connexion", "Connection request"),
    noms.OP_CONNEXION: Text("Page de connexion", "Login page"),
    noms.OP_JETON: Text("Échange du code contre des jetons", "Exchange of the code for tokens"),
    noms.OP_RAFRAICHISSEMENT: Text("Rafraîchissement des jetons", "Refresh of the tokens"),
    noms.OP_CIBA: Text("Demande de connexion par téléphone ou carte", "Connection request by phone or card"),
    noms.OP_CIBA_JETON: Text("Interrogation d'une demande de connexion", "Poll of a connection request"),
    noms.OP_POUSSEE: Text(
        "Demande de connexion poussée par le serveur", "Connection request pushed by the server"
    ),
    noms.OP_ECHANGE: Text(
        "Échange du jeton contre celui d'une API", "Exchange of the token for an API's own"
    ),
    noms.OP_APPAREIL: Text("Demande de connexion par un appareil", "Connection request by a device"),
    noms.OP_INSCRIPTION: Text("Inscription d'un client par lui-même", "Registration of a client by itself"),
    noms.OP_TELEPHONE: Text("Téléphone simulé", "Simulated telephone"),
    noms.OP_USERINFO: Text(
        "Lecture de l'identité du professionnel", "Reading of the professional's identity"
    ),
    noms.OP_INTROSPECTION: Text("Vérification d'un jeton", "Check of a token"),
    noms.OP_REVOCATION: Text("Révocation d'un jeton", "Revocation of a token"),
    noms.OP_DECONNEXION: Text("Déconnexion", "Logout"),
    noms.OP_DECOUVERTE: Text("Lecture des adresses du service", "Reading of the service's addresses"),
    noms.OP_JWKS: Text("Lecture des clés publiques", "Reading of the public keys"),
    noms.OP_PROXY_CONNEXION: Text("Connexion par le proxy e-Santé", "Connection by the proxy e-Santé"),
    noms.OP_PROXY_DECONNEXION: Text("Déconnexion du proxy e-Santé", "Logout from the proxy e-Santé"),
    noms.OP_PROXY_ENVOI: Text("Appel d'une API par le proxy e-Santé", "Call of an API by the proxy e-Santé"),
    noms.OP_PROXY_TRACES: Text(
        "Lecture des traces du proxy e-Santé", "Reading of the proxy e-Santé's traces"
    ),
    noms.OP_INCONNUE: Text(
        "Appel que Pro Santé Connect ne comprend pas", "Call that Pro Santé Connect cannot understand"
    ),
}
_REUSSITES: Final[dict[str, Text]] = {
    noms.OP_AUTORISATION: Text("connecté, retour au logiciel", "connected, back to the software"),
    noms.OP_CONNEXION: Text("connecté, retour au logiciel", "connected, back to the software"),
    noms.OP_JETON: Text("jetons remis", "tokens given"),
    noms.OP_RAFRAICHISSEMENT: Text("nouveaux jetons remis", "new tokens given"),
    noms.OP_CIBA: Text("demande envoyée au professionnel", "request sent to the professional"),
    noms.OP_CIBA_JETON: Text("jetons remis", "tokens given"),
    noms.OP_ECHANGE: Text("jeton de l'API remis", "the API's token given"),
    noms.OP_POUSSEE: Text("demande gardée une minute", "request kept for a minute"),
    noms.OP_USERINFO: Text("identité rendue", "identity returned"),
    noms.OP_REVOCATION: Text("jeton révoqué", "token revoked"),
    noms.OP_DECONNEXION: Text("session fermée", "session closed"),
    noms.OP_DECOUVERTE: Text("adresses rendues", "addresses returned"),
    noms.OP_JWKS: Text("clés rendues", "keys returned"),
    noms.OP_PROXY_CONNEXION: Text("session ouverte", "session opened"),
    noms.OP_PROXY_DECONNEXION: Text("session fermée", "session closed"),
    noms.OP_PROXY_ENVOI: Text("l'API a répondu", "the API answered"),
    noms.OP_PROXY_TRACES: Text("traces rendues", "traces returned"),
}
# Told with the name of the person.
_NOMMEES: Final = frozenset({noms.OP_AUTORISATION, noms.OP_CONNEXION, noms.OP_DECONNEXION, noms.OP_TELEPHONE})
_PAGE: Final = Text("la page de connexion est montrée", "the login page is shown")
_TELEPHONE: Final = Text("l'écran du téléphone est montré", "the telephone's screen is shown")
_SUITES: Final[dict[str, Text]] = {
    "approuvee": Text("demande approuvée", "request approved"),
    "refusee": Text("demande refusée", "request refused"),
    "tardive": Text(
        "réponse arrivée trop tard, ou à une demande d'un autre",
        "answer that came too late, or to another's request",
    ),
}
_CONFIRMER: Final = Text(
    "une confirmation ou la fin de session est montrée", "a confirmation or the end of session is shown"
)
_ACTIF: Final = Text("le jeton est valable", "the token is valid")
_INACTIF: Final = Text("le jeton ne vaut rien", "the token is worthless")
_REFUS: Final = Text("refus. {cause}", "refused. {cause}")
_PANNE: Final = Text("erreur répondue par le service", "error answered by the service")
_RIEN: Final = Text("aucune réponse complète n'est partie", "no whole answer left")
_DE: Final = Text("{quoi} de {qui}", "{quoi} of {qui}")


def explain(exchange: Exchange, lang: str) -> Explanation:
    """The sentences of one exchange in French, or in English for `lang` `en`."""
    say = speaker(lang)
    return tell(lang, _asked(exchange, say), _answered(exchange, say), advice(exchange.findings, say))


def _asked(exchange: Exchange, say: Say) -> str:
    what = say(OPERATIONS.get(exchange.operation, OPERATIONS[noms.OP_INCONNUE]))
    who = str(exchange.facts.get("psc.nom") or "")
    named = exchange.operation in _NOMMEES
    return say(_DE).format(quoi=what, qui=who) if who and named else what


def _answered(exchange: Exchange, say: Say) -> str:
    facts = exchange.facts
    if exchange.answer is None or "code" not in facts:
        return say(_RIEN)
    if facts.get("fault"):
        rule = cause(exchange.findings)
        return say(_REFUS).format(cause=say(rule.title)) if rule else say(_PANNE)
    if exchange.operation == noms.OP_INTROSPECTION:
        return say(_ACTIF if facts.get("psc.actif") else _INACTIF)
    if exchange.operation == noms.OP_TELEPHONE:
        return say(_SUITES.get(str(facts.get("psc.suite")), _TELEPHONE))
    if facts.get("psc.page"):
        return say(_CONFIRMER if exchange.operation == noms.OP_DECONNEXION else _PAGE)
    return say(_REUSSITES.get(exchange.operation, _RIEN))
