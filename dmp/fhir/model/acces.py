"""Who calls over FHIR, by what the call proves."""

from dataclasses import dataclass

from dmp.model import Mode


@dataclass(frozen=True, slots=True)
class Identite:
    """One proof of who calls: a card (DIRECTE), a token (INDIRECTE_RENFORCEE), a structure (INDIRECTE).

    `profession`, `systeme` and `savoir_faire` are codes as in an assertion's roles; `nom` is what is shown.
    """

    mode: Mode
    sujet: str
    structure: str
    profession: str = ""
    systeme: str = ""
    savoir_faire: str = ""
    nom: str = ""


@dataclass(frozen=True, slots=True)
class Appelant:
    """Every proof of a call, the most personal first; none when nothing is proven."""

    identites: tuple[Identite, ...] = ()
    sujet: str = ""
    structure: str = ""
