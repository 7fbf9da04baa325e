"""The control API as a versioned file: `python -m simulators.docs.openapi` writes it, from anywhere.

The file of a major version only grows: what would break a client that was generated from it is refused until
`API_VERSION` announces another major version, which has a file of its own.
"""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from simulators.docs.api import description
from simulators.docs.compatibility import breaking

FOLDER: Final = Path(__file__).parents[2] / "docs" / "api"

Document = Mapping[str, Any]


def file_of(document: Document) -> Path:
    """`docs/api/controle-v1.openapi.json`, by the major version."""
    major = str(document["info"]["version"]).partition(".")[0]
    return FOLDER / f"controle-v{major}.openapi.json"


def text(document: Document) -> str:
    """The document as the file holds it: sorted, indented, one final line feed. Pure."""
    return json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def main() -> int:
    """Writes the file; 1, and nothing written, when the change would break clients of that major version."""
    document = description()
    path = file_of(document)
    before = json.loads(path.read_text("utf-8")) if path.exists() else None
    broken = breaking(before, document) if before is not None else []
    if broken:
        print(f"Rupture de {path.name} : API_VERSION doit changer de version majeure.", file=sys.stderr)
        print("\n".join(f"- {one}" for one in broken), file=sys.stderr)
        return 1
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text(document), "utf-8")
    print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
