"""The public files of the trust space at work: read by anybody, journalled like the rest."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qsl

from mss.confiance.autoconfiguration import Adresses
from mss.confiance.data.adresses import AUTOCONFIG, LISTE_BLANCHE, SRV
from mss.confiance.liste import Signature, inscrits
from mss.confiance.messages import autoconfig
from mss.data.names import AUTOCONFIGURATION, DOMAINES_USAGERS, LISTE
from mss.model import Annuaire
from mss.state.vue import Annuaires
from simulators.core.journal.model import Fact
from simulators.core.service import Analysis, Draft

if TYPE_CHECKING:
    from simulators.core.context import Context

_METHODES: Final = frozenset({"GET", "HEAD"})
_FICHIERS: Final[Mapping[str, str]] = {
    LISTE_BLANCHE: LISTE,
    SRV: AUTOCONFIGURATION,
    **dict.fromkeys(AUTOCONFIG, AUTOCONFIGURATION),
}
_MOST_QUERY: Final = 1_000


@dataclass(frozen=True, slots=True)
class Fichier:
    """A file as it leaves; `corps` None when there is none for what was asked."""

    type_mime: str
    corps: bytes | None


def operation(methode: str, chemin: str) -> str:
    """What the call is in the journal; empty when it is for no public file of the trust space."""
    return _FICHIERS.get(chemin, "") if methode in _METHODES else ""


def analyse(nom: str, statut: str) -> Analysis:
    """What the journal keeps of it, live or read again."""
    facts: dict[str, Fact] = {
        "professional": "",
        "code": statut,
        "mss.code": statut,
        "fault": not statut.startswith("2"),
    }
    return Analysis(nom, facts)


class Publics:
    """Answers for the espace of the call, at its present state."""

    def __init__(self, context: "Context", annuaires: Annuaires, adresses: Adresses) -> None:
        self._annuaires = annuaires
        self._adresses = adresses
        self._signature = Signature(context.pki)

    async def servir(self, draft: Draft, methode: str, chemin: str, requete: str, send: Any) -> None:
        """One file, or 404 for a domain that no operator of the trust space has."""
        nom = operation(methode, chemin)
        fichier = await self._fichier(draft, chemin, requete)
        corps = fichier.corps or b""
        statut = 404 if fichier.corps is None else 200
        draft.analysis = analyse(nom, str(statut))
        headers = [
            (b"content-type", fichier.type_mime.encode("ascii")),
            (b"content-length", str(len(corps)).encode("ascii")),
        ]
        await send({"type": "http.response.start", "status": statut, "headers": headers})
        await send({"type": "http.response.body", "body": b"" if methode == "HEAD" else corps})

    async def _fichier(self, draft: Draft, chemin: str, requete: str) -> Fichier:
        annuaire = self._annuaires.de(draft.espace)
        if chemin == LISTE_BLANCHE:
            signed = await self._signature.signer(inscrits(annuaire, draft.started))
            return Fichier("application/xml", signed)
        asked = dict(parse_qsl(requete[:_MOST_QUERY])) if requete else {}
        adresse = (asked.get("emailaddress") or f"@{asked.get('domaine', '')}").strip().lower()
        domaine = adresse.rpartition("@")[2]
        if chemin == SRV:
            known = _connu(domaine, annuaire)
            return Fichier("application/json", autoconfig.srv(self._adresses.de(domaine)) if known else None)
        boite = annuaire.boites.get(adresse)
        told = self._adresses.de(domaine, applicatif=boite is not None and boite.genre == "APP")
        return Fichier("text/xml", autoconfig.thunderbird(told) if _connu(domaine, annuaire) else None)


def _connu(domaine: str, annuaire: Annuaire) -> bool:
    """Citizens read their mail on a web site: their domains have no mail program."""
    return domaine in annuaire.domaines and domaine not in DOMAINES_USAGERS
