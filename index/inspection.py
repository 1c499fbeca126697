"""What the parser sees, as one JSON object per document: the ``--inspect`` lines."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from index.fact_lines import correction_line, stated_facts
from index.identity import identify
from index.model import Attendee, Document, Meeting, Point, Resolution, SourceReference
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
        "sources": [_source(source) for source in document.sources],
        **document_facts(document),
    }


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
        "disclosure_text": document.disclosure_text,
        "validity": document.validity,
        "validity_evidence": document.validity_evidence,
        "effective_date": _iso(document.effective),
        "valid_until": _iso(document.valid_until),
        "repeals": list(document.repeals),
        "index_number": document.index_number,
        "partial": document.partial,
        "attendance": [_attendee(attendee) for attendee in meeting.attendance],
        "addressees": list(document.addressees),
        "distribution": list(document.distribution),
        "attachments": list(document.attachments),
        "url": document.url,
        "warnings": list(document.warnings),
        "corrections": [correction_line(correction) for correction in document.corrections],
        "resolutions": [resolution_facts(resolution) for resolution in document.resolutions],
    }


def resolution_facts(resolution: Resolution) -> dict[str, Any]:
    """Return one resolution as a JSON object; every fact names the words it rests on."""
    return {
        "id": resolution.id,
        "ordinal": resolution.ordinal,
        "label": resolution.label,
        "group": resolution.group,
        "heading": resolution.heading,
        "heading_printed": resolution.heading_printed,
        "lead": resolution.lead,
        **stated_facts(resolution),
        "page": resolution.page,
        "last_page": resolution.last_page,
        "points": [_point(point) for point in resolution.points],
    }


def _source(source: SourceReference) -> dict[str, Any]:
    return {
        "source": source.name,
        "line": source.line,
        "route": source.route,
        "confidence": source.confidence,
        "pages": source.pages,
        "shown": source.shown,
        "superseded": source.superseded,
    }


def _point(point: Point) -> dict[str, Any]:
    return {
        "label": point.label,
        "text": point.text,
        "page": point.page,
        "last_page": point.last_page,
    }


def _attendee(attendee: Attendee) -> dict[str, Any]:
    return {
        "name": attendee.name,
        "post": attendee.post,
        "unit": attendee.unit,
        "status": attendee.status,
        "reason": attendee.reason,
        "items": list(attendee.items),
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
