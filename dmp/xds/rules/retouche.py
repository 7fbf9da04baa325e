"""What an accepted update writes: new states, and entries whose only change is confidentiality (TD3.3)."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final

from dmp.model import Acteur, Depot, EtatDocument, NouvelleVersion, Retouche, VueRegistre
from dmp.xds.model import DemandeMiseAJour
from simulators.core.sante.ebrim.modele import Association, FicheDocument, Soumission
from simulators.core.sante.ebrim.noms import ETAT_NOUVEAU

_UUID: Final = "urn:uuid:"


def preparer(
    asked: DemandeMiseAJour, who: Acteur, vue: VueRegistre, uuids: Iterator[str], maintenant: datetime
) -> Retouche:
    """What an accepted update writes: new states, and entries whose only change is confidentiality."""
    soumission = asked.soumission
    if soumission is None or vue.dossier is None:
        raise ValueError("an accepted update has its set and its record")
    given = {soumission.lot.entry_uuid: _UUID + next(uuids)}
    versions = []
    for _, fiche, _ in asked.versions:
        given[fiche.entry_uuid] = _UUID + next(uuids)
        versions.append(_nouvelle(fiche, vue.suivis[fiche.logical_id].fiche, given[fiche.entry_uuid]))
    lot = Depot(
        matricule=vue.dossier.matricule,
        lot=replace(
            soumission.lot,
            entry_uuid=given[soumission.lot.entry_uuid],
            availability_status=EtatDocument.APPROUVE,
        ),
        auteur=who.sujet,
        structure=who.structure,
        recu_us=int(maintenant.timestamp() * 1_000_000),
        documents=(),
        associations=tuple(_liens(asked, soumission, given, uuids)),
    )
    etats = {link.target: EtatDocument(link.slot(ETAT_NOUVEAU)) for _, link in asked.etats}
    return Retouche(lot, etats, tuple(versions))


def _nouvelle(fiche: FicheDocument, real: FicheDocument, own: str) -> NouvelleVersion:
    codes = fiche.confidentiality_codes
    made = replace(real, entry_uuid=own, version=str(int(real.version) + 1), confidentiality_codes=codes)
    return NouvelleVersion(real.entry_uuid, made)


def _liens(
    asked: DemandeMiseAJour, soumission: Soumission, given: Mapping[str, str], uuids: Iterator[str]
) -> Iterator[Association]:
    others = {id(link) for _, link in asked.autres}
    for one in soumission.associations:
        if id(one) not in others:
            source, target = given.get(one.source, one.source), given.get(one.target, one.target)
            yield replace(one, entry_uuid=_UUID + next(uuids), source=source, target=target)
