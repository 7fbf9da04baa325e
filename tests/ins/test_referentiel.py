"""Other services ask INSi who bears an INS, and see what the control API changes."""

from simulators.core.monde.model import IdentiteReference, Ins, Personne
from tests.ins.banc import Banc


def bearer(matricule: str, cle: str) -> Personne:
    """One person, known to the reference base under that matricule."""
    ins = Ins(matricule=matricule, cle=cle, oid="1.2.250.1.213.1.4.10")
    return Personne(id="essai", reference=IdentiteReference(nom_naissance="ESSAI", ins=ins))


def test_who_bears_an_ins_is_told_from_its_fifteen_characters() -> None:
    banc = Banc()
    banc.people.change(bearer("2400355050901", "17"))
    found = banc.service.referentiel.par_matricule("240035505090117", banc.espace)
    assert found is not None
    assert found.id == "essai"


def test_a_corrected_ins_is_no_longer_borne() -> None:
    banc = Banc()
    banc.people.change(bearer("2400355050901", "17"))
    banc.service.referentiel.par_matricule("240035505090117", banc.espace)
    banc.people.change(bearer("2400355050902", "16"))
    assert banc.service.referentiel.par_matricule("240035505090117", banc.espace) is None
    assert banc.service.referentiel.par_matricule("240035505090216", banc.espace) is not None


def test_an_unknown_ins_is_borne_by_nobody() -> None:
    banc = Banc()
    assert banc.service.referentiel.par_matricule("999999999999999", banc.espace) is None
