"""Two runs with the same seed, ports and stepped clock leave the same reports, byte for byte."""

from pathlib import Path

from tests.running import simulator, socle
from tests.test_determinisme import free_base

SUITE = """suites:
  - nom: identique
    titre: {fr: "Deux fois la même", en: "Twice the same"}
    inclut: [fumee]
    scenarios: [INS-04, INS-06, PSC-01, DMP-02, DMP-06, PAR-00]
"""


def played(home: Path, base: int, folder: Path, seed: str) -> dict[str, bytes]:
    """The reports of the suite, played in a simulator of its own."""
    folder.mkdir()
    (folder / "suites.yaml").write_text(SUITE, "utf-8")
    with simulator("--port-base", str(base), "--seed", "une-graine", home=home) as one, one.api() as api:
        clock = {"mode": "stepped", "instant": "2026-01-05T08:00:00Z"}
        assert api.put("/espaces/defaut/horloge", json=clock).status_code == 200
        report = folder / "rapport"
        aimed = ("--target", str(one.ready_path), "--scenarios", str(folder), "--report", str(report))
        ended = socle("play", "identique", *aimed, "--seed", seed, home=home)
        assert ended.returncode == 0, ended.stdout + ended.stderr
    return {path.name: path.read_bytes() for path in sorted(report.iterdir()) if path.is_file()}


def test_the_same_suite_is_told_twice_in_the_same_bytes(home: Path, tmp_path: Path) -> None:
    base = free_base()
    first = played(home, base, tmp_path / "une", "essai")
    assert {"report.html", "report.json", "junit.xml"} <= set(first)
    second = played(home, base, tmp_path / "deux", "essai")
    assert [name for name in first if first[name] != second[name]] == []
    assert list(first) == list(second)
