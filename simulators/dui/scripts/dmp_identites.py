"""DMP-27, DMP-28, DMP-32, DMP-36 and DMP-37: under whose name the software calls, and on whose record."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any
from urllib.parse import urljoin

import httpx

from simulators.dui import recit
from simulators.dui.dmp import DmpClient
from simulators.dui.parcours import AIR, INFIRMIERE
from simulators.dui.poste import in_espace, install_dmp
from simulators.dui.psc import Connexion
from simulators.dui.reseau import tls
from simulators.dui.scripts.dmp_acces import MEDECIN, RICHE, habiliter
from simulators.dui.scripts.dmp_versements import AUTRE, verse
from simulators.dui.scripts.gestes import Script
from simulators.dui.seance import Seance, en_seance, seance
from simulators.dui.session import Dui

_COMPTE = "3990000028/POSTE1"
_AUTRE_ETABLISSEMENT = "1990000036"


def _deux_professionnels(*, compte: str = "", partage: bool = False) -> Script:
    """The nurse then the doctor test the same record: each in their own name, or not."""

    def script(dui: Dui) -> None:
        premiere: Connexion | None = None
        for qui in (INFIRMIERE, MEDECIN):
            with seance(dui, RICHE, qui) as s:
                own = s.p.infirmiere
                used = premiere if partage and premiere else own
                premiere = premiere or own
                s.p.infirmiere = replace(used, identifiant=compte or used.identifiant)
                s.tenter(lambda: s.tester(s.acces(AIR)))

    return script


def _autre_structure(s: Seance) -> None:
    s.tenter(lambda: s.verser(acces=s.acces(structure=_AUTRE_ETABLISSEMENT)))


def _poste(**changes: Any) -> Script:
    """The software is installed with these settings."""

    def travail(s: Seance) -> None:
        s.p.dmp.close()
        poste = replace(install_dmp(s.dui.ready, s.dui.espace), **changes)
        s.p.dmp = DmpClient(poste, s.dui.ids, s.dui.now)
        s.tenter(s.tester)

    return en_seance(travail, RICHE)


def _page(personne: str = RICHE, *, carte: bool = True, ins: bool = True) -> Script:
    """The page of a person is opened from the record, under the card or another certificate (TD0.9)."""

    def travail(s: Seance) -> None:
        s.ouvrir(personne)
        poste = install_dmp(s.dui.ready, s.dui.espace, carte=carte)
        screen = f"DossierPatient/{s.p.patient(personne).id}" if ins else "TableauDeBord"
        asked = urljoin(s.dui.ready["services"]["dmp"]["xds"], f"/AccesDirect/{screen}")
        with httpx.Client(verify=tls(poste.ca, poste.authentification), trust_env=False) as navigateur:
            shown = navigateur.get(in_espace(asked, s.dui.espace))
        s.dui.tell(recit.page_ouverte(shown.status_code), str(shown.status_code))

    return en_seance(travail, personne)


def _lit(s: Seance, personne: str, *, teste: bool = True) -> None:
    s.ouvrir(personne)
    if teste:
        s.tester(s.acces(AIR))
    s.chercher()


def _opposition(*, malgre: bool = False, teste: bool = True) -> Script:
    """One opposes, the other does not; then the first changes his mind."""

    def travail(s: Seance) -> None:
        if malgre:
            _lit(s, AUTRE)
        _lit(s, RICHE)
        _lit(s, AUTRE, teste=teste)

    return en_seance(travail, AUTRE)


IDENTITES_AVANT: Mapping[str, Mapping[str, Script]] = MappingProxyType(
    {"DMP-37": dict.fromkeys(("", "consulte_malgre_l_opposition", "sans_test"), habiliter(AUTRE, "VALIDE"))}
)

IDENTITES: Mapping[str, Mapping[str, Script]] = MappingProxyType(
    {
        "DMP-27": {
            "": _deux_professionnels(),
            "compte_generique": _deux_professionnels(compte=_COMPTE),
            "au_nom_de_l_infirmiere": _deux_professionnels(partage=True),
        },
        "DMP-28": {"": verse(), "autre_structure": en_seance(_autre_structure, RICHE)},
        "DMP-32": {
            "": _page(),
            "sans_ins": _page(ins=False),
            "sans_carte": _page(carte=False),
            "autre_personne": _page(AUTRE),
        },
        "DMP-36": {
            "": _poste(homologation="INCONNUE-000"),
            "sans_version": _poste(version=""),
            "sans_numero": _poste(homologation=""),
        },
        "DMP-37": {
            "": _opposition(),
            "consulte_malgre_l_opposition": _opposition(malgre=True),
            "sans_test": _opposition(teste=False),
        },
    }
)
