"""What may be typed after the commands on scenarios: play, run, judge, coverage."""

from pathlib import Path

from simulators.options_shared import espace, json, lang, report, target
from simulators.typed import Parser


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


def play(parser: Parser) -> None:
    """`socle play`."""
    _chosen(parser)
    parser.option("--mutant", metavar="M", default="", help="joue l'erreur de ce nom, au lieu du geste juste")
    parser.option("--seed", metavar="S", default="", help="graine des identifiants : deux essais identiques")
    for part in (target, espace, report, _gate, lang, json):
        part(parser)


def run(parser: Parser) -> None:
    """`socle run`."""
    _chosen(parser)
    driver = "commande, adresse http(s) ou « reference » (sans lui : une personne joue)"
    parser.option("--driver", metavar="CMD|URL", help=driver)
    parser.option("--timeout", metavar="S", type=float, help="attente de chaque réponse (pilote : 120 s)")
    parser.option("--parallel", metavar="N", type=int, default=1, help="joue dans N espaces à la fois")
    resume = "dossier de l'essai : ce qui y est déjà joué n'est pas rejoué"
    parser.option("--resume", metavar="DIR", type=Path, help=resume)
    parser.option("--attest", action="store_true", help="demande aussi ce que seule une personne constate")
    for part in (target, espace, report, _gate, lang, json):
        part(parser)


def _gate(parser: Parser) -> None:
    parser.option("--history", metavar="F", type=Path, help="ajoute les verdicts à ce fichier")
    parser.option("--baseline", metavar="F", type=Path, help="rouges connus : seuls les nouveaux comptent")
    update = "écrit la référence : la première fois tous les rouges, puis moins ceux corrigés"
    parser.option("--update-baseline", action="store_true", help=update)
    parser.option("--quarantine", metavar="F", type=Path, help="YAML des contrôles mis de côté pour un temps")
    parser.option("--require-complete", action="store_true", help="code 2 si un scénario n'est pas entier")


def judge(parser: Parser) -> None:
    """`socle judge`."""
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
    for part in (report, _gate, lang, json):
        part(parser)


def coverage(parser: Parser) -> None:
    """`socle coverage`."""
    _folders(parser)
    parser.option("--history", metavar="F", type=Path, help="historique où lire les derniers verdicts")
    parser.option(
        "--reference",
        action="store_true",
        help="verdicts du DUI de référence, non du logiciel à l'essai",
    )
    parser.option("--rem", metavar="CSV", type=Path, help="vos numéros : lignes « socle;rem »")
    parser.option("--csv", metavar="F", type=Path, help="écrit la matrice en CSV, avec vos numéros")
    lang(parser)
    json(parser)
