"""The reference DUI verifies the INS it holds: alone, then in a batch, and its records follow."""

import secrets
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from simulators.commands.target import Control, control
from simulators.core.ids import Ids
from simulators.core.sante.rniv.dossier import Dossier, Matricule, Statut, Traits
from simulators.core.sante.rniv.transitions import TransitionError
from simulators.dui.session import Dui
from simulators.dui.verification import deposer_dossiers, suivre_lot, verifier_dossier

RUTH = Dossier(
    id="ruth",
    traits=Traits("Nessi", ("Ruth", "Isabelle"), "F", "1977-07-14", "63220"),
    statut=Statut.QUAL,
    ins=Matricule("2770763220829", "10", "1.2.250.1.213.1.4.8"),
    liste_prenoms="RUTH ISABELLE",
)
# The key of HERMAN as one published copy has it; and the first given name alone.
FAUX = Dossier(
    id="herman",
    traits=Traits("HERMAN", ("GATIEN",), "M", "1981-03-24", "63220"),
    statut=Statut.RECUP,
    ins=Matricule("1810363220456", "60", "1.2.250.1.213.1.4.8"),
)


@pytest.fixture
def espace(ready: Mapping[str, Any]) -> Iterator[tuple[Control, str]]:
    """An espace of the test's own, where batches take no time."""
    name = f"t{secrets.token_hex(6)}"
    with control(ready) as api:
        api.json("POST", "/espaces", json={"name": name})
        api.json("PUT", f"/espaces/{name}/reglages", json={"options": ["ins.lot2", "ins.lot2.delai=0"]})
        yield api, name


@pytest.fixture
def dui(ready: Mapping[str, Any], espace: tuple[Control, str]) -> Iterator[Dui]:
    dui = Dui(ready, *espace, {"certificat": "insi_auto"}, Ids(b"essai", "verification"), lambda _: None)
    yield dui
    dui.close()


def told(dui: Dui) -> list[tuple[str, str]]:
    """What the DUI did and what it was answered."""
    return [(etape.texte.fr, etape.code) for etape in dui.etapes]


def test_a_right_identity_stays_qualified(dui: Dui) -> None:
    assert verifier_dossier(dui, RUTH) == RUTH
    assert told(dui) == [("Vérification de l'INS, Nessi Ruth : OK", "00")]


def test_a_wrong_one_loses_its_matricule_and_its_status(dui: Dui) -> None:
    after = verifier_dossier(dui, FAUX)
    assert (after.statut, after.ins) == (Statut.PROV, None)
    assert told(dui) == [("Vérification de l'INS, HERMAN GATIEN : KO", "01")]


def test_a_batch_changes_only_the_records_that_are_ko(dui: Dui) -> None:
    lot = deposer_dossiers(dui, [RUTH, FAUX])
    assert lot is not None
    after = suivre_lot(dui, lot)
    assert after is not None
    assert after["ruth"] == RUTH
    assert (after["herman"].statut, after["herman"].ins) == (Statut.PROV, None)
    assert told(dui) == [
        ("Dépôt d'identités à vérifier (2) : OK", "00"),
        ("Suivi du lot : traitées 2 sur 2", "00"),
    ]


def test_a_batch_that_lasts_is_asked_for_again(dui: Dui, espace: tuple[Control, str]) -> None:
    api, name = espace
    options = {"options": ["ins.lot2", "ins.lot2.delai=3600"]}
    api.json("PUT", f"/espaces/{name}/reglages", json=options)
    lot = deposer_dossiers(dui, [RUTH])
    assert lot is not None
    assert suivre_lot(dui, lot, most=2) is None
    assert [code for _, code in told(dui) if code] == ["00", "03", "03"]


def test_where_verifications_are_not_simulated_nothing_changes(dui: Dui, espace: tuple[Control, str]) -> None:
    api, name = espace
    api.json("PUT", f"/espaces/{name}/reglages", json={"options": []})
    assert verifier_dossier(dui, RUTH) == RUTH
    assert deposer_dossiers(dui, [RUTH]) is None
    assert [code for _, code in told(dui)] == ["insi_102", "insi_102"]


def test_a_record_without_ins_is_not_verified(dui: Dui) -> None:
    with pytest.raises(TransitionError):
        verifier_dossier(dui, Dossier(id="x", traits=RUTH.traits))
    assert dui.etapes == []
