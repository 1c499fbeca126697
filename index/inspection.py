"""What the parser sees, as one JSON object per document: the ``--inspect`` lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from index.document_lines import document_facts, source_facts
from index.identity import identify
from index.model import Document
from index.reading import Reading, ReadingRequest, read_all


def inspect(request: ReadingRequest) -> Iterator[dict[str, Any]]:
    """Yield a line for every document, by first source, then one for everything skipped.

    A skipped source has the keys ``source``, ``line`` and ``skipped`` (the reason). Nothing is
    kept anywhere.
    """
    read = list(read_all(request, None, lambda _: None))
    identified = identify(reading.document for reading in read if reading.document is not None)
    for document in sorted(identified.documents, key=_first_source):
        yield document_line(document)
    for reading in sorted(read, key=_place):
        if reading.document is None:
            yield {"source": reading.name, "line": reading.line, "skipped": reading.reason}


def _place(reading: Reading) -> tuple[str, int]:
    return reading.name, reading.line or 0


def _first_source(document: Document) -> tuple[str, int]:
    first = document.sources[0]
    return first.name, first.line or 0


def document_line(document: Document) -> dict[str, Any]:
    """Return one document as an ``--inspect`` line: its first source, all of them, its facts.

    Files of the same text are one document with several sources.
    """
    first = document.sources[0]
    return {
        "source": first.name,
        "line": first.line,
        "route": first.route,
        "confidence": first.confidence,
        "pages": first.pages,
        "sources": [{"source": source.name, **source_facts(source)} for source in document.sources],
        **document_facts(document),
    }
