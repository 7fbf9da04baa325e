"""The table of mutants stays true: a defence rewritten must be declared anew."""

from pathlib import Path

import pytest

from tests.mutants.table import MUTANTS, Mutant

ROOT = Path(__file__).parent.parent.parent


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda one: one.name)
def test_the_defence_stands_once_and_its_tests_exist(mutant: Mutant) -> None:
    source = (ROOT / mutant.path).read_text("utf-8")
    assert source.count(mutant.before) == 1
    compile(source.replace(mutant.before, mutant.after), mutant.path, "exec")
    assert mutant.tests
    for name in mutant.tests:
        assert (ROOT / f"tests/psc/test_{name}.py").is_file()


def test_no_defence_is_declared_twice() -> None:
    assert len({mutant.name for mutant in MUTANTS}) == len(MUTANTS)
    assert len({(mutant.path, mutant.before) for mutant in MUTANTS}) == len(MUTANTS)
