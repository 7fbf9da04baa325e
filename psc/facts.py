"""The flat facts of a PSC exchange: what the scenarios and the console filter on."""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any, Final
from urllib.parse import urlsplit

from psc.data import noms
from psc.errors import ERRORS
from psc.facts_lus import activites, proprietaire_du_telephone, suite_du_telephone
from psc.messages.appel import lire_champs, propre
from psc.messages.demandes import lire_autorisation, lire_identifiants, lire_jeton_porteur
from psc.messages.demandes_proxy import lire_connexion
from psc.messages.jarm import ouvrir
from psc.messages.jetons import partie
from psc.model import Appel, Champs, DemandeAutorisation, Reponse
from psc.rules.poussee import est_poussee
from psc.rules.proxy import cible
from simulators.core.journal.model import Fact

# Raised whenever a fact is named or computed differently.
FACTS_VERSION: Final = 4
SANS_PERSONNE: Final = frozenset({noms.OP_DECOUVERTE, noms.OP_JWKS, noms.OP_INCONNUE})
_ERREUR_DE_PAGE: Final = re.compile(rb'data-erreur="([a-z0-9_]+)"')
_UUID: Final = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_CACHE: Final = re.compile(r'<input type="hidden" name="([^"]*)" value="([^"]*)">')
_CODE: Final = re.compile(rf"{_UUID}\.({_UUID})\.{_UUID}")
_JETON: Final = frozenset({noms.OP_JETON, noms.OP_RAFRAICHISSEMENT, noms.OP_CIBA_JETON})
_SUBMITTED: Final = ("refresh_token", "subject_token", "token", "id_token_hint")

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
    facts["psc.page"] = page and not code and "code" not in _rendus(reponse)
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


def erreur_repondue(appel: Appel, reponse: Reponse) -> tuple[str, str, str]:
    """The register key, code and text of the error in an answer; empty strings for none."""
    page = _ERREUR_DE_PAGE.search(reponse.corps) if b"data-erreur" in reponse.corps else None
    if page is not None and (key := page.group(1).decode()) in ERRORS:
        return key, ERRORS[key].code, ERRORS[key].label
    if reponse.statut == 401 and not reponse.corps:
        return "jeton_absent", ERRORS["jeton_absent"].code, ""
    if appel.operation in noms.OPS_PROXY and reponse.statut >= 400 and "error" not in corps_json(reponse):
        return _erreur_du_proxy(appel, reponse)
    told = corps_json(reponse) or _renvoye(reponse)
    code, texte = told.get("error"), told.get("error_description", "")
    if not isinstance(code, str) or not isinstance(texte, str):
        return "", "", ""
    return cle_de(appel.operation, code, texte), code, texte


def _erreur_du_proxy(appel: Appel, reponse: Reponse) -> tuple[str, str, str]:
    texte = str(corps_json(reponse).get("message", ""))
    return cle_de(appel.operation, str(reponse.statut), texte), str(reponse.statut), texte


def _rendus(reponse: Reponse) -> Champs:
    """What goes back to the client by the browser, in an address or in a form, signed or not."""
    if reponse.entete("content-type").startswith("text/html"):
        found = _CACHE.findall(reponse.corps.decode("utf-8", "replace"))
        return ouvrir(Champs(tuple((unescape(nom), unescape(valeur)) for nom, valeur in found)))
    parts = urlsplit(reponse.entete("location"))
    return ouvrir(lire_champs((parts.fragment or parts.query).encode("utf-8", "surrogateescape")))


def _renvoye(reponse: Reponse) -> Mapping[str, Any]:
    champs = _rendus(reponse)
    return {nom: valeur for nom in ("error", "error_description") if (valeur := champs.un(nom)) is not None}


def cle_de(operation: str, code: str, texte: str) -> str:
    """The entry of the error table with that code and text, of the operation's own family first."""
    family = _FAMILLES.get(operation, "")
    found = [key for key, entry in ERRORS.items() if entry.code == code and _same(entry.label, texte)]
    own = [key for key in found if ERRORS[key].wire["famille"] == family]
    return next(iter((*own, *found)), "")


