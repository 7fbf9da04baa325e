"""PAR-05 to PAR-09, PAR-13, PAR-14: what a person may, refused or became decides what leaves."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from ins.model import Demande
from simulators.core.monde.model import Professionnel
from simulators.core.sante.rniv.codes import Document as Piece
from simulators.core.sante.rniv.transitions import check_document
from simulators.dui.courriel import Correspondant
from simulators.dui.parcours import BOITE_MEDECIN, DOMAINE_USAGERS, Envoi
from simulators.dui.portail import Portail
from simulators.dui.recherche import first_search
from simulators.dui.scripts.connexions import INFIRMIERE, SANS_RPPS, en_portail
from simulators.dui.scripts.dmp_documents import MINEURE, REPRESENTANTS
from simulators.dui.scripts.dmp_refus import MASQUE_PERSONNE, MASQUE_PS
from simulators.dui.scripts.envois import Matricule, actif, ancien, ecrire_au_medecin, parcours, verser
from simulators.dui.scripts.gestes import Script
from simulators.dui.seance import Seance, en_seance
from simulators.dui.session import Dui

_RENOMMEE, _DECEDEE, _VIVANT = "claire-vasseur", "gisele-hamon", "raymond-leclercq"
_CONFIE, _PROTEGE, _AUTRE = "enzo-masson", "philippe-barbier", "therese-guyot"
_BOITE_MANDATAIRE = "contact@pjm-la-boussole.demo.mssante.fr"
_TEXTE = "Bonjour,\n\nVous trouverez ci-joint le document annoncé.\n\nNathalie Kermarrec\n"


def a_la_personne(s: Seance) -> Envoi:
    """The mail to the citizen box of the person whose record is open."""
    adresse = f"{s.p.patient(s.personne).id}@{DOMAINE_USAGERS}".lower()
    return Envoi(Correspondant(adresse), _TEXTE, s.p.document)


def _agent(*, refuse: bool = True, emprunte: bool = False) -> Script:
    """An agent without RPPS number is turned away, registered, then connects in their own name."""

    def geste(portail: Portail, dui: Dui) -> None:
        one = dui.element("professionnels", SANS_RPPS, Professionnel)
        if refuse:
            portail.annuler(portail.demander())
        if emprunte:
            portail.connecter(portail.national(INFIRMIERE))
        fiche = {"nom": one.nom, "prenom": one.prenom, "role": "Aide à domicile"}
        place = {"structure": "sad-aide-les-mirabelles", "secteur": "SA21"}
        told = dui.commander("POST", "/psc/enrolements", {**fiche, **place})
        dui.commander("POST", f"/psc/enrolements/{told['id']}/activer")
        portail.identite(portail.connecter(told["identifiant_national"]))

    return en_portail(geste)


def _famille(*, marque: bool = True, message: bool = False, document: bool = False) -> Script:
    """The child's plan hidden from her parents, one of whom refused: nothing goes to her citizen box."""

    def travail(s: Seance) -> None:
        s.tester()
        plan = s.produire(confidentialites=(REPRESENTANTS,) if marque else ())
        s.p.document = s.verser(plan)
        s.p.ecrire(s.p.au_medecin())
        if message or document:
            s.p.ecrire(replace(a_la_personne(s), sans_archive=not document))

    return en_seance(travail, MINEURE)


def _addictologie(*, marque: bool = True, anonyme: bool = False) -> Script:
    """A masked document of somebody followed under his name; of the anonymous person nothing is asked."""

    def travail(s: Seance) -> None:
        s.tester()
        s.verser(s.produire(confidentialites=(MASQUE_PS,) if marque else ()))
        if anonyme:
            s.dui.call(first_search(s.dui.open(_VIVANT).traits), _inventer)

    return en_seance(travail, MASQUE_PERSONNE)


def _inventer(demande: Demande) -> Demande:
    """Traits made up for somebody known by a given name alone."""
    made = replace(demande.traits, nom_naissance="INCONNU", prenoms=("SAM",), date_naissance="1990-01-01")
    return replace(demande, traits=made)


def _requalifie(matricule: Matricule = actif) -> Script:
    """Civil status changed: INSi gives today's number with the former one; what leaves bears today's."""

    def script(dui: Dui) -> None:
        dossier = check_document(dui.search(dui.open(_RENOMMEE)), Piece.CARTE_IDENTITE)
        with parcours(dui) as p:
            p.dossier = dossier
            named = matricule(p, dossier)
            p.tester(named)
            verser(p, dossier, named)
            ecrire_au_medecin(p, dossier, named)

    return script


def _historique(*personnes: str, ecrit: str = "") -> Script:
    """The past documents of these persons are fed, one after the other."""

    def travail(s: Seance) -> None:
        for personne in personnes:
            s.ouvrir(personne)
            s.p.document = s.produire()
            s.tenter(lambda: s.verser(s.p.document))
        if ecrit:
            s.ouvrir(ecrit)
            s.p.ecrire(replace(a_la_personne(s), sans_archive=True))
        s.ouvrir(_VIVANT)
        s.p.ecrire(Envoi(Correspondant(BOITE_MEDECIN), _TEXTE, s.produire()))

    return en_seance(travail, _VIVANT)


def _confie(*, matricule: bool = False, verse: bool = False) -> Script:
    """No identity document was checked: the mail bears traits alone, and the DMP waits."""

    def script(dui: Dui) -> None:
        dossier = dui.open(_CONFIE)
        with parcours(dui) as p:
            if matricule:
                ecrire_au_medecin(p, dossier, p.patient(_CONFIE), ins="O")
            else:
                ecrire_au_medecin(p, dossier)
            if verse:
                verser(p, dossier, p.patient(_CONFIE))

    return script


def _protege(*autres: str) -> Script:
    """The plan goes to the protected person; a wrong run writes to somebody else too."""

    def travail(s: Seance) -> None:
        s.p.document = s.produire()
        envoi = a_la_personne(s)
        s.p.ecrire(envoi)
        for personne in autres:
            known = "@" in personne
            adresse = personne if known else f"{s.p.patient(personne).id}@{DOMAINE_USAGERS}".lower()
            s.p.ecrire(replace(envoi, a=Correspondant(adresse)))

    return en_seance(travail, _PROTEGE)


PARCOURS_DROITS: Mapping[str, Mapping[str, Script]] = MappingProxyType(
    {
        "PAR-05": {
            "": _agent(),
            "sans_premier_refus": _agent(refuse=False),
            "emprunte_un_compte": _agent(emprunte=True),
        },
        "PAR-06": {
            "": _famille(),
            "sans_marque": _famille(marque=False),
            "message_malgre_le_refus": _famille(message=True),
            "document_a_la_famille": _famille(document=True),
        },
        "PAR-07": {
            "": _addictologie(),
            "sans_marque": _addictologie(marque=False),
            "cherche_l_anonyme": _addictologie(anonyme=True),
        },
        "PAR-08": {"": _requalifie(), "garde_l_ancienne": _requalifie(ancien)},
        "PAR-09": {
            "": _historique(_VIVANT),
            "reprend_le_dossier_clos": _historique(_VIVANT, _DECEDEE),
            "ecrit_a_l_usager": _historique(_VIVANT, ecrit=_DECEDEE),
        },
        "PAR-13": {
            "": _confie(),
            "envoie_le_matricule": _confie(matricule=True),
            "verse_quand_meme": _confie(verse=True),
        },
        "PAR-14": {
            "": _protege(),
            "adresse_d_un_autre": _protege(_AUTRE),
            "ecrit_au_mandataire": _protege(_BOITE_MANDATAIRE),
        },
    }
)
