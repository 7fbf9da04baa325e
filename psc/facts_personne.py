"""Who an exchange is about, as far as its messages tell."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from psc.data import noms
from psc.facts_lus import corps_json, proprietaire_du_telephone, rendus
from psc.messages.appel import propre
from psc.messages.demandes import lire_jeton_porteur
from psc.messages.demandes_proxy import lire_connexion
from psc.messages.jetons import partie
from psc.model import Appel, Reponse
from simulators.core.journal.model import Fact

SANS_PERSONNE: Final = frozenset({noms.OP_DECOUVERTE, noms.OP_JWKS, noms.OP_INCONNUE})
_UUID: Final = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_CODE: Final = re.compile(rf"{_UUID}\.({_UUID})\.{_UUID}")
_SUBMITTED: Final = ("refresh_token", "subject_token", "token", "id_token_hint")


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
        yield "", propre(rendus(reponse).texte("session_state"))
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


def personne_facts(identifiant: str, session: str, nom: str) -> dict[str, Fact]:
    """Who the exchange is about, as far as it is known."""
    facts: dict[str, Fact] = {"professional": identifiant}
    if identifiant:
        facts["psc.sub"] = noms.PREFIXE_SUB + identifiant
        facts["psc.rpps"] = identifiant[1:] if re.fullmatch(r"8[0-9]{11}", identifiant) else ""
    if nom:
        facts["psc.nom"] = nom
    if session:
        facts["psc.session"] = session
    return facts
