"""Reports of verdicts: one module per format, the wording apart."""
