"""How a mail program finds its operator: Thunderbird's file, the SRV records of a domain (mss.md §1.5)."""

import json
from typing import Final

from mss.confiance.model import Point, Reglages, Srv
from simulators.core.xml.escape import attribute, text

_NOM: Final = "MSSanté (simulateur)"


def thunderbird(reglages: Reglages) -> bytes:
    """`config-v1.1.xml`: STARTTLS everywhere, a token, or the certificate of an applicative box."""
    way = "TLS-client-cert" if reglages.applicatif else "OAuth2"
    xml = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<clientConfig version="1.1">'
        f'<emailProvider id="{attribute(reglages.domaine)}"><domain>{text(reglages.domaine)}</domain>'
        f"<displayName>{_NOM}</displayName><displayShortName>MSSanté</displayShortName>"
        f"{_serveur('incomingServer', 'imap', reglages.imap, way)}"
        f"{_serveur('outgoingServer', 'smtp', reglages.smtp, way)}"
        "</emailProvider></clientConfig>\n"
    )
    return xml.encode()


def _serveur(element: str, genre: str, point: Point, way: str) -> str:
    return (
        f'<{element} type="{genre}"><hostname>{text(point.hote)}</hostname><port>{point.port}</port>'
        f"<socketType>STARTTLS</socketType><authentication>{way}</authentication>"
        f"<username>%EMAILADDRESS%</username></{element}>"
    )


def enregistrements(reglages: Reglages) -> tuple[Srv, ...]:
    """The two records of a domain: nothing over implicit TLS is served."""
    return (
        Srv(f"_imap._tcp.{reglages.domaine}", reglages.imap.port, reglages.imap.hote),
        Srv(f"_submission._tcp.{reglages.domaine}", reglages.smtp.port, reglages.smtp.hote),
    )


def valeurs(records: tuple[Srv, ...]) -> list[dict[str, object]]:
    """The records as JSON values, each with its line of a zone file."""
    return [
        {
            "nom": one.nom,
            "type": "SRV",
            "priorite": one.priorite,
            "poids": one.poids,
            "port": one.port,
            "cible": one.cible,
            "zone": f"{one.nom}. 3600 IN SRV {one.priorite} {one.poids} {one.port} {one.cible}.",
        }
        for one in records
    ]


def srv(reglages: Reglages) -> bytes:
    """The records of one domain."""
    found = {"domaine": reglages.domaine, "enregistrements": valeurs(enregistrements(reglages))}
    return json.dumps(found, ensure_ascii=False).encode()
