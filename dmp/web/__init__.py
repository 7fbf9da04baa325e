"""The web site of professionals opened in the context of a patient (TD0.9, dmp_xds.md §4.11)."""
