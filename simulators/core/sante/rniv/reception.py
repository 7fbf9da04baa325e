"""An identity qualified elsewhere arrives: verified here, then filed or put aside (rules 30, 51, 55)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Final, NamedTuple

from simulators.core.basis import Basis, assumed, seen
from simulators.core.rule import Text
from simulators.core.sante.rniv.coherence import is_consistent
from simulators.core.sante.rniv.creation import create_from_flow
from simulators.core.sante.rniv.dossier import Dossier, Identite, Statut, Traits
from simulators.core.sante.rniv.transitions import take_over


class Verdict(StrEnum):
    """What INSi said of the INS received, or nothing yet."""

    OK = "ok"
    KO = "ko"
    ATTENTE = "attente"


class Issue(StrEnum):
    """What became of what was received."""

    RATTACHEE = "rattachee"
    CREEE = "creee"
    CREEE_SANS_INS = "creee_sans_ins"
    MISE_DE_COTE = "mise_de_cote"
    DISCORDANTE = "discordante"


class Suite(NamedTuple):
    """What an issue means: the sentence, whether the data are filed, where we know it from."""

    texte: Text
    integree: bool
    regles: tuple[str, ...]
    basis: Basis


_REM: Final = seen("exports de travail du socle Ségur (2022-2023), exigences SC.INS")
SUITES: Final[Mapping[Issue, Suite]] = MappingProxyType(
    {
        Issue.RATTACHEE: Suite(
            Text(
                "Usager connu, INS vérifiée et concordante : données intégrées, statut inchangé.",
                "Known person, INS verified and matching: data filed, status unchanged.",
            ),
            True,
            ("Règle 30",),
            _REM,
        ),
        Issue.CREEE: Suite(
            Text(
                "Usager inconnu, INS vérifiée : dossier créé récupéré, à qualifier ici.",
                "Unknown person, INS verified: record created as retrieved, to be qualified here.",
            ),
            True,
            ("Règle 30",),
            assumed("un INS confirmé par le téléservice vaut un INS qu'il a rendu"),
        ),
        Issue.CREEE_SANS_INS: Suite(
            Text(
                "Usager inconnu, vérification KO : dossier créé provisoire, sans matricule ni OID.",
                "Unknown person, verification KO: provisional record, without matricule nor OID.",
            ),
            False,
            ("Règle 51", "Règle 55"),
            _REM,
        ),
        Issue.MISE_DE_COTE: Suite(
            Text(
                "Vérification KO ou attendue : rien n'est mis à jour, une alerte entre en liste de travail.",
                "Verification KO or awaited: nothing is updated, an alert enters the work list.",
            ),
            False,
            ("Règle 51", "Règle 55"),
            _REM,
        ),
        Issue.DISCORDANTE: Suite(
            Text(
                "INS vérifiée mais traits discordants avec le dossier : à examiner par un référent.",
                "INS verified, traits not those of the record: an identity officer looks at it.",
            ),
            False,
            ("Règle 30", "EXI ID 10"),
            assumed("la concordance demandée à une réponse vaut pour ce qu'un autre domaine envoie"),
        ),
    }
)


@dataclass(frozen=True, slots=True)
class Accueil:
    """The record after a reception (None: nothing was opened), and why."""

    dossier: Dossier | None
    issue: Issue

    @property
    def suite(self) -> Suite:
        """What the issue means."""
        return SUITES[self.issue]


def receive(connu: Dossier | None, recue: Identite, verdict: Verdict, identifier: str = "") -> Accueil:
    """What a domain does with an identity another sends: `connu` is its own record, `identifier` a new one's.

    Raises TransitionError when a record must be opened and a strict trait is missing.
    """
    if verdict is Verdict.ATTENTE:
        return Accueil(connu, Issue.MISE_DE_COTE)
    if connu is not None:
        return _known(connu, recue, verdict)
    made = create_from_flow(identifier, _traits(recue))
    if verdict is Verdict.KO:
        return Accueil(made, Issue.CREEE_SANS_INS)
    return Accueil(replace(take_over(made, recue), statut=Statut.RECUP), Issue.CREEE)


def _known(connu: Dossier, recue: Identite, verdict: Verdict) -> Accueil:
    if verdict is Verdict.KO:
        return Accueil(connu, Issue.MISE_DE_COTE)
    same = is_consistent(connu.traits, recue)
    return Accueil(connu, Issue.RATTACHEE if same else Issue.DISCORDANTE)


def _traits(recue: Identite) -> Traits:
    return Traits(
        recue.nom_naissance,
        tuple(recue.liste_prenoms.split()),
        recue.sexe,
        recue.date_naissance,
        recue.lieu_naissance,
    )
