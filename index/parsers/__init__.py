"""Plain text to documents, one file per kind; pure functions."""
