"""`python -m simulators.health [READY.JSON]`: whether the simulator of this machine answers; for containers.

Exit code 0 when it does, 1 with one line when it does not. Nothing heavy is
imported: it runs every few seconds.
"""

import json
import os
import sys
from collections.abc import Sequence
from http.client import HTTPException
from pathlib import Path
from urllib.request import ProxyHandler, build_opener

from simulators.places import default_ready_file

_SECONDS = 2.5


def check(ready_file: Path) -> str:
    """What is wrong, in one French line; empty when the simulator that wrote this file answers."""
    try:
        url = str(json.loads(ready_file.read_text("utf-8"))["control"]["url"])
        # No proxy of the surroundings: it is this machine's.
        with build_opener(ProxyHandler({})).open(f"{url.removesuffix('api')}pki/ca.pem", timeout=_SECONDS):
            return ""
    except FileNotFoundError:
        return f"pas encore prêt : {ready_file} n'existe pas"
    except (OSError, HTTPException) as error:
        return f"ne répond pas : {error}"
    except (ValueError, KeyError, TypeError):
        return f"ce n'est pas le fichier « prêt » d'un simulateur : {ready_file}"


def main(arguments: Sequence[str]) -> int:
    """The exit code."""
    told = arguments[0] if arguments else os.environ.get("SOCLE_READY_FILE")
    wrong = check(Path(told) if told else default_ready_file())
    if wrong:
        print(f"socle : {wrong}", file=sys.stderr)
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
