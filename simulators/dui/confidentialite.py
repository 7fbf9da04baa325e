"""Who sees a document once it is in the DMP: its entry sent again with other codes (TD3.3a, TD3.3b)."""

from dataclasses import replace
from typing import Final

from simulators.core.rule import Text
from simulators.core.sante.cda.ecriture_entete import NORMAL
from simulators.core.sante.codes import Code
from simulators.core.sante.ebrim.modele import Association, Soumission
from simulators.core.sante.ebrim.noms import VERSION_PRECEDENTE, TypeAssociation
from simulators.core.sante.ebrim.requetes import obtenir_documents
from simulators.core.xml.saml import ModeAuthentification
from simulators.dui import recit
from simulators.dui.parcours import AIR
from simulators.dui.reseau import Refus
from simulators.dui.seance import Seance

_SYMBOLE: Final = "Document01"
_ORIGINAL: Final = {"SubmissionSetStatus": ("Original",)}


def proteger(s: Seance, unique_id: str, *codes: Code, mode: ModeAuthentification = AIR) -> None:
    """Gives a document these marks instead of its own: none shows it to all that have a right to it.

    The entry is that of the registry, but for its confidentiality; the professional must be authorised.
    Raises Refus.
    """
    found = s.chercher(obtenir_documents(uniques=[unique_id]), mode)
    if not found:
        raise Refus(Text("document introuvable au DMP", "document not found in the DMP"))
    known, lot, who = found[0], s.lot(), s.acces(mode)
    fiche = replace(known, entry_uuid=_SYMBOLE, confidentiality_codes=(NORMAL, *codes))
    slots = {**_ORIGINAL, VERSION_PRECEDENTE: (known.version,)}
    link = Association(TypeAssociation.CONTIENT, lot.entry_uuid, _SYMBOLE, slots=slots)
    s.client(who).mettre_a_jour(Soumission(lot, (fiche,), (link,)), who)
    s.dui.tell(recit.protege(cache=bool(codes)))
