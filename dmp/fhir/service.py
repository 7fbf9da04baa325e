"""The FHIR face at work: a call understood, judged, decided, answered and told to the journal; or read again."""
