"""Verifying INS the DUI already holds: one at a time, or en masse, and what becomes of the records.

The contract of these operations is assumed (ins.md §4); the simulator answers them with `--insi-lot2` only.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from ins.lot2.messages.ecriture import build_depot, build_suivi, build_verification
from ins.lot2.messages.reponse import read_lot2
from ins.lot2.model import (
    Etat,
    IndividuVerifie,
    InsFourni,
    ReponseDepot,
    ReponseLot2,
    ReponseSuivi,
    ReponseVerification,
)
from ins.model import Faute, Operation
from simulators.core.rule import Text
from simulators.core.sante.noms import convertir
from simulators.core.sante.rniv.dossier import Dossier
from simulators.core.sante.rniv.transitions import TransitionError, verification_ko, verification_ok
from simulators.dui.insi import InsiClient
from simulators.dui.reseau import Echec
from simulators.dui.session import Dui

OK, KO = "00", "01"
# Seconds between two follow-ups, and how many before the DUI gives up for now.
ENTRE_DEUX = 0.5
SUIVIS = 40

_SANS_INS = Text("il n'y a pas d'INS à vérifier", "there is no INS to verify")

Issue = ReponseLot2 | Faute | Echec


Change = Callable[[IndividuVerifie], IndividuVerifie]


def tel_quel(un: IndividuVerifie) -> IndividuVerifie:
    """What is verified, as the record holds it."""
    return un


@dataclass(frozen=True, slots=True)
class Lot:
    """A batch deposited: its identifier, the records it holds by the identifier of their lines."""

    id: str
    dossiers: Mapping[str, Dossier]


def individu(dossier: Dossier) -> IndividuVerifie:
    """The INS and the five traits as qualified locally. Raises TransitionError when there is no INS."""
    ins, traits = dossier.ins, dossier.traits
    if ins is None:
        raise TransitionError(_SANS_INS)
    prenoms = dossier.liste_prenoms or " ".join(traits.prenoms)
    return IndividuVerifie(
        InsFourni(ins.matricule, ins.cle, ins.oid),
        convertir(traits.nom_naissance),
        convertir(prenoms),
        traits.sexe,
        traits.date_naissance,
        traits.lieu_naissance,
    )


def verifier(client: InsiClient, un: IndividuVerifie) -> Issue:
    """One identity asked for; never raises for what the network or the service does."""
    demande = client.message(Operation.VERIFICATION)
    return client.exchange(demande, build_verification(demande, un), read_lot2)


def deposer(client: InsiClient, lignes: Iterable[tuple[str, IndividuVerifie]]) -> Issue:
    """A batch deposited, each line with its identifier."""
    demande = client.message(Operation.DEPOT)
    return client.exchange(demande, build_depot(demande, lignes), read_lot2)


def suivre(client: InsiClient, lot: str) -> Issue:
    """How far a batch is, or its results."""
    demande = client.message(Operation.SUIVI)
    return client.exchange(demande, build_suivi(demande, lot), read_lot2)


def verifier_dossier(dui: Dui, dossier: Dossier, change: Change = tel_quel) -> Dossier:
    """Verifies the INS of a record, told as a step: KO lowers its status and removes the INS."""
    un = change(individu(dossier))
    dui.tick()
    issue = verifier(dui.insi, un)
    dui.tell(_dit(_nomme(dossier), issue), _code(issue))
    return _apres(dossier, issue.code) if isinstance(issue, ReponseVerification) else dossier


def deposer_dossiers(dui: Dui, dossiers: Sequence[Dossier]) -> Lot | None:
    """Deposits the INS of several records in one batch; None when it was not taken in."""
    lignes, count = [(one.id, individu(one)) for one in dossiers], len(dossiers)
    dui.tick()
    issue = deposer(dui.insi, lignes)
    dui.tell(
        _dit(
            Text(f"dépôt d'identités à vérifier ({count})", f"deposit of identities to verify ({count})"),
            issue,
        ),
        _code(issue),
    )
    if not isinstance(issue, ReponseDepot) or issue.code != OK:
        return None
    return Lot(issue.lot, {one.id: one for one in dossiers})


def suivre_lot(dui: Dui, lot: Lot, most: int = SUIVIS) -> Mapping[str, Dossier] | None:
    """Follows a batch until it is over; the records after their results, None when there was none in time."""
    for _ in range(most):
        dui.tick()
        issue = suivre(dui.insi, lot.id)
        dui.tell(_dit(Text("suivi du lot", "follow-up of the batch"), issue), _code(issue))
        if isinstance(issue, ReponseSuivi) and issue.etat is Etat.TERMINE:
            codes = {one.id: one.code for one in issue.resultats}
            return {id_: _apres(one, codes.get(id_, "")) for id_, one in lot.dossiers.items()}
        if not isinstance(issue, ReponseSuivi) or issue.etat is None:
            return None
        dui.wait(ENTRE_DEUX)
    return None


def _apres(dossier: Dossier, code: str) -> Dossier:
    """A line that could not be verified changes nothing."""
    if code == KO:
        return verification_ko(dossier)
    return verification_ok(dossier) if code == OK else dossier


def _code(issue: Issue) -> str:
    return "" if isinstance(issue, Echec) else issue.code


def _nomme(dossier: Dossier) -> Text:
    who = f"{dossier.traits.nom_naissance} {dossier.traits.premier_prenom}".strip()
    return Text(f"vérification de l'INS, {who}", f"verification of the INS, {who}")


def _dit(what: Text, issue: Issue) -> Text:
    """One act and its answer, without code."""
    if isinstance(issue, Echec):
        answer = issue.motif
    elif isinstance(issue, Faute):
        said = issue.texte or issue.raison
        answer = Text(f"refus du téléservice, « {said} »", f'refused by the service, "{said}"')
    elif isinstance(issue, ReponseSuivi) and issue.etat is not None:
        answer = Text(
            f"traitées {issue.traitees} sur {issue.lignes}",
            f"{issue.traitees} of {issue.lignes} done",
        )
    else:
        answer = Text(issue.libelle, issue.libelle)
    return Text(f"{_capital(what.fr)} : {answer.fr}", f"{_capital(what.en)}: {answer.en}")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
