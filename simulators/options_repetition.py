"""What may be typed after `socle compte-rendu`."""

from pathlib import Path

from simulators.options_shared import json, lang
from simulators.typed import Parser


def compte_rendu(parser: Parser) -> None:
    """The journals to tell, and what only the establishment knows."""
    text = "ce que « socle espace journal NOM » a écrit ; plusieurs pour un groupe d'établissements"
    parser.argument("journal", metavar="JOURNAL", nargs="+", type=Path, help=text)
    parser.option("--out", metavar="DIR", type=Path, default=Path("compte-rendu"), help="dossier écrit")
    title = "Compte rendu de répétition"
    parser.option("--titre", metavar="T", default=title, help="titre de la page")
    active = "votre file active : dossier;entree[;finess;sortie;mouvement]"
    parser.option("--file-active", metavar="CSV", type=Path, help=active)
    staff = "professionnels de l'établissement ; plusieurs fois pour un groupe"
    parser.option("--effectif", metavar="[FINESS=]N", action="append", help=staff)
    parser.option("--seuil", metavar="U3=50", action="append", help="votre seuil (aucun n'est prévu)")
    parser.option("--fait", metavar="MOT", action="append", help="étape de mise en service confirmée")
    lang(parser)
    json(parser)
