"""The rules of the FHIR face besides the profiles: calls, searches, sets, patches, authentication."""
