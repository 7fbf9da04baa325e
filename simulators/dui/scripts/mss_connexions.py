"""MSS-01, MSS-02, MSS-14, MSS-15, MSS-31 and MSS-32: a box opened, lost, opened again; a mail that waits."""

import imaplib
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from simulators.dui import recit
from simulators.dui.boite import Boite
from simulators.dui.bureau import Bureau, au_bureau
from simulators.dui.chiffrement import PRUDENT, contexte
from simulators.dui.liaison import Imap
from simulators.dui.messagerie import Messagerie, Ouverture
from simulators.dui.parcours import BOITE_INFIRMIERE, BOITE_MEDECIN, INFIRMIERE
from simulators.dui.portail import Portail
from simulators.dui.poste import install_mss
from simulators.dui.reglages import lire_reglages
from simulators.dui.reseau import Refus
from simulators.dui.scripts.connexions import atteste
from simulators.dui.scripts.gestes import Script
from simulators.dui.scripts.mss_envois import MONIQUE
from simulators.dui.session import Dui

_INVENTE = "un-jeton-que-personne-n-a-delivre"
# Seconds: an access token is dead, what is too late.
_MORT, _TROP_TARD = 180, 600
Jetons = Mapping[str, Any]


def _relever(avant: Callable[[Bureau], None] | None = None) -> Script:
    def travail(b: Bureau) -> None:
        if avant is not None:
            b.tenter(lambda: avant(b))
        b.relever()

    return au_bureau(travail)


def _configure(*, avant: bool = True, apres: bool = False) -> Script:
    """The servers are found, before the box is open, after, or not at all."""

    def travail(b: Bureau) -> None:
        if avant:
            b.poste = lire_reglages(b.poste, BOITE_INFIRMIERE)
        b.relever()
        if apres:
            lire_reglages(b.poste, BOITE_INFIRMIERE)

    return au_bureau(travail)


def _en_clair(b: Bureau) -> None:
    own = b.ouverture()
    with Imap(b.poste, b.poste.imap) as server, suppress(imaplib.IMAP4.error):
        server.authenticate("XOAUTH2", lambda _: own.xoauth2().encode())


def _d_abord(**changes: Any) -> Callable[[Bureau], None]:
    """The box is first opened otherwise."""
    return lambda b: _rien(b.messagerie().relever(b.ouverture(**changes)))


def _rien(_: object) -> None:
    return None


def _coupee(dui: Dui, boite: Boite) -> None:
    """The box waits; the operator cuts it."""
    boite.commencer_a_attendre()
    dui.commander("POST", f"/mss/boites/{BOITE_INFIRMIERE}/couper")
    boite.attendre_la_suite()


def _au_retour(suite: Callable[[Dui, Portail, Messagerie, Jetons], None], attend: int = _MORT) -> Script:
    """The box is open for a while, then cut; `suite` is what the software does."""

    def script(dui: Dui) -> None:
        mail = Messagerie(install_mss(dui.ready, dui.espace))
        with Portail(dui) as portail:
            jetons = portail.connecter(portail.national(INFIRMIERE))
            ouverture = Ouverture(BOITE_INFIRMIERE, jetons["access_token"])
            try:
                with mail.ouvrir(ouverture) as boite:
                    if attend:
                        dui.laisser_passer(attend)
                    _coupee(dui, boite)
            except Refus as error:
                dui.tell(recit.refuse(error))
            suite(dui, portail, mail, jetons)

    return script


def _rouvre(mail: Messagerie, jeton: str) -> None:
    with mail.ouvrir(Ouverture(BOITE_INFIRMIERE, jeton)):
        return


def _rafraichit(_: Dui, portail: Portail, mail: Messagerie, jetons: Jetons) -> None:
    _rouvre(mail, portail.rafraichir(jetons).json()["access_token"])


def _garde(_: Dui, portail: Portail, mail: Messagerie, jetons: Jetons) -> None:
    del portail
    _rouvre(mail, jetons["access_token"])


