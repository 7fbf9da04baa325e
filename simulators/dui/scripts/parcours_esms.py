"""PAR-01 to PAR-04 and PAR-10 to PAR-12: whole journeys of an establishment, from the login to the mail."""

from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import replace
from types import MappingProxyType

from simulators.core.sante.rniv.codes import Document as Piece
from simulators.core.sante.rniv.transitions import check_document
from simulators.dui import recit
from simulators.dui.courriel import Correspondant
from simulators.dui.documents.soumission import Document
from simulators.dui.parcours import AIR, INFIRMIERE, PERSONNE, Envoi, Parcours
from simulators.dui.premiers_pas import Pas, admettre, alimenter, connecter, produire
from simulators.dui.reseau import Refus
from simulators.dui.scripts.connexions import atteste
from simulators.dui.scripts.corrections import adresser, recevoir
from simulators.dui.scripts.envois import parcours
from simulators.dui.scripts.gestes import Script
from simulators.dui.scripts.parcours_droits import a_la_personne
from simulators.dui.scripts.redactions import sortie
from simulators.dui.seance import Seance, en_seance, seance
from simulators.dui.session import Dui

_AUTRE, _ADRESSEE, _PARTANT = "raymond-leclercq", "montserrat-soler", "bernard-picard"
_AUTRE_SOIGNANT = "helene-morvan"
_BOITE_DU_LAC = "contact@ehpad-les-tilleuls-du-lac.demo.mssante.fr"
_TEXTE = "Bonjour,\n\nVous trouverez ci-joint le document annoncé.\n\nNathalie Kermarrec\n"
_CORRECTIF = "Bonjour,\n\nLe document envoyé ne concernait pas ce patient : merci de le supprimer.\n"


def _veille(dui: Dui) -> None:
    """The hospital's synthesis is already in the record: here, a document fed the day before."""
    with closing(Parcours(dui)) as p:
        for pas in (connecter, admettre, produire, alimenter):
            pas(p)


def _lire_le_dmp(p: Parcours) -> None:
    """What others left: the list, then one document opened."""
    acces = p.acces(AIR)
    p.dmp.consulter(p.consulter(acces)[0], acces)
    p.dui.tell(recit.ouvert())


def ecrire_aux_deux(p: Parcours) -> None:
    """The GP, then the citizen."""
    p.ecrire(p.au_medecin())
    p.ecrire(p.a_l_usager())


def _tester(p: Parcours) -> None:
    p.tester()


def suivre(*pas: Pas) -> Script:
    """These gestures of a connected nurse, in this order."""

    def script(dui: Dui) -> None:
        with parcours(dui) as p:
            for one in pas:
                one(p)

    return script


def _verser_deux_fois(p: Parcours) -> None:
    alimenter(p)
    p.alimenter(p.produire())


def _ecrire_pour_un_autre(p: Parcours) -> None:
    p.ecrire(replace(p.au_medecin(), patient=p.patient(_AUTRE)))
    p.ecrire(p.a_l_usager())


_DEBUT: tuple[Pas, ...] = (admettre, _tester)
_ENTREE: tuple[Pas, ...] = (*_DEBUT, _lire_le_dmp, produire, alimenter, ecrire_aux_deux)


def _retour(*, verifie: bool = True, consulte: bool = True, teste: bool = False) -> Script:
    """The letter came by mail: read, the identity asked to INSi, then the DMP read too."""

    def script(dui: Dui) -> None:
        with parcours(dui) as p:
            p.dossier = recevoir(p)
            if verifie:
                p.dossier = check_document(dui.search(p.dossier), Piece.CARTE_IDENTITE)
            if teste:
                p.tester(p.patient(_ADRESSEE))
            if consulte:
                p.consulter(p.acces(AIR, p.patient(_ADRESSEE)))

    return atteste(script, "PAR-02.C1")


def _adresse(s: Seance, document: Document, a: str, texte: str = _TEXTE) -> None:
    s.p.document = document
    s.p.ecrire(Envoi(Correspondant(a), texte, document))


def _depart(*, verse: bool = True, ecrit: bool = True, usager: bool = False) -> Script:
    """The letter on leaving: to the DMP, to the next establishment; not to the citizen, who refused."""

    def travail(s: Seance) -> None:
        letter = s.produire(redaction=sortie(s))
        s.p.document = letter
        if verse:
            s.verser(letter)
        if ecrit:
            _adresse(s, letter, _BOITE_DU_LAC)
        if usager:
            s.p.ecrire(a_la_personne(s))

    return en_seance(travail, _PARTANT)


