"""What makes a document the one it is: its key, and the hashes of key and text."""

from __future__ import annotations

import hashlib
from base64 import b32encode

from index.model import Document, Meeting
from index.normalize import normalize

#: 10 base32 characters are 50 bits: among 100,000 documents a chance collision has p = 4e-6.
ID_LENGTH = 10

#: What a key is made of, from what says least of the document to what says most.
_CONTENT, _TITLE, _NUMBER, _MEETING = _PARTS = ("content", "title", "number", "meeting")


def document_key(document: Document) -> str:
    """Return what makes this document the one it is, as readable text."""
    if document.meeting and (key := _meeting_key(document.meeting)):
        return key
    if document.document_number:
        return _join(_NUMBER, document.document_number)
    day = document.order_date
    if document.title and day:
        return _join(_TITLE, document.title, day.isoformat())
    return _join(_CONTENT, content_hash(document))


def key_strength(key: str) -> int:
    """Return how much a key says of its document: the highest is that of a meeting."""
    return _PARTS.index(key.partition("|")[0])


def is_strong(key: str) -> bool:
    """Whether a key was given by those who made the document: its meeting, or its number."""
    return key_strength(key) >= _PARTS.index(_NUMBER)


def names_a_meeting(key: str) -> bool:
    """Whether a key is that of a meeting: body, type, term or year, and ordinal."""
    return key.startswith(f"{_MEETING}|")


def _meeting_key(meeting: Meeting) -> str | None:
    """Key a meeting, or ``None`` when body, ordinal or the series of ordinals is not known.

    Without a printed term, the year of the meeting stands in for it: ordinals restart each term,
    and within a year a body holds no two meetings of one type with one ordinal.
    """
    series = meeting.year or (meeting.held.year if meeting.held else None)
    if meeting.body is None or meeting.number is None:
        return None
    if meeting.term is not None and meeting.year is None:
        return _join(
            _MEETING, meeting.body, meeting.meeting_type, f"term{meeting.term}", meeting.number
        )
    if series is None:
        return None
    return _join(_MEETING, meeting.body, meeting.meeting_type, series, meeting.number)


def _join(*parts: object) -> str:
    return "|".join(normalize(str(part)).text for part in parts)


def content_hash(document: Document) -> str:
    """Hash everything a reader sees of the text, in normal form."""
    resolutions = (
        [r.group or "", r.label or "", r.heading, r.lead]
        + [piece for point in r.points for piece in (point.label or "", point.text)]
        for r in document.resolutions
    )
    pieces = [document.front_matter, *(p for r in resolutions for p in r), document.back_matter]
    return hashlib.sha256(normalize("\n".join(pieces)).text.encode()).hexdigest()


def heading_text(document: Document) -> str:
    """Return title and headings in normal form: what tells apart documents that share a key."""
    headings = (resolution.heading for resolution in document.resolutions)
    return normalize("\n".join((document.title, *headings))).text


def short_hash(key: str) -> str:
    """Return the id that belongs to a key: lower-case base32 of its SHA-256, shortened."""
    return b32encode(hashlib.sha256(key.encode()).digest()).decode().lower()[:ID_LENGTH]
