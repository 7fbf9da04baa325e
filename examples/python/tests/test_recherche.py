"""La recherche qui va bien."""

from mini_dui.insi import rechercher


def test_la_recherche_est_conforme(reglages, marguerite, judge, assert_no_error_findings):
    identite = rechercher(marguerite, reglages)
    assert identite.statut == "récupérée"
    assert identite.matricule == "240035505090119"
    assert_no_error_findings()
    judge("INS-01")


def test_un_nom_change_au_referentiel_n_est_plus_trouve(espace, reglages, marguerite, wait_for):
    espace.change_personne("marguerite-delaunay", {"reference.nom_naissance": "LANTERNE"})
    identite = rechercher(marguerite, reglages)
    assert identite.statut == "provisoire"
    assert identite.matricule == ""
    assert identite.message
    assert wait_for(service="ins").facts["code"] == "01"
