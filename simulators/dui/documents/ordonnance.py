"""A prescription of medicines and devices (eP-MED-DM), as the doctor who answers the DUI writes it."""

from dataclasses import dataclass
from datetime import datetime

from simulators.core.sante.cda import sections as s
from simulators.dui.documents import narration as n
from simulators.dui.documents.clinique import Objet, Traitement
from simulators.dui.documents.redaction import Redaction, modele, section


@dataclass(frozen=True, slots=True)
class Ordonnance:
    """What is prescribed, from when and until when it may be dispensed."""

    quand: datetime
    fin: datetime
    medicaments: tuple[Traitement, ...] = ()
    dispositifs: tuple[Objet, ...] = ()
    commentaire: str = ""


def rediger_ordonnance(one: Ordonnance) -> Redaction:
    """The prescription (57833-6), with the section that carries its printed form.

    Raises ValueError for one that prescribes nothing: the model wants medicines or devices.
    """
    if not (one.medicaments or one.dispositifs):
        raise ValueError("une ordonnance prescrit au moins un produit")
    made = []
    if one.medicaments:
        made.append(section(s.MEDICAMENTS, n.traitements(one.medicaments)))
    if one.dispositifs:
        made.append(section(s.DISPOSITIFS_PRESCRITS, n.prescrits(one.dispositifs)))
    if one.commentaire:
        made.append(section(s.COMMENTAIRE, n.phrases((one.commentaire,), "")))
    return Redaction(modele("EP-MED-DM"), tuple(made), debut=one.quand, fin=one.fin, copie=True)
