"""Documents and resolutions as JSON objects: part of ``--inspect``, search JSON and the API."""

from __future__ import annotations

from typing import Any

from index.fact_lines import correction_line, iso_date, stated_facts
from index.model import Attendee, Document, Meeting, Point, Resolution, SourceReference


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
        "meeting_date": iso_date(meeting.held),
        "signed_date": iso_date(document.signed),
        "issued_date": iso_date(document.issued),
        "published_date": iso_date(document.published),
        "chair": meeting.chair,
        "recorder": meeting.recorder,
        "disclosure": document.disclosure,
        "disclosure_text": document.disclosure_text,
        "validity": document.validity,
        "validity_evidence": document.validity_evidence,
        "effective_date": iso_date(document.effective),
        "valid_until": iso_date(document.valid_until),
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


def source_facts(source: SourceReference) -> dict[str, Any]:
    """Return how the text of a source was got, and what became of it; its name is not in it."""
    return {
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
        "original": point.original,
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
