"""Lot 2 written: requests as a DUI sends them, answers of the simulator's own contract."""

from collections.abc import Generator, Iterable

from ins.errors import KO, LIGNE_REFUSEE, OK
from ins.lot2.data.names import REP_MASSE, REP_UNITAIRE, REQ_MASSE, REQ_UNITAIRE
from ins.lot2.model import IndividuVerifie, ReponseDepot, ReponseLot2, ReponseSuivi, ReponseVerification
from ins.messages.ecriture import in_answer, in_request
from ins.model import Demande
from simulators.core.xml.escape import text

_UNITAIRE = f' xmlns:v="{REQ_UNITAIRE}"'
_MASSE = f' xmlns:m="{REQ_MASSE}" xmlns:v="{REQ_UNITAIRE}"'
_LIBELLES = dict((OK, KO, LIGNE_REFUSEE))
# Lines written between two pauses.
_PIECE = 50


def build_verification(demande: Demande, un: IndividuVerifie) -> bytes:
    """A unit verification as a DUI sends it. What is None is left out."""
    return in_request(demande, _UNITAIRE, individu(un))


def build_depot(demande: Demande, lignes: Iterable[tuple[str, IndividuVerifie]]) -> bytes:
    """The deposit of a batch: each line with its identifier."""
    inside = "".join(
        f"<m:LIGNE><m:IdLigne>{text(id_)}</m:IdLigne>{individu(un)}</m:LIGNE>" for id_, un in lignes
    )
    return in_request(demande, _MASSE, f"<m:DEPOT>{inside}</m:DEPOT>")


def build_suivi(demande: Demande, lot: str) -> bytes:
    """The follow-up of a batch."""
    body = f"<m:SUIVI><m:IdLot>{text(lot)}</m:IdLot></m:SUIVI>"
    return in_request(demande, f' xmlns:m="{REQ_MASSE}"', body)


def individu(un: IndividuVerifie) -> str:
    """`IndividuVerifie` under the prefix `v`."""
    number = (
        _element("NumIdentifiant", un.ins.matricule)
        + _element("Cle", un.ins.cle)
        + _element("TypeMatricule", un.ins.type_matricule)
    )
    traits = (
        _element("NomNaissance", un.nom_naissance)
        + _element("ListePrenom", un.liste_prenoms)
        + _element("Sexe", un.sexe)
        + _element("DateNaissance", un.date_naissance)
        + _element("LieuNaissance", un.lieu_naissance)
    )
    ins = f"<v:IdIndividu>{number}</v:IdIndividu>{_element('OID', un.ins.oid)}"
    inside = f"<v:INSFourni>{ins}</v:INSFourni><v:TraitsIdentiteIndividu>{traits}</v:TraitsIdentiteIndividu>"
    return f"<v:IndividuVerifie>{inside}</v:IndividuVerifie>"


def _element(name: str, value: str | None) -> str:
    return "" if value is None else f"<v:{name}>{text(value)}</v:{name}>"


def render(reponse: ReponseLot2) -> Generator[None, None, bytes]:
    """An answer, written piece by piece; none of them holds an identity."""
    match reponse:
        case ReponseVerification():
            return in_answer(f'<RESULTAT xmlns="{REP_UNITAIRE}">{_cr(reponse)}</RESULTAT>')
        case ReponseDepot():
            lot = f"<IdLot>{text(reponse.lot)}</IdLot><NbLignes>{reponse.lignes}</NbLignes>"
            inside = f"{_cr(reponse)}<LOT>{lot}</LOT>"
            return in_answer(f'<DEPOTRESULTAT xmlns="{REP_MASSE}">{inside}</DEPOTRESULTAT>')
        case ReponseSuivi():
            lines = yield from _lignes(reponse)
            inside = f"{_cr(reponse)}{_lot(reponse)}{lines}"
            return in_answer(f'<SUIVIRESULTAT xmlns="{REP_MASSE}">{inside}</SUIVIRESULTAT>')


def _cr(reponse: ReponseLot2) -> str:
    return f"<CR><CodeCR>{reponse.code}</CodeCR><LibelleCR>{reponse.libelle}</LibelleCR></CR>"


def _lot(reponse: ReponseSuivi) -> str:
    if reponse.etat is None:
        return ""
    count = f"<NbLignes>{reponse.lignes}</NbLignes><NbTraitees>{reponse.traitees}</NbTraitees>"
    return f"<LOT><IdLot>{text(reponse.lot)}</IdLot><Etat>{reponse.etat}</Etat>{count}</LOT>"


def _lignes(reponse: ReponseSuivi) -> Generator[None, None, str]:
    pieces: list[str] = []
    told = reponse.resultats
    for start in range(0, len(told), _PIECE):
        pieces.extend(
            f"<LIGNE><IdLigne>{text(one.id)}</IdLigne><CR><CodeCR>{one.code}</CodeCR>"
            f"<LibelleCR>{_LIBELLES[one.code]}</LibelleCR></CR></LIGNE>"
            for one in told[start : start + _PIECE]
        )
        yield
    return "".join(pieces)
