"""What a scenario asks of an espace lasts as long as its run, whatever happens in it."""

from collections.abc import Mapping
from typing import Any

import pytest

from simulators.commands.errors import CommandError
from simulators.commands.givens import given
from simulators.commands.target import Control, control
from simulators.core.ids import Ids
from simulators.core.sante.rniv.dossier import Statut
from simulators.dui.session import Dui
from simulators.dui.verification import verifier_dossier
from simulators.scenarios.model import CourrielRecu, Panne


def options(api: Control) -> list[str]:
    """The options of the espace now."""
    return list(api.json("GET", "/espaces/defaut/reglages")["options"])


def test_options_and_faults_go_when_the_run_ends_even_badly(ready: Mapping[str, Any]) -> None:
    late = Panne("latence", "ins", "transport", parametres={"ms": 5})
    with control(ready) as api:
        before = options(api)
        with given(api, "defaut", ["ins.lot2"], [late]):
            assert "ins.lot2" in options(api)
            (armed,) = api.json("GET", "/espaces/defaut/pannes")
            assert (armed["name"], armed["parameters"]) == ("latence", {"ms": 5})
        with pytest.raises(RuntimeError), given(api, "defaut", ["ins.lot2"], [late]):
            raise RuntimeError
        assert options(api) == before
        assert api.json("GET", "/espaces/defaut/pannes") == []


def test_a_fault_aimed_at_a_client_is_armed_so(ready: Mapping[str, Any]) -> None:
    aimed = Panne("code_refuse", "psc", client="les-tilleuls-dui-bas", nombre=1)
    with control(ready) as api, given(api, "defaut", [], [aimed]):
        (armed,) = api.json("GET", "/espaces/defaut/pannes")
        assert (armed["name"], armed["client"]) == ("code_refuse", "les-tilleuls-dui-bas")


def test_a_verification_confirms_or_lowers_what_the_record_holds(ready: Mapping[str, Any]) -> None:
    with control(ready) as api, given(api, "defaut", ["ins.lot2"], []):
        dui = Dui(ready, api, "defaut", {}, Ids(b"essai", "verification"))
        sure, wrong = dui.open("raymond-leclercq"), dui.open("yvette-morel")
        assert verifier_dossier(dui, sure) == sure
        after = verifier_dossier(dui, wrong)
        assert (after.statut, after.ins, after.matricule_transmissible) == (Statut.VALI, None, "")
        assert [one.matricule for one in after.historique] == ["2410455050922"]
        assert dui.etapes[-1].texte.fr == "Vérification de l'INS, Morel Yvette : KO"
        dui.close()


def test_without_its_option_the_verification_is_unknown_and_changes_nothing(ready: Mapping[str, Any]) -> None:
    with control(ready) as api:
        dui = Dui(ready, api, "defaut", {}, Ids(b"essai", "sans option"))
        held = dui.open("raymond-leclercq")
        assert verifier_dossier(dui, held) == held
        assert dui.etapes[-1].code == "insi_102"
        dui.close()


def test_mails_of_correspondents_come_as_the_run_begins(ready: Mapping[str, Any]) -> None:
    wanted = CourrielRecu("contact@ime-le-cap.demo.mssante.fr", "deux_cda", nombre=2)
    path = f"/espaces/defaut/mss/boites/{wanted.boite}/courriels"
    with control(ready) as api:
        assert api.json("GET", path) == []
        with given(api, "defaut", [], [], [wanted]):
            found = api.json("GET", path)
        assert [one["faits"]["mss.codecda"] for one in found] == ["11490-0,11490-0"] * 2
        with pytest.raises(CommandError), given(api, "defaut", [], [], [CourrielRecu(wanted.boite, "autre")]):
            pass
