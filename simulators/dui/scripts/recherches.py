"""INS-01 to INS-06 and INS-13 to INS-15: searches, and what becomes of the answer."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from ins.model import Demande
from simulators.core.sante.identifiants import Cx
from simulators.core.sante.rniv.dossier import Dossier
from simulators.core.sante.rniv.transitions import edit_traits
from simulators.dui import telling, vitale
from simulators.dui.recherche import first_search
from simulators.dui.scripts.envois import (
    ancien,
    chercher_puis_tester,
    en_chiffres,
    envoi_bloque,
    envoi_sans_identite,
    tester_trop_tot,
)
from simulators.dui.scripts.gestes import Script, chercher, ouvrir, repeter, with_name
from simulators.dui.session import Alter, Dui, unaltered

# A number in the shape of ours, that nobody bears.
_INVENTE = Cx("240015505099983", "1.2.250.1.213.1.4.10")

MARGUERITE = "marguerite-delaunay"
# On his mother's card, which does not hold his own number.
_ENFANT = "lucas-lambert"


def _wrong_place(dui: Dui) -> None:
    recherche = first_search(dui.open("michel-rousseau").traits)
    dui.call(recherche)
    dui.call(replace(recherche, lieu_naissance="55039"))


def _birth_name(first_with_married_name: bool) -> Script:
    def script(dui: Dui) -> None:
        dossier = dui.open("simone-mercier")
        if first_with_married_name:
            dossier = dui.search(dossier)
        reference = dui.personne("simone-mercier").reference
        name = reference.nom_naissance if reference else ""
        dui.tell(telling.corrected(name))
        dui.search(edit_traits(dossier, replace(dossier.traits, nom_naissance=name)))

    return script


def _endless(dui: Dui) -> None:
    dossier = dui.open("etienne-marchand")
    dui.search(dossier)
    dui.search(dossier)


def _former_sex(dui: Dui) -> None:
    dossier = dui.open("claire-vasseur")
    dui.call(replace(first_search(dossier.traits), sexe="M"))


def _place_in_digits(dui: Dui) -> None:
    dossier = dui.open("antoine-paolini")
    dui.call(replace(first_search(dossier.traits), lieu_naissance="20106"))


def _raw_given_names(dui: Dui) -> None:
    dossier = dui.open("anne-lise-d-ormeval")
    dui.call(replace(first_search(dossier.traits), prenom=" ".join(dossier.traits.prenoms)))


def _par_la_carte(alter: Alter = unaltered) -> Script:
    def script(dui: Dui) -> None:
        _lire_et_chercher(dui, alter)

    return script


def _lire_et_chercher(dui: Dui, alter: Alter = unaltered) -> Dossier:
    return vitale.chercher(dui, dui.open(_ENFANT), vitale.lire(dui.personne(_ENFANT)), alter)


def _carte_puis_traits(dui: Dui) -> None:
    dui.search(_lire_et_chercher(dui))


def _as_the_insured(demande: Demande) -> Demande:
    """The number of whoever holds the card, sent as the beneficiary's own."""
    return replace(demande, carte=replace(demande.carte, individu=demande.carte.od))


def _invented_action(demande: Demande) -> Demande:
    return replace(demande, action="urn:ServiceIdentiteCertifiee:1.0.0:chercherIdentite")


def _without_contexts(demande: Demande) -> Demande:
    return replace(demande, bam=None, lps=None)


def _one_message_id(demande: Demande) -> Demande:
    return replace(demande, message_id="uuid:3f2504e0-4f89-41d3-9a0c-0305e82c3301")


RECHERCHES: Mapping[str, Mapping[str, Script]] = MappingProxyType(
    {
        "INS-01": {
            "": chercher(MARGUERITE),
            "aucun_appel": ouvrir(MARGUERITE),
            "action_inventee": chercher(MARGUERITE, alter=_invented_action),
            "sans_contextes": chercher(MARGUERITE, alter=_without_contexts),
            "nom_en_minuscules": chercher(MARGUERITE, alter=with_name(str.lower)),
        },
        "INS-02": {
            "": _par_la_carte(),
            "par_les_traits": chercher(_ENFANT),
            "carte_puis_traits": _carte_puis_traits,
            "matricule_de_l_assuree": _par_la_carte(_as_the_insured),
        },
        "INS-03": {
            "": envoi_bloque("lucette-gautier", "INS-03.C3"),
            "envoi_sans_identite": envoi_sans_identite("lucette-gautier", "INS-03.C3", _INVENTE),
            "aucun_appel": ouvrir("lucette-gautier"),
        },
        "INS-04": {
            "": chercher_puis_tester("michel-rousseau"),
            "dmp_trop_tot": tester_trop_tot("michel-rousseau"),
            "sans_affinage": repeter("michel-rousseau", 1),
            "repete_sans_rien_ajouter": repeter("michel-rousseau", 2),
            "lieu_errone": _wrong_place,
        },
        "INS-05": {
            "": _birth_name(first_with_married_name=True),
            "garde_le_nom_d_usage": repeter("simone-mercier", 2),
            "nom_de_naissance_d_emblee": _birth_name(first_with_married_name=False),
        },
        "INS-06": {
            "": chercher("etienne-marchand"),
            "essais_sans_fin": _endless,
            "message_id_repete": chercher("etienne-marchand", alter=_one_message_id),
        },
        "INS-13": {
            "": chercher_puis_tester("claire-vasseur"),
            "ancien_matricule": chercher_puis_tester("claire-vasseur", ancien),
            "ancien_etat_civil": _former_sex,
        },
        "INS-14": {
            "": chercher_puis_tester("antoine-paolini", with_place=True),
            "matricule_en_chiffres": chercher_puis_tester("antoine-paolini", en_chiffres, with_place=True),
            "aucun_appel": ouvrir("antoine-paolini"),
            "lieu_sans_lettre": _place_in_digits,
        },
        "INS-15": {
            "": chercher("anne-lise-d-ormeval"),
            "apostrophe_typographique": chercher(
                "anne-lise-d-ormeval", alter=with_name(lambda name: name.replace("'", "’"))
            ),
            "apostrophe_supprimee": chercher(
                "anne-lise-d-ormeval", alter=with_name(lambda name: name.replace("'", ""))
            ),
            "prenom_accentue": _raw_given_names,
        },
    }
)
