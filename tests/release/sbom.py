"""`python -m tests.release.sbom FILE`: what a locked installation holds, as CycloneDX 1.6 JSON.

Read from a real environment, the wheel and its pinned dependencies: versions, licences, who needs whom. The
image makes its own in the same way (Dockerfile).
"""

import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.release.distributions import ROOT, SERVER, wheel
from tests.release.venvs import Venv


def write(path: Path) -> None:
    """Writes it. Raises CalledProcessError when the environment cannot be made or read."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="socle-sbom-") as folder:
        venv = Venv.create(Path(folder))
        venv.install_locked([wheel(SERVER)])
        venv.forget_installers()
        asked = [sys.executable, "-m", "cyclonedx_py", "environment", str(venv.python)]
        about = ["--pyproject", str(ROOT / "pyproject.toml"), "--mc-type", "application"]
        form = ["--spec-version", "1.6", "--output-reproducible", "--output-file", str(path)]
        subprocess.run([*asked, *about, *form], check=True)


def main(arguments: Sequence[str]) -> int:
    """Writes the file named."""
    write(Path(arguments[0]))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
