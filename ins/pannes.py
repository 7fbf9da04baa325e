"""The programmed fault that strikes a call, and whom it may name."""

from ins.model import Remarque
from ins.rules.decision import passe_la_passerelle
from ins.traitement import Jugement
from simulators.core.espace import Espace


def panne(espace: Espace, jugement: Jugement, refusal: Remarque | None) -> str:
    """The name of the fault, empty for none; only what reaches the service is struck."""
    if jugement.demande is None or not passe_la_passerelle(refusal):
        return ""
    fault = espace.faults.business(
        service="ins",
        operation=jugement.operation.value,
        patient=_patient(jugement),
        professional=jugement.demande.assertions.sujet,
    )
    return fault.name if fault else ""


def _patient(jugement: Jugement) -> str:
    """The matricule when one is known, and the traits."""
    told = jugement.verification
    if told is not None:
        return f"{told.individu.ins.complet} {told.individu.traits.cle_patient}"
    demande, found = jugement.demande, jugement.trouves
    if demande is None:
        return ""
    matricule = found[0].actif.complet if len(found) == 1 else demande.matricule_demande
    return f"{matricule} {demande.cle_patient}".strip()
