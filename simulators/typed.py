"""How a command line is read: French help, and what is wrong said in one French line."""

import argparse
import re
from collections.abc import Iterable
from typing import Any, NoReturn

from simulators.commands.errors import USAGE

_FRENCH = (
    (r"the following arguments are required: (.*)", r"il manque : \1"),
    (r"unrecognized arguments: (.*)", r"argument inconnu : \1"),
    (r"argument (\S+): expected one argument", r"\1 attend une valeur"),
    (r"argument (\S+): expected at least one argument", r"\1 attend au moins une valeur"),
    (r"argument (\S+): invalid choice: (.*) \(choose from (.*)\)", r"\1 : \2 inconnu (au choix : \3)"),
    (r"argument (\S+): invalid int value: (.*)", r"\1 attend un nombre entier, pas \2"),
    (r"argument (\S+): (.*)", r"\1 : \2"),
)


class _Formatter(argparse.RawDescriptionHelpFormatter):
    """Help with a French heading."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        """The usage line, "usage:" being said in French."""
        super().add_usage(usage, actions, groups, prefix or "Utilisation : ")


class Parser(argparse.ArgumentParser):
    """A parser that speaks French and says what is wrong in one line."""

    def __init__(self, *, prog: str, description: str, epilog: str = "") -> None:
        super().__init__(
            prog=prog,
            description=description,
            epilog=epilog,
            formatter_class=_Formatter,
            add_help=False,
            allow_abbrev=False,
        )
        self._groups = {title: self.add_argument_group(title) for title in ("Arguments", "Options")}
        self.option("-h", "--help", action="help", help="affiche cette aide")

    def argument(self, name: str, **settings: Any) -> None:
        """One positional argument."""
        self._groups["Arguments"].add_argument(name, **settings)

    def option(self, *names: str, **settings: Any) -> None:
        """One option; `default` is None unless said, so that settings know what was typed."""
        self._groups["Options"].add_argument(*names, **settings)

    def error(self, message: str) -> NoReturn:
        """Ends with code 2 and one French line."""
        for pattern, french in _FRENCH:
            message, found = re.subn(f"^{pattern}$", french, message)
            if found:
                break
        self.exit(USAGE, f"{self.prog} : {message} ({self.prog} --help)\n")
