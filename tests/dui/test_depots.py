"""Each document that the DUI writes, fed to the simulator and read back in the nurse's name."""

from collections.abc import Mapping
from typing import Any

import pytest

from simulators.commands.target import control
from simulators.core.ids import Ids
from simulators.dui.documents.liaison import Dlu, rediger_dlu
from simulators.dui.documents.redaction import Redaction
from simulators.dui.parcours import AIR, INDIRECTE
from simulators.dui.scripts.envois import parcours
from simulators.dui.session import Dui
from simulators.scenarios.runs import begin, exchanges_of, finish
from tests.dui.redactions import BESNARD, REDACTIONS


def fed(redaction: Redaction, ready: Mapping[str, Any], name: str) -> list[str]:
    """Feeds a document, reads it back, and gives the rules on CDA that the DMP found broken."""
    with control(ready) as api:
        run = begin(api, "defaut", "depots")
        dui = Dui(ready, api, "defaut", {}, Ids(b"essai", f"depots/{name}"))
        with parcours(dui) as p:
            p.admettre()
            document = p.produire(redaction=redaction)
            p.alimenter(document, p.acces(INDIRECTE))
            assert document.unique_id in p.consulter(p.acces(AIR))
            assert p.dmp.consulter(document.unique_id, p.acces(AIR)) == document.cda
        dui.close()
        (call,) = [one for one in exchanges_of(api, finish(api, run)) if one.operation == "dmp.td21"]
        findings = api.json("GET", f"/espaces/defaut/echanges/{call.id}/constats")
    assert [etape.code for etape in dui.etapes if etape.code] == ["00"]
    return [one["rule"] for one in findings if one["rule"].startswith("dmp.cda.")]


@pytest.mark.parametrize("name", ["EVALUATION", "DLU", "FLUDT-DOM", "VSM", "IPS-FR", "LDL-SES", "EP-MED-DM"])
def test_a_document_is_fed_and_comes_back_byte_for_byte(name: str, ready: Mapping[str, Any]) -> None:
    assert fed(REDACTIONS[name], ready, name) == []


def test_a_document_that_leaves_its_sections_empty_is_told_so_and_taken(ready: Mapping[str, Any]) -> None:
    assert fed(rediger_dlu(Dlu(traitant=BESNARD)), ready, "vide") == ["dmp.cda.n3_entree"] * 4
