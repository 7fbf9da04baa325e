"""What the FHIR face reads and keeps in the store of the DMP."""
