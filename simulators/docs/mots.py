"""The glossary, from the words of the console."""

from typing import Final

from simulators.console.words.help import GLOSSARY
from simulators.core.rule import Text
from simulators.docs.tables import plain, section

_INTRO: Final = Text(
    """# Glossaire

Les mots de la console et de cette documentation. Ceux de l'architecture sont dans [la \
maison](../architecture/maison.md).
""",
    """# Glossary

The words of the console and of this documentation. Those of the architecture are in [the \
house](../architecture/maison.md).
""",
)


def page(lang: str) -> str:
    """The whole page, in Markdown."""
    rows = ((plain(word), plain(said.in_language(lang))) for word, said in GLOSSARY.items())
    return "\n".join((_INTRO.in_language(lang), section("Mots", ("Mot", "Sens"), rows, lang)))
