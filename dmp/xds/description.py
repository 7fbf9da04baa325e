"""The descriptions of the services, read once, and the address they announce."""

import re
from collections.abc import Mapping
from importlib.resources import files
from types import MappingProxyType
from typing import Final
from xml.sax.saxutils import quoteattr

PAR_SERVICE: Final[Mapping[str, str]] = MappingProxyType(
    {
        "repository": "XDS.b_DocumentRepository.wsdl",
        "registry": "XDS.b_DocumentRegistry.wsdl",
        "patients": "GestionDossierPatientPartage.wsdl",
        "patientsPDQ": "PDQSupplier.wsdl",
        "patientsSpecific": "PatientsSpecific.wsdl",
        "habilitations": "Habilitations.wsdl",
    }
)
_ADDRESS: Final = re.compile(rb'location="[^"]*"')


def _load() -> Mapping[str, bytes]:
    folder = files("dmp.xds.data")
    return MappingProxyType({name: (folder / name).read_bytes() for name in PAR_SERVICE.values()})


DOCUMENTS: Final = _load()


def a_l_adresse(service: str, address: str) -> bytes | None:
    """The description of a service with the address where it is called; None for one that is closed."""
    name = PAR_SERVICE.get(service)
    if name is None:
        return None
    location = b"location=" + quoteattr(address).encode()
    return _ADDRESS.sub(lambda _: location, DOCUMENTS[name])
