"""The sample projects and the CI files: what an editor copies, as it is played."""
