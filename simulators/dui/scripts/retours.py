"""INS-07 to INS-12 and INS-16: answers that must not be taken over as they come, or not only once."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from simulators.core.sante.identifiants import Cx
from simulators.core.sante.oids import INS_NIR_TEST
from simulators.core.sante.rniv.codes import Document
from simulators.core.sante.rniv.dossier import Dossier, Matricule, Statut
from simulators.core.sante.rniv.transitions import check_document, edit_traits
from simulators.dui import recit, telling, vitale
from simulators.dui.designation import designation
from simulators.dui.recherche import first_search
from simulators.dui.scripts.envois import (
    ancien,
    ecrire_au_medecin,
    parcours,
    tester_quand_meme,
    verser,
)
from simulators.dui.scripts.gestes import Script, ouvrir
from simulators.dui.session import Dui

_CARMEN = "carmen-ferrer"
_DATE_INSI = "1938-00-00"
_TIAGO = "tiago-pereira"
_INES = "ines-ribeiro"
_ETIENNE = "etienne-marchand"


def _date_incomplete(dui: Dui) -> None:
    """The completed date finds nobody; her card does, and the incomplete date answered is not taken over."""
    vitale.chercher(dui, dui.search(dui.open(_CARMEN)), vitale.lire(dui.personne(_CARMEN)))
    dui.attestations["INS-07.C2"] = True


def _date_incomplete_reprise(dui: Dui) -> None:
    """The date as the national base holds it is typed; the number of the answer is used all the same."""
    recherche = replace(first_search(dui.open(_CARMEN).traits), date_naissance=_DATE_INSI)
    dui.call(recherche)
    tester_quand_meme(dui, _CARMEN)


def _date_completee(dui: Dui) -> None:
    dui.search(dui.open(_CARMEN))


def _refusee(personne: str, attestation: str) -> Script:
    """The answer lacks a trait: shown, and not taken over."""

    def script(dui: Dui) -> None:
        dui.search(dui.open(personne))
        dui.attestations[attestation] = True

    return script


def _reprise(personne: str, attestation: str) -> Script:
    """The same answer, whose number is used all the same."""

    def script(dui: Dui) -> None:
        _refusee(personne, attestation)(dui)
        tester_quand_meme(dui, personne)

    return script


def _sans_sexe(dui: Dui) -> None:
    dossier = dui.open("dominique-perrin")
    dui.search(dossier)
    dui.attestations["INS-10.C2"] = True


def _sexe_devine(dui: Dui) -> None:
    dossier = dui.open("dominique-perrin")
    dui.call(replace(first_search(dossier.traits), sexe="M"))


def _nia(oid: str = "") -> Script:
    """A waiting number, qualified, then written in a document; with `oid`, as if it were another nature."""

    def script(dui: Dui) -> None:
        dossier = check_document(dui.search(dui.open(_TIAGO)), Document.LIVRET_FAMILLE)
        dui.tell(recit.qualifiee(Document.LIVRET_FAMILLE))
        dui.attestations["INS-11.C2"] = True
        with parcours(dui) as p:
            named = designation(dossier)
            ecrire_au_medecin(p, dossier, Cx(named.id, oid) if oid else named)

    return script


def _avec_son_nia(dui: Dui) -> Dossier:
    """The record as it was qualified a year ago, under the waiting number."""
    dossier, reference = dui.open(_INES), dui.personne(_INES).reference
    if reference is None:
        raise LookupError(_INES)
    nia = reference.historique[0]
    return replace(dossier, ins=Matricule(nia.matricule, nia.cle, nia.oid))


def _nia_devenu_nir(dui: Dui) -> None:
    dossier = dui.search(_avec_son_nia(dui))
    with parcours(dui) as p:
        verser(p, dossier)


def _verse_sous_le_nia(dui: Dui) -> None:
    dossier = dui.search(_avec_son_nia(dui))
    with parcours(dui) as p:
        verser(p, dossier, ancien(p, dossier))


def _teste_sous_le_nia(dui: Dui) -> None:
    dossier = dui.search(_avec_son_nia(dui))
    with parcours(dui) as p:
        p.dossier = dossier
        p.tester(ancien(p, dossier))
        verser(p, dossier)


def _sans_nouvelle_recherche(dui: Dui) -> None:
    dossier = _avec_son_nia(dui)
    with parcours(dui) as p:
        verser(p, dossier)


def _discordance(dui: Dui) -> None:
    """The mismatch is shown; the given names are put in order, and the search made again."""
    dossier = dui.search(dui.open(_ETIENNE))
    dui.attestations["INS-16.C1"] = True
    first, *others = dossier.traits.prenoms
    prenoms = (others.pop(), first, *others)
    dui.tell(telling.given_names_corrected(prenoms))
    dossier = dui.search(edit_traits(dossier, replace(dossier.traits, prenoms=prenoms)))
    _verser_qualifiee(dui, dossier)


def _garde_le_prenom(dui: Dui) -> None:
    """The number of the answer is taken over beside the wrong first name."""
    dossier, reference = dui.search(dui.open(_ETIENNE)), dui.personne(_ETIENNE).reference
    if reference is None:
        raise LookupError(_ETIENNE)
    ins = Matricule(reference.ins.matricule, reference.ins.cle, reference.ins.oid)
    _verser_qualifiee(dui, replace(dossier, ins=ins, statut=Statut.RECUP))


def _verser_qualifiee(dui: Dui, dossier: Dossier) -> None:
    dossier = check_document(dossier, Document.CARTE_IDENTITE)
    dui.tell(recit.qualifiee())
    with parcours(dui) as p:
        verser(p, dossier)


RETOURS: Mapping[str, Mapping[str, Script]] = MappingProxyType(
    {
        "INS-07": {
            "": _date_incomplete,
            "matricule_repris": _date_incomplete_reprise,
            "date_completee_seulement": _date_completee,
        },
        "INS-08": {
            "": _refusee("sans-prenom-abadi", "INS-08.C2"),
            "matricule_repris": _reprise("sans-prenom-abadi", "INS-08.C2"),
            "aucun_appel": ouvrir("sans-prenom-abadi"),
        },
        "INS-09": {
            "": _refusee("camille-lecomte", "INS-09.C2"),
            "matricule_repris": _reprise("camille-lecomte", "INS-09.C2"),
            "aucun_appel": ouvrir("camille-lecomte"),
        },
        "INS-10": {
            "": _sans_sexe,
            "sexe_devine": _sexe_devine,
        },
        "INS-11": {
            "": _nia(),
            "oid_du_nir": _nia(INS_NIR_TEST),
            "aucun_appel": ouvrir(_TIAGO),
        },
        "INS-12": {
            "": _nia_devenu_nir,
            "verse_sous_le_nia": _verse_sous_le_nia,
            "teste_sous_le_nia": _teste_sous_le_nia,
            "sans_nouvelle_recherche": _sans_nouvelle_recherche,
        },
        "INS-16": {
            "": _discordance,
            "garde_le_premier_prenom": _garde_le_prenom,
        },
    }
)
