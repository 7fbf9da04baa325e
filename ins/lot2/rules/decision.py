"""What a verification answers: the refusal, else the fault asked for, else OK or KO."""

from ins.errors import KO, OK, est_une_faute
from ins.lot2.model import ReponseVerification, Verdict
from ins.model import Faute, Remarque
from ins.rules.decision import cle_de_refus, faute

# What a programmed fault may be named to make an identity KO.
PANNE_KO = "lot2_ko"


def refuser(remarque: Remarque | None, panne: str, message_id: str | None) -> Faute | None:
    """The fault asked for, else that of the refusal, else None."""
    if est_une_faute(panne):
        return faute(panne, message_id)
    return None if remarque is None else faute(cle_de_refus(remarque), message_id)


def decider(
    remarque: Remarque | None, panne: str, verdict: Verdict | None, message_id: str | None
) -> ReponseVerification | Faute:
    """The answer. `panne` is the name of the business fault that struck, empty for none."""
    refused = refuser(None if panne == PANNE_KO else remarque, panne, message_id)
    if refused is not None:
        return refused
    conforme = verdict is not None and verdict.conforme and panne != PANNE_KO
    return ReponseVerification(*(OK if conforme else KO))
