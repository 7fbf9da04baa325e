"""The record as its owner sees it: what Mon espace santé shows, hides, who came."""

from typing import Any

import httpx
import pytest

from tests.dmp import editeur
from tests.dmp.cas_documents import HIDDEN, TO_PARENTS
from tests.dmp.editeur import Document, Lot
from tests.dmp.test_histoire import Dui, air
from tests.running import Running

FIRST, SECOND, THIRD = (f"1.2.250.1.999.1.1.1.{n}" for n in (1, 2, 3))
OWNER = "dmp/personnes/marguerite-delaunay"


@pytest.fixture
def dui(running: Running, espace: str) -> Dui:
    """Three plans are fed: for all, not yet announced, hidden from the representatives."""
    one = Dui(running, espace)
    lot = Lot(
        documents=(
            Document(FIRST),
            Document(SECOND, "Document02", confidentialities=HIDDEN),
            Document(THIRD, "Document03", confidentialities=TO_PARENTS),
        )
    )
    assert "Success" in one.feed(lot).text
    assert "DMPOk" in one.call("autorisation", editeur.autorisation(), air()).text
    return one


def seen(api: httpx.Client, espace: str, regard: str = "usager") -> Any:
    return api.get(f"/espaces/{espace}/{OWNER}/mon-espace-sante/{regard}").json()


def ids(shown: Any) -> list[str]:
    return sorted(one["unique_id"] for one in shown["documents"])


def test_a_document_not_yet_announced_is_hidden_and_a_secret_one_from_the_parents(
    dui: Dui, api: httpx.Client, espace: str
) -> None:
    assert ids(seen(api, espace)) == [FIRST, THIRD]
    assert ids(seen(api, espace, "representant")) == [FIRST]
    assert api.get(f"/espaces/{espace}/{OWNER}/mon-espace-sante/voisin").status_code == 404


def test_the_owner_sees_who_came(dui: Dui, api: httpx.Client, espace: str) -> None:
    assert 'totalResultCount="3"' in dui.call("recherche", editeur.recherche(), air()).text
    came = seen(api, espace)["passages"]
    assert [one["geste"] for one in came] == ["recherche", "autorisation", "alimentation"]
    assert came[0]["nom"] == "NATHALIE KERMARREC"
    assert came[0]["urgence"] is False
    told = api.get(f"/espaces/{espace}/{OWNER}/passages").json()
    assert [one["geste"] for one in told] == ["recherche", "autorisation", "alimentation"]


def test_what_the_owner_masks_is_masked_to_others_and_shown_again(
    dui: Dui, api: httpx.Client, espace: str
) -> None:
    def found(who: str) -> str:
        roles = editeur.vihf().roles
        claims = editeur.vihf("INDIRECTE_RENFORCEE", sujet=who, roles=roles)
        assert "DMPOk" in dui.call("autorisation", editeur.autorisation(), claims).text
        return dui.call("recherche", editeur.recherche(), claims).text

    other = "899700000047"
    assert 'totalResultCount="3"' in found(other)
    masked = api.put(f"/espaces/{espace}/{OWNER}/documents/{FIRST}/masquage", json={"masque": True})
    assert (masked.status_code, masked.json()["masque"]) == (200, True)
    assert 'totalResultCount="2"' in found(other)
    assert ids(seen(api, espace)) == [FIRST, THIRD]
    shown = api.put(f"/espaces/{espace}/{OWNER}/documents/{FIRST}/masquage", json={"masque": False})
    assert shown.json()["masque"] is False
    assert 'totalResultCount="3"' in found(other)
    for none in ("1.2.3", "1.2.250.1.999.1.2.1.9"):
        unknown = api.put(f"/espaces/{espace}/{OWNER}/documents/{none}/masquage", json={"masque": True})
        assert unknown.status_code == 404


def test_without_an_account_nothing_is_shown(dui: Dui, api: httpx.Client, espace: str) -> None:
    api.put(f"/espaces/{espace}/{OWNER}/dossier", json={"etat": "ferme"})
    assert seen(api, espace) == {
        "personne": "marguerite-delaunay",
        "ouvert": False,
        "documents": [],
        "passages": [],
    }
