"""How the reference DUI plays each scenario: rightly, and by each of its mutants wrongly on purpose.

A script is a function of the DUI at work; a scenario has one right script (mutant name empty) and one for
each mutant that its file declares.
"""

from collections.abc import Mapping
from types import MappingProxyType

from simulators.dui.premiers_pas_mal import JOURNEY, LA_VEILLE
from simulators.dui.scripts.a_distance import A_DISTANCE
from simulators.dui.scripts.annuaire import ANNUAIRE
from simulators.dui.scripts.connexions import CONNEXIONS
from simulators.dui.scripts.corrections import CORRECTIONS, COURRIER
from simulators.dui.scripts.deconnexions import DECONNEXIONS
from simulators.dui.scripts.dmp_acces import ACCES, ACCES_AVANT
from simulators.dui.scripts.dmp_cda import CDA
from simulators.dui.scripts.dmp_documents import DOCUMENTS
from simulators.dui.scripts.dmp_fhir import FHIR
from simulators.dui.scripts.dmp_histoire import HISTOIRE
from simulators.dui.scripts.dmp_identites import IDENTITES, IDENTITES_AVANT
from simulators.dui.scripts.dmp_lectures import LECTURES, LECTURES_AVANT
from simulators.dui.scripts.dmp_refus import REFUS, REFUS_AVANT
from simulators.dui.scripts.dmp_versements import VERSEMENTS
from simulators.dui.scripts.en_personne import EN_PERSONNE
from simulators.dui.scripts.file_active import FILE_ACTIVE
from simulators.dui.scripts.gestes import Script
from simulators.dui.scripts.incidents import INCIDENTS
from simulators.dui.scripts.jetons import JETONS
from simulators.dui.scripts.mss_connexions import CONNEXIONS_MSS
from simulators.dui.scripts.mss_envois import ENVOIS_MSS
from simulators.dui.scripts.mss_receptions import RECEPTIONS
from simulators.dui.scripts.mss_refus import REFUS_MSS
from simulators.dui.scripts.mss_tls import TLS_MSS
from simulators.dui.scripts.parcours_droits import PARCOURS_DROITS
from simulators.dui.scripts.parcours_esms import PARCOURS_AVANT, PARCOURS_ESMS
from simulators.dui.scripts.recherches import RECHERCHES
from simulators.dui.scripts.retours import RETOURS
from simulators.dui.scripts.statuts import STATUTS
from simulators.dui.scripts.transverses import TRANSVERSES
from simulators.dui.scripts.verifications import VERIFICATIONS

__all__ = ["BEFORE", "SCRIPTS", "Script"]

# What happened before the run, by scenario and mutant.
BEFORE: Mapping[str, Mapping[str, Script]] = MappingProxyType(
    {
        "PAR-00": LA_VEILLE,
        "INS-36": COURRIER,
        **PARCOURS_AVANT,
        **ACCES_AVANT,
        **REFUS_AVANT,
        **LECTURES_AVANT,
        **IDENTITES_AVANT,
    }
)

SCRIPTS: Mapping[str, Mapping[str, Script]] = MappingProxyType(
    {
        "PAR-00": JOURNEY,
        **PARCOURS_ESMS,
        **PARCOURS_DROITS,
        **TRANSVERSES,
        **RECHERCHES,
        **RETOURS,
        **STATUTS,
        **VERIFICATIONS,
        **CORRECTIONS,
        **INCIDENTS,
        **FILE_ACTIVE,
        **EN_PERSONNE,
        **CONNEXIONS,
        **JETONS,
        **DECONNEXIONS,
        **A_DISTANCE,
        **ACCES,
        **VERSEMENTS,
        **REFUS,
        **HISTOIRE,
        **CDA,
        **LECTURES,
        **IDENTITES,
        **DOCUMENTS,
        **FHIR,
        **ENVOIS_MSS,
        **REFUS_MSS,
        **CONNEXIONS_MSS,
        **TLS_MSS,
        **RECEPTIONS,
        **ANNUAIRE,
    }
)
