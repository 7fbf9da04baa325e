"""TLS of one face: contexts by host name, revocation that takes effect at once, one client policy.

The client policy of a port cannot depend on the host name (the certificate request is decided before): one
port, one policy. Refused handshakes are told by `handshake.refused`.
"""

import re
import ssl
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from simulators.core.net.handshake import REVOKED_CODE, Attempt
from simulators.core.net.pki.authority import Pki
from simulators.core.service import ClientCertificate

Versions = Literal["1.2+", "1.2", "1.3"]
# `<espace>.localhost` needs a certificate of its own: OpenSSL's clients accept no wildcard so short.
LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
MOST_HOSTS = 500
HORS_LISTE = "suite_hors_liste"
# A sound cipher, so that only the list tells it apart.
SUITE_HORS_LISTE = "ECDHE-RSA-CHACHA20-POLY1305"
VERIFY_MODES = {"required": ssl.CERT_REQUIRED, "optional": ssl.CERT_OPTIONAL, "none": ssl.CERT_NONE}


@dataclass(frozen=True, slots=True)
class TlsSettings:
    """How one face speaks TLS.

    `hosts` are the real names its certificate carries besides the local ones; under `domains`, a host label
    (an espace) gets its certificate when asked. `certificate` and `key` replace our own (a team's public
    certificate, for browsers). `suites` are the only ones of TLS 1.2, by OpenSSL's names; empty for its own.
    """

    policy: ClientCertificate = "none"
    hosts: tuple[str, ...] = ()
    domains: tuple[str, ...] = ("localhost",)
    versions: Versions = "1.2+"
    alpn: tuple[str, ...] = ("http/1.1",)
    certificate: Path | None = None
    key: Path | None = None
    suites: tuple[str, ...] = ()


class ObservedSsl(ssl.SSLObject):
    """A TLS connection that knows its attempt and re-checks revocation once established.

    The second check catches what OpenSSL cannot: a resumed TLS 1.2 session, and our own certificates while an
    editor's authority without CRL is trusted.
    """

    attempt: Attempt | None = None
    outgoing: ssl.MemoryBIO | None = None

    def do_handshake(self) -> None:
        """One step. Raises SSLCertVerificationError when the client's certificate is revoked."""
        try:
            super().do_handshake()
        except (ssl.SSLWantReadError, ssl.SSLWantWriteError):
            raise
        except ssl.SSLError as error:
            if self.attempt is not None and self.outgoing is not None:
                self.attempt.farewell(error, self.outgoing.read())
            raise
        self._refuse_revoked()

    def _refuse_revoked(self) -> None:
        certificate = self.getpeercert()
        if certificate and self._revoked(str(certificate["serialNumber"])):
            error = ssl.SSLCertVerificationError(1, "certificate revoked")
            error.reason = "CERTIFICATE_VERIFY_FAILED"
            error.verify_code = REVOKED_CODE
            error.verify_message = "certificate revoked"
            raise error

    def _revoked(self, serial: str) -> bool:
        return isinstance(self.context, SocleContext) and int(serial, 16) in self.context.revoked


class SocleContext(ssl.SSLContext):
    """A server context, the serials it refuses, and the attempt of the task that is accepting."""

    revoked: frozenset[int] = frozenset()
    attempts: ContextVar[Attempt | None] | None = None

    def wrap_bio(
        self,
        incoming: ssl.MemoryBIO,
        outgoing: ssl.MemoryBIO,
        server_side: bool = False,
        server_hostname: str | bytes | None = None,
        session: ssl.SSLSession | None = None,
    ) -> ssl.SSLObject:
        """As usual; the connection also knows its attempt, and its way out to send an alert when refused."""
        connection = super().wrap_bio(incoming, outgoing, server_side, server_hostname, session)
        if isinstance(connection, ObservedSsl):
            connection.outgoing = outgoing
            connection.attempt = self.attempts.get() if self.attempts else None
        return connection


