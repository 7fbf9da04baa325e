"""MSS-16 to MSS-19, MSS-21, MSS-22 and MSS-39: certificates on both sides, TLS and its absence."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from simulators.dui.bureau import APPLICATIVE, CONTACT, Bureau, au_bureau
from simulators.dui.chiffrement import PRUDENT, TOUTES, Version
from simulators.dui.scripts.connexions import atteste
from simulators.dui.scripts.gestes import Script
from simulators.dui.scripts.mss_envois import MONIQUE

_HORS_LISTE = "ECDHE-RSA-CHACHA20-POLY1305"
_MENTION = "Ce courriel est envoyé automatiquement : ne répondez pas à cette adresse.\n"
_ADRESSE = f"Contact : {CONTACT}\n"


def _par_le_logiciel(
    mention: str = _MENTION + _ADRESSE, avant: Callable[[Bureau], None] | None = None
) -> Script:
    """A document sent by the applicative box."""

    def travail(b: Bureau) -> None:
        b.automatiser()
        if avant is not None:
            b.tenter(lambda: avant(b))
        mail = b.lettre(b.document(), texte=f"Bonjour,\n\nVoici un document.\n\n{mention}")
        b.envoyer(mail)

    return au_bureau(travail, MONIQUE)


def _essaie(**changes: Any) -> Callable[[Bureau], None]:
    """A letter without document, the connection being made less carefully."""

    def geste(b: Bureau) -> None:
        mail, own = b.lettre(), b.ouverture()
        client = b.messagerie(**changes)
        client.envoyer(own, own.boite, mail.a.adresse, b"From: x\r\n\r\n")

    return geste


def _sans_domaine(b: Bureau) -> None:
    own = b.ouverture(boite=APPLICATIVE.partition("@")[0])
    b.messagerie().envoyer(own, APPLICATIVE, b.lettre().a.adresse, b"")


def _sans_certificat(fois: int) -> Script:
    def travail(b: Bureau) -> None:
        b.automatiser()
        for _ in range(fois):
            b.tenter(lambda: _essaie(presente=False)(b))

    return au_bureau(travail)


def envoie_malgre(*prudences: Mapping[str, Any]) -> Script:
    """A document, tried in turn with each way of checking the server."""

    def travail(b: Bureau) -> None:
        mail = b.lettre(b.document())
        for changes in prudences:
            b.insouciance(**changes)
            b.tenter(lambda: b.envoyer(mail))

    return au_bureau(travail, MONIQUE)


def _ouvre(*versions: Mapping[str, Any]) -> Script:
    """The box opened in turn in each version of TLS."""

    def travail(b: Bureau) -> None:
        for changes in versions:
            b.insouciance(**changes)
            b.tenter(b.relever)
            b.prudence = PRUDENT

    return au_bureau(travail)


def _sans_liste_nouvelle(*, renonce: bool = False) -> Script:
    """The list cannot be downloaded: the one kept serves, or the software gives up."""

    def travail(b: Bureau) -> None:
        b.actualiser()
        if not renonce:
            b.relever()

    return au_bureau(travail)


_PRUDENT: Mapping[str, Any] = MappingProxyType({})
_EN_1_2, _EN_1_3 = {"version": Version.TLSv1_2}, {"version": Version.TLSv1_3}

TLS_MSS: Mapping[str, Mapping[str, Script]] = MappingProxyType(
    {
        "MSS-16": {
            "": _par_le_logiciel(),
            "sans_certificat": _par_le_logiciel(avant=_essaie(presente=False)),
            "autre_identifiant": _par_le_logiciel(avant=_sans_domaine),
            "sans_mention": _par_le_logiciel(_ADRESSE),
            "sans_contact": _par_le_logiciel(_MENTION),
        },
        "MSS-17": {"": atteste(_sans_certificat(1), "MSS-17.C1"), "insiste": _sans_certificat(4)},
        "MSS-18": {
            "": envoie_malgre(_PRUDENT),
            "ne_verifie_rien": envoie_malgre({"certificat": False}),
            "passe_outre": envoie_malgre(_PRUDENT, {"certificat": False}),
        },
        "MSS-19": {
            "": envoie_malgre(_PRUDENT),
            "sans_la_liste": envoie_malgre({"revocation": False}),
            "passe_outre": envoie_malgre(_PRUDENT, {"revocation": False}),
        },
        "MSS-20": {"": _sans_liste_nouvelle(), "renonce": _sans_liste_nouvelle(renonce=True)},
        "MSS-21": {"": envoie_malgre(_PRUDENT), "accepte_tout": envoie_malgre({"suites": TOUTES})},
        "MSS-22": {"": envoie_malgre(_PRUDENT), "en_clair": envoie_malgre({"starttls": False})},
        "MSS-39": {
            "": _ouvre(_EN_1_2, _EN_1_3),
            "version_ancienne": _ouvre({"version": Version.TLSv1_1, "suites": TOUTES}, _EN_1_2, _EN_1_3),
            "suite_hors_liste": _ouvre({**_EN_1_2, "suites": _HORS_LISTE}, _EN_1_2, _EN_1_3),
        },
    }
)
