"""What the DMP would answer about somebody of an espace now, in words."""

from typing import Final

from sqlalchemy import Connection

from dmp.model import Dossier
from dmp.state import dossiers, habilitations
from dmp.state.monde import build_view, dossier
from simulators.core.espace import Espace
from simulators.core.monde.model import Personne
from simulators.core.rule import Text

_ETATS: Final = {
    "ouvert": Text("Le DMP existe et s’ouvre.", "The record exists and opens."),
    "ferme": Text(
        "Le DMP est fermé : rien n’y est déposé ni lu.", "The record is closed: nothing is fed or read."
    ),
    "absent": Text("Cette personne n’a pas de DMP.", "This person has no record."),
}
_BLOQUES: Final = Text("{n} professionnel n’y a pas accès.", "{n} professional has no access.")
_BLOQUES_PLUSIEURS: Final = Text("{n} professionnels n’y ont pas accès.", "{n} professionals have no access.")
_BRIS: Final = Text(
    "La personne s’oppose à l’accès en urgence.", "The person is opposed to emergency access."
)
_DETACHE: Final = Text(
    "Mon espace santé ne montre pas ce DMP à l’usager.", "Mon espace santé does not show this record."
)


async def predire(espace: Espace, personne: Personne) -> tuple[Text, ...]:
    """The record of somebody as the store has it now."""
    matricule = personne.reference.ins.complet if personne.reference else ""

    def read(connection: Connection) -> Dossier:
        declared, since = habilitations.declarees(connection, matricule), dossiers.lire(connection, matricule)
        return dossier(personne, build_view(espace.monde), declared, ("", ""), since)

    return en_mots(await espace.store.query(read))


def en_mots(dossier: Dossier) -> tuple[Text, ...]:
    """Its state, then what limits its use. Pure."""
    told = [_ETATS[dossier.etat]]
    if dossier.etat != "ouvert":
        return tuple(told)
    count = len(dossier.bloques)
    if count:
        words = _BLOQUES if count == 1 else _BLOQUES_PLUSIEURS
        told.append(Text(*(one.format(n=count) for one in words)))
    if dossier.opposition_bris:
        told.append(_BRIS)
    if not dossier.rattache_mes:
        told.append(_DETACHE)
    return tuple(told)
