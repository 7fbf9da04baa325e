"""The console: read-only pages, French first, over the journal and the services' own words."""
