"""Small PDF files made here: what a document carries, for any service and for the DUI."""
