"""The two trees, built as `make docs` builds them."""

import subprocess
import sys
from pathlib import Path

from tests.docs.pages import DOCS, LANGUAGES, ROOT


def build(folder: Path) -> None:
    """Into `fr` and `en`, side by side; what the builder had to say is in `fr.txt` and `en.txt`.

    Warnings are errors, every reference must resolve.
    """
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
        said, _ = process.communicate(timeout=300)
        (folder / f"{lang}.txt").write_text(f"{process.returncode}\n{said}", "utf-8")
