"""The values of the FHIR face: resources as trees, what is noticed in them."""
