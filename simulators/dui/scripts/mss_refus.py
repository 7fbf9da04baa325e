"""MSS-10 to MSS-13: what the operator refuses to send, and how often it is tried again."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from simulators.dui.bureau import Bureau, au_bureau
from simulators.dui.courriel import Correspondant
from simulators.dui.scripts.connexions import atteste
from simulators.dui.scripts.gestes import Script
from simulators.dui.scripts.mss_envois import MONIQUE

_HORS_LISTE, _INCONNUE = "contact@hors-liste.demo.mssante.fr", "inconnue@pro.demo.mssante.fr"
_PLEINE = "julie.lemoine@pro.demo.mssante.fr"
_DIX_MINUTES = 600
# Encoded, it is over 15 MB: more than the operator announces.
_GROS = 11_500_000


def vers(adresse: str, fois: int = 1, attend: int = 0, *, logiciel: bool = False) -> Script:
    """A document to that address, tried so many times, so many seconds apart; by the software if told."""

    def travail(b: Bureau) -> None:
        if logiciel:
            b.automatiser()
        mail = b.lettre(b.document(), a=Correspondant(adresse))
        for essai in range(fois):
            if essai and attend:
                b.dui.laisser_passer(attend)
            b.tenter(lambda: b.envoyer(mail))

    return au_bureau(travail, MONIQUE)


def _trop_gros(*, mesure: bool) -> Script:
    """A document whose PDF is enormous; the software looks at the size first, or not."""

    def travail(b: Bureau) -> None:
        mail = b.lettre(b.document())
        if mail.jointe is not None:
            ((name, pdf),) = mail.jointe.pdfs
            mail = replace(mail, jointe=replace(mail.jointe, pdfs=((name, pdf + b"\n" * _GROS),)))
        if not b.tenter(lambda: b.envoyer(mail, mesure=mesure)) and mesure:
            b.dui.attestations["MSS-13.C2"] = True

    return au_bureau(travail, MONIQUE)


REFUS_MSS: Mapping[str, Mapping[str, Script]] = MappingProxyType(
    {
        "MSS-10": {
            "": atteste(vers(_HORS_LISTE), "MSS-10.C1", "MSS-10.C2"),
            "insiste": vers(_HORS_LISTE, 4),
        },
        "MSS-11": {"": atteste(vers(_INCONNUE), "MSS-11.C1"), "insiste": vers(_INCONNUE, 4)},
        "MSS-12": {
            "": vers(_PLEINE, 3, _DIX_MINUTES, logiciel=True),
            "rejoue_le_definitif": vers(_PLEINE, 4, _DIX_MINUTES, logiciel=True),
            "sans_attendre": vers(_PLEINE, 4, logiciel=True),
            "insiste": vers(_PLEINE, 7, logiciel=True),
        },
        "MSS-13": {"": _trop_gros(mesure=True), "ne_mesure_pas": _trop_gros(mesure=False)},
    }
)
