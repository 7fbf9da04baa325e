"""Tables of the FHIR face: systems, profiles, value sets."""
