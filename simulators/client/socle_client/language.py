"""In which language sentences are said: French, or English with the variable `SOCLE_LANG=en`."""

import os
from typing import Literal

Lang = Literal["fr", "en"]


def language() -> Lang:
    """That of the surroundings, asked each time: a test may change it."""
    return "en" if os.environ.get("SOCLE_LANG", "").lower().startswith("en") else "fr"


def said(fr: str, en: str) -> str:
    """The sentence in that language."""
    return en if language() == "en" else fr
