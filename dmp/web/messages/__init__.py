"""Between an HTTP call and the values of the face, and from these to a page."""
