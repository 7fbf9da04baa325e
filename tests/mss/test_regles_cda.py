"""Each rule on the CDA header, as a mail tells it: the document wrong breaks it, the mended one does not."""

import pytest

from mss.register import register
from tests.core.sante.test_cda_rules import BROKEN, Changes
from tests.core.sante.test_cda_tiers import CASES
from tests.mss.courriers import CDA, archive, document
from tests.mss.test_regles import rules

# The extension of the document's id is the DMP's own demand.
TOLD: list[tuple[str, Changes]] = [(code, changes) for code, changes, *_ in BROKEN if code != "HDR-ID-EXT"]
TOLD += [(code, (wrong,)) for code, wrong, *_ in CASES]


def identifier(code: str) -> str:
    return f"mss.cda.{code.lower().replace('-', '_')}"


def altered(changes: Changes) -> bytes:
    found = CDA.decode()
    for old, new in changes:
        assert old in found
        found = found.replace(old, new, 1)
    return found.encode()


@pytest.mark.parametrize(("code", "changes"), TOLD, ids=[f"{n}-{code}" for n, (code, _) in enumerate(TOLD)])
def test_a_document_made_wrong_breaks_its_rule_in_the_mail(code: str, changes: Changes) -> None:
    told = rules(document(joined=archive(cda=altered(changes))))
    assert identifier(code) in told


def test_the_mended_document_breaks_none() -> None:
    assert {one for one in rules(document()) if one.startswith("mss.cda.")} == set()


def test_every_identifier_is_one_of_the_register() -> None:
    assert {identifier(code) for code, _ in TOLD} <= set(register().rules)
