"""Bytes to plain text, one file per format, chosen by content."""
