"""Control of MSSanté for a reader: one mail of a box, in words, with the documents it carries."""

import asyncio
from functools import partial
from typing import TYPE_CHECKING, Any

from mss import controle_reponses as reponses
from mss.boites import boite_de
from mss.messages.courriel import lire
from mss.model import Partie
from mss.state import dossiers, plis
from mss.state.vue import Annuaires
from simulators.core.rule import Text
from simulators.core.sante.cda.apercu import apercu
from simulators.core.sante.xdm.lecture import lire as lire_xdm
from simulators.core.sante.xdm.modele import XdmRefuseError
from simulators.core.service import ControlCall, ControlRefused, ControlRoute

if TYPE_CHECKING:
    from simulators.core.espace import Espace


class ControleLecture:
    """Reading one mail."""

    def __init__(self, annuaires: Annuaires) -> None:
        self._annuaires = annuaires
        self.routes: tuple[ControlRoute, ...] = (
            ControlRoute(
                "GET",
                "/boites/{adresse}/courriels/{id}/lecture",
                Text("Lire un courriel", "Read a mail"),
                self._lire,
                answer=reponses.CourrielEnMots,
            ),
        )

    async def _lire(self, espace: "Espace", call: ControlCall) -> object:
        """From whom, to whom, its text, its pieces, and the documents of its archive in words (`lisible`)."""
        boite = boite_de(self._annuaires, espace, call.parameters["adresse"])
        folder, _, uid = call.parameters["id"].partition("-")
        folders = await espace.store.query(partial(dossiers.lister, boite=boite.adresse))
        mine = {str(one.id): one.id for one in folders}
        if folder not in mine or not (uid.isascii() and uid.isdigit() and len(uid) < 12):
            raise ControlRefused(404, "Courriel inconnu dans cette boîte")
        found = await espace.store.query(partial(plis.lire, espace.store, mine[folder], [int(uid)]))
        if not found:
            raise ControlRefused(404, "Courriel inconnu dans cette boîte")
        return await asyncio.to_thread(_en_mots, found[0].octets)


def _en_mots(octets: bytes) -> dict[str, Any]:
    mail = lire(octets)
    return {
        "de": [_adresse(one.nom, one.adresse) for one in mail.expediteurs],
        "a": mail.valeur("To"),
        "copie": mail.valeur("Cc"),
        "date": mail.valeur("Date"),
        "sujet": mail.sujet,
        "texte": next((_texte(one) for one in mail.parties if one.type_mime == "text/plain"), ""),
        "pieces": [
            {"nom": one.nom, "type": one.type_mime, "taille": one.fin - one.debut}
            for one in mail.parties
            if one.nom
        ],
        "documents": [told for one in mail.parties if one.est_archive for told in _documents(one)],
        "accuse": mail.accuse.disposition if mail.accuse else "",
    }


def _adresse(name: str, address: str) -> str:
    return f"{name} <{address}>" if name else address


def _texte(part: Partie) -> str:
    try:
        return part.contenu.decode(part.charset or "utf-8", "replace")
    except LookupError:
        return part.contenu.decode("latin-1")


def _documents(part: Partie) -> list[dict[str, str]]:
    """What an IHE_XDM archive holds; nothing for one that cannot be opened: its findings say why."""
    try:
        xdm = lire_xdm(part.contenu)
    except XdmRefuseError:
        return []
    return [
        {"titre": one.fiche.title, "type": one.fiche.mime_type, "lisible": apercu(one.contenu or b"")}
        for one in xdm.documents
    ]
