"""The counts that a DUI's own dashboards show, to be read side by side (TBB/va1.02 and va1.03)."""

from collections.abc import Sequence
from dataclasses import dataclass

from simulators.core.journal.model import Exchange
from simulators.core.rule import Text
from simulators.repetition.indicateurs import feeds, sent, to_citizens, to_professionals


@dataclass(frozen=True, slots=True)
class Compteur:
    """How many, of which with a qualified INS; `qualifiees` None where the question has no sense."""

    nom: Text
    total: int
    qualifiees: int | None = None

    @property
    def sans(self) -> int | None:
        """How many without a qualified INS."""
        return None if self.qualifiees is None else self.total - self.qualifiees


def compter(exchanges: Sequence[Exchange]) -> tuple[Compteur, ...]:
    """INSi calls, documents fed, mails, failures included."""
    searches = [one for one in exchanges if one.service == "ins" and one.facts.get("ins.action")]
    found = sum(one.facts.get("ins.code") == "00" for one in searches)
    attempts = [one for one in exchanges if one.operation == "dmp.td21"]
    fed = sum(map(feeds, attempts))
    mails = [one for one in exchanges if one.operation == "mss.envoi"]
    return (
        Compteur(Text("Recherches d'identité réussies", "Identity searches found"), found),
        Compteur(
            Text("Recherches sans résultat ou refusées", "Identity searches without result or refused"),
            len(searches) - found,
        ),
        # Feeding without an INS does not exist: what the DMP accepted bore one.
        Compteur(Text("Documents acceptés au DMP", "Documents accepted by the DMP"), fed, fed),
        Compteur(Text("Documents refusés au DMP", "Documents refused by the DMP"), len(attempts) - fed),
        _mails("Courriels aux professionnels", "Mails to professionals", filter(to_professionals, mails)),
        _mails("Courriels aux usagers", "Mails to citizens", filter(to_citizens, mails)),
        Compteur(Text("Courriels refusés", "Mails refused"), sum(not sent(one) for one in mails)),
    )


def _mails(fr: str, en: str, mails: "filter[Exchange]") -> Compteur:
    kept = list(mails)
    return Compteur(Text(fr, en), len(kept), sum(one.facts.get("mss.ins") == "O" for one in kept))
