"""The carte Vitale of the reference DUI: whose number it sends, and whose INS comes back."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from ins.model import Carte, Couverture, Matricule
from simulators.commands.target import control
from simulators.core.ids import Ids
from simulators.core.sante.rniv.dossier import Statut
from simulators.dui.session import Dui
from simulators.dui.vitale import lire_carte


@pytest.fixture
def dui(ready: Mapping[str, Any]) -> Iterator[Dui]:
    with control(ready) as api:
        dui = Dui(ready, api, "defaut", {}, Ids(b"essai", "vitale"))
        yield dui
        dui.close()


def test_a_childs_card_sends_the_mothers_number_and_the_childs_birth(dui: Dui) -> None:
    lue = lire_carte(dui.personne("lucas-lambert"))
    od = Matricule("2750655039944")
    assert lue.carte == Carte(None, od, "LAMBERT", "2015-02-20", "1")
    assert lue.couverture == Couverture(assure=od, date_naissance="2015-02-20", rang="1")


def test_whoever_has_no_card_told_has_one_of_their_own(dui: Dui) -> None:
    lue = lire_carte(dui.personne("marguerite-delaunay"))
    own = Matricule("2400355050901")
    assert lue.carte == Carte(own, own, "DELAUNAY", "1940-03-14", "1")
    assert (lue.couverture.assure, lue.couverture.nir) == (own, own)


def test_nobody_has_a_card_without_a_number(dui: Dui) -> None:
    with pytest.raises(LookupError):
        lire_carte(dui.personne("lucette-gautier"))


@pytest.mark.parametrize(
    ("identifier", "code", "matricule"),
    [
        ("lucas-lambert", "00", "1150255050945"),
        ("agathe-lambert", "00", "2121155139947"),
        ("yves-morin", "00", "1730155189948"),
        ("fernand-joly", "01", ""),
    ],
)
def test_the_answer_is_the_beneficiarys_and_is_taken_over(
    dui: Dui, identifier: str, code: str, matricule: str
) -> None:
    after = dui.search_by_card(dui.open(identifier))
    assert [etape.code for etape in dui.etapes if etape.code] == [code]
    assert (after.ins.matricule if after.ins else "") == matricule
    assert after.statut is (Statut.RECUP if matricule else Statut.PROV)


def test_a_card_that_finds_an_incomplete_date_changes_nothing(dui: Dui) -> None:
    before = dui.open("carmen-ferrer")
    assert dui.search_by_card(before) == before
    assert dui.etapes[-1].texte.fr == "Discordance (date de naissance) : l'identité n'est pas reprise"
