"""What reached no service, told to a person: refused handshakes, requests whose head made no sense."""

from typing import Final

from simulators.console.words import Words
from simulators.console.words.handshake import HANDSHAKE, SUMMARY, TODO
from simulators.core.journal.model import Exchange
from simulators.core.service import Explanation

# The rule the journal names for a refused handshake, without its `tls.`.
_RULES: Final = {
    "certificat_expire": "expired",
    "certificat_pas_encore_valide": "not_yet",
    "certificat_auto_signe": "unknown_ca",
    "autorite_inconnue": "unknown_ca",
    "certificat_revoque": "revoked",
    "usage_incorrect": "wrong_usage",
    "liste_de_revocation": "crl",
    "cle_trop_faible": "weak",
    "certificat_invalide": "invalid",
    "certificat_absent": "missing",
    "serveur_refuse_par_le_client": "client_distrusts",
    "version_ou_chiffrement": "version",
    "pas_du_tls": "clear",
    "poignee_de_main_interrompue": "cut",
}
# HTTP statuses of the requests refused on their head alone.
_REQUESTS: Final = {"408": "slow", "414": "too_long", "431": "too_long"}
_BY_CLIENT: Final = frozenset({"client_distrusts", "cut"})


def cause(exchange: Exchange) -> str:
    """Why a handshake failed, from the rule it broke; `other` when none is known."""
    names = (finding.rule.id.removeprefix("tls.") for finding in exchange.findings)
    return next((_RULES[name] for name in names if name in _RULES), "other")


def explain_request(exchange: Exchange, lang: str) -> Explanation:
    """A request refused before any service read it: not HTTP, too long, or too slow."""
    words, why = Words(HANDSHAKE, lang), _REQUESTS.get(exchange.outcome, "unreadable")
    summary, todo = SUMMARY[why].in_language(lang), TODO[why].in_language(lang)
    return Explanation(summary, words.asked_request, words.answered_request, (todo,))


def explain(exchange: Exchange, lang: str) -> Explanation:
    """A handshake, refused or not, in words; `todo` is empty when it was accepted."""
    words = Words(HANDSHAKE, lang)
    name = str(exchange.facts.get("tls.client.cn") or (exchange.peer.common_name if exchange.peer else ""))
    asked = words.asked_named.format(name=name) if name else words.asked
    if exchange.facts.get("tls.refused") is not True:
        return Explanation(words.accepted, asked, words.accepted_answered)
    why = cause(exchange)
    answered = words.answered_client if why in _BY_CLIENT else words.answered
    summary, todo = SUMMARY[why].in_language(lang), TODO[why].in_language(lang)
    return Explanation(summary, asked, answered, (todo,))
