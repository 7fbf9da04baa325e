"""The settings of a simulator: flag, variable, line of socle.toml, default."""

from argparse import Action
from collections.abc import Iterator, Sequence
from enum import Enum
from typing import Any, Final

from simulators.config import Settings
from simulators.core.rule import Text
from simulators.docs.aides import aide
from simulators.docs.tables import code, plain, section
from simulators.options import COMMANDS
from simulators.typed import Parser

_INTRO: Final = Text(
    """# Réglages

Un drapeau l'emporte sur une variable, une variable sur `socle.toml` (dans le dossier courant), et \
celui-ci sur le défaut. Une clé inconnue est refusée. Une liste s'écrit `a,b`, ou comme un tableau dans \
`socle.toml`.
""",
    """# Settings

A flag wins over a variable, a variable over `socle.toml` (in the current folder), and that over the \
default. An unknown key is refused. A list is written `a,b`, or as an array in `socle.toml`. Helps are \
those of the command, in French.
""",
)
# Settings that nothing typed after `socle serve` changes.
_WITHOUT_FLAG: Final = {
    "pki": Text("dossier des clés et certificats de test", "folder of the test keys and certificates"),
}
_HEADS: Final = ("Drapeau", "Variable", "`socle.toml`", "Défaut", "Ce que c'est")


def page(lang: str) -> str:
    """The whole page, in Markdown."""
    return "\n".join(
        (_INTRO.in_language(lang), section("Réglages de `socle serve`", _HEADS, _rows(lang), lang))
    )


def _rows(lang: str) -> Iterator[Sequence[str]]:
    parser = Parser(prog="socle serve", description="serve")
    next(build for name, _, build in COMMANDS if name == "serve")(parser)
    flags = {action.dest: action for action in parser._actions}
    for name, field in Settings.model_fields.items():
        action = flags.get(name)
        flag = code(action.option_strings[-1]) if action else "—"
        variable = code(f"SOCLE_{name.upper()}")
        yield flag, variable, code(name), _default(field.default), plain(_told(name, action, lang))


def _told(name: str, action: Action | None, lang: str) -> str:
    if action is None:
        return _WITHOUT_FLAG[name].in_language(lang)
    return aide(action.help or "", lang)


def _default(value: Any) -> str:
    if value in (None, "", ()):
        return "—"
    return code(str(value.value if isinstance(value, Enum) else value).lower())
