"""zeep, strict, verifies identities from the description of lot 2, whose contract is the simulator's own."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.clients.insi_zeep import Zeep, opened
from tests.clients.tools import in_espace
from tests.running import Running

pytestmark = pytest.mark.clients

RUTH: dict[str, dict[str, Any]] = {
    "INSFourni": {
        "IdIndividu": {"NumIdentifiant": "2770763220829", "Cle": "10"},
        "OID": "1.2.250.1.213.1.4.8",
    },
    "TraitsIdentiteIndividu": {
        "NomNaissance": "NESSI",
        "ListePrenom": "RUTH ISABELLE",
        "Sexe": "F",
        "DateNaissance": "1977-07-14",
        "LieuNaissance": "63220",
    },
}


@pytest.fixture
def dui(running: Running, api: httpx.Client, espace: str) -> Iterator[Zeep]:
    """A DUI in an espace that simulates the verifications."""
    options = ["ins.lot2", "ins.lot2.delai=0"]
    assert api.put(f"/espaces/{espace}/reglages", json={"options": options}).status_code == 200
    address = in_espace(running.ready["services"]["ins"]["mtls"], espace)
    with opened(running, f"{address}?wsdl=lot2") as one:
        yield one


def test_one_identity_is_verified(dui: Zeep) -> None:
    right = dui.call("verifierInsAvecTraitsIdentite", RUTH)
    assert (right.CodeCR, right.LibelleCR) == ("00", "OK")
    traits = RUTH["TraitsIdentiteIndividu"] | {"Sexe": "M"}
    wrong = dui.call("verifierInsAvecTraitsIdentite", RUTH | {"TraitsIdentiteIndividu": traits})
    assert (wrong.CodeCR, wrong.LibelleCR) == ("01", "KO")


def test_a_batch_is_deposited_and_its_result_read(dui: Zeep) -> None:
    lines = [{"IdLigne": name, "IndividuVerifie": RUTH} for name in ("a", "b")]
    deposited = dui.call("deposerVerificationEnMasse", {"LIGNE": lines})
    assert (deposited.CR.CodeCR, deposited.LOT.NbLignes) == ("00", 2)
    over = dui.call("suivreVerificationEnMasse", {"IdLot": deposited.LOT.IdLot})
    assert over.LOT.Etat == "TERMINE"
    assert [(one.IdLigne, one.CR.LibelleCR) for one in over.LIGNE] == [("a", "OK"), ("b", "OK")]
