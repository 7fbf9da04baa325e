"""The two contexts: presence, shape, and the software's authorisation (ins.md §3.2)."""

import re
from collections.abc import Iterator
from datetime import date, datetime

from ins.model import Appel, Contexte, ContexteBam, ContexteLps, Demande, Remarque, Spot, Vue
from ins.rules.catalogue import contextes as catalogue

_UUID = re.compile(r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}")
_UUID_SHAPE = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx"
_TEMPS = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2})(?:\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})?"
)
_TEMPS_SHAPE = "AAAA-MM-JJThh:mm:ssZ"
_NOM = re.compile(r"urn:lps:[^:]+(?::.+)?")
_NOM_SHAPE = "urn:lps:NOM:VERSION"
_IDAM = re.compile(r"[A-Z0-9]{12}")
_IDAM_SHAPE = "ABC17NF23DE0"


def contextes(appel: Appel, demande: Demande) -> Iterator[Remarque]:
    """Everything but the authorisation number, which only the espace can judge."""
    if demande.bam is None:
        yield Remarque(catalogue.BAM_ABSENT, "", "ContexteBAM", Spot.HEADER)
    else:
        yield from _bam(appel, demande.bam)
    if demande.lps is None:
        yield Remarque(catalogue.LPS_ABSENT, "", "ContexteLPS", Spot.HEADER)
    else:
        yield from _lps(appel, demande.lps)


def _bam(appel: Appel, bam: ContexteBam) -> Iterator[Remarque]:
    yield from _common(bam, Spot.BAM, "CTXBAM", "01_02")
    yield from _id_temps(appel, bam, Spot.BAM, Spot.BAM_ID, Spot.BAM_TEMPS)
    yield from _emetteur(appel, bam, Spot.BAM, Spot.BAM_EMETTEUR)
    if not bam.couverture:
        yield Remarque(catalogue.COUVERTURE_ABSENTE, "", "COUVERTURE", Spot.BAM)


def _lps(appel: Appel, lps: ContexteLps) -> Iterator[Remarque]:
    yield from _common(lps, Spot.LPS, "CTXLPS", "01_00")
    yield from _id_temps(appel, lps, Spot.LPS, Spot.LPS_ID, Spot.LPS_TEMPS)
    yield from _emetteur(appel, lps, Spot.LPS, Spot.LPS_EMETTEUR)
    yield from _software(lps)


def _common(context: Contexte, spot: Spot, nature: str, version: str) -> Iterator[Remarque]:
    if not context.version:
        yield Remarque(catalogue.VERSION_ABSENTE, "", version, spot, attribute="Version")
    if context.nature is not None and context.nature != nature:
        yield Remarque(catalogue.NATURE, context.nature, nature, spot, attribute="Nature")


def _id_temps(
    appel: Appel, context: Contexte, spot: Spot, id_spot: Spot, temps_spot: Spot
) -> Iterator[Remarque]:
    if not context.id:
        yield Remarque(catalogue.ID_ABSENT, "", _UUID_SHAPE, spot if context.id is None else id_spot)
    elif not _UUID.fullmatch(context.id):
        yield Remarque(catalogue.ID_FORME, context.id, _UUID_SHAPE, id_spot)
    if context.temps is None:
        yield Remarque(catalogue.TEMPS_ABSENT, "", _TEMPS_SHAPE, spot)
    elif not est_un_instant(context.temps):
        yield Remarque(catalogue.TEMPS_FORME, context.temps, _TEMPS_SHAPE, temps_spot)
    elif appel.transport != "fichier" and _ecart_en_jours(context.temps, appel.jour) > 1:
        yield Remarque(catalogue.TEMPS_DECALE, context.temps, appel.jour, temps_spot)


def _ecart_en_jours(temps: str, jour: str) -> int:
    """How far apart two days are; offsets do not matter at that scale."""
    if not jour:
        return 0
    return abs((date.fromisoformat(temps.strip()[:10]) - date.fromisoformat(jour)).days)


def est_un_instant(value: str) -> bool:
    """True for an xs:dateTime; fraction and offset are free, freshness is not asked (ins.md §3.2)."""
    found = _TEMPS.fullmatch(value.strip())
    if not found:
        return False
    try:
        datetime.fromisoformat(found[1] + (found[2] or ""))
    except ValueError:
        return False
    return True


def _emetteur(appel: Appel, context: Contexte, spot: Spot, own: Spot) -> Iterator[Remarque]:
    expected = appel.certificate_ou
    if context.emetteur is None:
        yield Remarque(catalogue.EMETTEUR_ABSENT, "", expected or "", spot)
    elif expected and appel.face == "mtls" and context.emetteur != expected:
        yield Remarque(catalogue.EMETTEUR, context.emetteur, expected, own)


def _software(lps: ContexteLps) -> Iterator[Remarque]:
    parent = Spot.LPS_LPS if lps.lps else Spot.LPS
    if not lps.idam:
        yield Remarque(catalogue.IDAM_ABSENT, "", "IDAM", parent if lps.idam is None else Spot.LPS_IDAM)
    elif not _IDAM.fullmatch(lps.idam):
        yield Remarque(catalogue.IDAM_FORME, lps.idam, _IDAM_SHAPE, Spot.LPS_IDAM)
    if not lps.lps_version:
        spot = parent if lps.lps_version is None else Spot.LPS_VERSION
        yield Remarque(catalogue.LPS_VERSION, "", "1.0", spot)
    if not lps.instance:
        spot = parent if lps.instance is None else Spot.LPS_INSTANCE
        yield Remarque(catalogue.LPS_INSTANCE, "", _UUID_SHAPE, spot)
    if not _NOM.fullmatch(lps.nom or ""):
        spot = parent if lps.nom is None else Spot.LPS_NOM
        yield Remarque(catalogue.LPS_NOM, lps.nom or "", _NOM_SHAPE, spot)


def autorisation(demande: Demande, vue: Vue) -> Iterator[Remarque]:
    """The authorisation number must be known to the espace."""
    lps = demande.lps
    if lps is not None and lps.idam and lps.idam not in vue.idams:
        yield Remarque(catalogue.IDAM_INCONNU, lps.idam, "", Spot.LPS_IDAM)
