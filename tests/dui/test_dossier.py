"""Which record the reference DUI opens for a person of the fixtures."""

from simulators.core.monde.model import Personne
from simulators.core.sante.rniv.dossier import Statut, Traits
from simulators.dui.dossier import open_dossier


def test_a_record_takes_what_it_does_not_hold_from_the_reference_base() -> None:
    personne = Personne.model_validate(
        {
            "id": "x",
            "reference": {
                "nom_naissance": "PERRIN",
                "prenoms": ["DOMINIQUE"],
                "sexe": "F",
                "date_naissance": "1944-10-02",
                "lieu_naissance": "55239",
                "ins": {"matricule": "2441055239907", "cle": "10", "oid": "1.2.250.1.213.1.4.10"},
            },
            "local": {"nom_naissance": "Périn", "traits_absents": ["sexe"], "statut": "QUAL"},
        }
    )
    record = open_dossier(personne)
    assert record.traits == Traits("Périn", ("DOMINIQUE",), "", "1944-10-02", "55239")
    assert record.ins is not None
    assert record.ins.matricule == "2441055239907"
    assert record.statut is Statut.QUAL
