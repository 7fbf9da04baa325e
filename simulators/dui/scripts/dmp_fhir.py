"""DMP-33 to DMP-35: the DMP over FHIR (PDSm). A set is fed, its token grows old, an entry is wrong."""

from collections.abc import Callable, Mapping
from contextlib import closing
from types import MappingProxyType
from typing import Any

from simulators.dui import recit
from simulators.dui.dmp_fhir import Depose, DmpFhirClient
from simulators.dui.documents.fhir import transaction
from simulators.dui.documents.soumission import Document
from simulators.dui.parcours import INFIRMIERE
from simulators.dui.poste import install_dmp_fhir
from simulators.dui.scripts.dmp_acces import RICHE
from simulators.dui.scripts.gestes import Script
from simulators.dui.seance import Seance, en_seance

Lot = dict[str, Any]
Deforme = Callable[[Lot], None]
# Seconds: one more than the life of a token of the API.
JETON_EXPIRE = 14_401


def tel_quel(lot: Lot) -> None:
    """The set as it is written."""
    del lot


def _sans_profil(lot: Lot) -> None:
    del lot["meta"]


def _sans_document(lot: Lot) -> None:
    lot["entry"] = [one for one in lot["entry"] if one["resource"]["resourceType"] != "Binary"]


def _sans_type(lot: Lot) -> None:
    for one in lot["entry"]:
        if one["resource"]["resourceType"] == "DocumentReference":
            del one["resource"]["type"]


class Poste:
    """The DUI at its FHIR post during one session."""

    def __init__(self, s: Seance, client: DmpFhirClient) -> None:
        self._s, self._client = s, client
        self.jeton = client.jeton(s.p.infirmiere.acces)

    def deposer(self, document: Document, deforme: Deforme = tel_quel) -> Depose:
        """One set of one document, told as a step."""
        self._s.dui.tick()
        sent = transaction(document, self._s.dui.ids)
        deforme(sent)
        answer = self._client.deposer(sent, self.jeton)
        self._s.dui.tell(
            recit.depose_fhir(accepte=answer.accepte, chemins=answer.chemins), str(answer.statut)
        )
        return answer

    def attendre(self, seconds: float) -> None:
        """Work stops for that long."""
        self._s.dui.laisser_passer(seconds)

    def renouveler(self) -> None:
        """The professional connects again, and the token of the API is exchanged anew."""
        self._s.p.infirmiere = self._s.p.connecter(INFIRMIERE)
        self.jeton = self._client.jeton(self._s.p.infirmiere.acces)


def au_poste(geste: Callable[[Poste, Seance], None]) -> Script:
    """A script over FHIR."""

    def travail(s: Seance) -> None:
        with closing(DmpFhirClient(install_dmp_fhir(s.dui.ready, s.dui.espace))) as client:
            geste(Poste(s, client), s)

    return en_seance(travail, RICHE)


def _deux(deforme: Deforme = tel_quel, *, meme: bool = False) -> Script:
    """Two documents, each in its set; `meme` gives them one identifier."""

    def geste(poste: Poste, s: Seance) -> None:
        first = s.produire()
        poste.deposer(first, deforme)
        poste.deposer(first if meme else s.produire(), deforme)

    return au_poste(geste)


def _jeton_expire(*, vains: int = 0, apres: int = 1) -> Script:
    """The token dies while nobody works: so many vain tries, then a new token and so many tries."""

    def geste(poste: Poste, s: Seance) -> None:
        document = s.produire()
        poste.attendre(JETON_EXPIRE)
        for _ in range(1 + vains):
            poste.deposer(document)
        poste.renouveler()
        for _ in range(apres):
            poste.deposer(document)

    return au_poste(geste)


def _sans_type_puis(essais: int) -> Script:
    """An entry without its type, so many times; then the right one."""

    def geste(poste: Poste, s: Seance) -> None:
        document = s.produire()
        for _ in range(essais):
            poste.deposer(document, _sans_type)
        poste.deposer(document)

    return au_poste(geste)


FHIR: Mapping[str, Mapping[str, Script]] = MappingProxyType(
    {
        "DMP-33": {
            "": _deux(),
            "sans_profil": _deux(_sans_profil),
            "meme_identifiant": _deux(meme=True),
            "sans_document": _deux(_sans_document),
        },
        "DMP-34": {
            "": _jeton_expire(),
            "meme_jeton": _jeton_expire(vains=1),
            "insiste": _jeton_expire(apres=2),
        },
        "DMP-35": {"": _sans_type_puis(1), "insiste": _sans_type_puis(4)},
    }
)
