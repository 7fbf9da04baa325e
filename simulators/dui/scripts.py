"""How the reference DUI plays each scenario: rightly, and by each of its mutants wrongly on purpose.

A script is a function of the DUI at work; a scenario has one right script (mutant name empty) and one for
each mutant that its file declares.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

from ins.model import Demande
from simulators.core.sante.identifiants import Cx
from simulators.core.sante.rniv.transitions import edit_traits
from simulators.dui import telling
from simulators.dui.apres_insi import (
    ancien,
    chercher_puis_tester,
    en_chiffres,
    envoi_bloque,
    envoi_sans_identite,
    tester_trop_tot,
)
from simulators.dui.poste import CERTIFICAT
from simulators.dui.premiers_pas_mal import JOURNEY, LA_VEILLE
from simulators.dui.recherche import first_search
from simulators.dui.session import Alter, Dui

Script = Callable[[Dui], None]
# A number in the shape of ours, that nobody bears.
_INVENTE = Cx("240015505099983", "1.2.250.1.213.1.4.10")

MARGUERITE = "marguerite-delaunay"
# More than the second that INS-24 asks for.
WAIT = 1.2


def _search(personne: str, *, with_place: bool = False, alter: Alter | None = None) -> Script:
    def script(dui: Dui) -> None:
        dossier = dui.open(personne)
        if alter is None:
            dui.search(dossier, with_place=with_place)
        else:
            dui.search(dossier, with_place=with_place, alter=alter)

    return script


def _open_only(personne: str) -> Script:
    def script(dui: Dui) -> None:
        dui.open(personne)

    return script


def _same_call(personne: str, times: int) -> Script:
    """The first call of a search, again and again whatever is answered."""

    def script(dui: Dui) -> None:
        recherche = first_search(dui.open(personne).traits)
        for _ in range(times):
            dui.call(recherche)

    return script


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


def _retry_later(dui: Dui) -> None:
    dossier = dui.open(MARGUERITE)
    dossier = dui.search(dossier)
    dui.wait(WAIT)
    dui.search(dossier)


def _other_certificate(dui: Dui) -> None:
    dossier = dui.open(MARGUERITE)
    dui.call(first_search(dossier.traits))
    dui.change_certificate(CERTIFICAT)
    dui.call(first_search(dossier.traits))


def _invented_action(demande: Demande) -> Demande:
    return replace(demande, action="urn:ServiceIdentiteCertifiee:1.0.0:chercherIdentite")


def _without_contexts(demande: Demande) -> Demande:
    return replace(demande, bam=None, lps=None)


def _with_name(change: Callable[[str], str]) -> Alter:
    def alter(demande: Demande) -> Demande:
        name = change(demande.traits.nom_naissance or "")
        return replace(demande, traits=replace(demande.traits, nom_naissance=name))

    return alter


def _one_message_id(demande: Demande) -> Demande:
    return replace(demande, message_id="uuid:3f2504e0-4f89-41d3-9a0c-0305e82c3301")


# What happened before the run, by scenario and mutant.
BEFORE: Mapping[str, Mapping[str, Script]] = MappingProxyType({"PAR-00": LA_VEILLE})

SCRIPTS: Mapping[str, Mapping[str, Script]] = MappingProxyType(
    {
        "PAR-00": JOURNEY,
        "INS-01": {
            "": _search(MARGUERITE),
            "aucun_appel": _open_only(MARGUERITE),
            "action_inventee": _search(MARGUERITE, alter=_invented_action),
            "sans_contextes": _search(MARGUERITE, alter=_without_contexts),
            "nom_en_minuscules": _search(MARGUERITE, alter=_with_name(str.lower)),
        },
        "INS-03": {
            "": envoi_bloque("lucette-gautier", "INS-03.C3"),
            "envoi_sans_identite": envoi_sans_identite("lucette-gautier", "INS-03.C3", _INVENTE),
            "aucun_appel": _open_only("lucette-gautier"),
        },
        "INS-04": {
            "": chercher_puis_tester("michel-rousseau"),
            "dmp_trop_tot": tester_trop_tot("michel-rousseau"),
            "sans_affinage": _same_call("michel-rousseau", 1),
            "repete_sans_rien_ajouter": _same_call("michel-rousseau", 2),
            "lieu_errone": _wrong_place,
        },
        "INS-05": {
            "": _birth_name(first_with_married_name=True),
            "garde_le_nom_d_usage": _same_call("simone-mercier", 2),
            "nom_de_naissance_d_emblee": _birth_name(first_with_married_name=False),
        },
        "INS-06": {
            "": _search("etienne-marchand"),
            "essais_sans_fin": _endless,
            "message_id_repete": _search("etienne-marchand", alter=_one_message_id),
        },
        "INS-13": {
            "": chercher_puis_tester("claire-vasseur"),
            "ancien_matricule": chercher_puis_tester("claire-vasseur", ancien),
            "ancien_etat_civil": _former_sex,
        },
        "INS-14": {
            "": chercher_puis_tester("antoine-paolini", with_place=True),
            "matricule_en_chiffres": chercher_puis_tester("antoine-paolini", en_chiffres, with_place=True),
            "aucun_appel": _open_only("antoine-paolini"),
            "lieu_sans_lettre": _place_in_digits,
        },
        "INS-15": {
            "": _search("anne-lise-d-ormeval"),
            "apostrophe_typographique": _search(
                "anne-lise-d-ormeval", alter=_with_name(lambda name: name.replace("'", "’"))
            ),
            "apostrophe_supprimee": _search(
                "anne-lise-d-ormeval", alter=_with_name(lambda name: name.replace("'", ""))
            ),
            "prenom_accentue": _raw_given_names,
        },
        "INS-24": {
            "": _retry_later,
            "insiste_en_boucle": _same_call(MARGUERITE, 6),
            "sans_attendre": _same_call(MARGUERITE, 2),
        },
        "INS-25": {
            "": _search(MARGUERITE),
            "insiste": _same_call(MARGUERITE, 2),
        },
        "INS-26": {
            "": _search(MARGUERITE),
            "insiste": _same_call(MARGUERITE, 5),
        },
        "INS-27": {
            "": _search(MARGUERITE),
            "repli_autre_certificat": _other_certificate,
            "insiste": _same_call(MARGUERITE, 4),
        },
    }
)
