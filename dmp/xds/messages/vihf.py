"""The assertion of a message: found, verified, and read from what was signed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from dmp.xds.data import noms
from dmp.xds.messages.certificats import CertificatIllisible, Certificats
from dmp.xds.model import RIEN, Annonce, RefusVihf, Signataire, VihfVerifie
from simulators.core.xml.dsig import (
    SHA1_TOO,
    SignatureReason,
    SignatureRefusedError,
    verify_enveloped,
)
from simulators.core.xml.nodes import Node
from simulators.core.xml.saml import Affirmations, Vihf
from simulators.core.xml.saml_lecture import VihfRefuseError, read, read_unverified
from simulators.core.xml.soap import Envelope

_REFUS: Final[Mapping[SignatureReason, RefusVihf]] = {
    SignatureReason.ABSENT: RefusVihf.NON_SIGNE,
    SignatureReason.SEVERAL: RefusVihf.PROFIL,
    SignatureReason.PROFILE: RefusVihf.PROFIL,
    SignatureReason.REFERENCE: RefusVihf.PROFIL,
    SignatureReason.DUPLICATE_ID: RefusVihf.PROFIL,
    SignatureReason.ALGORITHM: RefusVihf.ALGORITHME,
    SignatureReason.CERTIFICATE: RefusVihf.CERTIFICAT,
    SignatureReason.DIGEST: RefusVihf.SIGNATURE,
    SignatureReason.SIGNATURE: RefusVihf.SIGNATURE,
}


@dataclass(frozen=True, slots=True)
class LectureVihf:
    """The verified assertion, or why there is none; `node` is where the assertion stands in the message."""

    vihf: VihfVerifie | None = None
    refus: RefusVihf | None = None
    detail: str = ""
    node: Node | None = None
    annonce: Annonce = RIEN


def lire_vihf(envelope: Envelope, certificats: Certificats) -> LectureVihf:
    """Verifies the only assertion of the Security header; nothing else of the message is believed."""
    found = [one for block in envelope.blocks.get(noms.SECURITY, ()) for one in block.iter(noms.ASSERTION)]
    if not found:
        return LectureVihf(refus=RefusVihf.ABSENT)
    if len(found) > 1:
        claimed = _annonce(read_unverified(found[0]))
        return LectureVihf(None, RefusVihf.PLUSIEURS, str(len(found)), found[1], claimed)
    try:
        signed = verify_enveloped(found[0], SHA1_TOO)
        vihf = read(signed)
        verified = _claims(vihf, certificats.examiner(signed.certificate))
        return LectureVihf(verified, node=found[0], annonce=_annonce(vihf))
    except SignatureRefusedError as error:
        refus, detail = _REFUS[error.reason], error.detail
    except VihfRefuseError as error:
        refus, detail = RefusVihf.PROFIL, str(error)
    except CertificatIllisible as error:
        refus, detail = RefusVihf.CERTIFICAT, str(error)
    return LectureVihf(None, refus, detail, found[0], _annonce(read_unverified(found[0])))


def _annonce(vihf: Affirmations) -> Annonce:
    patient = vihf.ressource
    return Annonce(
        sujet=vihf.sujet or "",
        structure=vihf.structure or "",
        mode=vihf.mode_brut or "",
        matricule=patient.id if patient else "",
        oid=patient.oid if patient else "",
    )


def _claims(vihf: Vihf, signataire: Signataire) -> VihfVerifie:
    return VihfVerifie(
        id=vihf.id,
        signataire=signataire,
        sha1=vihf.sha1,
        emise=vihf.emise.valeur if vihf.emise else None,
        emise_brute=vihf.emise.texte if vihf.emise else "",
        pas_avant=vihf.pas_avant.valeur if vihf.pas_avant else None,
        pas_apres=vihf.pas_apres.valeur if vihf.pas_apres else None,
        emetteur=vihf.emetteur,
        emetteur_format=vihf.emetteur_format,
        sujet=vihf.sujet,
        contexte=vihf.contexte,
        preuve=vihf.preuve,
        version=vihf.version_vihf,
        mode=vihf.mode.value if vihf.mode else None,
        mode_brut=vihf.mode_brut,
        structure=vihf.structure,
        secteur=vihf.secteur,
        nom_affiche=vihf.nom_affiche,
        roles=vihf.roles,
        ressource=vihf.ressource,
        ressource_brute=vihf.ressource_brute,
        ressource_urn=vihf.ressource_urn,
        usage=vihf.usage,
        lps_nom=vihf.lps.nom,
        lps_version=vihf.lps.version,
        homologation=vihf.lps.homologation,
        raison=(vihf.raison or "").strip(),
        secrete=vihf.confidentialite is not None,
        attributs=frozenset(vihf.attributs),
        doubles=vihf.doubles,
    )
