"""The white list of an espace, signed at each reading by the authority of the list."""

import asyncio
from typing import TYPE_CHECKING, Final

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from mss.confiance.messages.liste_blanche import ecrire
from mss.confiance.model import DomaineInscrit, ListeBlanche
from mss.data.names import DOMAINES_USAGERS
from mss.model import Annuaire
from simulators.core.net.pki import certificates
from simulators.core.net.pki.profiles import ClientProfile
from simulators.core.xml.signing import Signer

if TYPE_CHECKING:
    from datetime import datetime

    from simulators.core.net.pki.authority import Pki

# Its name follows that of the sibling list, « Liste Blanche … » (mss.md §1.6).
SIGNATAIRE: Final = ClientProfile(
    name="liste_blanche_mssante",
    common_name="Liste Blanche MSSante TEST",
    organization="SOCLE DONNEES FICTIVES",
    use="cachet",
)


def inscrits(annuaire: Annuaire, quand: "datetime") -> ListeBlanche:
    """The list: the domains whose recipients are accepted, in alphabetical order; nothing else."""
    citizens = {one for one in DOMAINES_USAGERS if annuaire.operateur(f"@{one}").inscrit}
    noms = sorted(annuaire.domaines | citizens)
    domaines = tuple(DomaineInscrit(one, annuaire.operateur(f"@{one}")) for one in noms)
    return ListeBlanche(domaines, quand)


class Signature:
    """The key of the list, made at the first reading."""

    def __init__(self, pki: "Pki") -> None:
        self._pki = pki
        self._signer: Signer | None = None

    async def signer(self, liste: ListeBlanche) -> bytes:
        """The list as signed XML."""
        if self._signer is None:
            self._signer = await asyncio.to_thread(self._prendre)
        return ecrire(liste, self._signer)

    def _prendre(self) -> Signer:
        material = self._pki.client(SIGNATAIRE)
        certificate = x509.load_pem_x509_certificate(material.cert.read_bytes())
        key = certificates.load_key(material.key.read_bytes())
        return Signer(key, certificate.public_bytes(Encoding.DER))
