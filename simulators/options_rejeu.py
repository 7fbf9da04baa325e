"""What may be typed after `socle replay`, `socle compare`, `socle import-captures`."""

from pathlib import Path

from simulators.options_shared import espace, json, lang, report, target
from simulators.typed import Parser


def _told(parser: Parser) -> None:
    parser.option(
        "--tout", action="store_true", help="montre aussi les champs mis de côté (dates, identifiants)"
    )
    for part in (report, lang, json):
        part(parser)


def replay(parser: Parser) -> None:
    """`socle replay`."""
    text = "ce que « socle espace journal NOM » a écrit"
    parser.argument("journal", metavar="JOURNAL", type=Path, help=text)
    where = "fichier « prêt » d'un simulateur, ou SERVICE[.FACE]=ADRESSE, plusieurs fois"
    parser.option("--to", metavar="CIBLE", action="append", required=True, help=where)
    espace(parser)
    parser.option("--consent", metavar="TEXTE", help="votre accord pour envoyer hors de cette machine")
    parser.option("--ca", metavar="CA.PEM", type=Path, help="autorité des serveurs de la cible")
    cert = "[SERVICE=]FICHIER, P12 ou PEM, plusieurs fois ; « signature= » pour signer les assertions"
    parser.option("--cert", metavar="CERT", action="append", help=cert)
    parser.option("--cert-password-file", metavar="F", type=Path, help="fichier du mot de passe du P12")
    parser.option(
        "--secret", metavar="EN-TÊTE=V", action="append", help="valeur d'un en-tête masqué au journal"
    )
    parser.option(
        "--rejouer-a-l-heure",
        action="store_true",
        help="règle l'horloge du simulateur visé à l'heure de chaque échange",
    )
    parser.option("--resigner", action="store_true", help="date et signe de nouveau les assertions (VIHF)")
    parser.option("--out", metavar="F", type=Path, help="écrit le journal du rejeu (.zip ou .jsonl)")
    _told(parser)


def compare(parser: Parser) -> None:
    """`socle compare`."""
    parser.argument("gauche", metavar="A", type=Path, help="un journal")
    parser.argument("droite", metavar="B", type=Path, help="un autre, ou le rejeu du premier")
    _told(parser)


def import_captures(parser: Parser) -> None:
    """`socle import-captures`."""
    text = "fichier HAR, ou dossier de paires NN-request.http et NN-response.http"
    parser.argument("source", metavar="SOURCE", type=Path, help=text)
    parser.option(
        "--out", metavar="DIR", type=Path, default=Path("captures"), help="dossier écrit (captures)"
    )
    for part in (target, espace, json):
        part(parser)
