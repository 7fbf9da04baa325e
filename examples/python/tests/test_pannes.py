"""Le téléservice tombe."""

from dataclasses import replace

import pytest
from mini_dui.insi import InsiIndisponibleError, rechercher


def test_une_panne_passagere_est_reessayee(espace, reglages, marguerite, wait_for):
    espace.arm("insi_102", service="ins", times=1)
    assert rechercher(marguerite, reglages).statut == "récupérée"
    assert wait_for(service="ins").facts["code"] == "insi_102"
    assert wait_for(service="ins").facts["code"] == "00"


def test_une_panne_qui_dure_finit_par_se_dire(espace, reglages, marguerite):
    espace.arm("insi_102", service="ins")
    with pytest.raises(InsiIndisponibleError, match="insi_102"):
        rechercher(marguerite, reglages)
    assert len(espace.exchanges()) == reglages.essais


def test_une_reponse_qui_tarde_n_immobilise_pas_l_ecran(espace, reglages, marguerite):
    espace.arm("latence", kind="transport", service="ins", ms=5000)
    with pytest.raises(InsiIndisponibleError, match="timed out"):
        rechercher(marguerite, replace(reglages, delai=0.5, essais=1))


def test_une_reponse_coupee_n_est_pas_lue(espace, reglages, marguerite):
    espace.arm("demi_reponse", kind="transport", service="ins")
    with pytest.raises(InsiIndisponibleError):
        rechercher(marguerite, reglages)
