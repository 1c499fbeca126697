"""The texts that are searched, cut where no term, phrase or match may cross.

A resolution's segments are its group, heading, lead and each point. For documents other than
minutes the title is ranked with them, because there it names the matter ("第101次常务会议纪要" does
not); it is no part of the resolution's text, so no quoted phrase finds it there. A document's
segments are the lines of its own text: title, number, preamble, attendance, distribution.
"""

from __future__ import annotations

from dataclasses import dataclass

from index.model import Document, Resolution
from index.normalize import NormalText, normalize


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of original text. ``point`` is its index, -1 the lead, ``None`` anything else."""

    text: str
    point: int | None = None


def resolution_segments(resolution: Resolution) -> list[Segment]:
    """Return the searched texts of a resolution in reading order."""
    segments = [
        Segment(resolution.group or ""),
        Segment(resolution.heading if resolution.heading_printed else ""),
        Segment(resolution.lead, -1),
        *(Segment(point.text, number) for number, point in enumerate(resolution.points)),
    ]
    return [segment for segment in segments if segment.text.strip()]


def document_segments(document: Document) -> list[Segment]:
    """Return the lines of a document's own text."""
    texts = (document.title, *document.front_matter.split("\n"), *document.back_matter.split("\n"))
    return [Segment(text) for text in texts if text.strip()]


def of_resolution(resolution: Resolution) -> list[NormalText]:
    """Return the normal form of :func:`resolution_segments`."""
    return [normalize(segment.text) for segment in resolution_segments(resolution)]


def ranked_with(resolution: Resolution, document: Document) -> list[NormalText]:
    """Return what is ranked with a resolution's own text: the title, unless it is the heading."""
    if document.kind == "minutes" or document.title == resolution.heading:
        return []
    return [normalize(document.title)]


def of_document(document: Document) -> list[NormalText]:
    """Return the normal form of :func:`document_segments`."""
    return [normalize(segment.text) for segment in document_segments(document)]
