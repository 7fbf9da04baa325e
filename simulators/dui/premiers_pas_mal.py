"""What each mutant of `premiers-pas` does wrongly on purpose, everything else being played rightly."""

from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import replace
from types import MappingProxyType

from simulators.core.monde.model import Professionnel
from simulators.core.sante.codes import Code
from simulators.dui import recit
from simulators.dui.courriel import Correspondant
from simulators.dui.parcours import AIR, BOITE_MEDECIN, DOMAINE_USAGERS, INDIRECTE, PERSONNE, Envoi, Parcours
from simulators.dui.premiers_pas import (
    Pas,
    Script,
    admettre,
    alimenter,
    connecter,
    ecrire_medecin,
    ecrire_usager,
    jouer,
    produire,
    puis,
    relever_medecin,
    relire,
    repondre,
    rien,
    tenter,
    tester,
)
from simulators.dui.psc import Demande
from simulators.dui.session import Dui

_AUTRE = "simone-mercier"
_AUTRE_DMP = "raymond-leclercq"
_AUTRE_USAGER = "therese-guyot"
_AUTRE_STRUCTURE = "1990000036"
_AUTRE_BOITE = "samir.belkacem@pro.demo.mssante.fr"
_AUTRE_AUTEUR = "helene-morvan"
_EVALUATION = Code("34842-5", "2.16.840.1.113883.6.1", "Grille d'évaluation médico-social")
_DOCUMENT_COURANT = Code("11", "1.2.250.1.213.1.1.4.1", "Synthèse")


def _autre_patient(personne: str) -> Pas:
    return lambda p: p.tester(p.patient(personne))


def _produire_d_avance(p: Parcours) -> None:
    """The record is not qualified yet: its number is typed by hand."""
    p.dossier = p.dui.open(PERSONNE)
    p.document = p.produire()
    p.alimenter(p.document)


def _mauvais_dmp(p: Parcours) -> None:
    patient = p.patient(_AUTRE_DMP)
    dossier = p.dui.open(_AUTRE_DMP)
    document = p.produire(replace(p.projet(), dossier=dossier, patient=patient))
    p.alimenter(document, p.acces(INDIRECTE, patient))


def _autre_auteur(p: Parcours) -> None:
    auteur = p.dui.element("professionnels", _AUTRE_AUTEUR, Professionnel)
    activite = replace(p.infirmiere.activite, profession=auteur.profession, savoir_faire=auteur.specialite)
    other = replace(
        p.infirmiere, identifiant=f"8{auteur.rpps}", nom=auteur.nom, prenom=auteur.prenom, activite=activite
    )
    p.document = p.produire(replace(p.projet(), auteur=other))


def _autre_type(p: Parcours) -> None:
    p.document = p.produire(replace(p.projet(), type=_EVALUATION, classe=_DOCUMENT_COURANT))


def _autre_lecture(p: Parcours) -> None:
    """Another document of the list is opened, not the one just fed."""
    acces = p.acces(AIR)
    others = [one for one in p.consulter(acces) if one != p.document.unique_id]
    p.dmp.consulter(others[0], acces)
    p.dui.tell(recit.relu(identique=False))


def _lister(p: Parcours) -> None:
    p.dmp.rechercher(p.acces(INDIRECTE))


def _au_medecin(change: Callable[[Parcours, Envoi], Envoi]) -> Pas:
    def pas(p: Parcours) -> None:
        p.ecrire(change(p, p.au_medecin()))

    return pas


def _a_l_usager(change: Callable[[Parcours, Envoi], Envoi]) -> Pas:
    def pas(p: Parcours) -> None:
        p.envoye = p.ecrire(change(p, p.a_l_usager()))

    return pas


def _a_un_autre(p: Parcours) -> None:
    adresse = f"{p.patient(_AUTRE_USAGER).id}@{DOMAINE_USAGERS}"
    p.ecrire(replace(p.a_l_usager(), a=Correspondant(adresse)))


def _boite_d_autrui(p: Parcours) -> None:
    p.relever(BOITE_MEDECIN, p.infirmiere)


def _verser_la_veille(dui: Dui) -> None:
    with closing(Parcours(dui)) as p:
        for pas in (connecter, admettre, produire, alimenter):
            pas(p)


# What happened before the run, for those that need a past.
LA_VEILLE: Mapping[str, Script] = MappingProxyType({"relit_un_autre": _verser_la_veille})

JOURNEY: Mapping[str, Script] = MappingProxyType(
    {
        "": jouer(),
        "sans_pkce": jouer(connecter=lambda p: connecter(p, Demande(pkce=False))),
        "sans_nonce": jouer(connecter=lambda p: connecter(p, Demande(nonce=False))),
        "connexion_tardive": jouer(connecter=rien, admettre=puis(admettre, connecter)),
        "dmp_avant_insi": jouer(admettre=puis(tester, admettre)),
        "alimente_avant_insi": jouer(
            admettre=puis(_produire_d_avance, admettre), produire=rien, alimenter=rien
        ),
        "sans_test_d_existence": jouer(tester=rien),
        "teste_un_autre": jouer(tester=puis(_autre_patient(_AUTRE), tester)),
        "mauvais_dmp": jouer(alimenter=puis(_mauvais_dmp, alimenter)),
        "alimente_en_air": jouer(
            alimenter=puis(tenter(lambda p: p.alimenter(p.document, p.acces(AIR))), alimenter)
        ),
        "autre_structure": jouer(
            alimenter=puis(
                tenter(lambda p: p.alimenter(p.document, p.acces(INDIRECTE, structure=_AUTRE_STRUCTURE))),
                alimenter,
            )
        ),
        "autre_auteur": jouer(produire=_autre_auteur),
        "autre_type": jouer(produire=_autre_type),
        "alimente_deux_fois": jouer(alimenter=puis(alimenter, lambda p: p.alimenter(p.produire()))),
        "consulte_en_indirect": jouer(relire=puis(tenter(_lister), relire)),
        "sans_relecture": jouer(relire=rien),
        "relit_un_autre": jouer(relire=_autre_lecture),
        "sans_archive": jouer(ecrire_medecin=_au_medecin(lambda _, e: replace(e, sans_archive=True))),
        "autre_document": jouer(ecrire_medecin=_au_medecin(lambda p, e: replace(e, document=p.produire()))),
        "autre_personne_au_courriel": jouer(
            ecrire_medecin=_au_medecin(lambda p, e: replace(e, patient=p.patient(_AUTRE)))
        ),
        "autre_expediteur": jouer(
            ecrire_medecin=puis(tenter(_au_medecin(lambda _, e: replace(e, de=_AUTRE_BOITE))), ecrire_medecin)
        ),
        "autre_usager": jouer(ecrire_usager=puis(_a_un_autre, ecrire_usager)),
        "sans_nil": jouer(ecrire_medecin=_au_medecin(lambda _, e: replace(e, sans_nil=True))),
        "entetes_incoherents": jouer(
            ecrire_medecin=_au_medecin(lambda _, e: replace(e, code_cda="11502-2", ins="N"))
        ),
        "boite_d_autrui": jouer(relever_medecin=puis(tenter(_boite_d_autrui), relever_medecin)),
        "medecin_ne_releve_pas": jouer(relever_medecin=rien),
        "echange_ferme": jouer(
            ecrire_usager=_a_l_usager(lambda _, e: replace(e, fin=True)), repondre=tenter(repondre)
        ),
        "reponse_non_lue": jouer(relever_infirmiere=rien),
    }
)
