"""Invented minutes in every style of numbering, clean and damaged, against golden files.

A golden file that is missing is written and the test fails: read it, then commit it.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from minutes_noise import NOISES

from index.facts import with_facts
from index.model import Document
from index.parsers import parse
from index.parsers.accounting import unaccounted
from index.text_forms import bare

DATA = Path(__file__).with_name("data") / "minutes"
STYLES = sorted((DATA / "styles").glob("*.txt"))
WHOLE = sorted((DATA / "whole").glob("*.txt"))


def facts(document: Document) -> dict[str, Any]:
    """What a reader of the minutes would note down."""
    meeting = document.meeting
    assert meeting is not None
    return {
        "title": document.title,
        "document_number": document.document_number,
        "issuer": document.issuer,
        "body": meeting.body,
        "term": meeting.term,
        "meeting_type": meeting.meeting_type,
        "number": meeting.number,
        "year": meeting.year,
        "held": str(meeting.held),
        "chair": meeting.chair,
        "recorder": meeting.recorder,
        "attendance": [
            " ".join(filter(None, (a.status, a.unit, a.post, a.name))) for a in meeting.attendance
        ],
        "signed": str(document.signed),
        "issued": str(document.issued),
        "disclosure": document.disclosure,
        "partial": document.partial,
        "distribution": list(document.distribution),
        "resolutions": [
            {
                "label": resolution.label,
                "heading": resolution.heading,
                "heading_printed": resolution.heading_printed,
                "group": resolution.group,
                "lead": resolution.lead,
                "item_types": list(resolution.item_types),
                "cited_documents": list(resolution.cited_documents),
                "points": [[point.label, point.text] for point in resolution.points],
            }
            for resolution in with_facts(document).resolutions
        ],
    }


def golden(path: Path, document: Document) -> dict[str, Any]:
    expected = path.with_suffix(".json")
    if not expected.exists():
        text = json.dumps(facts(document), ensure_ascii=False, indent=1)
        expected.write_text(text + "\n", encoding="utf-8")
        pytest.fail(f"{expected.name} was missing and is written now: check it")
    found: dict[str, Any] = json.loads(expected.read_text("utf-8"))
    return found


def folded(value: Any) -> Any:
    """The same facts without regard to white space and full-width forms."""
    if isinstance(value, str):
        return bare(value)
    if isinstance(value, list):
        return [folded(part) for part in value]
    if isinstance(value, dict):
        return {key: folded(part) for key, part in value.items()}
    return value


@pytest.mark.parametrize("path", STYLES + WHOLE, ids=lambda path: path.stem)
def test_golden(path: Path) -> None:
    text = path.read_text("utf-8")
    document = parse(text, path.stem)
    assert document.kind == "minutes"
    assert facts(document) == golden(path, document)
    assert unaccounted(text, document) == Counter()


@pytest.mark.parametrize("noise", NOISES, ids=lambda noise: noise.__name__)
@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.stem)
def test_damage_changes_no_fact(path: Path, noise: Callable[[str], str]) -> None:
    text = noise(path.read_text("utf-8"))
    document = parse(text, path.stem)
    clean = json.loads(path.with_suffix(".json").read_text("utf-8"))
    assert folded(facts(document)) == folded(clean)
    assert unaccounted(text, document) == Counter()