_FAMILLES: Final = {
    noms.OP_AUTORISATION: "autorisation",
    noms.OP_CONNEXION: "autorisation",
    noms.OP_POUSSEE: "poussee",
    noms.OP_ECHANGE: "echange",
    noms.OP_APPAREIL: "appareil",
    noms.OP_INSCRIPTION: "inscription",
    noms.OP_JETON: "jeton",
    noms.OP_RAFRAICHISSEMENT: "jeton",
    noms.OP_CIBA_JETON: "jeton",
    noms.OP_CIBA: "ciba",
    noms.OP_USERINFO: "userinfo",
    noms.OP_INTROSPECTION: "introspection",
    noms.OP_REVOCATION: "revocation",
    noms.OP_DECONNEXION: "deconnexion",
    **dict.fromkeys(noms.OPS_PROXY, "proxy"),
}


def _same(label: str, texte: str) -> bool:
    start, hole, _ = label.partition("{detail}")
    return texte.startswith(start) if hole else texte == label


def corps_json(reponse: Reponse) -> Mapping[str, Any]:
    """The JSON object of an answer, empty when it is not one."""
    if not reponse.entete("content-type").startswith("application/json"):
        return {}
    try:
        value = json.loads(reponse.corps)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def personne(appel: Appel, reponse: Reponse | None) -> tuple[str, str]:
    """The national id and the session that the messages themselves tell; empty for what they do not."""
    identifiant = session = ""
    if appel.operation in SANS_PERSONNE:
        return "", ""
    if appel.operation == noms.OP_TELEPHONE:
        return proprietaire_du_telephone(reponse), ""
    for told in (*_repondue(reponse), *_submitted(appel)):
        identifiant, session = identifiant or told[0], session or told[1]
    return identifiant, session


def _repondue(reponse: Reponse | None) -> Iterator[tuple[str, str]]:
    if reponse is None:
        return
    body = corps_json(reponse)
    if "proxy_session_id" in body:
        yield "", propre(str(body.get("session_state", "")))
    if not body:
        yield "", propre(_rendus(reponse).texte("session_state"))
    access = body.get("access_token")
    yield _personne((partie(access, 1) or {}) if isinstance(access, str) else body)


def _submitted(appel: Appel) -> Iterator[tuple[str, str]]:
    champs = appel.champs
    for token in (lire_jeton_porteur(appel), *(champs.texte(nom) for nom in _SUBMITTED)):
        claims = partie(token, 1) if token else None
        if claims is not None:
            yield _personne(claims)
    if appel.operation == noms.OP_CIBA:
        yield propre(champs.texte("login_hint")), ""
    if appel.operation == noms.OP_PROXY_CONNEXION and (demande := lire_connexion(appel.corps)):
        yield propre(demande.national_id or ""), ""
    # The second part of a code is the session it came from.
    code = _CODE.fullmatch(champs.texte("code"))
    if code is not None:
        yield "", code.group(1)


def _personne(claims: Mapping[str, Any]) -> tuple[str, str]:
    sub = claims.get("sub")
    identifiant = sub.rpartition(":")[2] if isinstance(sub, str) else ""
    sid = claims.get("sid")
    return propre(identifiant), propre(sid) if isinstance(sid, str) else ""


def personne_facts(identifiant: str, session: str, nom: str) -> Facts:
    """Who the exchange is about, as far as it is known."""
    facts: Facts = {"professional": identifiant}
    if identifiant:
        facts["psc.sub"] = noms.PREFIXE_SUB + identifiant
        facts["psc.rpps"] = identifiant[1:] if re.fullmatch(r"8[0-9]{11}", identifiant) else ""
    if nom:
        facts["psc.nom"] = nom
    if session:
        facts["psc.session"] = session
    return facts
