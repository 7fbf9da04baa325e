"""The batches in the store of an espace."""