def _tournee(*, renvois: int = 1, partage: bool = False, ecrit: bool = True) -> Script:
    """Two professionals on the road: each reads in their own name; what was written offline leaves once."""

    def script(dui: Dui) -> None:
        with seance(dui, _AUTRE) as premiere:
            _lit(premiere)
            own = premiere.p.infirmiere
        with seance(dui, _AUTRE, INFIRMIERE if partage else _AUTRE_SOIGNANT) as seconde:
            if partage:
                seconde.p.infirmiere = own
            _lit(seconde)
        with seance(dui, _AUTRE) as retour:
            written = retour.produire()
            for _ in range(renvois):
                retour.tenter(lambda: retour.verser(written))
            if ecrit:
                _adresse(retour, written, "cabinet.besnard@medecin.demo.mssante.fr")

    return script


def _lit(s: Seance) -> None:
    if s.tester(s.acces(AIR)).autorisation != "VALIDE":
        s.autoriser()
    s.chercher()


def _erreur(*gestes: str) -> Script:
    """A document went to the record of somebody else: withdrawn, told, then fed rightly."""

    def travail(s: Seance) -> None:
        wrong = s.verser()
        known: Mapping[str, Callable[[], object]] = {
            "retirer": lambda: s.changer_etat(s.reference(wrong.unique_id)),
            "prevenir": lambda: _adresse(s, wrong, "cabinet.besnard@medecin.demo.mssante.fr", _CORRECTIF),
            "reverser": lambda: _reverser(s),
        }
        for geste in gestes:
            known[geste]()
            s.ouvrir(_AUTRE)

    return en_seance(travail, _AUTRE)


def _reverser(s: Seance) -> None:
    s.ouvrir(_PARTANT)
    s.verser()


def _ouverture(*pas: Pas) -> Script:
    """A morning on the four services, what broke being tried again once."""

    def script(dui: Dui) -> None:
        with parcours(dui) as p:
            for one in pas:
                one(p)

    return atteste(script, "PAR-11.C2")


def _repris(geste: Pas) -> Pas:
    """A gesture done again once when a service refuses it."""

    def pas(p: Parcours) -> None:
        try:
            geste(p)
        except Refus as error:
            p.dui.tell(recit.refuse(error), error.code)
            geste(p)

    return pas


def _admettre_malgre_la_panne(p: Parcours) -> None:
    """INSi is down at the first call: the search is made again."""
    p.dui.search(p.dui.open(PERSONNE))
    admettre(p)


_MATINEE: tuple[Pas, ...] = (
    *(_admettre_malgre_la_panne, _repris(_tester), produire, alimenter),
    _repris(ecrire_aux_deux),
)

_ENTREES = ("", "verse_avant_de_lire", "autre_personne_au_courriel", "verse_deux_fois")

PARCOURS_AVANT: Mapping[str, Mapping[str, Script]] = MappingProxyType(
    {
        "PAR-01": dict.fromkeys(_ENTREES, _veille),
        "PAR-12": dict.fromkeys(("", "un_exercice_oublie"), _veille),
        "PAR-02": dict.fromkeys(("", "classe_sans_verifier", "dmp_non_consulte"), adresser),
    }
)

PARCOURS_ESMS: Mapping[str, Mapping[str, Script]] = MappingProxyType(
    {
        "PAR-01": {
            "": suivre(*_ENTREE),
            "verse_avant_de_lire": suivre(*_DEBUT, produire, alimenter, _lire_le_dmp, ecrire_aux_deux),
            "autre_personne_au_courriel": suivre(
                *_DEBUT, _lire_le_dmp, produire, alimenter, _ecrire_pour_un_autre
            ),
            "verse_deux_fois": suivre(*_DEBUT, _lire_le_dmp, produire, _verser_deux_fois, ecrire_aux_deux),
        },
        "PAR-02": {
            "": _retour(),
            "classe_sans_verifier": _retour(verifie=False),
            "dmp_non_consulte": _retour(consulte=False, teste=True),
        },
        "PAR-03": {
            "": _depart(),
            "oublie_la_structure": _depart(ecrit=False),
            "ecrit_malgre_le_refus": _depart(usager=True),
            "sans_dmp": _depart(verse=False),
        },
        "PAR-04": {
            "": _tournee(),
            "rejoue_deux_fois": _tournee(renvois=2),
            "session_partagee": _tournee(partage=True),
            "sans_courriel": _tournee(ecrit=False),
        },
        "PAR-10": {
            "": _erreur("retirer", "prevenir", "reverser"),
            "verse_avant_de_retirer": _erreur("reverser", "retirer", "prevenir"),
            "sans_correctif": _erreur("retirer", "reverser"),
        },
        "PAR-11": {
            "": _ouverture(*_MATINEE),
            "sans_messagerie": _ouverture(*_MATINEE[:-1]),
        },
        "PAR-12": {
            "": suivre(*_ENTREE),
            "un_exercice_oublie": suivre(*_DEBUT, produire),
        },
    }
)
