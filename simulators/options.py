"""What may be typed after `socle`: the options and arguments of each command, their help in French."""

import argparse
import re
from collections.abc import Callable, Iterable
from pathlib import Path
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


def _serve(parser: Parser) -> None:
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
    _schematron(parser)


def _schematron(parser: Parser) -> None:
    parser.option(
        "--schematron",
        metavar="DIR",
        type=Path,
        help="votre copie d'ansforge/TestContenuCDA-3-0 : ses schémas jugent aussi les CDA",
    )


def _target(parser: Parser) -> None:
    parser.option("--target", metavar="READY.JSON", type=Path, help="fichier « prêt » du simulateur visé")


def _espace(parser: Parser) -> None:
    parser.option("--espace", metavar="NOM", default="defaut", help="espace visé (defaut)")


def _lang(parser: Parser) -> None:
    parser.option("--lang", choices=("fr", "en"), default="fr", help="langue des phrases (fr)")


def _json(parser: Parser) -> None:
    parser.option("--json", action="store_true", help="écrit du JSON")


def _report(parser: Parser) -> None:
    parser.option("--report", metavar="DIR", type=Path, help="dossier du rapport : HTML, JUnit et JSON")


def _demo(parser: Parser) -> None:
    _report(parser)
    _lang(parser)


def _folders(parser: Parser) -> None:
    text = "dossier de vos scénarios, en plus des nôtres"
    parser.option("--scenarios", metavar="DIR", action="append", type=Path, help=text)


def _chosen(parser: Parser) -> None:
    parser.argument("name", metavar="NOM", help="scénario (INS-01), suite (fumee) ou all")
    _folders(parser)
    for name, metavar, text in (
        ("tag", "MOT", "niveau, type d'ESMS, famille ou étiquette ; plusieurs fois : l'un ou l'autre"),
        ("service", "S", "seulement les scénarios de ce service : ins, dmp, mss, psc, ann"),
        ("requirement", "ID", "seulement les scénarios de cette exigence, id du socle ou de la vague 1"),
    ):
        parser.option(f"--{name}", metavar=metavar, action="append", help=text)


def _play(parser: Parser) -> None:
    _chosen(parser)
    parser.option("--mutant", metavar="M", default="", help="joue l'erreur de ce nom, au lieu du geste juste")
    parser.option("--seed", metavar="S", default="", help="graine des identifiants : deux essais identiques")
    for part in (_target, _espace, _report, _gate, _lang, _json):
        part(parser)


def _run(parser: Parser) -> None:
    _chosen(parser)
    driver = "commande, adresse http(s) ou « reference » (sans lui : une personne joue)"
    parser.option("--driver", metavar="CMD|URL", help=driver)
    parser.option("--timeout", metavar="S", type=float, help="attente de chaque réponse (pilote : 120 s)")
    parser.option("--parallel", metavar="N", type=int, default=1, help="joue dans N espaces à la fois")
    resume = "dossier de l'essai : ce qui y est déjà joué n'est pas rejoué"
    parser.option("--resume", metavar="DIR", type=Path, help=resume)
    parser.option("--attest", action="store_true", help="demande aussi ce que seule une personne constate")
    for part in (_target, _espace, _report, _gate, _lang, _json):
        part(parser)


def _gate(parser: Parser) -> None:
    parser.option("--history", metavar="F", type=Path, help="ajoute les verdicts à ce fichier")
    parser.option("--baseline", metavar="F", type=Path, help="rouges connus : seuls les nouveaux comptent")
    update = "écrit la référence : la première fois tous les rouges, puis moins ceux corrigés"
    parser.option("--update-baseline", action="store_true", help=update)
    parser.option("--quarantine", metavar="F", type=Path, help="YAML des contrôles mis de côté pour un temps")
    parser.option("--require-complete", action="store_true", help="code 2 si un scénario n'est pas entier")


def _judge(parser: Parser) -> None:
    parser.argument(
        "journal",
        metavar="JOURNAL",
        type=Path,
        help="ce que « socle espace journal NOM » a écrit, ou le dossier d'un « socle run --resume »",
    )
    _folders(parser)
    parser.option("--espace", metavar="NOM", default="", help="espace jugé, si le journal en mêle plusieurs")
    parser.option(
        "--scenario",
        metavar="NOM",
        action="append",
        help="scénario ou suite à juger (ins, sans cette option)",
    )
    for part in (_report, _gate, _lang, _json):
        part(parser)


def _coverage(parser: Parser) -> None:
    _folders(parser)
    parser.option("--history", metavar="F", type=Path, help="historique où lire les derniers verdicts")
    parser.option(
        "--reference",
        action="store_true",
        help="verdicts du DUI de référence, non du logiciel à l'essai",
    )
    parser.option("--rem", metavar="CSV", type=Path, help="vos numéros : lignes « socle;rem »")
    parser.option("--csv", metavar="F", type=Path, help="écrit la matrice en CSV, avec vos numéros")
    _lang(parser)
    _json(parser)


