"""What the control API answers of rehearsals: what can be rehearsed, stages, verdicts."""

from typing_extensions import TypedDict

from simulators.control.reponses import Moment
from simulators.scenarios.model import Gravity, Kind
from simulators.scenarios.verdicts import State


class SuiteKnown(TypedDict):
    """A suite and its scenarios, in order."""

    nom: str
    titre: str
    scenarios: list[str]


class ScenarioKnown(TypedDict):
    """A scenario that can be rehearsed."""

    id: str
    titre: str
    niveau: str
    services: list[str]
    types_esms: list[str]
    exigences: list[str]


class CatalogueTold(TypedDict):
    """What can be rehearsed."""

    suites: list[SuiteKnown]
    scenarios: list[ScenarioKnown]


class RehearsalTold(TypedDict):
    """A rehearsal: `etape` is the rank of the current stage among `scenarios`, from 0."""

    id: str
    choix: str
    debut: Moment
    scenarios: list[str]
    etape: int
    terminee: bool
    menee: bool
    en_pause: bool


class Proof(TypedDict):
    """A sentence and the exchanges that show it."""

    phrase: str
    echanges: list[str]


class CheckTold(TypedDict):
    """A check of a stage and what became of it."""

    id: str
    libelle: str
    gravite: Gravity
    genre: Kind
    etat: State
    conseil: str
    preuves: list[Proof]


class Awaited(TypedDict):
    """An exchange that a stage expects."""

    service: str
    echange: str


class RequirementTold(TypedDict):
    """A requirement by its number; `indicatif` until its use for the médico-social is confirmed."""

    id: str
    indicatif: bool


class StageTold(TypedDict):
    """A stage begun, judged over what came so far."""

    scenario: str
    titre: str
    services: list[str]
    donne: str
    personnes: list[str]
    quand: list[str]
    attendu: list[Awaited]
    exigences: list[RequirementTold]
    etat: State
    echanges: int
    controles: list[CheckTold]


class Declarations(TypedDict):
    """What an establishment declares: staff, steps ticked, whether a file active was given."""

    effectif: int
    faites: list[str]
    file_active: bool


class GestureMade(TypedDict):
    """What the trainer did, on which rehearsal."""

    id: str
    geste: str


class EventKnown(TypedDict):
    """An event that may be dropped in."""

    evenement: str
    titre: str


class EventDropped(TypedDict):
    """An event that happened."""

    evenement: str
    surprise: bool


class TrainerMessage(TypedDict):
    """What a trainer did, told to the espace unless it is a surprise."""

    moment: Moment
    texte: str
    surprise: bool


class RehearsalDetail(RehearsalTold):
    """A rehearsal with every stage begun."""

    etapes: list[StageTold]
