"""What the FHIR face decides, on values only."""
