"""The names of the files in one generation: what the writer writes and the reader opens."""

from __future__ import annotations

STORE = "store.sqlite"
WHOOSH = "whoosh"
RESOLUTION_WEIGHTS = "resolution_weights"
DOCUMENT_WEIGHTS = "document_weights"
VECTORS = "vectors.npy"
PASSAGE_ROWS = "passage_rows.npy"
PASSAGE_POINTS = "passage_points.npy"
FACTS = "facts"
RESOLUTION_DATES = "resolution_dates.npy"
RESOLUTION_KINDS = "resolution_kinds.npy"
RESOLUTION_DOCUMENTS = "resolution_documents.npy"

RANKED_FIELDS = ("words", "bigrams")

#: Segments of one row are kept in one string; white space never stands in normal text.
SEGMENT_SEPARATOR = "\n"
