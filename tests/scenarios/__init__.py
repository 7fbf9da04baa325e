"""The rule language, the verdicts and the reports, on exchanges typed by hand."""
