"""The pytest plugin: a simulator for the run, an espace per test, what was exchanged when a test fails.

Loaded by every pytest run of the environment, so that it imports nothing but pytest until a fixture is used.
"""

from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import pytest

from socle_client import options

if TYPE_CHECKING:
    from socle_client.answers.access import Access
    from socle_client.answers.journal import Exchange
    from socle_client.answers.verdicts import Judgement
    from socle_client.essai import Settings
    from socle_client.synchronous import Espace, Socle

T = TypeVar("T")
_FOLDER = pytest.StashKey[Path]()
_ESPACE = pytest.StashKey["Espace"]()
_FAILED = pytest.StashKey[bool]()
_SECTION = "socle"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Each setting: an option, else a line of the ini file, else a variable."""
    options.add(parser)


def pytest_configure(config: pytest.Config) -> None:
    """The marker is known, so that --strict-markers accepts it."""
    words = "réglages de l'espace du test ; profil : terrain, strict ou decouverte"
    config.addinivalue_line("markers", f"socle(profil=…, options=[…], horloge=…): {words}")


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """With xdist, each worker is told the folder of the run."""
    node.workerinput["socle_folder"] = str(_folder(node.config))


def pytest_unconfigure(config: pytest.Config) -> None:
    """The run is over, its workers as well: the simulator it started ends."""
    folder = config.stash.get(_FOLDER, None)
    if folder is not None:
        from socle_client.sharing import Shared

        Shared(folder).ended()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A failed test shows what its espace saw, on the terminal and in the JUnit file."""
    report = yield
    espace = item.stash.get(_ESPACE, None)
    if espace is not None and report.failed:
        from socle_client import essai, reporting

        item.stash[_FAILED] = True
        text = reporting.told(espace)
        if item.config.getoption("socle_keep"):
            text += f"\n\n{essai.told_kept(espace, _keep_folder(item.config))}"
        _show(report, f"{_SECTION} : {espace.name}", text)
    return report


def _show(report: pytest.TestReport, title: str, text: str) -> None:
    """Within the failure itself, the one part of a report that every format has."""
    shown: Any = report.longrepr
    if hasattr(shown, "addsection"):
        shown.addsection(title, text)
    else:
        report.longrepr = f"{shown}\n\n{title}\n{text}"


@pytest.fixture(scope="session")
def socle(request: pytest.FixtureRequest) -> "Iterator[Socle]":
    """The simulator of the run: that of --socle-url or --socle-ready-file, else one started for it."""
    from socle_client import essai

    settings, folder = _settings(request.config), _folder(request.config)
    one = _or_fail(lambda: essai.joined(settings) or essai.started(settings, folder))
    yield one
    one.close()


@pytest.fixture
def espace(socle: "Socle", request: pytest.FixtureRequest) -> "Iterator[Espace]":
    """A world of the test's own, set as its marker `socle` says, removed afterwards."""
    from socle_client import essai

    item = request.node
    one = _or_fail(lambda: socle.create(essai.name_of(item.name)))
    item.user_properties.append(("socle_espace", one.name))
    item.stash[_ESPACE] = one
    marks = [mark.kwargs for mark in item.iter_markers("socle")]
    try:
        _or_fail(lambda: essai.set_up(one, marks))
        yield one
    finally:
        _leave(item, one)


def _leave(item: pytest.Item, espace: "Espace") -> None:
    """The test is over: its espace goes, or is exported and stays when it failed and that was asked."""
    del item.stash[_ESPACE]
    if item.stash.get(_FAILED, False) and item.config.getoption("socle_keep"):
        from socle_client import essai

        _or_fail(lambda: essai.keep(espace, _keep_folder(item.config)))
    else:
        _or_fail(espace.delete)


@pytest.fixture
def acces(espace: "Espace") -> "Access":
    """What the DUI needs in the espace: addresses, certificates, accounts."""
    return espace.access()


@pytest.fixture
def wait_for(espace: "Espace") -> "Callable[..., Exchange]":
    """`wait_for(service="ins", timeout=5)`: the next exchange that answers, after the one found before.

    The criteria are those of `Espace.wait_for`. Raises NothingCameError.
    """
    seen = 0

    def waited(**criteria: Any) -> "Exchange":
        nonlocal seen
        __tracebackhide__ = True
        found = espace.wait_for(**{"after": seen, **criteria})
        seen = found.seq
        return found

    return waited


@pytest.fixture
def assert_no_error_findings(espace: "Espace") -> "Callable[..., None]":
    """`assert_no_error_findings()`: no exchange of the espace breaks a rule whose level is `error`."""
    return espace.assert_no_error_findings


@pytest.fixture
def judge(espace: "Espace") -> "Callable[..., Judgement]":
    """`judge("INS-01")`: the exchanges prove the scenario, or each of a suite; else the test fails."""

    def judged(choice: str, **how: Any) -> "Judgement":
        __tracebackhide__ = True
        found = espace.judge(choice, **how)
        if not found.passed:
            raise AssertionError(f"\n{found}")
        return found

    return judged


def _or_fail(work: "Callable[[], T]") -> "T":
    """What `work` gives; a SocleError is the whole failure: its sentence, no trace."""
    from socle_client.errors import SocleError

    try:
        return work()
    except SocleError as error:
        said = str(error)
    pytest.fail(said, pytrace=False)


def _folder(config: pytest.Config) -> Path:
    """What the processes of this run share. Only the process that makes it removes it."""
    told = getattr(config, "workerinput", {}).get("socle_folder")
    if told is not None:
        return Path(told)
    if _FOLDER not in config.stash:
        from socle_client.sharing import Shared

        config.stash[_FOLDER] = Shared.of_this_process().folder
    return config.stash[_FOLDER]


def _settings(config: pytest.Config) -> "Settings":
    from socle_client.essai import Settings

    words = ("url", "token", "ready_file", "command", "options", "timeout")
    return Settings(*(options.said(config, f"socle_{word}") for word in words))


def _keep_folder(config: pytest.Config) -> Path:
    # Not the root folder, which pytest guesses from whatever looks like a path in the command.
    return config.invocation_params.dir / options.said(config, "socle_keep_folder")
