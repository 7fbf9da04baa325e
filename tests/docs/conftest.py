"""Each tree is built once for all the processes of a run, by the command of `make docs`."""

import fcntl
import subprocess
import sys
from pathlib import Path

import pytest

from tests.docs.pages import DOCS, LANGUAGES, ROOT


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Path:
    """The folder of both built trees; what the builder had to say is in `fr.txt` and `en.txt`."""
    folder = tmp_path_factory.getbasetemp().parent / "site-docs"
    if not hasattr(request.config, "workerinput"):
        folder = tmp_path_factory.mktemp("site-docs")
    folder.mkdir(exist_ok=True)
    with (folder / ".verrou").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "en.txt").exists():
            _build(folder)
    return folder


def _build(folder: Path) -> None:
    """Warnings are errors, every reference must resolve; the two trees are built side by side."""
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "sphinx", "-b", "html", "-W", "--keep-going", "-n", "-q", "-E", "-c",
             str(DOCS), "-d", str(folder / f".{lang}"), "-D", f"language={lang}", str(DOCS / lang),
             str(folder / lang)],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=ROOT,
        )
        for lang in LANGUAGES
    ]  # fmt: skip
    for lang, process in zip(LANGUAGES, running, strict=True):
        said, _ = process.communicate(timeout=110)
        (folder / f"{lang}.txt").write_text(f"{process.returncode}\n{said}", "utf-8")
