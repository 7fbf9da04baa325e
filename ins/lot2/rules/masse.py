"""A batch and its follow-up: what may be deposited, which lines cannot be verified, who may ask."""

from collections.abc import Iterator

from ins.errors import KO, LIGNE_REFUSEE, LOT_EXPIRE, LOT_INCONNU, OK
from ins.lot2.model import IndividuVerifie, Ligne, Lot, Motif, Reglages, ReponseSuivi, Resultat
from ins.lot2.rules.catalogue import masse as catalogue
from ins.lot2.rules.catalogue import verification
from ins.lot2.rules.verification import comparer
from ins.model import Appel, ContexteBam, ContexteLps, Demande, Faute, Remarque, Spot, Vue
from simulators.core.rule import Rule

_DESIR_560 = "desir_560"
# What a line KO is told for in the journal.
REGLES_DE_KO: dict[Motif, Rule] = {
    Motif.INCOMPLET: verification.INS_ABSENTE,
    Motif.DOUBLE: catalogue.LIGNE_DOUBLE,
    Motif.INCONNU: verification.MATRICULE_INCONNU,
    Motif.ANCIEN: verification.MATRICULE_ANCIEN,
    Motif.CLE: verification.CLE_FAUSSE,
    Motif.OID: verification.OID_AUTRE,
    Motif.TRAIT: verification.TRAIT_DIFFERENT,
}


def acces(appel: Appel) -> Iterator[Remarque]:
    """En masse is for automatic calls (ins.md §7)."""
    if appel.face == "mtls" and appel.certificate_cn == "INSI-MANU":
        yield Remarque(catalogue.CERTIFICAT_MANU, "INSI-MANU", "INSI-AUTO", certificate="CN")


def nombre(lignes: int, reglages: Reglages) -> Iterator[Remarque]:
    """A batch is neither empty nor above the limit."""
    if lignes == 0:
        yield Remarque(catalogue.DEPOT_VIDE, "0", "1", Spot.CONTENT)
    elif lignes > reglages.lignes:
        yield Remarque(catalogue.TROP_DE_LIGNES, str(lignes), str(reglages.lignes), Spot.CONTENT)


def identifiant(told: str | None, rang: int, vus: set[str]) -> tuple[str, list[Remarque]]:
    """The identifier of a line, its rank when it has none; `vus` are those of the lines before."""
    if not told:
        spot = Spot.LIGNE if told is None else Spot.ID_LIGNE
        return str(rang), [Remarque(catalogue.LIGNE_SANS_ID, "", str(rang), spot)]
    if told in vus:
        return told, [Remarque(catalogue.LIGNE_DOUBLE, told, "", Spot.ID_LIGNE)]
    return told, []


def repetee(un: IndividuVerifie, vues: set[str]) -> Iterator[Remarque]:
    """The same INS on two lines; `vues` are those of the lines before, this one is added."""
    if un.ins.matricule and un.ins.matricule in vues:
        yield Remarque(catalogue.IDENTITE_DOUBLE, un.ins.matricule, "", Spot.MATRICULE)
    vues.add(un.ins.matricule or "")


def resultat(ligne: Ligne, vue: Vue) -> Resultat:
    """What becomes of a line, by the reference base of the moment."""
    if ligne.erreur is not None:
        return Resultat(ligne.id, LIGNE_REFUSEE[0], ligne.erreur)
    motif = comparer(ligne.individu, vue)[0]
    return Resultat(ligne.id, KO[0] if motif else OK[0], motif)


def erreur(un: IndividuVerifie, remarques: list[Remarque]) -> Motif | None:
    """Why a line cannot be verified at all."""
    told = [one.rule.id for one in remarques]
    if catalogue.LIGNE_DOUBLE.id in told:
        return Motif.DOUBLE
    absent = verification.INS_ABSENTE.id in told or verification.TRAIT_ABSENT.id in told
    return Motif.INCOMPLET if absent or not un.ins.matricule else None


def structure(appel: Appel, demande: Demande) -> str:
    """Who calls: the certificate tells, else what the software says of itself."""
    contexts: tuple[ContexteLps | ContexteBam | None, ...] = (demande.lps, demande.bam)
    told = (one.emetteur for one in contexts if one is not None and one.emetteur)
    return appel.certificate_ou or next(told, "")


def suivi(lot: str | None) -> Iterator[Remarque]:
    """A follow-up names its batch."""
    if not lot:
        yield Remarque(catalogue.LOT_ABSENT, "", "IdLot", Spot.CONTENT if lot is None else Spot.ID_LOT)


def d_une_autre(lot: Lot | None, who: str) -> bool:
    """True for a batch that another structure deposited."""
    return lot is not None and lot.structure != who


def apres_coup(lot: str, reponse: ReponseSuivi | Faute | None, *, refusee: bool) -> Iterator[Remarque]:
    """What the answer of a follow-up tells of its request; `refusee` when something else refused it."""
    if isinstance(reponse, ReponseSuivi):
        if reponse.code == LOT_INCONNU[0] and lot:
            yield Remarque(catalogue.LOT_INCONNU, lot, "", Spot.ID_LOT)
        elif reponse.code == LOT_EXPIRE[0]:
            yield Remarque(catalogue.LOT_EXPIRE, lot, "", Spot.ID_LOT)
    elif reponse is not None and reponse.code == _DESIR_560 and not refusee:
        yield Remarque(catalogue.AUTRE_STRUCTURE, lot, "", Spot.ID_LOT)
