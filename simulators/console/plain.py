"""What may stand on the first screen of an exchange: words only. The rest waits in the technical details."""

import re
from dataclasses import replace
from typing import Final

from simulators.console.verdict import Verdict
from simulators.console.words.common import COMMON
from simulators.core.service import Explanation

# A qualified name, a path, markup, an identifier, a protocol word: not words a nurse would say.
_TECHNICAL: Final = re.compile(
    r"""[\w.-]:[A-Za-z_]                # ctxlps:IDAM, urn:lps
      | (?<!\w)/[\w@*] | \w/@ | \w\[ | @\w   # /a/b, a/@b, a[1], @x
      | \w/\w+\+                        # application/soap+xml
      | \w_\w                           # desir_550
      | [a-zà-ÿ][A-Z]                   # NomNaissance
      | \bContent-Type\b | \bX\.509\b | \bXPath\b
      | \b(?:HTTPS?|SOAP|XML|TLS|SSL|WSDL|UUID|UTF|POST|GET|DOCTYPE|URL|JSON|ASCII)\b
      | [<>{}=&\\]
    """,
    re.VERBOSE,
)
# A mail address is what a person writes, not a code.
_ADDRESS: Final = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_SENTENCE: Final = re.compile(r"(?<=[.!?])\s+")


def is_plain(sentence: str) -> bool:
    """True when a person who reads no code can read the sentence."""
    return _TECHNICAL.search(_ADDRESS.sub("", sentence)) is None


def in_words(told: Explanation, verdict: Verdict, lang: str) -> Explanation:
    """The explanation without its technical sentences; what is lost is said to be in the details."""
    todo = tuple(sentence for sentence in told.todo if is_plain(sentence))
    if len(todo) < len(told.todo):
        todo = (*todo, COMMON["ask_vendor"].in_language(lang))
    general = COMMON["summary_refused" if verdict is Verdict.REFUSE else "summary_answered"].in_language(lang)
    return replace(
        told,
        summary=_plain_part(told.summary) or general,
        asked=_plain_part(told.asked),
        answered=_plain_part(told.answered),
        todo=todo,
    )


def _plain_part(text: str) -> str:
    return " ".join(sentence for sentence in _SENTENCE.split(text) if is_plain(sentence))
