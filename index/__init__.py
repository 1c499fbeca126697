"""Write path: source files become documents, resolutions and one generation on disk."""
