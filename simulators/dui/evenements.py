"""What a facilitator drops in that correspondents do not write by themselves: a laboratory's result.

The GP of the default world passes it on to the box of the establishment's nurse.
"""

import secrets
from collections.abc import Mapping
from contextlib import closing
from datetime import datetime, timedelta
from typing import Any, Final

from simulators.commands.errors import CommandError
from simulators.commands.target import Control
from simulators.core.ids import Ids
from simulators.core.sante.codes import Code
from simulators.dui.documents.biologie import Chapitre, CompteRendu, rediger_biologie
from simulators.dui.documents.clinique import Resultat
from simulators.dui.documents.projet import Projet
from simulators.dui.documents.redaction import Redaction
from simulators.dui.parcours import CABINET, MEDECIN, Parcours
from simulators.dui.reseau import Refus
from simulators.dui.session import Dui

_BIOCHIMIE: Final = Code("18719-5", "2.16.840.1.113883.6.1", "Biochimie")


def _biologie(now: datetime) -> Redaction:
    chapitre = Chapitre(_BIOCHIMIE, (Resultat("Créatinine", "112", "µmol/L"),), "À contrôler dans un mois.")
    return rediger_biologie(CompteRendu(now - timedelta(hours=6), now, (chapitre,)))


def transmettre(ready: Mapping[str, Any], api: Control, espace: str, personne: str) -> None:
    """Sends a result about a person to the nurse's box.

    Raises CommandError: the person has no INS, or a service refused.
    """
    dui = Dui(ready, api, espace, {}, Ids(secrets.token_bytes(32), f"dui/{espace}/evenement"))
    try:
        with closing(Parcours(dui)) as p:
            p.medecin = p.connecter(MEDECIN)
            projet = Projet(
                dui.open(personne), p.patient(personne), p.medecin, p.etablissement(CABINET), dui.now()
            )
            p.adresser(personne, p.produire(projet, _biologie(dui.now())))
    except Refus as refused:
        raise CommandError(refused.motif.fr) from None
    except LookupError:
        raise CommandError(f"{personne} n'a pas d'INS : aucun document ne peut lui être adressé") from None
    finally:
        dui.close()
