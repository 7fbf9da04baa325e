"""CDA R2 documents as the CI-SIS has them: header and body, read, written, and shown to people (cda.md)."""
