"""Object identifiers of the INS and how each standard writes them (ins.md §8.1, from the FR Core profile)."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal, NamedTuple

from simulators.core.basis import Basis, assumed, seen
from simulators.core.rule import Text

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
_SAMPLE: Final = seen("ansforge, exemple de message HL7 v2")
_BY_ANALOGY: Final = assumed("nommée comme celle du NIR, vue dans un exemple")


class Racine(NamedTuple):
    """One OID of the INS: what it numbers, its FR Core type and use, its authority in HL7 v2."""

    oid: str
    nature: Literal["NIR", "NIA"]
    emploi: Literal["réel", "test", "démonstration"]
    type: str
    use: Literal["official", "temp"]
    autorite: str
    basis_autorite: Basis

    @property
    def urn(self) -> str:
        """The `system` of a FHIR identifier."""
        return f"urn:oid:{self.oid}"


RACINES: Final[Mapping[str, Racine]] = MappingProxyType(
    {
        one.oid: one
        for one in (
            Racine(INS_NIR, "NIR", "réel", "INS-NIR", "official", "ASIP-SANTE-INS-NIR", _SAMPLE),
            Racine(INS_NIA, "NIA", "réel", "INS-NIA", "temp", "ASIP-SANTE-INS-NIA", _BY_ANALOGY),
            Racine(INS_NIR_TEST, "NIR", "test", "INS-NIR-TEST", "official", "ASIP-SANTE-INS-NIR", _SAMPLE),
            Racine(
                INS_NIR_DEMO,
                "NIR",
                "démonstration",
                "INS-NIR-DEMO",
                "official",
                "ASIP-SANTE-INS-NIR",
                _BY_ANALOGY,
            ),
        )
    }
)
# OIDs met in the field in place of one of the four, and what each really is.
CONFUSIONS: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "1.2.250.1.213.1.4.2": Text("INS-C, hors d'usage", "INS-C, out of use"),
        "1.2.250.1.213.1.4.5": Text(
            "vu dans des logiciels, faux pour l'INS", "seen in software, wrong for the INS"
        ),
    }
)
# A former INS keeps its type; only the use changes (FR Core).
ANCIEN: Final = "old"


def racine(text: str) -> Racine | None:
    """The OID of an INS, written bare or as `urn:oid:…`; None for any other."""
    return RACINES.get(text.strip().removeprefix("urn:oid:"))


def hl7_v2(complet: str, oid: Racine, depuis: str = "") -> str:
    """PID-3 as HL7 v2 carries an INS; `depuis` is AAAAMMJJ."""
    dated = f"^^{depuis}" if depuis else ""
    return f"{complet}^^^{oid.autorite}&{oid.oid}&ISO^INS{dated}"
