"""The `socle` command: what is typed is read, and the command's module imported then.

Exit codes: 0 done; 1 a verdict or a check failed; 2 a run that is not complete; 3 wrongly typed, or the
simulator cannot be reached.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from io import TextIOWrapper

from simulators.commands.errors import USAGE, CommandError
from simulators.options import COMMANDS
from simulators.typed import Parser


def _parsers() -> tuple[Parser, dict[str, Parser]]:
    width = max(len(name) for name, _, _ in COMMANDS)
    listing = "\n".join(f"  {name:<{width}}  {title}" for name, title, _ in COMMANDS)
    top = Parser(
        prog="socle",
        description="Simulateur des services socles Ségur : INSi, DMP, MSSanté, Pro Santé Connect.",
        epilog=f"Commandes :\n{listing}\n\nDétail d'une commande : socle COMMANDE --help",
    )
    top.option("--version", action="store_true", help="affiche la version")
    top.argument("command", metavar="COMMANDE", nargs="?", help="voir la liste ci-dessous")
    top.argument("rest", metavar="…", nargs=argparse.REMAINDER, help="arguments de la commande")
    below = {}
    for name, title, build in COMMANDS:
        below[name] = parser = Parser(prog=f"socle {name}", description=f"{title[0].upper()}{title[1:]}.")
        build(parser)
    return top, below


def _execute(argv: Sequence[str]) -> int:
    top, commands = _parsers()
    typed = top.parse_args(argv)
    if typed.version:
        from simulators import __version__

        print(__version__)
        return 0
    if typed.command is None:
        top.print_help()
        return USAGE
    if typed.command not in commands:
        top.error(f"commande inconnue : {typed.command} (au choix : {', '.join(commands)})")
    options = commands[typed.command].parse_args(typed.rest)
    if typed.command != "doctor":
        _refuse_a_clash()
    module = typed.command.replace("-", "_")
    code: int = import_module(f"simulators.commands.{module}").run(options)
    return code


def _refuse_a_clash() -> None:
    """A service that is not ours would fail later, and obscurely."""
    from simulators import clash

    hidden = clash.hidden()
    if hidden:
        raise CommandError(clash.sentence(hidden[0]))


def main(argv: Sequence[str] | None = None) -> int:
    """Runs what was typed and returns the exit code; never shows a traceback unless SOCLE_DEBUG is set."""
    for stream in (sys.stdout, sys.stderr):
        # A console of few letters (Windows, LC_ALL=C) shows a question mark for the others.
        if isinstance(stream, TextIOWrapper) and stream.errors == "strict":
            stream.reconfigure(errors="replace")
    try:
        return _execute(sys.argv[1:] if argv is None else argv)
    except CommandError as failure:
        print(f"socle : {failure}", file=sys.stderr)
        return failure.code
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # The reader of our output left (`socle fidelity | head`): nothing more to say, nor to flush.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        if os.environ.get("SOCLE_DEBUG"):
            raise
        print(
            f"socle : erreur interne, {type(error).__name__} : {error} (détail : SOCLE_DEBUG=1)",
            file=sys.stderr,
        )
        return USAGE
