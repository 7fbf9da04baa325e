"""Identifiers of professionals and organisations (§2.6, §10.4)."""

import re
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from dmp.fhir.data import systemes as s
from dmp.fhir.model.profil import Ecart, RegleProfil
from dmp.fhir.model.ressource import Noeud
from dmp.fhir.rules.catalogue import acteurs as a
from simulators.core.sante.nationaux import lire_ps, lire_structure

_PS: Final = "urn:oid:1.2.250.1.71.4.2.1"
_STRUCTURE: Final = "urn:oid:1.2.250.1.71.4.2.2"
_RPPS: Final = re.compile("[0-9]{11}")
_SIRENE: Final = re.compile("[0-9]{9}|[0-9]{14}")
_LONGUEURS: Final[Mapping[str, int]] = {"SIREN": 9, "SIRET": 14}


class _Systeme(NamedTuple):
    """One system of identifiers: the types that go with it, the rule on its values."""

    types: frozenset[str]
    ligne: RegleProfil


_SYSTEMES: Final[Mapping[str, _Systeme]] = {
    _PS: _Systeme(frozenset({"IDNPS"}), a.PS_IDNAT),
    s.RPPS: _Systeme(frozenset({"RPPS"}), a.RPPS),
    _STRUCTURE: _Systeme(frozenset({"IDNST"}), a.STRUCTURE_IDNAT),
    s.SIRENE: _Systeme(frozenset({"SIREN", "SIRET"}), a.SIRENE),
}


def juger_acteur(node: Noeud) -> Iterator[Ecart]:
    """Each national identifier of a Practitioner, PractitionerRole or Organization."""
    for one in node.elements("identifier"):
        known = _SYSTEMES.get(one.champ("system").texte)
        if known is None:
            continue
        types = {code for system, code in one.champ("type").codes() if system == s.IDENTIFIANTS_0203}
        value = one.champ("value")
        if types and not types & known.types:
            found, wanted = " ".join(sorted(types)), " | ".join(sorted(known.types))
            yield Ecart(a.TYPE, one.champ("type").chemin, found, wanted)
        if not _bien_forme(one.champ("system").texte, value.texte, types):
            yield Ecart(known.ligne, value.chemin, value.texte, known.ligne.attendu)


def _bien_forme(system: str, value: str, types: set[str]) -> bool:
    if system == _PS:
        return lire_ps(value) is not None
    if system == s.RPPS:
        return _RPPS.fullmatch(value) is not None
    if system == _STRUCTURE:
        return lire_structure(value) is not None
    lengths = {_LONGUEURS[one] for one in types if one in _LONGUEURS}
    return _SIRENE.fullmatch(value) is not None and (not lengths or len(value) in lengths)
