"""What persists of the DMP, for every face: records, authorisations, submission sets, documents."""
