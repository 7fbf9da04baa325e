"""The assertions of a message: found, verified, and read from what was signed."""

from collections.abc import Mapping
from typing import Final

from ins.data import names
from ins.messages.noeuds import Nodes
from ins.model import Spot
from ins.model.assertion import (
    AUCUNE,
    CARTE_CPX,
    FACTURATION,
    PRO_SANTE_CONNECT,
    AssertionPs,
    Assertions,
    RefusAssertion,
)
from simulators.core.net.pki.signataires import CertificatIllisible, Signataires
from simulators.core.signataire import Signataire
from simulators.core.xml.dsig import DS, SignatureReason, SignatureRefusedError, verify_enveloped
from simulators.core.xml.nodes import Node
from simulators.core.xml.saml import Affirmations
from simulators.core.xml.saml_lecture import VihfRefuseError, read, read_unverified
from simulators.core.xml.soap import Envelope

_SIGNATURE: Final = f"{{{DS}}}Signature"
_REFUS: Final[Mapping[SignatureReason, RefusAssertion]] = {
    SignatureReason.ABSENT: RefusAssertion.NON_SIGNEE,
    SignatureReason.SEVERAL: RefusAssertion.PROFIL,
    SignatureReason.PROFILE: RefusAssertion.PROFIL,
    SignatureReason.REFERENCE: RefusAssertion.PROFIL,
    SignatureReason.DUPLICATE_ID: RefusAssertion.PROFIL,
    SignatureReason.ALGORITHM: RefusAssertion.ALGORITHME,
    SignatureReason.CERTIFICATE: RefusAssertion.CERTIFICAT,
    SignatureReason.DIGEST: RefusAssertion.SIGNATURE,
    SignatureReason.SIGNATURE: RefusAssertion.SIGNATURE,
}


def read_assertions(envelope: Envelope, signataires: Signataires, nodes: Nodes) -> Assertions:
    """Verifies the professional's assertion; nothing else of the header is believed."""
    blocks = envelope.blocks.get(names.SECURITY, ())
    found = [one for block in blocks for one in block.iter(names.ASSERTION)]
    if not found:
        return AUCUNE
    claims = [read_unverified(one) for one in found]
    ps = [rank for rank, said in enumerate(claims) if _of_a_professional(said)] or [0]
    for rank, at in enumerate(ps):
        nodes[(Spot.ASSERTION, rank)] = found[at]
    node, said = found[ps[0]], claims[ps[0]]
    verified, refus, detail = None, None, ""
    if len(ps) > 1:
        refus, detail = RefusAssertion.PLUSIEURS, str(len(ps))
    elif any(one.getparent() not in blocks for one in found):
        refus, detail = RefusAssertion.PROFIL, "Assertion"
    elif said.sujet_qualificatif == PRO_SANTE_CONNECT and next(node.iter(_SIGNATURE), None) is None:
        verified = _value(said, None)
    else:
        verified, refus, detail = _verified(node, signataires)
    return Assertions(
        nombre=len(found),
        ps=verified,
        refus=refus,
        detail=detail,
        vitale=len(found) - len(ps),
        sujet=said.sujet or "",
        qualificatif=said.sujet_qualificatif or "",
    )


def _of_a_professional(said: Affirmations) -> bool:
    """An assertion that names a professional, unlike that of a carte Vitale."""
    return said.sujet_qualificatif in {CARTE_CPX, PRO_SANTE_CONNECT} or FACTURATION in said.attributs


def _verified(node: Node, signataires: Signataires) -> tuple[AssertionPs | None, RefusAssertion | None, str]:
    try:
        signed = verify_enveloped(node)
        return _value(read(signed), signataires.examiner(signed.certificate)), None, ""
    except SignatureRefusedError as error:
        return None, _REFUS[error.reason], error.detail
    except VihfRefuseError as error:
        return None, RefusAssertion.PROFIL, str(error)
    except CertificatIllisible as error:
        return None, RefusAssertion.CERTIFICAT, str(error)


def _value(said: Affirmations, signataire: Signataire | None) -> AssertionPs:
    return AssertionPs(
        id=said.id,
        signataire=signataire,
        version=said.version_saml,
        qualificatif=said.sujet_qualificatif,
        sujet=said.sujet,
        emise=said.emise.valeur if said.emise else None,
        emise_brute=said.emise.texte if said.emise else "",
        pas_avant=said.pas_avant.valeur if said.pas_avant else None,
        pas_apres=said.pas_apres.valeur if said.pas_apres else None,
        emetteur=said.emetteur,
        emetteur_format=said.emetteur_format,
        attributs={name: values[0] if values else "" for name, values in said.attributs.items()},
        doubles=said.doubles,
    )
