"""What is read in an answer itself for the facts of the journal: live and later, the same."""

import json
import re
from collections.abc import Mapping
from html import unescape
from typing import Any, Final
from urllib.parse import urlsplit

from psc.data import noms
from psc.errors import ERRORS
from psc.messages.appel import lire_champs
from psc.messages.jarm import ouvrir
from psc.model import Appel, Champs, Reponse

_SUITE: Final = re.compile(rb'data-suite="([a-z]+)"')
_PROPRIETAIRE: Final = re.compile(rb'data-identifiant="([^"]+)"')
_ERREUR_DE_PAGE: Final = re.compile(rb'data-erreur="([a-z0-9_]+)"')
_CACHE: Final = re.compile(r'<input type="hidden" name="([^"]*)" value="([^"]*)">')
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


def cle_de(operation: str, code: str, texte: str) -> str:
    """The entry of the error table with that code and text, of the operation's own family first."""
    family = _FAMILLES.get(operation, "")
    found = [key for key, entry in ERRORS.items() if entry.code == code and _same(entry.label, texte)]
    own = [key for key in found if ERRORS[key].wire["famille"] == family]
    return next(iter((*own, *found)), "")


def _same(label: str, texte: str) -> bool:
    start, hole, _ = label.partition("{detail}")
    return texte.startswith(start) if hole else texte == label


def rendus(reponse: Reponse) -> Champs:
    """What goes back to the client by the browser, in an address or in a form, signed or not."""
    if reponse.entete("content-type").startswith("text/html"):
        found = _CACHE.findall(reponse.corps.decode("utf-8", "replace"))
        return ouvrir(Champs(tuple((unescape(nom), unescape(valeur)) for nom, valeur in found)))
    parts = urlsplit(reponse.entete("location"))
    return ouvrir(lire_champs((parts.fragment or parts.query).encode("utf-8", "surrogateescape")))


def _renvoye(reponse: Reponse) -> Mapping[str, Any]:
    champs = rendus(reponse)
    return {nom: valeur for nom in ("error", "error_description") if (valeur := champs.un(nom)) is not None}


def corps_json(reponse: Reponse) -> Mapping[str, Any]:
    """The JSON object of an answer, empty when it is not one."""
    if not reponse.entete("content-type").startswith("application/json"):
        return {}
    try:
        value = json.loads(reponse.corps)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def suite_du_telephone(reponse: Reponse) -> str:
    """What became of the answer given on a telephone's screen: approuvee, refusee, tardive, or nothing."""
    found = _SUITE.search(reponse.corps)
    return found.group(1).decode() if found else ""


def proprietaire_du_telephone(reponse: Reponse | None) -> str:
    """The national identifier of whose telephone is shown, empty while it is being chosen."""
    found = _PROPRIETAIRE.search(reponse.corps) if reponse is not None else None
    return unescape(found.group(1).decode("utf-8", "replace")) if found else ""


def activites(identite: Mapping[str, Any]) -> list[Any]:
    """The activities an identity tells, over all its exercises."""
    pro = identite.get("SubjectRefPro")
    exercices = pro.get("exercices") if isinstance(pro, Mapping) else None
    told = [one.get("activities") for one in _liste(exercices) if isinstance(one, Mapping)]
    return [activite for activites_ in told for activite in _liste(activites_)]


def _liste(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
