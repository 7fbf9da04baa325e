"""An opened page told to a person."""

from typing import Final

from dmp.web.data.noms import TITRES
from simulators.core.journal.model import Exchange
from simulators.core.rule import Text
from simulators.core.service import Explanation
from simulators.core.telling import advice, cause, speaker, tell

_ASKED: Final = Text(
    "Page « {page} » du site du DMP ouverte pour {who}, {by}",
    "Page “{page}” of the DMP's site opened for {who}, {by}",
)
_NO_PAGE: Final = Text("Page inconnue du site du DMP, {by}", "Unknown page of the DMP's site, {by}")
_NOBODY: Final = Text("aucun patient", "no patient")
_CARD: Final = Text("par la carte du professionnel", "by the professional's card")
_NO_CARD: Final = Text("sans carte", "without a card")
_SHOWN: Final = Text("la page est montrée", "the page is shown")
_REFUSED: Final = Text("un message tient lieu de page. {cause}", "a message stands for the page. {cause}")
_LOST: Final = Text("aucune réponse complète n'est partie", "no whole answer left")


def explain(exchange: Exchange, lang: str) -> Explanation:
    """The sentences of one exchange in French, or in English for `lang` `en`."""
    say, facts = speaker(lang), exchange.facts
    page = TITRES.get(str(facts.get("dmp.page") or ""), "")
    name = " ".join(str(facts.get("patient.traits") or "").split("|")[:2]).strip()
    who = name or str(facts.get("patient.matricule") or "") or say(_NOBODY)
    by = say(_CARD if facts.get("professional") else _NO_CARD)
    asked = say(_ASKED if page else _NO_PAGE).format(page=page, who=who, by=by)
    return tell(lang, asked, _answered(exchange, lang), advice(exchange.findings, say))


def _answered(exchange: Exchange, lang: str) -> str:
    say, rule = speaker(lang), cause(exchange.findings)
    if exchange.answer is None:
        return say(_LOST)
    return say(_SHOWN) if rule is None else say(_REFUSED).format(cause=say(rule.title))
