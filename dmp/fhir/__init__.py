"""The FHIR face of the DMP: document sharing by PDSm 3.1.1, never the DMP in production over FHIR."""
