"""One simulator for the proof runs of the reference DUI."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from simulators.commands.simulator import temporary
from simulators.core.xml.signing import Signer
from tests.dui.redactions import QUAND


@pytest.fixture(scope="session")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mapping[str, Any]]:
    """The ready file of a simulator of our own, its keys apart from the user's."""
    with pytest.MonkeyPatch.context() as surroundings:
        surroundings.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("donnees")))
        with temporary() as announced:
            yield announced


@pytest.fixture(scope="session")
def signer() -> Signer:
    """A seal made for the occasion."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "EHPAD Les Tilleuls")])
    builder = x509.CertificateBuilder(name, name, key.public_key(), 1, QUAND, QUAND + timedelta(days=3650))
    return Signer(key, builder.sign(key, hashes.SHA256()).public_bytes(Encoding.DER))
