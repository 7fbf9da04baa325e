"""Who calls INSi in person, on the host for assertions: by a card, or by Pro Santé Connect."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ins.messages.ecriture_assertion import write_assertion
from ins.model import Operation
from ins.model.assertion import (
    CARTE_CPX,
    FACTURATION,
    PRO_SANTE_CONNECT,
    SECTEUR,
    SPECIALITE,
    SPECIALITE_PSC,
    AssertionPs,
)
from simulators.core.ids import Ids
from simulators.core.xml.saml import X509_SUBJECT_NAME
from simulators.core.xml.signing import sign_enveloped
from simulators.dui.poste import certificate
from simulators.dui.psc import Connexion
from simulators.dui.vihf import Cachet


@dataclass(frozen=True, slots=True)
class Porteur:
    """A professional calling: with a card (`cachet` signs) or a session (`jeton`, the access token).

    `facturation` is the FINESS of the establishment; `specialite` the AMO code, for a doctor.
    """

    identifiant: str
    facturation: str
    secteur: str = ""
    specialite: str = ""
    cachet: Cachet | None = None
    jeton: str = ""


def par_carte(
    ready: Mapping[str, Any], identifiant: str, facturation: str, secteur: str, specialite: str = ""
) -> Porteur:
    """The bearer of the card the simulator made (`cps_sign` of the ready file)."""
    return Porteur(identifiant, facturation, secteur, specialite, Cachet(certificate(ready, "cps_sign")))


def par_psc(connexion: Connexion, facturation: str, specialite: str = "") -> Porteur:
    """The professional of a Pro Santé Connect session."""
    return Porteur(connexion.identifiant, facturation, specialite=specialite, jeton=connexion.acces)


def assertions(porteur: Porteur, operation: Operation, ids: Ids, quand: datetime) -> tuple[bytes, ...]:
    """What goes into the Security header: the professional's, and with a card that of the carte Vitale."""
    psc = porteur.cachet is None
    named = {
        FACTURATION: porteur.facturation,
        SECTEUR: porteur.secteur,
        SPECIALITE_PSC if psc else SPECIALITE: porteur.specialite,
    }
    value = AssertionPs(
        id=f"_{ids.uuid('insi.assertion')}",
        signataire=None,
        version="2.0",
        qualificatif=PRO_SANTE_CONNECT if psc else CARTE_CPX,
        sujet=porteur.identifiant,
        emise=quand,
        emetteur=porteur.cachet.sujet if porteur.cachet else "urn:lps:DUI",
        emetteur_format=X509_SUBJECT_NAME if porteur.cachet else None,
        attributs={name: text for name, text in named.items() if text},
    )
    if porteur.cachet is None:
        return (write_assertion(value),)
    signed = sign_enveloped(write_assertion(value), porteur.cachet.signer)
    return (signed, _vitale(ids, quand)) if operation is Operation.VITALE else (signed,)


def _vitale(ids: Ids, quand: datetime) -> bytes:
    """The assertion of the carte Vitale: its real content was never seen, only that it stands beside."""
    return write_assertion(
        AssertionPs(f"_{ids.uuid('insi.vitale')}", None, "2.0", emise=quand, emetteur="carte Vitale")
    )
