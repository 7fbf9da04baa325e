"""Object identifiers of the INS (ins.md §8.1, from the FR Core patient profile)."""

from typing import Final

from simulators.core.basis import Basis, seen

INS_NIR: Final = "1.2.250.1.213.1.4.8"
INS_NIA: Final = "1.2.250.1.213.1.4.9"
INS_NIR_TEST: Final = "1.2.250.1.213.1.4.10"
INS_NIR_DEMO: Final = "1.2.250.1.213.1.4.11"

LIBELLES: Final[dict[str, str]] = {
    INS_NIR: "INS-NIR",
    INS_NIA: "INS-NIA",
    INS_NIR_TEST: "INS-NIR de test",
    INS_NIR_DEMO: "INS-NIR de démonstration",
}
BASIS: Final[Basis] = seen("hl7.fhir.fr.core, FRCorePatientINSProfile")
