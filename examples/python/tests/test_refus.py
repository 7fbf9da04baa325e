"""Ce que le téléservice refuse."""

from dataclasses import replace

import pytest
from mini_dui.insi import InsiIndisponibleError, InsiRefuseError, rechercher


def test_un_logiciel_inconnu_est_refuse_puis_adopte(espace, reglages, marguerite):
    le_notre = replace(reglages, idam="EDITEUR00001")
    with pytest.raises(InsiRefuseError, match="desir_550"):
        rechercher(marguerite, le_notre)
    (refus,) = espace.exchanges()
    espace.adopt(refus)
    assert rechercher(marguerite, le_notre).statut == "récupérée"


def test_un_certificat_expire_se_dit(acces, reglages, marguerite):
    expire = replace(reglages, tls=acces.ssl_context("expired"), essais=1)
    with pytest.raises(InsiIndisponibleError, match="certificate expired"):
        rechercher(marguerite, expire)
