"""FHIR bodies: JSON and XML in and out."""
