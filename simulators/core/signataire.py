"""Who signed: a certificate as examined, for the rules that decide whether to believe it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Signataire:
    """The certificate of a signature: who it names, and whether it may be believed.

    `nom` is its CN, `unite` its OU; `sujet` and `emetteur` are whole names (RFC 4514). `signature` is False
    for a certificate that is not made for signing documents; `emetteur_connu` is None when no authority could
    be asked (a saved file).
    """

    nom: str
    unite: str
    sujet: str
    emetteur: str
    signature: bool
    emetteur_connu: bool | None
    debut: datetime
    fin: datetime
    revoque: bool = False
