"""The flat facts of a PSC exchange: what the scenarios and the console filter on."""

import hashlib
from typing import Final

from psc.data import noms
from psc.errors import ERRORS
from psc.facts_lus import activites, corps_json, erreur_repondue, rendus, suite_du_telephone
from psc.messages.appel import propre
from psc.messages.demandes import lire_autorisation, lire_identifiants
from psc.messages.demandes_proxy import lire_connexion
from psc.model import Appel, Champs, DemandeAutorisation, Reponse
from psc.rules.poussee import est_poussee
from psc.rules.proxy import cible
from simulators.core.journal.model import Fact

# Raised whenever a fact is named or computed differently.
FACTS_VERSION: Final = 4
_JETON: Final = frozenset({noms.OP_JETON, noms.OP_RAFRAICHISSEMENT, noms.OP_CIBA_JETON})

Facts = dict[str, Fact]


def request_facts(appel: Appel) -> Facts:
    """What was asked; a parameter that is absent has no fact."""
    if appel.operation == noms.OP_AUTORISATION and est_poussee(appel.champs):
        facts: Facts = {"psc.poussee": True}
        _put(facts, "psc.client_id", appel.champs.un("client_id"))
        return facts
    if appel.operation == noms.OP_AUTORISATION:
        return _autorisation(lire_autorisation(appel.champs))
    identifiants = lire_identifiants(appel)
    facts = _autorisation(lire_autorisation(appel.champs)) if appel.operation == noms.OP_POUSSEE else {}
    if appel.operation == noms.OP_CIBA:
        for nom in ("scope", "acr_values", "binding_message", "channel"):
            _put(facts, f"psc.{nom}", (appel.formulaire or Champs()).un(nom))
    if appel.operation in _JETON:
        _put(facts, "psc.grant", (appel.formulaire or Champs()).un("grant_type"))
        _put(facts, "psc.scope", (appel.formulaire or Champs()).un("scope"))
        facts["psc.pkce"] = "code_verifier" in (appel.formulaire or Champs())
        facts |= _presentes(appel.formulaire or Champs())
    if appel.operation == noms.OP_ECHANGE:
        _put(facts, "psc.grant", (appel.formulaire or Champs()).un("grant_type"))
        _put(facts, "psc.scope", (appel.formulaire or Champs()).un("scope"))
    if appel.operation in noms.OPS_PROXY:
        return _du_proxy(appel)
    if appel.operation == noms.OP_DECONNEXION:
        facts["psc.id_token_hint"] = "id_token_hint" in appel.champs
    if identifiants.client_id:
        facts["psc.client_id"] = propre(identifiants.client_id)
        methode = identifiants.methode
        mutual = methode == "corps" and identifiants.secret is None and appel.certificat is not None
        facts["psc.authentification"] = "mtls" if mutual else methode
    return facts


def _du_proxy(appel: Appel) -> Facts:
    facts: Facts = {}
    if appel.operation == noms.OP_PROXY_ENVOI:
        facts["psc.api"], facts["psc.chemin"] = map(propre, cible(appel.chemin))
    demande = lire_connexion(appel.corps) if appel.operation == noms.OP_PROXY_CONNEXION else None
    if demande is not None:
        _put(facts, "psc.client_id", demande.client_id)
        _put(facts, "psc.binding_message", demande.message)
        _put(facts, "psc.channel", demande.canal)
    return facts


def _presentes(champs: Champs) -> Facts:
    """What is exchanged for tokens, named without being given."""
    names = {"psc.code_empreinte": "code", "psc.ciba_empreinte": "auth_req_id"}
    return {fact: empreinte(value) for fact, nom in names.items() if (value := champs.texte(nom))}


def _autorisation(demande: DemandeAutorisation) -> Facts:
    facts: Facts = {
        "psc.pkce": bool(demande.code_challenge),
        "psc.state": bool(demande.state),
        "psc.nonce": bool(demande.nonce),
    }
    for nom in ("client_id", "redirect_uri", "scope", "acr_values", "response_mode"):
        _put(facts, f"psc.{nom}", getattr(demande, nom))
    if demande.prompt:
        facts["psc.prompt"] = propre(" ".join(demande.prompt))
    return facts


def _put(facts: Facts, name: str, value: str | None) -> None:
    if value is not None:
        facts[name] = propre(value)


def answer_facts(appel: Appel, reponse: Reponse | None) -> Facts:
    """What was answered, read in the answer itself: live and later, the same."""
    facts: Facts = {"patient.matricule": ""}
    if reponse is None:
        return {**facts, "fault": False}
    cle, code, texte = erreur_repondue(appel, reponse)
    facts |= {"code": code or "OK", "fault": bool(code)}
    if code:
        facts["psc.erreur"] = code
        if texte:
            facts["psc.erreur_description"] = propre(texte)
    page = reponse.entete("content-type").startswith("text/html")
    facts["psc.page"] = page and not code and "code" not in rendus(reponse)
    if cle and ERRORS[cle].wire["famille"] == "connexion":
        facts["psc.refus"] = cle
    facts |= _tokens(reponse) if not code else {}
    if appel.operation == noms.OP_TELEPHONE and (suite := suite_du_telephone(reponse)):
        facts["psc.suite"] = suite
    if appel.operation == noms.OP_USERINFO and (identite := corps_json(reponse)).get("sub"):
        facts["psc.activites"] = len(activites(identite))
    return facts


def _tokens(reponse: Reponse) -> Facts:
    body = corps_json(reponse)
    facts: Facts = {}
    access = body.get("access_token")
    if isinstance(access, str):
        facts["psc.jeton_empreinte"] = empreinte(access)
        facts["psc.scope_accorde"] = str(body.get("scope", ""))
        facts["psc.expire_s"] = int(body.get("expires_in", 0))
        facts["psc.refresh_expire_s"] = int(body.get("refresh_expires_in", 0))
        facts["psc.id_token"] = "id_token" in body
    if "active" in body:
        facts["psc.actif"] = bool(body["active"])
    return facts


def empreinte(token: str) -> str:
    """What names a token without giving it: 16 hexadecimal digits of its SHA-256."""
    return hashlib.sha256(token.encode("utf-8", "surrogateescape")).hexdigest()[:16]
