"""The carte Vitale read by the DUI: what the reader gives, the search, what becomes of the record."""

from dataclasses import replace

from ins.model import Carte, Couverture, Demande, Matricule, Operation
from simulators.core.monde.model import CarteVitale, Personne
from simulators.core.sante.noms import convertir
from simulators.core.sante.rniv.dossier import Dossier
from simulators.core.sante.rniv.transitions import why_no_call
from simulators.dui import telling
from simulators.dui.insi import Issue, code_of
from simulators.dui.session import Alter, Dui, unaltered


def lire(personne: Personne) -> Carte:
    """What the reader tells of a person: their own card when the espace knows no other.

    Raises ValueError for somebody without card nor reference.
    """
    reference, card = personne.reference, personne.carte
    if card is None:
        if reference is None:
            raise ValueError(f"{personne.id} : aucune carte Vitale")
        card = CarteVitale(od=reference.ins.matricule, matricule=reference.ins.matricule)
    local = personne.local
    return Carte(
        individu=Matricule(card.matricule) if card.matricule else None,
        od=Matricule(card.od),
        nom_naissance=reference.nom_naissance if reference else convertir(local.nom_naissance),
        date_naissance=reference.date_naissance if reference else local.date_naissance,
        rang=card.rang,
    )


def remplir(demande: Demande, carte: Carte) -> Demande:
    """A message with the card in its body and in its coverage, from the same reading."""
    cover = Couverture(
        assure=carte.od, nir=carte.individu, date_naissance=carte.date_naissance, rang=carte.rang
    )
    bam = None if demande.bam is None else replace(demande.bam, couverture=cover)
    return replace(demande, operation=Operation.VITALE, carte=carte, bam=bam)


def appeler(dui: Dui, carte: Carte, alter: Alter = unaltered) -> Issue:
    """One search by card, told as a step."""
    dui.tick()
    client = dui.insi
    issue = client.send(alter(remplir(client.message(Operation.VITALE), carte)))
    dui.tell(telling.read_card(carte, issue), code_of(issue))
    return issue


def chercher(dui: Dui, dossier: Dossier, carte: Carte, alter: Alter = unaltered) -> Dossier:
    """Searches the INS of a record by a card, and takes it over when it is consistent with the record."""
    refusal = why_no_call(dossier)
    if refusal is not None:
        dui.tell(telling.no_call(refusal))
        return dossier
    return dui.take_over(dossier, appeler(dui, carte, alter))
