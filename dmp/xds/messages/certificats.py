"""The certificate that signed an assertion, as the rules of the DMP know it."""

from typing import TYPE_CHECKING

from dmp.xds.messages.arrivee import nature
from dmp.xds.model import Signataire
from simulators.core.net.pki.signataires import CertificatIllisible, Signataires

if TYPE_CHECKING:
    from simulators.core.net.pki.authority import Pki

__all__ = ["CertificatIllisible", "Certificats"]


class Certificats:
    """Signing certificates examined; without PKI (a saved file) no authority is asked."""

    def __init__(self, pki: "Pki | None") -> None:
        self._signataires = Signataires(pki)

    def examiner(self, der: bytes) -> Signataire:
        """What it says and whether an authority we know issued it. Raises `CertificatIllisible`."""
        one = self._signataires.examiner(der)
        return Signataire(
            nom=one.nom,
            structure=one.unite,
            sujet=one.sujet,
            nature=nature(one.emetteur, one.unite),
            signature=one.signature,
            emetteur_connu=one.emetteur_connu,
            debut=one.debut,
            fin=one.fin,
            revoque=one.revoque,
        )
