"""The assertion the DUI signs for the DMP: by the structure's seal or by a card (dmp_xds.md §3)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, load_pem_private_key

from simulators.core.sante.codes import Code
from simulators.core.sante.identifiants import Cx
from simulators.core.xml import saml
from simulators.core.xml.saml_ecriture import moment, write_signed
from simulators.core.xml.signing import Signer
from simulators.dui.poste import Certificat, PosteDmp
from simulators.dui.psc import Connexion

# The one proof that simplified AIR admits (dmp_xds.md §3.1).
_AIR_PROOF = "CONF_EXI_PGSSIS"

_CONTEXTES: Mapping[saml.ModeAuthentification, str] = MappingProxyType(
    {
        saml.ModeAuthentification.DIRECTE: saml.CONTEXTE_CARTE,
        saml.ModeAuthentification.INDIRECTE: saml.CONTEXTE_LOGICIEL,
        saml.ModeAuthentification.INDIRECTE_RENFORCEE: saml.CONTEXTE_PSC,
    }
)


@dataclass(frozen=True, slots=True)
class Acces:
    """Who acts on whose record, and how: `mode` is that of the rights matrix."""

    mode: saml.ModeAuthentification
    structure: str
    professionnel: Connexion
    patient: Cx

    @property
    def nom_affiche(self) -> str:
        """The name shown to the person in the history of accesses."""
        return f"{self.professionnel.prenom} {self.professionnel.nom}"


class Cachet:
    """The seal of the structure, or the signature of a card: key and certificate read once."""

    def __init__(self, certificat: Certificat) -> None:
        leaf = x509.load_pem_x509_certificate(certificat.cert.read_bytes())
        key = load_pem_private_key(certificat.key.read_bytes(), None)
        if not isinstance(key, rsa.RSAPrivateKey):
            raise TypeError("the seal's key is not RSA")
        self.sujet = leaf.subject.rfc4514_string()
        self.signer = Signer(key, leaf.public_bytes(Encoding.DER))


def assertion(acces: Acces, cachet: Cachet, poste: PosteDmp, identifiant: str, quand: datetime) -> bytes:
    """The signed VIHF of one call; in AIR it carries the proof of the strong authentication."""
    air = acces.mode is saml.ModeAuthentification.INDIRECTE_RENFORCEE
    direct = acces.mode is saml.ModeAuthentification.DIRECTE
    return write_signed(
        saml.Affirmations(
            id=f"_{identifiant}",
            emise=moment(quand),
            emetteur=cachet.sujet,
            emetteur_format=saml.X509_SUBJECT_NAME,
            sujet=acces.professionnel.identifiant,
            contexte=_CONTEXTES[acces.mode],
            preuve=_AIR_PROOF if air else None,
            authentifie=moment(quand),
            version_vihf="3.0",
            mode_brut=acces.mode.value,
            structure=acces.structure,
            secteur=Code(acces.professionnel.activite.secteur, saml.SECTEURS),
            nom_affiche=None if direct else acces.nom_affiche,
            roles=tuple(_roles(acces.professionnel)),
            ressource=acces.patient,
            ressource_urn=saml.RESSOURCE_DMP,
            usage=Code("normal", saml.MODES_ACCES, "Accès normal"),
            lps=saml.Lps(poste.nom, poste.version, poste.homologation),
        ),
        cachet.signer,
    )


def _roles(professionnel: Connexion) -> list[Code]:
    activite = professionnel.activite
    roles = [Code(activite.profession, saml.PROFESSIONS)]
    return [*roles, Code(activite.savoir_faire, saml.SAVOIR_FAIRE)] if activite.savoir_faire else roles
