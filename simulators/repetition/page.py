"""The report as a page, for those who know neither the wire nor its codes: in a file, or in the console."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from simulators.core.rule import Text
from simulators.repetition import avancement
from simulators.repetition.bilan import GROUPE, Bilan
from simulators.repetition.etablissements import INCONNU, Etablissement
from simulators.repetition.indicateurs import DEFINITIONS, Mesure
from simulators.repetition.mots import COLON, MOTS
from simulators.repetition.periodes import mois_de
from simulators.repetition.seuils import Seuils, atteint
from simulators.scenarios.reports import wording

TEMPLATES: Final = Path(__file__).parent / "templates"
ECHOS: Final = {True: Text("Atteint", "Reached"), False: Text("À améliorer", "To improve")}
_PLACES: Final = {GROUPE: "All establishments", INCONNU: "Establishment not told"}


def rendre(bilan: Bilan, version: str) -> str:
    """One page that stands alone. `version` is that of the simulator."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    page = environment.get_template("compte_rendu.html.j2")
    return wording.clean(page.render(**valeurs(bilan, version)))


def valeurs(bilan: Bilan, version: str, lien: Callable[[str], str] | None = None) -> Mapping[str, Any]:
    """What `corps.html.j2` is rendered with; `lien` gives the address of an exchange where there is one."""
    lang = bilan.demande.langue

    def dire(text: Text) -> str:
        return text.in_language(lang)

    def lieu(where: Etablissement) -> str:
        return _PLACES.get(where, where.nom) if lang == "en" else where.nom

    def echo(mesure: Mesure, seuils: Seuils) -> str:
        reached = atteint(mesure, seuils)
        return "" if reached is None else dire(ECHOS[reached])

    def jour(instant: datetime) -> str:
        day = instant.astimezone(UTC).day
        return f"{day} {mois_de(instant).dans('en')}" if lang == "en" else wording.day_fr(instant)

    return {
        "b": bilan,
        "lang": lang,
        "version": version,
        "m": {key: dire(text) for key, text in MOTS.items()},
        "noms": {one.code: one for one in DEFINITIONS},
        "colonnes": avancement.COLONNES,
        "mots": avancement.MOTS,
        "valeur": lambda mesure: valeur(mesure, lang),
        "echo": echo,
        "en_bref": en_bref(bilan),
        "jour": jour,
        "mois": lambda one: one.dans(lang),
        "lieu": lieu,
        "dire": dire,
        "deux_points": COLON[lang],
        "lien": lien,
    }


def valeur(mesure: Mesure, lang: str = "fr") -> str:
    """3 sur 4 (75 %); a plain number when there is no total."""
    if mesure.part is None:
        nothing = Text("rien à compter", "nothing to count").in_language(lang)
        return str(mesure.nombre) if mesure.sur is None else nothing
    return f"{mesure.nombre} {'of' if lang == 'en' else 'sur'} {mesure.sur} ({mesure.part} %)"


def en_bref(bilan: Bilan) -> tuple[str, ...]:
    """The whole in three sentences."""
    people, pros, number = len(bilan.usagers), len(bilan.professionnels), len(bilan.points)
    refused = sum(one.fois for one in bilan.refus)
    if bilan.demande.langue == "en":
        met = f"{people} {'person' if people == 1 else 'people'} concerned"
        return (
            f"{met}, {pros} {wording.plural(pros, 'professional')} logged in.",
            f"{refused} {wording.plural(refused, 'call')} refused." if refused else "No call refused.",
            f"{number} {wording.plural(number, 'thing')} to settle before going live."
            if number
            else "Nothing to settle: the rehearsal is complete.",
        )
    met = wording.plural(people, "usager concerné")
    seen = f"{people} {met}, {pros} {wording.plural(pros, 'professionnel connecté')}."
    denied = f"{refused} {wording.plural(refused, 'appel refusé')}." if refused else "Aucun appel refusé."
    left = f"{number} {wording.plural(number, 'point')} à régler avant la mise en service."
    return seen, denied, left if number else "Rien à régler : la répétition est complète."
