"""Answers of lot 2 as a DUI reads them."""

from ins.lot2.data.names import REP_UNITAIRE
from ins.lot2.model import ReponseVerification
from ins.messages.reponse import ReponseIllisible, read_content, read_fault
from ins.model import Faute

_U = f"{{{REP_UNITAIRE}}}"


def read_verification(data: bytes) -> ReponseVerification | Faute:
    """OK, KO or a fault. Raises `ReponseIllisible` for anything else."""
    content = read_content(data)
    fault = read_fault(content)
    if fault is not None:
        return fault
    if content.tag != f"{_U}RESULTAT":
        raise ReponseIllisible(str(content.tag))
    code = content.findtext(f"{_U}CR/{_U}CodeCR") or ""
    return ReponseVerification(code, content.findtext(f"{_U}CR/{_U}LibelleCR") or "")
