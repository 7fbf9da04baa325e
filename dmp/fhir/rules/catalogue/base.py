"""How a rule of the profiles is written down, and the bases that several share."""

from typing import Final

from dmp.fhir.model.profil import RegleProfil
from simulators.core.basis import Basis, assumed, seen, standard
from simulators.core.rule import Refusal, Rule, Severity, Text

ERROR: Final = Severity.ERROR
WARNING: Final = Severity.WARNING
INFO: Final = Severity.INFO

FHIR: Final = standard("HL7 FHIR R4")
MHD: Final = standard("IHE ITI MHD 4.2.3")
PDSM: Final = seen("PDSm 3.1.1 (ans.fhir.fr.pdsm), profils")
CONSTR: Final = seen("PDSm 3.1.1, invariant écrit en texte seul, sans expression FHIRPath")
FR_CORE: Final = seen("hl7.fhir.fr.core 2.1.0 à 2.3.0")
# MHD: a recipient that meets an error or a failed validation answers an error.
VALIDATION: Final = standard("IHE ITI MHD 4.2.3, ITI-65 §2:3.65.4.1.3 et ITI-105 §2:3.105.4.1.3")
# The column that MHD names for the Comprehensive option.
XDS_DS: Final = standard("IHE ITI TF-3, table 4.3.1-3, colonne XDS DS ; MHD ITI-65 §2:3.65.4.1.3")
LARGE: Final = assumed("MHD laisse le destinataire tolérant aux métadonnées ; refus non décrit par PDSm")

METADONNEE: Final = Refusal("fhir_profil", XDS_DS)
TOLEREE: Final = Refusal("fhir_profil", LARGE)
LOT: Final = Refusal("fhir_lot", VALIDATION)
LOT_TOUJOURS: Final = Refusal("fhir_lot", VALIDATION, always=True)

REQUIS: Final = "required"
VALEUR: Final = "value"
CODE: Final = "code-invalid"
INVARIANT: Final = "invariant"
STRUCTURE: Final = "structure"
ABSENT: Final = "not-found"
METIER: Final = "business-rule"


def ligne(
    nom: str,
    severity: Severity,
    probleme: str,
    chemin: str,
    titre: tuple[str, str],
    conseil: tuple[str, str],
    basis: Basis,
    refus: Refusal | None = None,
    attendu: str = "",
    exigences: tuple[str, ...] = (),
) -> RegleProfil:
    """One line of the table; `nom` completes its identifier."""
    rule = Rule(f"dmp.fhir.{nom}", "dmp", severity, Text(*titre), Text(*conseil), basis, refus, exigences)
    return RegleProfil(rule, probleme, chemin, attendu)


def requis(
    nom: str,
    chemin: str,
    quoi: tuple[str, str],
    conseil: tuple[str, str],
    refus: Refusal = METADONNEE,
    attendu: str = "1..1",
) -> RegleProfil:
    """An element that the profile requires; `quoi` says in both languages what it carries."""
    titre = (
        f"{chemin} est exigé, {attendu} : {quoi[0]}.",
        f"{chemin} is required, {attendu}: {quoi[1]}.",
    )
    return ligne(nom, ERROR, REQUIS, chemin, titre, conseil, PDSM, refus, attendu)


def interdit(
    nom: str, chemin: str, conseil: tuple[str, str], refus: Refusal = TOLEREE, basis: Basis = PDSM
) -> RegleProfil:
    """An element that the profile forbids."""
    titre = (f"{chemin} est interdit par le profil.", f"{chemin} is forbidden by the profile.")
    return ligne(nom, ERROR, STRUCTURE, chemin, titre, conseil, basis, refus, "0..0")
