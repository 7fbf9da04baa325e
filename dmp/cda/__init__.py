"""The CDA documents that the DMP receives, whatever the face."""
