"""The texts that are searched, cut where no term, phrase or match may cross.

A resolution's segments are its heading, group, lead and each point; for documents other than
minutes the title is one more, because there it names the matter ("第101次常务会议纪要" does not).
A document's segments are the lines of its own text: title, number, preamble, attendance,
distribution.
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


def resolution_segments(resolution: Resolution, document: Document) -> list[Segment]:
    """Return the searched texts of a resolution in reading order."""
    segments = [
        Segment(document.title if document.kind != "minutes" else ""),
        Segment(resolution.group or ""),
        Segment(resolution.heading if resolution.heading_printed else ""),
        Segment(resolution.lead, -1),
        *(Segment(point.text, number) for number, point in enumerate(resolution.points)),
    ]
    # A document without an outline has its title as heading: once is enough.
    if segments[0].text == segments[2].text:
        segments[0] = Segment("")
    return [segment for segment in segments if segment.text.strip()]


def document_segments(document: Document) -> list[Segment]:
    """Return the lines of a document's own text."""
    texts = (document.title, *document.front_matter.split("\n"), *document.back_matter.split("\n"))
    return [Segment(text) for text in texts if text.strip()]


def of_resolution(resolution: Resolution, document: Document) -> list[NormalText]:
    """Return the normal form of :func:`resolution_segments`."""
    return [normalize(segment.text) for segment in resolution_segments(resolution, document)]


def of_document(document: Document) -> list[NormalText]:
    """Return the normal form of :func:`document_segments`."""
    return [normalize(segment.text) for segment in document_segments(document)]
