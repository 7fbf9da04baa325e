"""Finding a person in the journal: by matricule, with or without its key, or by any part of the traits."""

import re

from simulators.core.journal.model import Facts

_MATRICULE = re.compile(r"[0-9][0-9AB]{12}(?:[0-9]{2})?")


def patient_key(facts: Facts) -> str:
    """What the journal indexes of the patient: matricule then traits, in capitals, empty when unknown."""
    matricule, traits = facts.get("patient.matricule"), facts.get("patient.traits")
    if not matricule and not traits:
        return ""
    return f"{matricule or ''} {traits or ''}".strip().upper()


def is_matricule(wanted: str) -> bool:
    """True for 13 characters (no key) or 15 (with the key) of a matricule, Corsica's letters included."""
    return _MATRICULE.fullmatch(wanted) is not None


def patient_matches(wanted: str, key: str) -> bool:
    """Whether a patient asked for by matricule or part of the traits is the one of `key`."""
    wanted = wanted.upper()
    return key.startswith(wanted) if is_matricule(wanted) else wanted in key
