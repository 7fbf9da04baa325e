"""What an installer types into the DUI, read from the ready file: address, certificate, authorisation."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from cryptography import x509
from cryptography.x509.oid import NameOID

from simulators.core.espace import DEFAULT_ESPACE

# An authorisation number of the right shape that no fixture declares.
IDAM_INCONNU = "ZZZ00ZZ00ZZ0"
# A call started by a person; INSI-AUTO is for automatic ones (ins.md §7).
CERTIFICAT = "insi_manu"
# The public file of the boxes, on the site of the directory (mss.md §4.4).
EXTRACTION = "/annuaire-sante-webservices/V300/services/extraction/Extraction_Correspondance_MSSante"
# The revocation list of the servers, as IGC-Santé publishes it (mss.md §1.3).
REVOCATION = "/CRL/ACI-EL-ORG-TEST.crl"
# The product reference that Convergence gives an editor (mss.md §1.7).
NIL = "DEV000001"


@dataclass(frozen=True, slots=True)
class Certificat:
    """Client material on disk: PEM chain and key; `emetteur` is the OU of the leaf."""

    nom: str
    cert: Path
    key: Path
    emetteur: str


@dataclass(frozen=True, slots=True)
class Poste:
    """The settings of one installation of the DUI; `instance` is stable over time."""

    url: str
    ca: Path
    certificat: Certificat
    idam: str
    nom: str
    version: str
    instance: str
    # Where a professional calls in person; empty when the simulator has no such address.
    url_assertion: str = ""


@dataclass(frozen=True, slots=True)
class PostePsc:
    """What Pro Santé Connect gave the editor: client, secret, return address; discovery and portal."""

    decouverte: str
    portail: str
    ca: Path
    client_id: str
    secret: str
    retour: str


@dataclass(frozen=True, slots=True)
class PosteDmp:
    """What feeding and reading the DMP need: address, the structure's two certificates, the approval."""

    base: str
    ca: Path
    authentification: Certificat
    cachet: Certificat
    nom: str
    version: str
    homologation: str


@dataclass(frozen=True, slots=True)
class PosteFhir:
    """The DMP over FHIR: its base, where its tokens are exchanged, the structure's certificate."""

    base: str
    echange: str
    ca: Path
    authentification: Certificat


@dataclass(frozen=True, slots=True)
class PosteMss:
    """The mail operator: host, name asked in TLS, two ports; `nil` is the product reference of every mail.

    `smtp_app` and `imap_app` are the ports of applicative boxes, `applicatif` the certificate they ask for,
    `crl` the revocation list last downloaded, `autoconfig` where the domain publishes its settings.
    """

    hote: str
    nom_tls: str
    smtp: int
    imap: int
    ca: Path
    nil: str
    smtp_app: int
    imap_app: int
    applicatif: Certificat
    crl: Path
    autoconfig: str


@dataclass(frozen=True, slots=True)
class PosteAnnuaire:
    """The directory: FHIR base, key given to the editor, public extraction; the revocation list beside."""

    base: str
    extraction: str
    cle: str
    ca: Path
    revocation: str


def install(ready: Mapping[str, Any], espace: str, reglages: Mapping[str, str]) -> Poste:
    """The installation for an espace; `reglages` (certificat, idam) are what the scenario asks to change."""
    lps = ready["accounts"]["lps"]
    idam = IDAM_INCONNU if reglages.get("idam") == "inconnu" else lps["idam"]
    name = f"urn:lps:{lps['name']}:{lps['version']}"
    return Poste(
        url=in_espace(ready["services"]["ins"]["mtls"], espace),
        ca=Path(ready["pki"]["ca"]),
        certificat=certificate(ready, reglages.get("certificat", CERTIFICAT)),
        idam=idam,
        nom=name,
        version=lps["version"],
        instance=str(uuid.uuid5(uuid.NAMESPACE_URL, name)),
        url_assertion=in_espace(ready["services"]["ins"]["assertion"] or "", espace),
    )


