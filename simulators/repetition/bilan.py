"""The whole account of a rehearsal, as values: nothing of it is text of a page yet."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from simulators.core.journal.model import Exchange
from simulators.core.rule import Text
from simulators.repetition.avancement import Avancement, avancements
from simulators.repetition.compteurs import Compteur, compter
from simulators.repetition.etablissements import INCONNU, Annuaire, Etablissement
from simulators.repetition.file_active import Presence, actifs, mois_cites
from simulators.repetition.indicateurs import Mesure, connected, mesurer
from simulators.repetition.mise_en_service import Ligne, liste
from simulators.repetition.periodes import Mois, mois_de
from simulators.repetition.points import Dit, Point, Refus, Vu, points, refus
from simulators.repetition.seuils import Seuils
from simulators.repetition.usagers import NOT_THE_DUI, Usager, usagers

GROUPE = Etablissement("", "Ensemble des établissements")
Tell = Callable[[Exchange], Dit]


@dataclass(frozen=True, slots=True)
class Demande:
    """What the person gave besides the journals. `effectif` is declared staff by FINESS, "" for the whole."""

    titre: str = "Compte rendu de répétition"
    effectif: Mapping[str, int] = field(default_factory=dict)
    file_active: tuple[Presence, ...] = ()
    seuils: Seuils = field(default_factory=dict)
    faites: frozenset[str] = frozenset()
    langue: str = "fr"


@dataclass(frozen=True, slots=True)
class Periode:
    """The indicators and counts of one month, or of the whole (`mois` None)."""

    mois: Mois | None
    mesures: tuple[Mesure, ...]
    compteurs: tuple[Compteur, ...]


@dataclass(frozen=True, slots=True)
class Annee:
    """The counts of a calendar year, as a dashboard sets a year beside the one before."""

    an: int
    compteurs: tuple[Compteur, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """The figures of one establishment, or of the group: the whole, each month, each year."""

    etablissement: Etablissement
    total: Periode
    par_mois: tuple[Periode, ...]
    par_an: tuple[Annee, ...]


@dataclass(frozen=True, slots=True)
class Bilan:
    """All that the report tells."""

    demande: Demande
    debut: datetime
    fin: datetime
    groupe: Part
    etablissements: tuple[Part, ...]
    usagers: tuple[Avancement, ...]
    professionnels: tuple[str, ...]
    refus: tuple[Refus, ...]
    points: tuple[Point, ...]
    mise_en_service: tuple[Ligne, ...]


class NothingPlayedError(ValueError):
    """The journals hold no exchange of an establishment: there is nothing to tell."""


def dresser(exchanges: Sequence[Exchange], annuaire: Annuaire, demande: Demande, tell: Tell) -> Bilan:
    """The account of these exchanges, those of outside organisations left aside.

    Raises NothingPlayedError.
    """
    ordered = sorted(exchanges, key=lambda one: (one.started, one.espace, one.seq))
    places = {one.id: annuaire.de(one) for one in ordered}
    own = [one for one in ordered if places[one.id] is not None and one.operation not in NOT_THE_DUI]
    if not own:
        raise NothingPlayedError
    qui = usagers(own)
    named = sorted({place for place in places.values() if place}, key=lambda one: one.nom)
    groupe = _part(GROUPE, own, qui, demande)
    told = refus(own, qui, tell)
    progress = avancements(own, qui)
    steps = liste(own, demande.faites, demande.langue)
    parts = [_part(one, [x for x in own if places[x.id] == one], qui, demande) for one in named]
    return Bilan(
        demande=demande,
        debut=own[0].started,
        fin=own[-1].started,
        groupe=groupe,
        etablissements=_apart(groupe, parts),
        usagers=progress,
        professionnels=tuple(sorted(_people(own, demande.langue))),
        refus=told,
        points=points(Vu(own, progress, told, groupe.total.mesures, demande.seuils, steps), demande.langue),
        mise_en_service=steps,
    )


def _part(where: Etablissement, own: Sequence[Exchange], qui: Mapping[str, Usager], demande: Demande) -> Part:
    presences = [
        one for one in demande.file_active if where is GROUPE or (one.finess and one.finess == where.finess)
    ]
    months = sorted({mois_de(one.started) for one in own} | mois_cites(presences))
    staff = None if where == INCONNU else demande.effectif.get(where.finess)

    def periode(mois: Mois | None) -> Periode:
        chosen = [one for one in own if mois is None or mois_de(one.started) == mois]
        used = months if mois is None else [mois]
        measures = mesurer(chosen, qui, staff)
        if presences:
            measures = (*measures, actifs(presences, used))
        return Periode(mois, measures, compter(chosen))

    def annee(an: int) -> Annee:
        return Annee(an, compter([one for one in own if mois_de(one.started).an == an]))

    years = sorted({one.an for one in months})
    return Part(where, periode(None), tuple(map(periode, months)), tuple(map(annee, years)))


def _apart(groupe: Part, parts: Sequence[Part]) -> tuple[Part, ...]:
    """The establishments; when there is a single one, the figures of the whole are its own."""
    kept = tuple(one for one in parts if one.etablissement != INCONNU or _counted(one))
    return (replace(groupe, etablissement=kept[0].etablissement),) if len(kept) == 1 else kept


def _counted(part: Part) -> bool:
    """Whether the figures would miss something without this part."""
    return any(one.nombre for one in part.total.mesures)


def _people(own: Sequence[Exchange], lang: str) -> list[str]:
    unnamed = Text("Professionnel sans nom", "Professional without a name").in_language(lang)
    return [name.title() or unnamed for name in connected(own).values()]
