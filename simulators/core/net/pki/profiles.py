"""What each client certificate of the test PKI says: the good ones and the bad ones, by name.

Subjects follow reference `ins.md` §7: `C=FR, ST=<département>, O=<raison sociale>, OU=<identifiant national
de structure>, CN=INSI-AUTO | INSI-MANU | name`. Those of a professional are modelled on a CPS (assumed: no
published example was opened).
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Literal

from cryptography.x509 import ObjectIdentifier
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from simulators.core.monde.model import Professionnel, Structure
from simulators.core.net.pki.certificates import SKEW, YEAR, LeafRequest, name

Authority = Literal["organisations", "personnes", "inconnue"]
Use = Literal["authentification", "cachet", "signature", "serveur"]

KEY_USAGES: Mapping[Use, frozenset[str]] = {
    "authentification": frozenset({"digital_signature", "key_encipherment"}),
    "cachet": frozenset({"digital_signature", "content_commitment"}),
    "signature": frozenset({"content_commitment"}),
    "serveur": frozenset({"digital_signature", "key_encipherment"}),
}
EXTENDED_USAGES: Mapping[Use, tuple[ObjectIdentifier, ...]] = {
    "authentification": (ExtendedKeyUsageOID.CLIENT_AUTH,),
    "cachet": (),
    "signature": (),
    "serveur": (ExtendedKeyUsageOID.SERVER_AUTH,),
}


@dataclass(frozen=True, slots=True)
class ClientProfile:
    """One client certificate: who it names, what it is for, and what is wrong with it.

    `state` is the number of the département; `authority` the one that signs (`inconnue` is trusted by
    nobody); `shared_key` lets several bad certificates stand on one key, which takes time to make.
    """

    name: str
    common_name: str
    state: str = ""
    organization: str = ""
    organizational_unit: str = ""
    title: str = ""
    surname: str = ""
    given_name: str = ""
    authority: Authority = "organisations"
    use: Use = "authentification"
    expired: bool = False
    revoked: bool = False
    shared_key: bool = False

    @property
    def folder(self) -> str:
        """A file name of its own for these exact contents."""
        digest = hashlib.sha256(repr(self).encode()).hexdigest()[:12]
        return f"{re.sub(r'[^a-z0-9_-]', '_', self.name.lower())[:40]}-{digest}"

    def request(self) -> LeafRequest:
        """The certificate to sign, valid three years from now, or until yesterday when expired."""
        now = datetime.now(UTC)
        end = now - timedelta(days=1) if self.expired else now + 3 * YEAR
        start = now - YEAR if self.expired else now - SKEW
        subject = name(
            (NameOID.COUNTRY_NAME, "FR"),
            (NameOID.STATE_OR_PROVINCE_NAME, self.state),
            (NameOID.ORGANIZATION_NAME, self.organization),
            (NameOID.ORGANIZATIONAL_UNIT_NAME, self.organizational_unit),
            (NameOID.TITLE, self.title),
            (NameOID.SURNAME, self.surname),
            (NameOID.GIVEN_NAME, self.given_name),
            (NameOID.COMMON_NAME, self.common_name),
        )
        return LeafRequest(subject, start, end, KEY_USAGES[self.use], EXTENDED_USAGES[self.use])


def structure_clients(structure: Structure) -> dict[str, ClientProfile]:
    """The good certificates of one structure: insi_auto, insi_manu, org_auth_cli, org_sign."""
    auto = ClientProfile(
        name="insi_auto",
        common_name="INSI-AUTO",
        state=structure.departement,
        organization=structure.nom,
        organizational_unit=structure.identifiant_national,
    )
    return {
        "insi_auto": auto,
        "insi_manu": replace(auto, name="insi_manu", common_name="INSI-MANU"),
        "org_auth_cli": replace(auto, name="org_auth_cli", common_name=structure.nom),
        "org_sign": replace(auto, name="org_sign", common_name=structure.nom, use="cachet"),
    }


def professional_clients(professional: Professionnel, identifiant: str = "") -> dict[str, ClientProfile]:
    """The card-like certificates of one professional: cps_auth, cps_sign.

    CN is the national identifier, `identifiant` when told, else 8 followed by the RPPS.
    """
    auth = ClientProfile(
        name="cps_auth",
        common_name=identifiant or f"8{professional.rpps}",
        title=professional.libelle_profession,
        surname=professional.nom,
        given_name=professional.prenom,
        authority="personnes",
    )
    return {"cps_auth": auth, "cps_sign": replace(auth, name="cps_sign", use="signature")}


def bad_clients(good: ClientProfile) -> dict[str, ClientProfile]:
    """Certificates wrong in one way each, otherwise like `good`.

    `wrong_cn` and `wrong_ou` pass TLS and are refused (or noticed) by the service; the others do not pass.
    """
    bad = replace(good, shared_key=True)
    return {
        "expired": replace(bad, name="expired", expired=True),
        "revoked": replace(bad, name="revoked", revoked=True),
        "wrong_cn": replace(bad, name="wrong_cn", common_name="INSI-TEST"),
        "wrong_ou": replace(
            bad, name="wrong_ou", organization="AUTRE ETABLISSEMENT", organizational_unit="1990000004"
        ),
        "wrong_usage": replace(bad, name="wrong_usage", use="serveur"),
        "unknown_ca": replace(bad, name="unknown_ca", authority="inconnue"),
    }


def default_clients(structure: Structure, nurse: Professionnel) -> dict[str, ClientProfile]:
    """The twelve client certificates announced at start: a structure's, its nurse's, and the bad ones."""
    good = structure_clients(structure)
    return {**good, **professional_clients(nurse), **bad_clients(good["insi_auto"])}
