"""`python -m tests.bench.grand FOLDER READY`: an operator that takes mails of 40 MB, in a process of its own.

The operator's limit is 10 MB (mss.md §1.7): what a larger one would weigh is measured on the service itself.
"""

import json
import signal
import sys
from pathlib import Path

from tests.mss.banc import running

LIMIT = 40_000_000


def main(folder: Path, ready: Path) -> None:
    """Serves until it is told to stop; what it announces has the shape of the product's ready file."""
    folder.mkdir()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    with running(folder / "pki", limit=LIMIT, root=folder / "data") as banc:
        material = banc.structure()
        faces = {face: f"localhost:{port}" for face, port in banc.ports.items()}
        told = {
            "services": {"mss": faces},
            "pki": {
                "ca": str(banc.pki.ca_pem),
                "clients": {"org_auth_cli": {"cert": str(material.cert), "key": str(material.key)}},
            },
        }
        ready.write_text(json.dumps(told), "utf-8")
        signal.pause()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
