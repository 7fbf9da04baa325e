"""What may be typed after `socle`: the options and arguments of each command, their help in French."""

from collections.abc import Callable
from pathlib import Path

from simulators.options_rejeu import compare, import_captures, replay
from simulators.options_repetition import compte_rendu
from simulators.options_scenarios import coverage, judge, play, run
from simulators.options_shared import espace, json, lang, report, target
from simulators.typed import Parser


def _where(parser: Parser) -> None:
    """What is served, and where: what a start takes and what the doctor looks at."""
    parser.option(
        "--data", metavar="DIR", type=Path, help="dossier des données (sans lui : dossier temporaire)"
    )
    parser.option(
        "--port-base", metavar="N", type=int, help="premier port, 8400 par défaut ; 0 : ports libres"
    )
    parser.option(
        "--only", metavar="LISTE", help="services voulus, séparés par des virgules : ins,dmp,mss,psc"
    )
    parser.option("--http", action="store_true", default=None, help="répond aussi en clair, sans TLS")
    parser.option("--host", metavar="H", help="adresse d'écoute (127.0.0.1 par défaut)")


def _serve(parser: Parser) -> None:
    _where(parser)
    parser.option("--ready-file", metavar="F", type=Path, help="fichier écrit quand tout est en écoute")
    parser.option(
        "--profile", choices=("terrain", "strict", "decouverte"), help="sévérité (terrain par défaut)"
    )
    parser.option("--public-url", metavar="URL", help="adresse que tapent les clients, si elle diffère")
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


def _doctor(parser: Parser) -> None:
    _where(parser)
    target(parser)
    lang(parser)
    json(parser)


def _demo(parser: Parser) -> None:
    report(parser)
    lang(parser)


def _check(parser: Parser) -> None:
    parser.argument(
        "files",
        metavar="FICHIER",
        nargs="+",
        type=Path,
        help="message enregistré, ou texte de datamatrix INS",
    )
    _schematron(parser)
    lang(parser)
    json(parser)


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
    target(parser)
    json(parser)


def _pki(parser: Parser) -> None:
    parser.argument("action", metavar="ACTION", choices=("export",), help="export")
    parser.argument("folder", metavar="DIR", type=Path, help="dossier où copier autorité, CRL et certificats")
    target(parser)


def _fidelity(parser: Parser) -> None:
    parser.option("--service", metavar="S", default="", help="un seul service")
    lang(parser)
    json(parser)


def _matricule(parser: Parser) -> None:
    parser.argument("value", metavar="VALEUR", help="13 caractères, ou 15 avec la clé")
    parser.option("--oid", metavar="OID", default="", help="un seul OID, au lieu de tous ceux possibles")
    json(parser)


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
    lang(parser)
    json(parser)


def _reindex(parser: Parser) -> None:
    target(parser)
    espace(parser)


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
    target(parser)
    parser.option("--espace", metavar="NOM", help="espace où charger les identités (generate : facultatif)")
    json(parser)


# name → (one-line help, options, details shown by `socle NAME --help`)
COMMANDS: tuple[tuple[str, str, Callable[[Parser], None]], ...] = (
    ("serve", "démarre le simulateur et sert jusqu'à Ctrl+C", _serve),
    ("doctor", "cherche ce qui empêche de démarrer ou d'atteindre le simulateur, et dit quoi faire", _doctor),
    ("demo", "joue la démonstration de bout en bout et écrit son rapport", _demo),
    ("play", "joue un scénario avec le DUI de référence", play),
    ("run", "suit un scénario joué par le DUI à l'essai", run),
    ("judge", "juge un journal enregistré", judge),
    ("compte-rendu", "raconte une répétition à un établissement, ou à un groupe", compte_rendu),
    ("coverage", "dit quelles exigences sont couvertes, et leur dernier verdict", coverage),
    ("check", "contrôle hors ligne des messages enregistrés", _check),
    ("espace", "crée, liste, remet à zéro, fige, rétablit, exporte, importe, supprime un espace", _espaces),
    ("insi", "importe ou génère des identités du référentiel INSi", _insi),
    ("pki", "copie l'autorité et les certificats de test dans un dossier", _pki),
    ("fidelity", "liste erreurs, règles et choix par défaut, avec leur fondement", _fidelity),
    ("matricule", "explique un matricule INS : clé, chiffres, OID, écritures", _matricule),
    ("datamatrix", "écrit ou lit un datamatrix INS : texte, image, page de PDF", _datamatrix),
    ("replay", "rejoue un journal ailleurs : un autre simulateur, ou un banc à vous", replay),
    ("compare", "compare deux journaux, champ par champ", compare),
    ("import-captures", "joue au simulateur des échanges captés sur un banc réel", import_captures),
    ("reindex", "relit le journal avec les règles d'aujourd'hui", _reindex),
)
