"""The image's recipe and compose.yaml: they say the same as the simulator's usual ports."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parent.parent.parent
PORTS = {8400, 8441, 8442, 8443, 8444, 8451, 8452, 8454, 8143, 8144, 8587, 8588}
HEALTH = ["python", "-m", "simulators.health"]


@pytest.fixture(scope="module")
def recipe() -> str:
    return (ROOT / "Dockerfile").read_text("utf-8").replace("\\\n", " ")


@pytest.fixture(scope="module")
def service() -> Any:
    return yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))["services"]["socle"]


def test_the_image_exposes_every_port(recipe: str) -> None:
    (exposed,) = re.findall(r"^EXPOSE (.*)$", recipe, re.MULTILINE)
    assert {int(port) for port in exposed.split()} == PORTS


def test_compose_publishes_every_port_on_this_machine_only(service: Any) -> None:
    published = [re.fullmatch(r"127\.0\.0\.1:(\d+):(\d+)", port) for port in service["ports"]]
    pairs = {(int(one[1]), int(one[2])) for one in published if one}
    assert pairs == {(port, port) for port in PORTS}
    assert len(published) == len(PORTS)


def test_who_runs_it_is_a_number_and_not_root(recipe: str) -> None:
    final = recipe.rpartition("\nFROM ")[2]
    (user,) = re.findall(r"^USER (\d+):(\d+)$", final, re.MULTILINE)
    assert "0" not in user
    assert re.search(r"^VOLUME /data$", final, re.MULTILINE)


def test_both_ask_its_health_in_the_same_way(recipe: str, service: Any) -> None:
    (asked,) = re.findall(r"^HEALTHCHECK .*CMD (\[.*\])$", recipe, re.MULTILINE)
    assert yaml.safe_load(asked) == HEALTH
    assert service["healthcheck"]["test"] == ["CMD", *HEALTH]


def test_in_compose_nothing_is_written_but_data_and_temporary_files(service: Any) -> None:
    assert service["read_only"] is True
    assert [str(Path(one).relative_to("/")) for one in service["tmpfs"]] == ["tmp"]
    assert service["volumes"] == ["data:/data"]
    assert service["cap_drop"] == ["ALL"]


def test_the_one_name_of_both_sides_is_an_alias_of_the_container(service: Any) -> None:
    assert service["networks"]["default"]["aliases"] == ["socle.test"]
    assert service["environment"] == {"SOCLE_PUBLIC_URL": "${SOCLE_PUBLIC_URL:-}"}


def test_the_image_s_version_is_the_product_s(recipe: str) -> None:
    (version,) = re.findall(r'org\.opencontainers\.image\.version="([^"]+)"', recipe)
    source = (ROOT / "simulators" / "__init__.py").read_text("utf-8")
    assert f'__version__ = "{version}"' in source


def test_what_is_no_part_of_the_image_never_reaches_its_builder(recipe: str) -> None:
    ignored = (ROOT / ".dockerignore").read_text("utf-8").split()
    assert {".git", ".venv", "tests", "docs", "dist", "simulators/client"} <= set(ignored)
    copied = set(re.findall(r"^COPY (?!--)(.*) \S+$", recipe, re.MULTILINE))
    assert copied.isdisjoint(ignored)
