"""The two trees, built as `make docs` builds them."""

import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from tests.docs.pages import DOCS, LANGUAGES, ROOT

# Half a minute on a quiet machine; twenty times that on one that does much else.
SECONDS_AT_MOST = 600


def build(folder: Path) -> None:
    """Into `fr` and `en`, side by side; what the builder had to say is in `fr.txt` and `en.txt`.

    Warnings are errors, every reference must resolve. Raises TimeoutExpired.
    """
    commands = [
        [sys.executable, "-m", "sphinx", "-b", "html", "-W", "--keep-going", "-n", "-q", "-E", "-c",
         str(DOCS), "-d", str(folder / f".{lang}"), "-D", f"language={lang}", str(DOCS / lang),
         str(folder / lang)]
        for lang in LANGUAGES
    ]  # fmt: skip
    told = side_by_side(commands, folder, SECONDS_AT_MOST)
    for lang, said in zip(LANGUAGES, told, strict=True):
        (folder / f"{lang}.txt").write_text(said, "utf-8")


def side_by_side(commands: Sequence[Sequence[str]], folder: Path, seconds: float) -> list[str]:
    """The exit code of each command, then what it said. `seconds` are for all of them together.

    None outlives the call. Raises TimeoutExpired.
    """
    until = time.monotonic() + seconds
    with ExitStack() as stack:
        running = []
        for number, command in enumerate(commands):
            # Into a file: a pipe that nobody reads yet would hold the second one back.
            said = stack.enter_context((folder / f".dit-{number}").open("w+b"))
            process = subprocess.Popen(command, stdout=said, stderr=subprocess.STDOUT, cwd=ROOT)
            stack.callback(_ended, process)
            running.append((process, said))
        told = []
        for process, said in running:
            code = process.wait(max(0.0, until - time.monotonic()))
            said.seek(0)
            told.append(f"{code}\n{said.read().decode()}")
        return told


def _ended(process: "subprocess.Popen[bytes]") -> None:
    process.kill()
    process.wait()
