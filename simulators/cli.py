"""The `socle` command: what is typed, read with argparse; each command's module is imported when called.

Exit codes: 0 done; 1 a verdict or a check failed; 2 wrongly typed, or the simulator cannot be reached.
"""

import argparse
import os
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

from simulators.commands.errors import USAGE, CommandError

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


class _Parser(argparse.ArgumentParser):
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


def _serve(parser: _Parser) -> None:
    parser.option(
        "--data", metavar="DIR", type=Path, help="dossier des données (sans lui : dossier temporaire)"
    )
    parser.option(
        "--port-base", metavar="N", type=int, help="premier port, 8400 par défaut ; 0 : ports libres"
    )
    parser.option("--ready-file", metavar="F", type=Path, help="fichier écrit quand tout est en écoute")
    parser.option(
        "--profile", choices=("terrain", "strict", "decouverte"), help="sévérité (terrain par défaut)"
    )
    parser.option(
        "--only", metavar="LISTE", help="services voulus, séparés par des virgules : ins,dmp,mss,psc"
    )
    parser.option("--http", action="store_true", default=None, help="répond aussi en clair, sans TLS")
    parser.option("--public-url", metavar="URL", help="adresse que tapent les clients, si elle diffère")
    parser.option("--host", metavar="H", help="adresse d'écoute (127.0.0.1 par défaut)")
    parser.option(
        "--trust", metavar="CA.PEM", help="autorité de test de l'éditeur, acceptée pour ses certificats"
    )
    parser.option("--seed", metavar="S", help="graine des identifiants, pour deux exécutions identiques")
    parser.option(
        "--no-marks", dest="marks", action="store_false", default=None, help="sans l'en-tête X-Socle-Exchange"
    )
    parser.option(
        "--no-real-data",
        action="store_true",
        default=None,
        help="refuse tout matricule hors des listes fictives",
    )
    parser.option(
        "--insi-lot2",
        action="store_true",
        default=None,
        help="simule aussi les vérifications d'INS, unitaires et en masse (contrat supposé)",
    )


def _target(parser: _Parser) -> None:
    parser.option("--target", metavar="READY.JSON", type=Path, help="fichier « prêt » du simulateur visé")


def _espace(parser: _Parser) -> None:
    parser.option("--espace", metavar="NOM", default="defaut", help="espace visé (defaut)")


def _lang(parser: _Parser) -> None:
    parser.option("--lang", choices=("fr", "en"), default="fr", help="langue des phrases (fr)")


def _json(parser: _Parser) -> None:
    parser.option("--json", action="store_true", help="écrit du JSON")


def _report(parser: _Parser) -> None:
    parser.option("--report", metavar="DIR", type=Path, help="dossier du rapport : HTML, JUnit et JSON")


def _demo(parser: _Parser) -> None:
    _report(parser)
    _lang(parser)


def _play(parser: _Parser) -> None:
    parser.argument("name", metavar="NOM", help="scénario, par exemple INS-01")
    parser.option("--mutant", metavar="M", default="", help="joue l'erreur de ce nom, au lieu du geste juste")
    for part in (_target, _espace, _report, _lang, _json):
        part(parser)


def _run(parser: _Parser) -> None:
    parser.argument("name", metavar="NOM", help="scénario, par exemple INS-01")
    for part in (_target, _espace, _report, _lang, _json):
        part(parser)


def _judge(parser: _Parser) -> None:
    parser.argument(
        "journal", metavar="JOURNAL", type=Path, help="ce que « socle espace journal NOM » a écrit"
    )
    parser.option(
        "--scenario",
        metavar="NOM",
        action="append",
        help="scénario ou suite à juger (ins, sans cette option)",
    )
    for part in (_report, _lang, _json):
        part(parser)


def _check(parser: _Parser) -> None:
    parser.argument(
        "files", metavar="FICHIER", nargs="+", type=Path, help="message enregistré (enveloppe SOAP)"
    )
    _lang(parser)
    _json(parser)


def _espaces(parser: _Parser) -> None:
    actions = ("create", "list", "reset", "snapshot", "restore", "export", "import", "delete", "journal")
    parser.argument("action", metavar="ACTION", choices=actions, help=", ".join(actions))
    parser.argument("name", metavar="NOM", nargs="?", default="", help="nom de l'espace")
    parser.argument(
        "extra",
        metavar="NOM_OU_FICHIER",
        nargs="?",
        default="",
        help="instantané (snapshot, restore) ou fichier",
    )
    _target(parser)
    _json(parser)


def _pki(parser: _Parser) -> None:
    parser.argument("action", metavar="ACTION", choices=("export",), help="export")
    parser.argument("folder", metavar="DIR", type=Path, help="dossier où copier autorité, CRL et certificats")
    _target(parser)


def _fidelity(parser: _Parser) -> None:
    parser.option("--service", metavar="S", default="", help="un seul service")
    _lang(parser)
    _json(parser)


def _reindex(parser: _Parser) -> None:
    _target(parser)
    _espace(parser)


# name → (one-line help, options, details shown by `socle NAME --help`)
_COMMANDS: tuple[tuple[str, str, Callable[[_Parser], None]], ...] = (
    ("serve", "démarre le simulateur et sert jusqu'à Ctrl+C", _serve),
    ("demo", "joue la démonstration de bout en bout et écrit son rapport", _demo),
    ("play", "joue un scénario avec le DUI de référence", _play),
    ("run", "suit un scénario joué par le DUI à l'essai", _run),
    ("judge", "juge un journal enregistré", _judge),
    ("check", "contrôle hors ligne des messages enregistrés", _check),
    ("espace", "crée, liste, remet à zéro, fige, rétablit, exporte, importe, supprime un espace", _espaces),
    ("pki", "copie l'autorité et les certificats de test dans un dossier", _pki),
    ("fidelity", "liste erreurs, règles et choix par défaut, avec leur fondement", _fidelity),
    ("reindex", "relit le journal avec les règles d'aujourd'hui", _reindex),
)


def _parsers() -> tuple[_Parser, dict[str, _Parser]]:
    width = max(len(name) for name, _, _ in _COMMANDS)
    listing = "\n".join(f"  {name:<{width}}  {title}" for name, title, _ in _COMMANDS)
    top = _Parser(
        prog="socle",
        description="Simulateur des services socles Ségur : INSi, DMP, MSSanté, Pro Santé Connect.",
        epilog=f"Commandes :\n{listing}\n\nDétail d'une commande : socle COMMANDE --help",
    )
    top.option("--version", action="store_true", help="affiche la version")
    top.argument("command", metavar="COMMANDE", nargs="?", help="voir la liste ci-dessous")
    top.argument("rest", metavar="…", nargs=argparse.REMAINDER, help="arguments de la commande")
    below = {}
    for name, title, build in _COMMANDS:
        below[name] = parser = _Parser(prog=f"socle {name}", description=f"{title[0].upper()}{title[1:]}.")
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
    code: int = import_module(f"simulators.commands.{typed.command}").run(options)
    return code


def main(argv: Sequence[str] | None = None) -> int:
    """Runs what was typed and returns the exit code; never shows a traceback unless SOCLE_DEBUG is set."""
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
