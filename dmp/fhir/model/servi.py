"""What the registry holds, as this face shows it."""

from dataclasses import dataclass

from dmp.fhir.model.ressource import Objet
from dmp.model import DocumentDepose, LotDepose


@dataclass(frozen=True, slots=True)
class FicheServie:
    """One entry to show: its FHIR version, when it changed, when it was submitted (µs since 1970).

    `remplaces` are the logicalIds of what it replaces; `recu` the resource as it was received over FHIR,
    None when it was fed over SOAP.
    """

    depose: DocumentDepose
    version: int
    maj_us: int
    date_us: int
    remplaces: tuple[str, ...] = ()
    recu: Objet | None = None


@dataclass(frozen=True, slots=True)
class LotServi:
    """One submission set to show, the logicalIds of its documents, and the List received if there was one."""

    depose: LotDepose
    recu_us: int
    documents: tuple[str, ...] = ()
    recu: Objet | None = None
