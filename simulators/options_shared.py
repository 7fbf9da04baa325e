"""Options that several commands share."""

from pathlib import Path

from simulators.typed import Parser


def target(parser: Parser) -> None:
    """Which running simulator."""
    parser.option("--target", metavar="READY.JSON", type=Path, help="fichier « prêt » du simulateur visé")


def espace(parser: Parser) -> None:
    """Which espace."""
    parser.option("--espace", metavar="NOM", default="defaut", help="espace visé (defaut)")


def lang(parser: Parser) -> None:
    """In which language."""
    parser.option("--lang", choices=("fr", "en"), default="fr", help="langue des phrases (fr)")


def json(parser: Parser) -> None:
    """JSON instead of sentences."""
    parser.option("--json", action="store_true", help="écrit du JSON")


def report(parser: Parser) -> None:
    """Where the reports go."""
    parser.option("--report", metavar="DIR", type=Path, help="dossier du rapport : HTML, JUnit et JSON")
