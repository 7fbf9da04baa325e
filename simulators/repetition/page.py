"""compte-rendu.html: one French page that stands alone, for those who know neither the wire nor its codes."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from simulators.repetition import avancement
from simulators.repetition.bilan import Bilan
from simulators.repetition.indicateurs import DEFINITIONS, Mesure
from simulators.repetition.seuils import Seuils, atteint
from simulators.scenarios.reports import wording

ECHOS = {True: "Atteint", False: "À améliorer", None: ""}


def rendre(bilan: Bilan, version: str) -> str:
    """The page. `version` is that of the simulator."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    page = environment.get_template("compte_rendu.html.j2")
    return wording.clean(
        page.render(
            b=bilan,
            version=version,
            noms={one.code: one for one in DEFINITIONS},
            colonnes=avancement.COLONNES,
            mots=avancement.MOTS,
            valeur=valeur,
            echo=_echo,
            en_bref=en_bref(bilan),
            jour=wording.day_fr,
        )
    )


def valeur(mesure: Mesure) -> str:
    """3 sur 4 (75 %); a plain number when there is no total."""
    if mesure.part is None:
        return str(mesure.nombre) if mesure.sur is None else "rien à compter"
    return f"{mesure.nombre} sur {mesure.sur} ({mesure.part} %)"


def en_bref(bilan: Bilan) -> tuple[str, ...]:
    """The whole in three sentences."""
    people, pros = len(bilan.usagers), len(bilan.professionnels)
    met = wording.plural(people, "usager concerné")
    seen = f"{people} {met}, {pros} {wording.plural(pros, 'professionnel connecté')}."
    refused = sum(one.fois for one in bilan.refus)
    denied = f"{refused} {wording.plural(refused, 'appel refusé')}." if refused else "Aucun appel refusé."
    number = len(bilan.points)
    left = f"{number} {wording.plural(number, 'point')} à régler avant la mise en service."
    return seen, denied, left if number else "Rien à régler : la répétition est complète."


def _echo(mesure: Mesure, seuils: Seuils) -> str:
    return ECHOS[atteint(mesure, seuils)]
