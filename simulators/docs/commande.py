"""The reference of the `socle` command, from the very parsers that read it."""

from argparse import Action
from collections.abc import Iterator, Sequence
from typing import Final

from simulators.core.rule import Text
from simulators.docs.aides import aide
from simulators.docs.english import said
from simulators.docs.tables import code, plain, table
from simulators.options import COMMANDS
from simulators.typed import Parser

_INTRO: Final = Text(
    """# La commande `socle`

`socle COMMANDE --help` dit la même chose. Codes de sortie : 0 fait ; 1 un verdict ou un contrôle a \
échoué ; 2 un essai incomplet ; 3 mal tapé, ou simulateur injoignable.
""",
    """# The `socle` command

`socle COMMANDE --help` says the same. Exit codes: 0 done; 1 a verdict or a check failed; 2 an \
incomplete run; 3 wrongly typed, or simulator out of reach. The command itself speaks \
French.
""",
)
_HEADS: Final = ("Ce qu'on tape", "Ce que c'est", "Au choix")


def page(lang: str) -> str:
    """The whole page, in Markdown."""
    return "\n".join((_INTRO.in_language(lang), *_commands(lang)))


def _commands(lang: str) -> Iterator[str]:
    heads = [said(head, lang) for head in _HEADS]
    for name, title, build in COMMANDS:
        parser = Parser(prog=f"socle {name}", description=title)
        build(parser)
        told = [_row(action, lang) for action in parser._actions if action.dest != "help"]
        summary = aide(title, lang)
        yield f"## socle {name}\n\n{plain(summary[0].upper() + summary[1:])}.\n\n{table(heads, told)}"


def _row(action: Action, lang: str) -> Sequence[str]:
    shown = str(action.metavar or action.dest)
    if not action.option_strings:
        typed = f"{shown}…" if action.nargs == "+" else f"[{shown}]" if action.nargs == "?" else shown
    elif action.nargs == 0:
        typed = ", ".join(action.option_strings)
    else:
        typed = f"{', '.join(action.option_strings)} {action.metavar or '…'}"
    choices = ", ".join(code(str(one)) for one in action.choices or ())
    return code(typed), plain(aide(action.help or "", lang)), choices
