"""INS-23 and INS-36: a strict trait typed again, an identity that comes from another domain."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from simulators.core.rule import Text
from simulators.core.sante.rniv.codes import Document
from simulators.core.sante.rniv.dossier import Dossier
from simulators.core.sante.rniv.transitions import check_document, edit_traits, lower
from simulators.dui import recit, telling
from simulators.dui.documents.archive import extraire
from simulators.dui.documents.reception import ouvrir_depuis
from simulators.dui.parcours import BOITE_INFIRMIERE, MEDECIN, Parcours
from simulators.dui.reseau import Refus
from simulators.dui.scripts.envois import ecrire_au_medecin, parcours
from simulators.dui.scripts.gestes import Script
from simulators.dui.session import Dui

_CORRIGEE = "yvonne-carlier"
_ANCIEN_NOM = "Carlié"
_ADRESSEE = "montserrat-soler"
_NOTHING = Text("aucun document dans la boîte", "no document in the box")


def _renommer(dui: Dui, dossier: Dossier, name: str) -> Dossier:
    dui.tell(telling.corrected(name))
    return edit_traits(dossier, replace(dossier.traits, nom_naissance=name))


def _requalifier(dui: Dui, dossier: Dossier) -> Dossier:
    """The former spelling finds nobody; the right one does, and the identity is qualified again."""
    found = dui.search(_renommer(dui, dui.search(dossier), "Carlier"))
    dui.tell(recit.qualifiee())
    return check_document(found, Document.CARTE_IDENTITE)


def _modifier(dui: Dui) -> None:
    dossier = _renommer(dui, lower(dui.open(_CORRIGEE)), _ANCIEN_NOM)
    with parcours(dui) as p:
        ecrire_au_medecin(p, dossier)
        ecrire_au_medecin(p, _requalifier(dui, dossier))


def _garde_le_matricule(dui: Dui) -> None:
    """The trait changes and the number stays: what leaves carries both."""
    held = dui.open(_CORRIGEE)
    dossier = _renommer(dui, lower(held), _ANCIEN_NOM)
    with parcours(dui) as p:
        ecrire_au_medecin(p, dossier, p.patient(_CORRIGEE), ins="O")
        ecrire_au_medecin(p, _requalifier(dui, dossier))


def _teste_trop_tot(dui: Dui) -> None:
    """The document leaves without number, and the DMP is asked with it all the same."""
    dossier = _renommer(dui, lower(dui.open(_CORRIGEE)), _ANCIEN_NOM)
    with parcours(dui) as p:
        ecrire_au_medecin(p, dossier)
        p.tester(p.patient(_CORRIGEE))
        ecrire_au_medecin(p, _requalifier(dui, dossier))


def _rien_avant(dui: Dui) -> None:
    dossier = _renommer(dui, lower(dui.open(_CORRIGEE)), _ANCIEN_NOM)
    with parcours(dui) as p:
        ecrire_au_medecin(p, _requalifier(dui, dossier))


def adresser(dui: Dui) -> None:
    """The GP mails the nurse a document about somebody her establishment does not know yet."""
    with parcours(dui) as p:
        p.medecin = p.connecter(MEDECIN)
        p.adresser(_ADRESSEE)


def recevoir(p: Parcours) -> Dossier:
    """The nurse reads her box and opens a record from the last document received."""
    archives = [one.archive for one in p.relever(BOITE_INFIRMIERE, p.infirmiere) if one.archive]
    if not archives:
        raise Refus(_NOTHING)
    dossier = ouvrir_depuis(extraire(archives[-1])[0], _ADRESSEE)
    p.dui.tell(telling.opened(dossier))
    return dossier


def _recevoir_puis_chercher(dui: Dui) -> None:
    """INSi is asked as soon as the document is there; then the identity is checked, and used."""
    with parcours(dui) as p:
        p.dossier = check_document(dui.search(recevoir(p)), Document.CARTE_IDENTITE)
        dui.tell(recit.qualifiee())
        dui.attestations["INS-36.C2"] = True
        p.tester(p.patient(_ADRESSEE))


def _reprendre_le_matricule(dui: Dui) -> None:
    """The number of the document is taken as it came."""
    with parcours(dui) as p:
        recevoir(p)
        p.tester(p.patient(_ADRESSEE))


def _sans_lire(dui: Dui) -> None:
    """The person is searched by hand, the document left unread; then the number answered is used."""
    with parcours(dui) as p:
        p.dossier = check_document(dui.search(dui.open(_ADRESSEE)), Document.CARTE_IDENTITE)
        p.tester(p.patient(_ADRESSEE))


# The document that INS-36 receives was sent before, whatever is done with it.
COURRIER: Mapping[str, Script] = MappingProxyType(
    dict.fromkeys(("", "reprend_le_matricule", "document_non_lu"), adresser)
)

CORRECTIONS: Mapping[str, Mapping[str, Script]] = MappingProxyType(
    {
        "INS-23": {
            "": _modifier,
            "garde_le_matricule": _garde_le_matricule,
            "teste_avant_de_chercher": _teste_trop_tot,
            "rien_avant_la_requalification": _rien_avant,
        },
        "INS-36": {
            "": _recevoir_puis_chercher,
            "reprend_le_matricule": _reprendre_le_matricule,
            "document_non_lu": _sans_lire,
        },
    }
)
