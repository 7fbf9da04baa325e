"""Lot 2 written: requests as a DUI sends them, answers of the simulator's own contract."""

from ins.lot2.data.names import REP_UNITAIRE, REQ_UNITAIRE
from ins.lot2.model import IndividuVerifie, ReponseVerification
from ins.messages.ecriture import in_answer, in_request
from ins.model import Demande
from simulators.core.xml.escape import text

_UNITAIRE = f' xmlns:v="{REQ_UNITAIRE}"'


def build_verification(demande: Demande, un: IndividuVerifie) -> bytes:
    """A unit verification as a DUI sends it. What is None is left out."""
    return in_request(demande, _UNITAIRE, individu(un))


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


def render_verification(reponse: ReponseVerification) -> tuple[int, bytes]:
    """OK or KO, and no identity."""
    code = f"<CR><CodeCR>{reponse.code}</CodeCR><LibelleCR>{reponse.libelle}</LibelleCR></CR>"
    return 200, in_answer(f'<RESULTAT xmlns="{REP_UNITAIRE}">{code}</RESULTAT>')