def install_psc(ready: Mapping[str, Any], espace: str) -> PostePsc:
    """The OpenID Connect settings for an espace."""
    client = ready["accounts"]["psc_client"]
    return PostePsc(
        decouverte=in_espace(ready["services"]["psc"]["discovery"], espace),
        portail=in_espace(ready["services"]["psc"]["wallet"], espace),
        ca=Path(ready["pki"]["ca"]),
        client_id=client["client_id"],
        secret=client["client_secret"],
        retour=client["redirect_uris"][0],
    )


def install_dmp(ready: Mapping[str, Any], espace: str, *, carte: bool = False) -> PosteDmp:
    """The DMP settings for an espace, with the certificates of the structure or of a professional's card."""
    lps = ready["accounts"]["lps"]
    return PosteDmp(
        base=in_espace(ready["services"]["dmp"]["xds"], espace).rstrip("/"),
        ca=Path(ready["pki"]["ca"]),
        authentification=certificate(ready, "cps_auth" if carte else "org_auth_cli"),
        cachet=certificate(ready, "cps_sign" if carte else "org_sign"),
        nom=lps["name"],
        version=lps["version"],
        homologation=lps["homologation_dmp"],
    )


def install_dmp_fhir(ready: Mapping[str, Any], espace: str) -> PosteFhir:
    """The settings of the DMP over FHIR for an espace."""
    return PosteFhir(
        base=in_espace(ready["services"]["dmp"]["fhir"], espace),
        echange=in_espace(ready["services"]["psc"]["api_dmp"], espace),
        ca=Path(ready["pki"]["ca"]),
        authentification=certificate(ready, "org_auth_cli"),
    )


def install_mss(ready: Mapping[str, Any], espace: str) -> PosteMss:
    """The mail settings: the address is everybody's, the name asked in TLS is the espace's."""
    faces = {
        name: urlsplit(f"//{ready['services']['mss'][name]}")
        for name in ("smtp", "imap", "smtp_app", "imap_app")
    }
    host = faces["smtp"].hostname or ""
    return PosteMss(
        hote=host,
        nom_tls=host if espace == DEFAULT_ESPACE else f"{espace}.{host}",
        smtp=faces["smtp"].port or 0,
        imap=faces["imap"].port or 0,
        ca=Path(ready["pki"]["ca"]),
        nil=NIL,
        smtp_app=faces["smtp_app"].port or 0,
        imap_app=faces["imap_app"].port or 0,
        applicatif=certificate(ready, "org_auth_cli"),
        crl=Path(ready["pki"]["crl"]),
        autoconfig=in_espace(ready["services"]["mss"]["autoconfig"], espace),
    )


def install_annuaire(ready: Mapping[str, Any], espace: str, cle: str) -> PosteAnnuaire:
    """The settings of the directory for an espace."""
    base = in_espace(ready["services"]["mss"]["annuaire"], espace)
    site = base.removesuffix(urlsplit(base).path)
    return PosteAnnuaire(
        base=base,
        extraction=in_espace(f"{site}{EXTRACTION}", espace),
        cle=cle,
        ca=Path(ready["pki"]["ca"]),
        revocation=in_espace(f"{site}{REVOCATION}", espace),
    )


def certificate(ready: Mapping[str, Any], name: str) -> Certificat:
    """One of the certificates the simulator made for us; KeyError for a name it did not announce."""
    files = ready["pki"]["clients"][name]
    cert = Path(files["cert"])
    subject = x509.load_pem_x509_certificate(cert.read_bytes()).subject
    units = [str(unit.value) for unit in subject.get_attributes_for_oid(NameOID.ORGANIZATIONAL_UNIT_NAME)]
    return Certificat(name, cert, Path(files["key"]), "".join(units[:1]))


def in_espace(url: str, espace: str) -> str:
    """The same address within an espace: `/~job42` before the path; `defaut` needs none."""
    if espace == DEFAULT_ESPACE:
        return url
    parts = urlsplit(url)
    return urlunsplit(parts._replace(path=f"/~{espace}{parts.path}"))
