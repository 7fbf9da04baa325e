"""The FHIR face of the DMP."""