class ServerTls:
    """Contexts of one face, built again when the PKI's generation changes: nothing to restart."""

    def __init__(self, pki: Pki, settings: TlsSettings) -> None:
        self._pki = pki
        self._settings = settings
        self._generation = 0
        self._contexts: dict[str, SocleContext] = {}
        # No interface links a TLS object to its connection: the accepting task's own context does.
        self._attempts: ContextVar[Attempt | None] = ContextVar("socle_handshake", default=None)

    def arriving(self, attempt: Attempt) -> SocleContext:
        """The context for the connection that the current task is accepting, which `attempt` will follow."""
        self._attempts.set(attempt)
        return self.context(attempt.panne)

    def context(self, panne: str = "") -> SocleContext:
        """The context for the next connection, as a fault makes it when one is named."""
        if self._generation != self._pki.generation:
            self._generation = self._pki.generation
            self._contexts = {}
        return self._for_host("", panne)

    def _for_host(self, host: str, panne: str = "") -> SocleContext:
        key = f"{host}/{panne}" if panne else host
        if key not in self._contexts:
            context = server_context(self._pki, self._settings, host, panne)
            context.sni_callback = self._on_hello
            context.attempts = self._attempts
            self._contexts[key] = context
        return self._contexts[key]

    def _on_hello(self, connection: object, name: str | None, _context: ssl.SSLContext) -> None:
        """Called for every client hello: notes the name asked, and answers with its certificate."""
        if not isinstance(connection, ObservedSsl):
            return
        if connection.attempt is not None:
            connection.attempt.hello = True
            connection.attempt.sni = name or ""
        if name and self._certifies(name.lower()):
            panne = connection.attempt.panne if connection.attempt is not None else ""
            connection.context = self._for_host(name.lower(), panne)

    def _certifies(self, name: str) -> bool:
        """Whether this name gets a certificate of its own; strangers cannot have any number of them made."""
        if self._settings.certificate is not None:
            return False
        label, _, domain = name.partition(".")
        espace = domain in self._settings.domains and LABEL.fullmatch(label) is not None
        return name in self._settings.hosts or (
            espace and (name in self._contexts or len(self._contexts) < MOST_HOSTS)
        )


def server_context(pki: Pki, settings: TlsSettings, host: str = "", panne: str = "") -> SocleContext:
    """A context for one server name (the first of `settings.hosts`, then localhost, when empty).

    Sessions are not resumed: each connection shows its certificate, so that revoking has effect. `panne` is
    what is wrong with it on demand.
    """
    context = SocleContext(ssl.PROTOCOL_TLS_SERVER)
    context.sslobject_class = ObservedSsl
    context.minimum_version = ssl.TLSVersion.TLSv1_3 if settings.versions == "1.3" else ssl.TLSVersion.TLSv1_2
    if settings.versions == "1.2" or panne == HORS_LISTE:
        context.maximum_version = ssl.TLSVersion.TLSv1_2
    suites = (SUITE_HORS_LISTE,) if panne == HORS_LISTE else settings.suites
    if suites:
        context.set_ciphers(":".join(suites))
    context.options |= ssl.OP_NO_TICKET
    context.num_tickets = 0
    if settings.alpn:
        context.set_alpn_protocols(settings.alpn)
    if settings.certificate is not None:
        context.load_cert_chain(settings.certificate, settings.key)
    else:
        material = pki.server((host, *settings.hosts) if host else settings.hosts, panne)
        context.load_cert_chain(material.cert, material.key)
    if settings.policy != "none":
        _verify_clients(context, pki, settings.policy)
    return context


def _verify_clients(context: SocleContext, pki: Pki, policy: ClientCertificate) -> None:
    context.revoked = pki.revoked
    context.load_verify_locations(pki.ca_pem)
    context.load_verify_locations(pki.crl_pem)
    for bundle in pki.trusted():
        context.load_verify_locations(bundle)
    # OpenSSL wants a CRL of every authority of a chain, or it refuses the chain.
    if pki.every_authority_has_crl():
        context.verify_flags |= ssl.VERIFY_CRL_CHECK_CHAIN
    context.verify_mode = VERIFY_MODES[policy]
