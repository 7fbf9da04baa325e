"""What the pages tell to type: each block is run, top to bottom, in a fresh folder; each command exists."""

import os
import re
import shutil
import signal
import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Mapping
from pathlib import Path

import pytest

from simulators.options import COMMANDS
from simulators.typed import Parser
from tests.docs.pages import LANGUAGES, Block, blocks, commands, names, read, readme
from tests.running import clean_environment, simulator

# What a reader may not have: pages that use it are run where it is found.
PROGRAMS = ("curl", "openssl", "jq", "node", "npm", "java", "javac", "php", "git", "uv", "docker", "swaks")
# A page takes seconds; a machine with much else to do takes more.
MINUTES_AT_MOST = 5
OPTION = re.compile(r"--[a-z][a-z-]*")


README = ("", "README.md")


def to_run(lang: str, name: str) -> list[Block]:
    text = readme() if (lang, name) == README else read(lang, name)
    return [one for one in blocks(text) if one.language == "sh" and not one.not_run]


def typed(told: list[Block]) -> list[str]:
    """What a page has a reader type, its comments left out."""
    return [re.sub(r"(^|\s)#.*", "", one.text) for one in told]


def played() -> list[tuple[str, str]]:
    """The pages to run: one of two twins that tell to type the same."""
    french, english = ({name: typed(to_run(lang, name)) for name in names(lang)} for lang in LANGUAGES)
    apart = {name for name, told in english.items() if told != french.get(name)}
    found = [("fr", name) for name, told in french.items() if told]
    found += [README] if to_run(*README) else []
    return found + [("en", name) for name in sorted(apart) if english[name]]


@pytest.fixture(scope="session")
def keys(home: Path) -> Path:
    """The keys of the test PKI, made once; each page has a copy, in a user's folder of its own."""
    with simulator("--only", "ins", home=home):
        return home / "socle" / "pki"


def around(keys: Path, folder: Path) -> Mapping[str, str]:
    """A reader's surroundings: `socle` on PATH, a home of their own, no proxy, nothing of this run."""
    home = folder / "maison"
    shutil.copytree(keys, home / ".local" / "share" / "socle" / "pki")
    kept = {
        name: value
        for name, value in clean_environment(home / ".local" / "share").items()
        if not name.lower().endswith("_proxy") and not name.startswith("PYTEST_")
    }
    path = f"{Path(sys.executable).parent}{os.pathsep}{kept.get('PATH', '')}"
    (folder / "tmp").mkdir()
    return {**kept, "HOME": str(home), "TMPDIR": str(folder / "tmp"), "PATH": path, "LC_ALL": "C.UTF-8"}


def script(told: list[Block]) -> str:
    """One shell for the page: it stops at the first command that fails, and says at which line."""
    parts = (f"echo '== line {one.line}' >&2\n{one.text}\n" for one in told)
    return "set -eo pipefail\n" + "".join(parts)


@pytest.mark.timeout(MINUTES_AT_MOST * 60 + 30)
@pytest.mark.parametrize(("lang", "name"), played(), ids=str)
def test_a_page_can_be_followed(lang: str, name: str, keys: Path, tmp_path: Path) -> None:
    told = to_run(lang, name)
    used = {one for one in PROGRAMS if re.search(rf"\b{one} ", "\n".join(typed(told)))}
    if missing := sorted(one for one in used if shutil.which(one) is None):
        pytest.skip(f"this machine has no {', '.join(missing)}")
    folder = tmp_path / "page"
    folder.mkdir()
    code, said = run(script(told), folder, around(keys, tmp_path))
    assert code == 0, f"{lang}/{name}\n{said}"


def run(text: str, folder: Path, environment: Mapping[str, str]) -> tuple[int, str]:
    """The exit code of a shell and what it said; all that it started is stopped then."""
    output = folder.parent / "sortie.txt"
    with output.open("w") as said:
        shell = subprocess.Popen(
            ["bash", "-c", text],
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        code = shell.wait(timeout=MINUTES_AT_MOST * 60)
    except subprocess.TimeoutExpired:
        code = 124
    finally:
        for number in (signal.SIGTERM, signal.SIGKILL):
            stop(shell.pid, number)
    return code, output.read_text("utf-8", "replace")


def stop(group: int, number: int) -> None:
    """A signal to all that a shell started; nothing when all of it has ended."""
    try:
        os.killpg(group, number)
    except ProcessLookupError:
        return


def test_a_failing_command_stops_the_page_and_is_told(tmp_path: Path) -> None:
    told = [Block("sh", "true", 3), Block("sh", "false\ntrue", 9), Block("sh", "touch jamais", 15)]
    folder = tmp_path / "page"
    folder.mkdir()
    code, said = run(script(told), folder, os.environ)
    assert (code, said.splitlines()) == (1, ["== line 3", "== line 9"])
    assert not (folder / "jamais").exists()


def parsers() -> dict[str, Parser]:
    found = {}
    for name, _, build in COMMANDS:
        found[name] = Parser(prog=name, description=name)
        build(found[name])
    return found


def wrong(command: str, known: Mapping[str, ArgumentParser]) -> str:
    """What is wrong in a `socle …` as it is written; empty when nothing is."""
    words = command.split()[1:]
    if not words or words[0] in {"--version", "--help", "COMMANDE"}:
        return ""
    if words[0] not in known:
        return f"no command {words[0]}"
    options = {name for action in known[words[0]]._actions for name in action.option_strings}
    unknown = [one for one in OPTION.findall(" ".join(words[1:])) if one not in options]
    actions = next((action.choices for action in known[words[0]]._actions if action.dest == "action"), None)
    if actions and len(words) > 1 and re.fullmatch(r"[a-z]+", words[1]) and words[1] not in actions:
        unknown.append(words[1])
    return f"{words[0]}: {', '.join(unknown)}" if unknown else ""


def test_every_command_that_is_told_exists() -> None:
    known = parsers()
    texts = {f"{lang}/{name}": read(lang, name) for lang in LANGUAGES for name in names(lang)}
    texts["README.md"] = readme()
    told = [(where, one) for where, text in texts.items() for one in commands(text)]
    assert len(told) > 20
    assert [(where, one, wrong(one, known)) for where, one in told if wrong(one, known)] == []


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("socle serve --port-base 0 --ready-file pret.json", ""),
        ("socle serve --sans-rien", "serve: --sans-rien"),
        ("socle servir", "no command servir"),
        ("socle espace effacer x", "espace: effacer"),
    ],
)
def test_a_command_that_does_not_exist_is_seen(command: str, said: str) -> None:
    assert wrong(command, parsers()) == said
