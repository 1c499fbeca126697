"""The JSON of a resolution and of a document.

The keys are those of ``build_index.py --inspect``, so that one description serves both; ids,
neighbours and the generation are added. Search results have their own form in
:mod:`search.results`.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from search.results import DocumentSummary, DocumentView, ResolutionView, json_ready
from web.citation import cite


def resolution_body(view: ResolutionView) -> dict[str, Any]:
    """Return the JSON object of one resolution with a summary of its document."""
    document = view.document
    return {
        "generation": view.generation,
        **json_ready(asdict(view.resolution)),
        "citation": cite(view),
        "previous_id": view.previous.id if view.previous else None,
        "next_id": view.following.id if view.following else None,
        "document_id": document.id,
        "document": json_ready(asdict(DocumentSummary.of(document))),
    }


def document_body(view: DocumentView) -> dict[str, Any]:
    """Return the JSON object of one document with all its resolutions."""
    fields = json_ready(asdict(view.document))
    meeting = fields["meeting"] or {}
    return {
        "generation": view.generation,
        **{name: fields[name] for name in ("id", "kind", "genre", "title", "document_number")},
        "issuer": fields["issuer"],
        "meeting_body": meeting.get("body"),
        "meeting_term": meeting.get("term"),
        "meeting_type": meeting.get("meeting_type"),
        "meeting_number": meeting.get("number"),
        "meeting_year": meeting.get("year"),
        "meeting_date": meeting.get("held"),
        "signed_date": fields["signed"],
        "issued_date": fields["issued"],
        "published_date": fields["published"],
        "chair": meeting.get("chair"),
        "recorder": meeting.get("recorder"),
        "attendance": meeting.get("attendance", []),
        **{name: fields[name] for name in ("disclosure", "partial", "distribution", "warnings")},
        **{name: fields[name] for name in ("front_matter", "back_matter", "url")},
        "sources": [source.name for source in view.document.sources],
        "resolutions": fields["resolutions"],
    }