def _reconnecte(_: Dui, portail: Portail, mail: Messagerie, jetons: Jetons) -> None:
    del jetons
    _rouvre(mail, portail.connecter(portail.national(INFIRMIERE))["access_token"])


def _mot_de_passe(dui: Dui, portail: Portail, mail: Messagerie, jetons: Jetons) -> None:
    fresh = portail.rafraichir(jetons).json()["access_token"]
    poste = install_mss(dui.ready, dui.espace)
    with Imap(poste, poste.imap) as server:
        server.starttls(ssl_context=contexte(poste.ca, poste.crl, PRUDENT))
        with suppress(imaplib.IMAP4.error):
            server.login(BOITE_INFIRMIERE, "motdepasse")
    _rouvre(mail, fresh)


def _s_arrete(_: Dui, portail: Portail, mail: Messagerie, jetons: Jetons) -> None:
    del mail
    portail.rafraichir(jetons)


def _plus_rien(dui: Dui, portail: Portail, mail: Messagerie, jetons: Jetons) -> None:
    del dui, portail, mail, jetons


def _tard(dui: Dui, portail: Portail, mail: Messagerie, jetons: Jetons) -> None:
    dui.laisser_passer(_TROP_TARD)
    _rafraichit(dui, portail, mail, jetons)


def _refuse(*, insiste: bool = False) -> Script:
    """A token that nobody issued is presented to send."""

    def travail(b: Bureau) -> None:
        wrong = b.ouverture(jeton=_INVENTE, insiste=insiste)
        b.tenter(lambda: b.messagerie().envoyer(wrong, wrong.boite, BOITE_MEDECIN, b""))

    return au_bureau(travail)


def _raccroche(b: Bureau) -> None:
    """The software reads the challenge, and leaves."""

    def answer(challenge: object = None) -> str:
        if challenge not in (None, b""):
            raise ConnectionAbortedError
        return b.ouverture(jeton=_INVENTE).xoauth2()

    def geste() -> None:
        with b.messagerie().ecrire(b.ouverture(jeton=_INVENTE), answer):
            return

    b.tenter(geste)


def _indisponible(*, renvoie: bool = True, autre: bool = False) -> Script:
    """The mail is refused for a breakdown; a moment later it is sent again, or not."""

    def travail(b: Bureau) -> None:
        mail = b.lettre(b.document())
        if not b.tenter(lambda: b.envoyer(mail)) and renvoie:
            b.envoyer(replace(mail, message_id=b.lettre().message_id) if autre else mail)

    return au_bureau(travail, MONIQUE)


CONNEXIONS_MSS: Mapping[str, Mapping[str, Script]] = MappingProxyType(
    {
        "MSS-01": {
            "": _configure(),
            "sans_lecture": _configure(avant=False),
            "apres_coup": _configure(avant=False, apres=True),
        },
        "MSS-02": {
            "": _relever(),
            "authentifie_en_clair": _relever(_en_clair),
            "boite_d_autrui": _relever(_d_abord(boite=BOITE_MEDECIN)),
            "jeton_invente": _relever(_d_abord(jeton=_INVENTE)),
        },
        "MSS-14": {
            "": _au_retour(_rafraichit),
            "garde_le_jeton": _au_retour(_garde),
            "redemande_la_connexion": _au_retour(_reconnecte),
            "essaie_un_mot_de_passe": _au_retour(_mot_de_passe),
            "en_reste_la": _au_retour(_s_arrete),
        },
        "MSS-15": {
            "": _refuse(),
            "redonne_le_jeton": _refuse(insiste=True),
            "raccroche": au_bureau(_raccroche),
        },
        "MSS-31": {
            "": _au_retour(_rafraichit, 0),
            "en_reste_la": _au_retour(_plus_rien, 0),
            "trop_tard": _au_retour(_tard, 0),
        },
        "MSS-32": {
            "": atteste(_indisponible(), "MSS-32.C1"),
            "abandonne": _indisponible(renvoie=False),
            "en_ecrit_un_autre": _indisponible(autre=True),
        },
    }
)
