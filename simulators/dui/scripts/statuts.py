"""INS-17 to INS-20, INS-33 and INS-34: what a status allows, and how it is reached."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from simulators.core.sante.rniv.codes import Document
from simulators.core.sante.rniv.dossier import Dossier
from simulators.core.sante.rniv.transitions import check_document
from simulators.dui import recit
from simulators.dui.parcours import Parcours
from simulators.dui.recherche import first_search
from simulators.dui.scripts.envois import (
    ecrire_a_l_usager,
    ecrire_au_medecin,
    parcours,
    verser,
)
from simulators.dui.scripts.gestes import Script, ouvrir
from simulators.dui.session import Dui

_MARGUERITE = "marguerite-delaunay"
_DOUTEUX, _FICTIF = "georges-noel", "essai-formation"
_VALIDEE = "robert-girard"
_RECUPEREE = "paulette-colin"
_CONFIE = "enzo-masson"


def _sans_appel(dui: Dui) -> None:
    """Both calls are tried, and the DUI refuses by itself."""
    for personne in (_DOUTEUX, _FICTIF):
        dui.search(dui.open(personne))
    dui.attestations["INS-17.C2"] = True


def _appel_malgre_tout(personne: str) -> Script:
    def script(dui: Dui) -> None:
        _sans_appel(dui)
        dui.call(first_search(dui.open(personne).traits))

    return script


def _controler(dui: Dui, dossier: Dossier, piece: Document, attestation: str) -> Dossier:
    """The document of high trust is compared and its kind recorded."""
    after = check_document(dossier, piece)
    dui.tell(recit.qualifiee(piece))
    dui.attestations[attestation] = True
    return after


def _recuperer_puis_qualifier(dui: Dui) -> None:
    dossier = dui.search(dui.open(_MARGUERITE))
    dossier = _controler(dui, dossier, Document.CARTE_IDENTITE, "INS-18.C2")
    with parcours(dui) as p:
        verser(p, dossier)


def _verser_avant(dui: Dui) -> None:
    """The plan is fed under a number typed by hand; INSi is called afterwards."""
    dossier = dui.open(_MARGUERITE)
    with parcours(dui) as p:
        verser(p, dossier, p.patient(_MARGUERITE))
    dui.search(dossier)


def _sans_alimentation(dui: Dui) -> None:
    dossier = dui.search(dui.open(_MARGUERITE))
    _controler(dui, dossier, Document.CARTE_IDENTITE, "INS-18.C2")


def _valider_puis_recuperer(dui: Dui) -> None:
    dui.search(dui.open(_VALIDEE))
    dui.attestations["INS-19.C2"] = True


def _qualifier(personne: str, piece: Document, attestation: str) -> Script:
    def script(dui: Dui) -> None:
        _controler(dui, dui.search(dui.open(personne)), piece, attestation)

    return script


def _ecrire_sans_matricule(p: Parcours, dossier: Dossier) -> None:
    ecrire_au_medecin(p, dossier)


def _ecrire_avec_matricule(p: Parcours, dossier: Dossier) -> None:
    ecrire_au_medecin(p, dossier, p.patient(_RECUPEREE))


def _annoncer_qualifiee(p: Parcours, dossier: Dossier) -> None:
    ecrire_au_medecin(p, dossier, ins="O")


def _ecrire_puis_verser(p: Parcours, dossier: Dossier) -> None:
    ecrire_au_medecin(p, dossier)
    verser(p, dossier, p.patient(_RECUPEREE))


def _ecrire_aussi_a_l_usager(p: Parcours, dossier: Dossier) -> None:
    ecrire_au_medecin(p, dossier)
    ecrire_a_l_usager(p, dossier, p.patient(_RECUPEREE))


def _sans_justificatif(acte: Callable[[Parcours, Dossier], None]) -> Script:
    """Retrieved, and no document of high trust: what leaves then."""

    def script(dui: Dui) -> None:
        dossier = dui.search(dui.open(_RECUPEREE))
        with parcours(dui) as p:
            acte(p, dossier)

    return script


STATUTS: Mapping[str, Mapping[str, Script]] = MappingProxyType(
    {
        "INS-17": {
            "": _sans_appel,
            "appelle_la_douteuse": _appel_malgre_tout(_DOUTEUX),
            "appelle_la_fictive": _appel_malgre_tout(_FICTIF),
        },
        "INS-18": {
            "": _recuperer_puis_qualifier,
            "verse_avant_l_appel": _verser_avant,
            "sans_alimentation": _sans_alimentation,
        },
        "INS-19": {
            "": _valider_puis_recuperer,
            "aucun_appel": ouvrir(_VALIDEE),
        },
        "INS-20": {
            "": _sans_justificatif(_ecrire_sans_matricule),
            "matricule_transmis": _sans_justificatif(_ecrire_avec_matricule),
            "ins_annoncee_qualifiee": _sans_justificatif(_annoncer_qualifiee),
            "verse_au_dmp": _sans_justificatif(_ecrire_puis_verser),
            "ecrit_a_l_usager": _sans_justificatif(_ecrire_aussi_a_l_usager),
        },
        "INS-33": {
            "": _qualifier(_CONFIE, Document.LIVRET_DES_PARENTS, "INS-33.C2"),
            "aucun_appel": ouvrir(_CONFIE),
        },
        "INS-34": {
            "": _qualifier(_MARGUERITE, Document.ACTE_ET_VITALE, "INS-34.C2"),
            "aucun_appel": ouvrir(_MARGUERITE),
        },
    }
)
