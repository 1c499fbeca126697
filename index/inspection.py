"""What the parser sees, as one JSON object per document: the ``--inspect`` lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from index.identity import identify
from index.model import Attendee, Document, Meeting, Resolution
from index.reading import read_document
from index.sources import Skipped, read_sources


def inspect(sources: Sequence[Path]) -> Iterator[dict[str, Any]]:
    """Yield a line for every document, by first source, then one for everything skipped.

    A skipped source has the keys ``source``, ``line`` and ``skipped`` (the reason). Nothing is
    written anywhere.
    """
    read = [read_document(source) for source in read_sources(sources)]
    identified = identify(item for item in read if not isinstance(item, Skipped))
    for document in sorted(identified.documents, key=_first_source):
        yield document_line(document)
    for item in read:
        if isinstance(item, Skipped):
            yield {"source": item.name, "line": item.line, "skipped": item.reason}


def _first_source(document: Document) -> tuple[str, int]:
    first = document.sources[0]
    return first.name, first.line or 0


def document_line(document: Document) -> dict[str, Any]:
    """Return one document as an ``--inspect`` line: its first source and its facts."""
    first = document.sources[0]
    return {"source": first.name, "line": first.line, **document_facts(document)}


def document_facts(document: Document) -> dict[str, Any]:
    """Return one document as a JSON object; unknown values are ``None``, dates ISO."""
    meeting = document.meeting or Meeting()
    return {
        "id": document.id,
        "kind": document.kind,
        "genre": document.genre,
        "title": document.title,
        "document_number": document.document_number,
        "issuer": document.issuer,
        "meeting_body": meeting.body,
        "meeting_term": meeting.term,
        "meeting_type": meeting.meeting_type,
        "meeting_number": meeting.number,
        "meeting_year": meeting.year,
        "meeting_date": _iso(meeting.held),
        "signed_date": _iso(document.signed),
        "issued_date": _iso(document.issued),
        "published_date": _iso(document.published),
        "chair": meeting.chair,
        "recorder": meeting.recorder,
        "disclosure": document.disclosure,
        "partial": document.partial,
        "attendance": [_attendee(attendee) for attendee in meeting.attendance],
        "distribution": list(document.distribution),
        "url": document.url,
        "warnings": list(document.warnings),
        "resolutions": [resolution_facts(resolution) for resolution in document.resolutions],
    }


def resolution_facts(resolution: Resolution) -> dict[str, Any]:
    """Return one resolution as a JSON object.

    Outcomes, next steps, responsible parties, reporters and deadlines are not extracted yet;
    their keys are part of the contract and hold empty lists.
    """
    return {
        "id": resolution.id,
        "ordinal": resolution.ordinal,
        "label": resolution.label,
        "group": resolution.group,
        "heading": resolution.heading,
        "heading_printed": resolution.heading_printed,
        "lead": resolution.lead,
        "item_types": list(resolution.item_types),
        "outcomes": [],
        "next_steps": [],
        "reported_by": [],
        "responsible": [],
        "cited_documents": list(resolution.cited_documents),
        "deadlines": [],
        "points": [{"label": point.label, "text": point.text} for point in resolution.points],
    }


def _attendee(attendee: Attendee) -> dict[str, str | None]:
    return {
        "name": attendee.name,
        "post": attendee.post,
        "unit": attendee.unit,
        "status": attendee.status,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
