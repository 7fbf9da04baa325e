"""How what leaves the DUI names a person: by the INS once qualified, else by the record's own number."""

from typing import Final
from uuid import NAMESPACE_URL, uuid5

from simulators.core.sante.identifiants import Cx
from simulators.core.sante.rniv.dossier import Dossier

# An OID under 2.25 is a UUID written as a number (ITU-T X.667): the establishment's domain of records.
_DOSSIERS: Final = f"2.25.{uuid5(NAMESPACE_URL, 'DUI de référence, dossiers').int}"


def designation(dossier: Dossier) -> Cx:
    """Neither number nor OID of the INS while the identity is not qualified (EXI ID 29, ins.md §9.6)."""
    if dossier.ins is None or not dossier.matricule_transmissible:
        return Cx(dossier.id, _DOSSIERS, "PI")
    return Cx(dossier.matricule_transmissible, dossier.ins.oid)
