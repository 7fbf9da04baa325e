"""The list of components: of a locked installation, with licences, and nothing but what runs."""

import json
import tempfile
from pathlib import Path

import pytest

from tests.release.distributions import ROOT

pytestmark = pytest.mark.release


def test_the_list_names_what_runs_its_licence_and_who_needs_it() -> None:
    bom = json.loads((ROOT / "dist" / "sbom.cdx.json").read_text("utf-8"))
    assert (bom["bomFormat"], bom["specVersion"]) == ("CycloneDX", "1.6")
    assert bom["metadata"]["component"]["name"] == "socle-simulators"
    components = {one["purl"].split("/")[1].split("@")[0]: one for one in bom["components"]}
    assert {"fastapi", "uvicorn", "lxml", "cryptography", "sqlalchemy", "fhir.resources"} <= components.keys()
    assert {"pip", "setuptools", "pytest", "ruff"}.isdisjoint(components)
    assert [name for name, one in components.items() if not one.get("licenses")] == []
    needed = {one["ref"]: one.get("dependsOn", []) for one in bom["dependencies"]}
    assert components["starlette"]["bom-ref"] in needed[components["fastapi"]["bom-ref"]]


def test_nothing_in_it_tells_of_the_machine_that_made_it() -> None:
    said = Path(ROOT / "dist" / "sbom.cdx.json").read_text("utf-8")
    assert [word for word in ("file://", str(Path.home()), tempfile.gettempdir()) if word in said] == []
