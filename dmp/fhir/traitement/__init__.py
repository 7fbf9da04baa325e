"""A call to the FHIR face from its bytes to what it breaks and asks."""
