"""`make mutants`: takes each defence away in a copy of the sources and runs the tests that guard it.

Exits 1 when a mutant survives, when its text is no longer found once, or when the copy is red untouched.
"""

import os
import queue
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

from tests.mutants.table import MUTANTS, Mutant

ROOT: Final = Path(__file__).parent.parent.parent
COPIES: Final = 2
TOO_LONG: Final = 120
LEFT_OUT: Final = shutil.ignore_patterns(".*", "__pycache__", "node_modules", "report", "build", "dist")


def run(copy: Path, tests: Sequence[str]) -> int:
    """The exit code of pytest on these modules of `tests/psc`; 124 when it takes too long."""
    named = [f"tests/psc/test_{name}.py" for name in tests]
    command = [sys.executable, "-m", "pytest", "-x", "-q", *named]
    surroundings = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        told = subprocess.run(
            command, cwd=copy, env=surroundings, capture_output=True, timeout=TOO_LONG, check=False
        )
    except subprocess.TimeoutExpired:
        return 124
    return told.returncode


def verdict(copy: Path, mutant: Mutant) -> str:
    """`tué`, or why this is no proof. Only a failed test kills: a module that no longer loads does not."""
    path = copy / mutant.path
    kept = path.read_text("utf-8")
    if kept.count(mutant.before) != 1:
        return f"texte trouvé {kept.count(mutant.before)} fois"
    path.write_text(kept.replace(mutant.before, mutant.after), "utf-8")
    try:
        code = run(copy, mutant.tests)
    finally:
        path.write_text(kept, "utf-8")
    return {0: "SURVIT", 1: "tué", 124: "trop long"}.get(code, f"pytest {code}")


def main() -> int:
    """Runs them all, two at a time, and prints a line for each."""
    with tempfile.TemporaryDirectory() as folder:
        free: queue.SimpleQueue[Path] = queue.SimpleQueue()
        for number in range(COPIES):
            free.put(Path(shutil.copytree(ROOT, Path(folder) / str(number), ignore=LEFT_OUT)))

        def judged(mutant: Mutant) -> str:
            copy = free.get()
            try:
                return verdict(copy, mutant)
            finally:
                free.put(copy)

        every = sorted({name for one in MUTANTS for name in one.tests})
        if run(Path(folder) / "0", every):
            print("les tests échouent sans mutant")
            return 1
        survivors = 0
        with ThreadPoolExecutor(COPIES) as pool:
            for mutant, told in zip(MUTANTS, pool.map(judged, MUTANTS), strict=True):
                survivors += told != "tué"
                print(f"{mutant.name:<36} {mutant.path:<30} {told}", flush=True)
    print(f"{len(MUTANTS) - survivors} tués sur {len(MUTANTS)}")
    return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main())
