"""The directory of MSSanté: the Annuaire Santé FHIR API v2, read-only (mss.md §4)."""
