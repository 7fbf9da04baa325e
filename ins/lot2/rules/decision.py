"""What a verification answers: the refusal, else the fault asked for, else OK or KO."""

from ins.errors import KO, OK, est_une_faute
from ins.lot2.model import ReponseVerification, Verdict
from ins.model import Faute, Remarque
from ins.rules.decision import cle_de_refus, faute

# What a programmed fault may be named to make an identity KO.
PANNE_KO = "lot2_ko"


def decider(
    remarque: Remarque | None, panne: str, verdict: Verdict | None, message_id: str | None
) -> ReponseVerification | Faute:
    """The answer. `panne` is the name of the business fault that struck, empty for none."""
    if est_une_faute(panne):
        return faute(panne, message_id)
    if remarque is not None and panne != PANNE_KO:
        return faute(cle_de_refus(remarque), message_id)
    conforme = verdict is not None and verdict.conforme and panne != PANNE_KO
    return ReponseVerification(*(OK if conforme else KO))
