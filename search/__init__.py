"""Read path: a request becomes a page of resolutions."""
