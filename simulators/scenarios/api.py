"""What the rest of the product calls: catalogue, runs, verdicts, proofs, reports."""

from simulators.scenarios.catalogue import load_catalogue
from simulators.scenarios.journal_file import judge_journal
from simulators.scenarios.judge import judge
from simulators.scenarios.model import Catalogue, Scenario, UnknownScenarioError
from simulators.scenarios.mutation import Proof, prove
from simulators.scenarios.people import People, people_of
from simulators.scenarios.reading import ScenarioError
from simulators.scenarios.reports.files import write_reports
from simulators.scenarios.reports.meta import ReportMeta
from simulators.scenarios.runs import Run, begin, exchanges_of, finish, people_in
from simulators.scenarios.verdicts import CheckVerdict, ScenarioVerdict, State, every_check_passed

__all__ = [
    "Catalogue",
    "CheckVerdict",
    "People",
    "Proof",
    "ReportMeta",
    "Run",
    "Scenario",
    "ScenarioError",
    "ScenarioVerdict",
    "State",
    "UnknownScenarioError",
    "begin",
    "every_check_passed",
    "exchanges_of",
    "finish",
    "judge",
    "judge_journal",
    "load_catalogue",
    "people_in",
    "people_of",
    "prove",
    "write_reports",
]
