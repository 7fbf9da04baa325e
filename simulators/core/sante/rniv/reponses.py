"""What the DUI does on each answer of INSi (ins.md §9.7): which situation it is, and the gestures it asks."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final, NamedTuple

from simulators.core.basis import Basis, assumed, seen
from simulators.core.rule import Text
from simulators.core.sante.oids import INS_NIA
from simulators.core.sante.rniv.coherence import is_consistent
from simulators.core.sante.rniv.dossier import Dossier, Identite
from simulators.core.sante.rniv.table import Evenement

TROUVEE, AUCUNE, PLUSIEURS = "00", "01", "02"
_GUIDE: Final = seen("guide INS 3.0, cité par healthcare-domain (INSi-adaptations.md)")
_FIELD: Final = assumed("usage du terrain, aucune phrase du RNIV n'a été vue")


class Situation(StrEnum):
    """What an answer is for a record."""

    COHERENTE = "coherente"
    COHERENTE_NIA = "coherente_nia"
    NIA_REMPLACE = "nia_remplace"
    MATRICULE_CHANGE = "matricule_change"
    INCOHERENTE = "incoherente"
    AUCUNE = "aucune"
    PLUSIEURS = "plusieurs"
    FAUTE = "faute"
    SANS_REPONSE = "sans_reponse"


class Conduite(NamedTuple):
    """What to do: `evenement` is the one that moves the status, once the user accepted."""

    reponse: Text
    conduite: Text
    evenement: Evenement
    basis: Basis
    regles: tuple[str, ...] = ()

    @property
    def reprise(self) -> bool:
        """True when the identity of the answer may be taken over."""
        return self.evenement is Evenement.INSI_ACCEPTEE


def _kept(reponse: Text, conduite: Text, basis: Basis, *regles: str) -> Conduite:
    return Conduite(reponse, conduite, Evenement.INSI_SANS_SUITE, basis, regles)


def _taken(reponse: Text, conduite: Text, basis: Basis, *regles: str) -> Conduite:
    return Conduite(reponse, conduite, Evenement.INSI_ACCEPTEE, basis, regles)


CONDUITES: Final[Mapping[Situation, Conduite]] = MappingProxyType(
    {
        Situation.COHERENTE: _taken(
            Text("00, traits concordants", "00, matching traits"),
            Text(
                "Proposer l'identité ; l'agent confirme : récupérée, ou qualifiée si elle était validée.",
                "Propose the identity; the user confirms: retrieved, or qualified when it was validated.",
            ),
            _GUIDE,
            "EXI REC 08",
        ),
        Situation.COHERENTE_NIA: _taken(
            Text("00, matricule d'attente (NIA)", "00, waiting number (NIA)"),
            Text(
                "Même chemin, afficher « INS-NIA » ; interroger plus tard : un NIR peut le remplacer.",
                'Same path, shown as "INS-NIA"; ask again later: a NIR may replace it.',
            ),
            _FIELD,
        ),
        Situation.NIA_REMPLACE: _taken(
            Text("00, un NIR a remplacé le NIA", "00, a NIR replaced the NIA"),
            Text(
                "Enregistrer le NIR, garder le NIA à l'historique.", "Store the NIR, keep the NIA as former."
            ),
            _FIELD,
            "EXI REC 08",
        ),
        Situation.MATRICULE_CHANGE: _taken(
            Text("00, autre matricule ou OID que celui du dossier", "00, another matricule or OID"),
            Text(
                "Mettre à jour, archiver l'ancien. Un historique qui répète l'actif ne change rien.",
                "Update and archive the former one. A history repeating the active one is no change.",
            ),
            _FIELD,
            "EXI REC 08",
        ),
        Situation.INCOHERENTE: _kept(
            Text("00, traits discordants", "00, mismatching traits"),
            Text(
                "Montrer les deux identités, permettre de refuser ; ne rien enregistrer.",
                "Show both identities, allow to refuse; store nothing.",
            ),
            _GUIDE,
            "EXI ID 10",
        ),
        Situation.AUCUNE: _kept(
            Text("01, aucune identité", "01, no identity"),
            Text(
                "Le dire clairement ; essayer les autres prénoms, puis corriger les traits saisis.",
                "Say it clearly; try the other given names, then correct the traits.",
            ),
            seen("padoa/tlsi-ins et SAPA, tests CNDA 2.07"),
        ),
        Situation.PLUSIEURS: _kept(
            Text("02, plusieurs identités", "02, several identities"),
            Text(
                "Demander les autres prénoms, puis le lieu de naissance (code COG).",
                "Ask for the other given names, then the place of birth (COG).",
            ),
            seen("SAPA, tests CNDA 2.06 ; esante-bretagne.fr"),
        ),
        Situation.FAUTE: _kept(
            Text("refus du téléservice", "fault of the service"),
            Text(
                "Garder le statut, laisser travailler ; noter le code et l'identifiant du message.",
                "Keep the status, let people work; record the code and the message id.",
            ),
            _FIELD,
        ),
        Situation.SANS_REPONSE: _kept(
            Text("aucune réponse à temps", "no answer in time"),
            Text(
                "Garder le statut, travailler en mode dégradé, réessayer plus tard.",
                "Keep the status, work in degraded mode, try again later.",
            ),
            _FIELD,
        ),
    }
)


def situation(dossier: Dossier, code: str, identite: Identite | None = None) -> Situation:
    """What an answer is for a record: `code` is 00, 01, 02, that of a fault, or empty without answer.

    A 00 without an identity to take over counts as a fault.
    """
    if not code:
        return Situation.SANS_REPONSE
    if code in (AUCUNE, PLUSIEURS):
        return Situation.AUCUNE if code == AUCUNE else Situation.PLUSIEURS
    if code != TROUVEE or identite is None:
        return Situation.FAUTE
    return _found(dossier, identite)


def conduite(dossier: Dossier, code: str, identite: Identite | None = None) -> Conduite:
    """The gestures the answer asks."""
    return CONDUITES[situation(dossier, code, identite)]


def _found(dossier: Dossier, identite: Identite) -> Situation:
    if not is_consistent(dossier.traits, identite):
        return Situation.INCOHERENTE
    held, told = dossier.ins, identite.ins
    if held is not None and held != told:
        replaced = held.oid == INS_NIA and told.oid != INS_NIA
        return Situation.NIA_REMPLACE if replaced else Situation.MATRICULE_CHANGE
    return Situation.COHERENTE_NIA if told.oid == INS_NIA else Situation.COHERENTE
