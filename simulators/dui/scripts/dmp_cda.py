"""CDA-01 to CDA-05 and CDA-10: what the documents that the software writes say of themselves."""

from collections.abc import Mapping
from types import MappingProxyType

from simulators.core.sante.codes import Code
from simulators.dui.documents.production import Deforme
from simulators.dui.scripts.connexions import atteste
from simulators.dui.scripts.dmp_acces import RICHE
from simulators.dui.scripts.dmp_histoire import MARS_2025
from simulators.dui.scripts.dmp_versements import (
    AUTRE,
    en_texte,
    fiche,
    verse,
)
from simulators.dui.scripts.gestes import Script
from simulators.dui.scripts.redactions import liaison, plan, sortie, sortie_d_hopital
from simulators.dui.seance import Seance, en_seance

_HOPITAL = Code("ETABLISSEMENT", "1.2.250.1.213.1.1.4.9", "Etablissement de santé")
_DESTINATAIRES = ("luc-besnard", "marc-teissier")


def _deforme(avant: bytes, apres: bytes) -> Deforme:
    def change(cda: bytes) -> bytes:
        return cda.replace(avant, apres, 1)

    return change


def _spoilt(deforme: Deforme) -> Script:
    """A document whose bytes say otherwise; what the DMP refuses is told."""
    return en_seance(lambda s: s.tenter(lambda: s.verser(s.produire(deforme))), RICHE)


def _sans_ins(s: Seance) -> None:
    """The header names the person by the number of the record."""
    ins = s.p.patient(s.personne)
    own = f'root="{ins.oid}" extension="{ins.id}"'.encode()
    spoilt = s.produire(_deforme(own, b'root="2.25.1" extension="dossier-1"'))
    s.tenter(lambda: s.verser(spoilt))


def _pour(*destinataires: str) -> Script:
    def travail(s: Seance) -> None:
        s.verser(s.produire(redaction=plan(s, *destinataires)))

    return en_seance(travail, RICHE)


def _cadre_hospitalier(s: Seance) -> None:
    changed = fiche(s.produire(redaction=liaison(s)), practice_setting_code=_HOPITAL)
    s.tenter(lambda: s.verser(changed))


def _atteste(script: Script) -> Script:
    return atteste(script, "CDA-02.C1", "CDA-02.C2")


CDA: Mapping[str, Mapping[str, Script]] = MappingProxyType(
    {
        "CDA-01": {
            "": verse(),
            "sans_royaume": _spoilt(_deforme(b'<realmCode code="FR"/>', b"")),
            "sans_ins": en_seance(_sans_ins, RICHE),
            "type_invente": _spoilt(_deforme(b'<code code="80788-3"', b'<code code="00000-0"')),
            "corps_en_texte": _spoilt(en_texte),
        },
        "CDA-02": {"": _atteste(verse()), "corps_en_texte": _atteste(_spoilt(en_texte))},
        "CDA-03": {
            "": _pour(*_DESTINATAIRES),
            "un_seul": _pour(*_DESTINATAIRES[:1]),
            "aucun": _pour(),
        },
        "CDA-04": {
            "": verse(redige=liaison),
            "autre_type": verse(),
            "cadre_hospitalier": en_seance(_cadre_hospitalier, RICHE),
        },
        "CDA-05": {"": verse(redige=sortie), "lettre_d_hopital": verse(redige=sortie_d_hopital)},
        "CDA-10": {
            "": atteste(verse(AUTRE, debut=MARS_2025), "CDA-10.C2"),
            "date_d_envoi": atteste(verse(AUTRE), "CDA-10.C2"),
        },
    }
)
