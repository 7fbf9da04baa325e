"""What a facilitator drops in: a document that somebody else sends to the box of the establishment's nurse.

The sender is the GP of the default world, who passes on a hospital's letter or a laboratory's result.
"""

import secrets
from collections.abc import Callable, Mapping
from contextlib import closing
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any, Final

from simulators.commands.errors import CommandError
from simulators.commands.target import Control
from simulators.core.ids import Ids
from simulators.core.sante.codes import Code
from simulators.dui.documents.biologie import Chapitre, CompteRendu, rediger_biologie
from simulators.dui.documents.clinique import Resultat
from simulators.dui.documents.lettres import LettreSortie, rediger_sortie
from simulators.dui.documents.projet import Projet
from simulators.dui.documents.redaction import Redaction
from simulators.dui.parcours import CABINET, MEDECIN, Parcours
from simulators.dui.reseau import Refus
from simulators.dui.session import Dui

_BIOCHIMIE: Final = Code("18719-5", "2.16.840.1.113883.6.1", "Biochimie")


def _lettre(now: datetime) -> Redaction:
    return rediger_sortie(LettreSortie(now - timedelta(days=8), now, "Retour en établissement"))


def _biologie(now: datetime) -> Redaction:
    chapitre = Chapitre(_BIOCHIMIE, (Resultat("Créatinine", "112", "µmol/L"),), "À contrôler dans un mois.")
    return rediger_biologie(CompteRendu(now - timedelta(hours=6), now, (chapitre,)))


EVENEMENTS: Final[Mapping[str, Callable[[datetime], Redaction]]] = MappingProxyType(
    {"lettre": _lettre, "biologie": _biologie}
)


def deposer(ready: Mapping[str, Any], api: Control, espace: str, evenement: str, personne: str) -> None:
    """Sends the document of that event about a person to the nurse's box.

    Raises CommandError: the person has no INS, or a service refused.
    """
    dui = Dui(ready, api, espace, {}, Ids(secrets.token_bytes(32), f"dui/{espace}/evenement"))
    try:
        with closing(Parcours(dui)) as p:
            p.medecin = p.connecter(MEDECIN)
            projet = Projet(
                dui.open(personne), p.patient(personne), p.medecin, p.etablissement(CABINET), dui.now()
            )
            p.adresser(personne, p.produire(projet, EVENEMENTS[evenement](dui.now())))
    except Refus as refused:
        raise CommandError(refused.motif.fr) from None
    except LookupError:
        raise CommandError(f"{personne} n'a pas d'INS : aucun document ne peut lui être adressé") from None
    finally:
        dui.close()
