"""DMP-23 to DMP-26 and CDA-06 to CDA-08: documents of others, found, opened, compared with one's copy."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from simulators.core.sante.cda.ecriture_entete import PPA
from simulators.core.sante.ebrim.noms import StatutDocument
from simulators.core.sante.ebrim.requetes import Requete, obtenir_documents, trouver_documents
from simulators.core.xml.saml import ModeAuthentification
from simulators.dui.parcours import AIR, BOITE_INFIRMIERE
from simulators.dui.parcours import MEDECIN as TRAITANT
from simulators.dui.scripts.connexions import atteste
from simulators.dui.scripts.dmp_acces import MEDECIN, RICHE
from simulators.dui.scripts.gestes import Script
from simulators.dui.scripts.redactions import entree, liaison
from simulators.dui.seance import DIRECTE, Seance, en_seance

_DEPUIS = "20250101000000"
_FEUILLE = b'?>\n<?xml-stylesheet type="text/xsl" href="feuille-du-producteur.xsl"?>\n'


def _avec_sa_feuille(cda: bytes) -> bytes:
    return cda.replace(b"?>\n", _FEUILLE, 1)


def _par_le_medecin(geste: Callable[[Seance], object]) -> Script:
    """What the coordinating doctor did before the run."""

    def travail(s: Seance) -> None:
        geste(s)

    return en_seance(travail, RICHE, MEDECIN)


def _plusieurs(s: Seance) -> None:
    s.verser(s.produire(redaction=liaison(s)))
    s.verser()
    s.verser()


def _supprime(s: Seance) -> None:
    s.changer_etat(s.reference(s.verser().unique_id))


def _aussi_par_courriel(s: Seance) -> None:
    """The GP mails the document that is in the DMP."""
    document = s.verser()
    s.p.medecin = s.p.connecter(TRAITANT)
    s.p.adresser(RICHE, document)


def _precise(s: Seance, *, date: bool = True) -> Requete:
    own, plan = str(s.p.patient(s.personne)), [f"{PPA.code}^^{PPA.system}"]
    approved = [StatutDocument.APPROUVE]
    if not date:
        return trouver_documents(own, approved, XDSDocumentEntryTypeCode=plan)
    return trouver_documents(
        own,
        approved,
        XDSDocumentEntryTypeCode=plan,
        XDSDocumentEntryServiceStartTimeFrom=[_DEPUIS],
    )


def _cherche(*, teste: bool = True, date: bool = True, ouvre: int = 1) -> Script:
    """The nurse searches with criteria, and opens so many of the documents found."""

    def travail(s: Seance) -> None:
        if teste:
            s.tester(s.acces(AIR))
        found = s.chercher(_precise(s, date=date))
        for one in found[:ouvre]:
            s.lire(one.unique_id)

    return en_seance(travail, RICHE)


def _ouvre_le_dossier(*, cherche: bool) -> Script:
    def travail(s: Seance) -> None:
        s.tester(s.acces(AIR))
        if cherche:
            s.chercher()

    return atteste(en_seance(travail, RICHE), "DMP-24.C1", "DMP-24.C2")


def _copie(controle: str, rang: int, *, mode: ModeAuthentification) -> Mapping[str, Script]:
    """A document held already is opened: the DMP is asked about it, about everything, or not at all.

    `rang` is its rank among the documents of the record, the last fed first.
    """

    def verifie(s: Seance) -> None:
        s.tester(s.acces(mode))
        s.chercher(obtenir_documents(uniques=[s.deja()[rang]]), mode)

    def ignore(s: Seance) -> None:
        s.tester(s.acces(mode))

    def liste(s: Seance) -> None:
        s.tester(s.acces(mode))
        s.chercher(mode=mode)

    played = {"": verifie, "sans_verifier": ignore, "liste_tout": liste}
    return MappingProxyType({name: atteste(en_seance(one, RICHE), controle) for name, one in played.items()})


def _integre(controle: str) -> Mapping[str, Script]:
    """The last document of the record is found; it is opened, or not."""

    def ouvre(s: Seance) -> None:
        s.tester(s.acces(AIR))
        s.lire(s.chercher()[0].unique_id)

    def liste(s: Seance) -> None:
        s.tester(s.acces(AIR))
        s.chercher()

    return MappingProxyType(
        {
            "": atteste(en_seance(ouvre, RICHE), controle),
            "sans_ouvrir": atteste(en_seance(liste, RICHE), controle),
        }
    )


def _doublon(*, releve: bool = True, cherche: bool = True) -> Script:
    def travail(s: Seance) -> None:
        if releve:
            s.p.relever(BOITE_INFIRMIERE, s.p.infirmiere)
        if cherche:
            s.tester(s.acces(AIR))
            s.chercher()

    return atteste(en_seance(travail, RICHE), "CDA-07.C1")


LECTURES: Mapping[str, Mapping[str, Script]] = MappingProxyType(
    {
        "DMP-23": {
            "": _cherche(),
            "un_seul_critere": _cherche(date=False),
            "sans_test": _cherche(teste=False),
            "telecharge_tout": _cherche(ouvre=2),
        },
        "DMP-24": {
            "": _ouvre_le_dossier(cherche=True),
            "sans_recherche": _ouvre_le_dossier(cherche=False),
        },
        "DMP-25": _copie("DMP-25.C2", 1, mode=DIRECTE),
        "DMP-26": _copie("DMP-26.C2", 0, mode=AIR),
        "CDA-06": _integre("CDA-06.C1"),
        "CDA-07": {
            "": _doublon(),
            "sans_relever": _doublon(releve=False),
            "sans_chercher": _doublon(cherche=False),
        },
        "CDA-08": _integre("CDA-08.C1"),
    }
)

_AVANT: Mapping[str, Script] = MappingProxyType(
    {
        "DMP-23": _par_le_medecin(_plusieurs),
        "DMP-24": _par_le_medecin(lambda s: s.verser()),
        "DMP-25": _par_le_medecin(lambda s: s.remplacer(s.verser())),
        "DMP-26": _par_le_medecin(_supprime),
        "CDA-06": _par_le_medecin(lambda s: s.verser(s.produire(redaction=entree(s)))),
        "CDA-07": _par_le_medecin(_aussi_par_courriel),
        "CDA-08": _par_le_medecin(lambda s: s.verser(s.produire(_avec_sa_feuille))),
    }
)

LECTURES_AVANT: Mapping[str, Mapping[str, Script]] = MappingProxyType(
    {name: dict.fromkeys(LECTURES[name], avant) for name, avant in _AVANT.items()}
)
