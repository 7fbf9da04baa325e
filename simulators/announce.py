"""The table printed at start: what listens where, and what to put in the DUI."""

import os
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from simulators.proxies import advice, proxied

_LABELS: Mapping[str, tuple[str, str]] = {
    "ins.mtls": ("INSi, certificat logiciel", "URL du téléservice INSi (TLS mutuel)"),
    "ins.assertion": ("INSi, assertion PS", "URL du téléservice INSi (carte CPx ou PSC)"),
    "dmp.xds": ("DMP, XDS.b", "URL du DMP (TLS mutuel)"),
    "dmp.fhir": ("DMP, FHIR", "URL de base FHIR"),
    "psc.issuer": ("Pro Santé Connect", "émetteur (issuer) OpenID Connect"),
    "psc.wallet": ("Pro Santé Connect, connexion", "page de connexion (authorization_endpoint)"),
    "psc.telephone": ("Pro Santé Connect, téléphone", "à ouvrir dans un navigateur : demandes CIBA"),
    "mss.smtp": ("MSSanté, envoi", "serveur SMTP (STARTTLS)"),
    "mss.imap": ("MSSanté, réception", "serveur IMAP (STARTTLS)"),
    "mss.smtp_app": ("MSSanté, envoi applicatif", "serveur SMTP, certificat exigé"),
    "mss.imap_app": ("MSSanté, réception applicative", "serveur IMAP, certificat exigé"),
    "mss.annuaire": ("MSSanté, annuaire", "URL de l'annuaire"),
    "mss.liste_blanche": ("MSSanté, liste blanche", "liste signée des domaines"),
    "mss.autoconfig": ("MSSanté, autoconfiguration", "réglages lus par un logiciel de messagerie"),
}
# Written by us for scripts, told once already by another address.
_HIDDEN = {"psc.discovery"}


def table(ready: Mapping[str, Any], ready_path: str) -> str:
    """The whole text: services, console, certificates, accounts, how to stop."""
    rows = [("Service", "Adresse", "À mettre dans le DUI"), *_addresses(ready)]
    lines = ["", "  Socle : simulateur, données fictives uniquement", "", *_aligned(rows), ""]
    lines += [*_certificates(ready["pki"]), "", *_accounts(ready["accounts"]), ""]
    lines += _schematron(ready.get("schematron"))
    lines += _diverted(os.environ)
    lines += [f"  Fichier « prêt » : {ready_path}", "  Ctrl+C pour arrêter.", ""]
    return "\n".join(lines)


def _addresses(ready: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    for prefix, services in (("", ready["services"]), ("en clair : ", ready.get("clear", {}))):
        for service, faces in services.items():
            for face, address in faces.items():
                key = f"{service}.{face}"
                if address and key not in _HIDDEN:
                    label, advice = _LABELS.get(key, (key, ""))
                    yield prefix + label, address, advice
    yield "Console", ready["console"], "à ouvrir dans un navigateur"
    yield "API de contrôle", ready["control"]["url"], "jeton dans le fichier « prêt »"


def _aligned(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for number, row in enumerate(rows):
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield ("  " + "  ".join(cells)).rstrip()
        if number == 0:
            yield "  " + "  ".join("─" * width for width in widths)


def _certificates(pki: Mapping[str, Any]) -> Iterator[str]:
    auto = pki["clients"].get("insi_auto")
    yield f"  Autorité à installer : {pki['ca']}"
    if auto:
        yield f"  Certificat client    : {auto['p12']} (mot de passe {auto['password']})"
        yield f"  Autres certificats   : socle pki export DOSSIER ({', '.join(pki['clients'])})"


def _schematron(told: Mapping[str, str] | None) -> Iterator[str]:
    if told:
        yield f"  Schémas officiels    : {told['folder']}"
        if told["missing"]:
            yield f"  Schématrons          : {told['missing']}"
        yield ""


def _diverted(environment: Mapping[str, str]) -> Iterator[str]:
    """What a proxy of the surroundings would prevent."""
    if names := proxied(environment):
        yield f"  Attention : localhost est détourné par {', '.join(names)} ; pour vos programmes :"
        yield f"    {advice(environment)}"
        yield ""


def _accounts(accounts: Mapping[str, Any]) -> Iterator[str]:
    lps = accounts["lps"]
    if lps:
        yield f"  Logiciel connu       : IDAM {lps['idam']}, {lps['name']} {lps['version']}"
    people, boxes = len(accounts["professionals"]), len(accounts["boxes"])
    yield f"  Comptes              : {people} professionnels, {boxes} boîtes"
