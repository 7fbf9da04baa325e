"""DMP-30, DMP-31 and DMP-38: documents of former years, fed today."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from types import MappingProxyType

from simulators.dui.scripts.dmp_acces import RICHE
from simulators.dui.scripts.dmp_versements import AUTRE, deux_fois, fiche, verse
from simulators.dui.scripts.gestes import Script
from simulators.dui.seance import Seance, comme, en_seance

DEFUNTE, PARTIE = "gisele-hamon", "nicole-perrot"
MARS_2025 = datetime(2025, 3, 12, 9, 30, tzinfo=UTC)
_REPRIS = 8


def _reprise(*, pause: float = 0.3, defunte: bool = False, acte: datetime | None = MARS_2025) -> Script:
    """The documents of a year, one after the other; time passes in the espace between two."""

    def travail(s: Seance) -> None:
        for _ in range(_REPRIS):
            s.verser(s.produire(debut=acte))
            if pause:
                s.dui.laisser_passer(pause)
        if defunte:
            s.ouvrir(DEFUNTE)
            s.tenter(lambda: s.verser(s.produire(debut=acte)))

    return en_seance(travail, RICHE)


def _de_l_absente(*, structure: bool) -> Script:
    """The document of a colleague who left, fed by the structure."""

    def travail(s: Seance) -> None:
        document = s.produire(auteur=comme(s.dui, s.p.infirmiere, PARTIE))
        if structure:
            s.verser(document)
            return
        (author,) = document.fiche.authors
        s.tenter(lambda: s.verser(fiche(document, authors=(replace(author, institutions=()),))))

    return en_seance(travail, RICHE)


def _ancien(s: Seance) -> None:
    s.verser(s.produire(debut=MARS_2025))


HISTOIRE: Mapping[str, Mapping[str, Script]] = MappingProxyType(
    {
        "DMP-30": {
            "": _reprise(),
            "sans_frein": _reprise(pause=0),
            "verse_la_defunte": _reprise(defunte=True),
            "date_d_envoi": _reprise(acte=None),
        },
        "DMP-31": {"": _de_l_absente(structure=True), "sans_structure": _de_l_absente(structure=False)},
        "DMP-38": {
            "": verse(AUTRE, debut=MARS_2025),
            "deux_fois": en_seance(deux_fois(_ancien), AUTRE),
            "date_d_envoi": verse(AUTRE),
        },
    }
)
