"""MSS-23 to MSS-30, MSS-33 and MSS-38: what comes back, what comes in, and what is made of it."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from simulators.dui.boite import Boite, Recu
from simulators.dui.bureau import Bureau, au_bureau
from simulators.dui.parcours import BOITE_INFIRMIERE, BOITE_MEDECIN
from simulators.dui.scripts.connexions import atteste
from simulators.dui.scripts.gestes import Script
from simulators.dui.scripts.mss_envois import HENRI, MONIQUE, au_medecin, avec


def _rien(_: object) -> None:
    return None


def _accuse_recu(**changes: Any) -> Script:
    """A document is sent; the recipient, by the simulator's controls, gives the receipt back when asked."""

    def travail(b: Bureau) -> None:
        mail = b.lettre(b.document(), **changes)
        b.envoyer(mail)
        if mail.accuse:
            _lire_pour_le_medecin(b, mail.message_id)
        b.relever()

    return atteste(au_bureau(travail, MONIQUE), "MSS-23.C2")


def _lire_pour_le_medecin(b: Bureau, message_id: str) -> None:
    box = f"/mss/boites/{BOITE_MEDECIN}/courriels"
    (found,) = [one for one in b.dui.commander("GET", box) if one["message_id"] == message_id]
    b.dui.commander("POST", f"{box}/{found['id']}/accuser", {})


def _avec_avis(*avis: str) -> Script:
    def travail(b: Bureau) -> None:
        b.envoyer(b.lettre(b.document()), avis=avis)
        b.relever()

    return au_bureau(travail, MONIQUE)


def _rebond(*, releve: bool) -> Script:
    """A mail that comes back; the box is read, or not."""

    def travail(b: Bureau) -> None:
        b.attendre_retour(b.envoyer(b.lettre(a=b.usager())))
        if releve:
            b.relever()

    return atteste(au_bureau(travail, HENRI), "MSS-25.C1")


def _du_cabinet(recus: tuple[Recu, ...]) -> Recu:
    return [one for one in recus if BOITE_MEDECIN in one.de][-1]


def _repond(reponse: Callable[[Bureau, Recu], dict[str, Any]]) -> Script:
    """The last mail of the GP is answered."""

    def travail(b: Bureau) -> None:
        got = _du_cabinet(b.relever())
        b.envoyer(b.lettre(sujet=f"Re: {got.sujet}", **reponse(b, got)))

    return au_bureau(travail)


def _dans_le_fil(_: Bureau, got: Recu) -> dict[str, Any]:
    return {"en_reponse_a": got.message_id, "fil": got.fil}


def _autre_fil(b: Bureau, _: Recu) -> dict[str, Any]:
    return {"en_reponse_a": f"<{b.dui.ids.uuid('invente')}@medecin.demo.mssante.fr>"}


def _sans_references(b: Bureau) -> None:
    got = _du_cabinet(b.relever())
    mail = b.lettre(sujet=f"Re: {got.sujet}", en_reponse_a=got.message_id)
    b.envoyer(mail, sans="References")


def _lit(geste: Callable[[Boite, bytes], object], *, verifie: bool = True) -> Script:
    """The unread mails are read, each so; then INSi is asked about the person."""

    def travail(b: Bureau) -> None:
        with b.boite() as boite:
            for number in boite.non_lus():
                geste(boite, number)
        if verifie:
            b.dui.search(b.dui.open(MONIQUE))

    return au_bureau(travail)


def _entier(boite: Boite, number: bytes) -> None:
    boite.lire(number)


def _entetes(boite: Boite, number: bytes) -> None:
    boite.apercu(number)


def _sans_marquer(boite: Boite, number: bytes) -> None:
    boite.lire(number, sans_marquer=True)


def _en_boucle(boite: Boite, number: bytes) -> None:
    for _ in range(4):
        boite.lire(number)


def _recoit(geste: Callable[[Boite, bytes], object], *controles: str) -> Script:
    return atteste(_lit(geste, verifie=False), *controles)


def _usager_repond(geste: Callable[[Boite, bytes], object] | None) -> Script:
    """The nurse writes, the citizen answers by the simulator's controls; the box is read, or not."""

    def travail(b: Bureau) -> None:
        b.envoyer(b.lettre(a=b.usager()))
        b.dui.usager_repond(b.p.patient(MONIQUE).id, BOITE_INFIRMIERE)
        with b.boite() as boite:
            for number in boite.non_lus() if geste is not None else ():
                _rien(geste(boite, number) if geste is not None else None)

    return atteste(au_bureau(travail, MONIQUE), "MSS-33.C1")


def _accuse(*, fois: int = 1) -> Script:
    def travail(b: Bureau) -> None:
        got = [one for one in b.relever() if one.accuse_a][-1]
        for _ in range(fois):
            b.accuser(got)

    return au_bureau(travail)


def _simple_reponse(b: Bureau) -> None:
    got = [one for one in b.relever() if one.accuse_a][-1]
    b.envoyer(b.lettre(sujet=f"Lu : {got.sujet}", en_reponse_a=got.message_id))


RECEPTIONS: Mapping[str, Mapping[str, Script]] = MappingProxyType(
    {
        "MSS-23": {"": _accuse_recu(accuse=True), "sans_demande": _accuse_recu()},
        "MSS-24": {
            "": _avec_avis("SUCCESS", "FAILURE"),
            "sans_demande": au_medecin(avec()),
            "echec_seulement": _avec_avis("FAILURE"),
        },
        "MSS-25": {"": _rebond(releve=True), "ne_releve_pas": _rebond(releve=False)},
        "MSS-26": {
            "": _repond(_dans_le_fil),
            "sans_fil": _repond(lambda _b, _r: {}),
            "sans_references": au_bureau(_sans_references),
            "autre_fil": _repond(_autre_fil),
        },
        "MSS-27": {
            "": _lit(_entier),
            "entetes_seulement": _lit(_entetes),
            "sans_verification": _lit(_entier, verifie=False),
            "laisse_non_lu": _lit(_sans_marquer),
        },
        "MSS-28": {
            "": _recoit(_entier, "MSS-28.C1", "MSS-28.C2"),
            "entetes_seulement": _recoit(_entetes),
        },
        "MSS-29": {
            "": _recoit(_entier, "MSS-29.C1", "MSS-29.C2"),
            "entetes_seulement": _recoit(_entetes),
        },
        "MSS-30": {"": _recoit(_entier, "MSS-30.C1"), "relit_en_boucle": _recoit(_en_boucle)},
        "MSS-33": {
            "": _usager_repond(_entier),
            "ne_releve_pas": _usager_repond(None),
            "entetes_seulement": _usager_repond(_entetes),
        },
        "MSS-38": {
            "": _accuse(),
            "sans_accuse": _accuse(fois=0),
            "deux_fois": _accuse(fois=2),
            "simple_reponse": au_bureau(_simple_reponse),
        },
    }
)