def _check(parser: Parser) -> None:
    parser.argument(
        "files",
        metavar="FICHIER",
        nargs="+",
        type=Path,
        help="message enregistré, ou texte de datamatrix INS",
    )
    _schematron(parser)
    _lang(parser)
    _json(parser)


def _espaces(parser: Parser) -> None:
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


def _pki(parser: Parser) -> None:
    parser.argument("action", metavar="ACTION", choices=("export",), help="export")
    parser.argument("folder", metavar="DIR", type=Path, help="dossier où copier autorité, CRL et certificats")
    _target(parser)


def _fidelity(parser: Parser) -> None:
    parser.option("--service", metavar="S", default="", help="un seul service")
    _lang(parser)
    _json(parser)


def _matricule(parser: Parser) -> None:
    parser.argument("value", metavar="VALEUR", help="13 caractères, ou 15 avec la clé")
    parser.option("--oid", metavar="OID", default="", help="un seul OID, au lieu de tous ceux possibles")
    _json(parser)


def _datamatrix(parser: Parser) -> None:
    parser.argument("action", metavar="ACTION", choices=("encode", "decode"), help="encode, decode")
    parser.argument(
        "file", metavar="FICHIER", nargs="?", type=Path, help="à lire (decode) : texte, PNG, JPEG ou PDF"
    )
    parser.option("--personne", metavar="ID", default="", help="encode une personne du monde par défaut")
    for name, metavar, text in (
        ("matricule", "M", "15 caractères, clé comprise"),
        ("oid", "OID", "OID de l'INS"),
        ("prenoms", "LISTE", "liste des prénoms de naissance"),
        ("nom", "NOM", "nom de naissance"),
        ("sexe", "S", "M ou F"),
        ("date", "AAAA-MM-JJ", "date de naissance"),
        ("lieu", "COG", "lieu de naissance, facultatif"),
    ):
        parser.option(f"--{name}", metavar=metavar, default="", help=text)
    parser.option("--png", metavar="F", type=Path, help="écrit l'image, avec la mention « INS à scanner »")
    parser.option("--svg", metavar="F", type=Path, help="écrit le dessin, à la taille d'impression")
    _lang(parser)
    _json(parser)


def _reindex(parser: Parser) -> None:
    _target(parser)
    _espace(parser)


def _insi(parser: Parser) -> None:
    parser.argument("action", metavar="ACTION", choices=("import", "generate"), help="import ou generate")
    table = "CSV : nom_naissance;prenoms;sexe;date_naissance;lieu_naissance[;matricule;cle;oid;historique]"
    parser.argument("file", metavar="FICHIER", nargs="?", default="", help=table)
    parser.option(
        "--replace", action="store_true", help="à la place des identités déjà importées ou générées"
    )
    parser.option(
        "--seed", metavar="S", default="", help="generate : graine, la même donne les mêmes fichiers"
    )
    parser.option("--count", metavar="N", type=int, default=1000, help="generate : dossiers (1000)")
    shares = "generate : parts des appels ; défaut 00=75.2,01=24.4,02=0.4, d'un seul cabinet d'ophtalmologie"
    parser.option("--shares", metavar="PARTS", default="", help=shares)
    parser.option("--out", metavar="DIR", type=Path, help="generate : dossier où écrire les fichiers")
    _target(parser)
    parser.option("--espace", metavar="NOM", help="espace où charger les identités (generate : facultatif)")
    _json(parser)


# name → (one-line help, options, details shown by `socle NAME --help`)
COMMANDS: tuple[tuple[str, str, Callable[[Parser], None]], ...] = (
    ("serve", "démarre le simulateur et sert jusqu'à Ctrl+C", _serve),
    ("demo", "joue la démonstration de bout en bout et écrit son rapport", _demo),
    ("play", "joue un scénario avec le DUI de référence", _play),
    ("run", "suit un scénario joué par le DUI à l'essai", _run),
    ("judge", "juge un journal enregistré", _judge),
    ("coverage", "dit quelles exigences sont couvertes, et leur dernier verdict", _coverage),
    ("check", "contrôle hors ligne des messages enregistrés", _check),
    ("espace", "crée, liste, remet à zéro, fige, rétablit, exporte, importe, supprime un espace", _espaces),
    ("insi", "importe ou génère des identités du référentiel INSi", _insi),
    ("pki", "copie l'autorité et les certificats de test dans un dossier", _pki),
    ("fidelity", "liste erreurs, règles et choix par défaut, avec leur fondement", _fidelity),
    ("matricule", "explique un matricule INS : clé, chiffres, OID, écritures", _matricule),
    ("datamatrix", "écrit ou lit un datamatrix INS : texte, image, page de PDF", _datamatrix),
    ("reindex", "relit le journal avec les règles d'aujourd'hui", _reindex),
)
