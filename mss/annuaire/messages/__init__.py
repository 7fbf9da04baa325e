"""The wire of the directory: calls in, FHIR JSON out."""
