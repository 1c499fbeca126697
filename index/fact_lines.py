"""The facts of a resolution as JSON objects: part of ``--inspect``, search JSON and the API."""

from __future__ import annotations

from datetime import date
from typing import Any

from index.fact_model import HEADING, Citation, Correction, Evidence, Party
from index.model import Resolution


def stated_facts(resolution: Resolution) -> dict[str, Any]:
    """Return what is read from the words of a resolution, fact by fact."""
    return {
        "item_types": list(resolution.item_types),
        "outcomes": [{"outcome": f.outcome, **_evidence(f.evidence)} for f in resolution.outcomes],
        "next_steps": [{"step": f.step, **_evidence(f.evidence)} for f in resolution.next_steps],
        "reported_by": [
            {**_party(f.party), **_evidence(f.evidence)} for f in resolution.reported_by
        ],
        "responsible": [
            {**_party(f.party), "role": f.role, **_evidence(f.evidence)}
            for f in resolution.responsible
        ],
        "cited_documents": list(resolution.cited_documents),
        "citations": [_citation(f) for f in resolution.citations],
        "deadlines": [
            {"kind": f.kind, "due": iso_date(f.due), "rule": f.rule, **_evidence(f.evidence)}
            for f in resolution.deadlines
        ],
        "amounts": [
            {"value": f.value, "maximum": f.maximum, "unit": f.unit, **_evidence(f.evidence)}
            for f in resolution.amounts
        ],
        "corrections": [correction_line(correction) for correction in resolution.corrections],
        "near_duplicates": list(resolution.near_duplicates),
    }


def _evidence(evidence: Evidence) -> dict[str, Any]:
    """Return the words and where they stand: ``point`` is -1 in the lead, null in the heading."""
    return {
        "text": evidence.text,
        "point": None if evidence.point == HEADING else evidence.point,
        "start": evidence.start,
        "end": evidence.end,
    }


def _party(party: Party) -> dict[str, Any]:
    return {
        "party": party.name,
        "printed": party.printed,
        "party_type": party.party_type,
        "level": party.level,
        "place": party.place,
        "successors": list(party.successors),
    }


def _citation(citation: Citation) -> dict[str, Any]:
    return {
        "title": citation.title,
        "genre": citation.genre,
        "draft": citation.draft,
        "short_name": citation.short_name,
        "document_number": citation.document_number,
        **_evidence(citation.evidence),
    }


def correction_line(correction: Correction) -> dict[str, str]:
    """Return a fact that a person set right."""
    return {
        "field": correction.field,
        "old": correction.old,
        "new": correction.new,
        "who": correction.who,
        "date": correction.date.isoformat(),
        "reason": correction.reason,
    }


def iso_date(day: date | None) -> str | None:
    """Return a day as 2025-06-30, or ``None`` where it is not known."""
    return day.isoformat() if day else None
