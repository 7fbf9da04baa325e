"""CDA R2 documents as the CI-SIS has them: the header and a level 1 body, both directions (cda.md)."""
