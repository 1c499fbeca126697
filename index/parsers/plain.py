"""Text of no known form: one resolution that holds all of it."""

from __future__ import annotations

from index.cleaning import Cleaned, bare
from index.model import Document, Kind, Point, Resolution
from index.parsers.headings import derive_heading
from index.parsers.hints import Hints
from index.parsers.paragraphs import paragraphs_of


def parse_plain(cleaned: Cleaned, kind: Kind, name: str, hints: Hints) -> Document:
    """Return a document with one resolution: its whole text under the title or first line."""
    text = "\n".join(paragraph.text for paragraph in paragraphs_of(cleaned.lines))
    title = (hints.title or "").strip() or (derive_heading(text) if bare(text) else name.strip())
    heading = title or "全文"
    resolution = Resolution(1, heading, (Point(None, text),), heading_printed=False)
    return Document(
        kind=kind,
        title=heading,
        resolutions=(resolution,),
        issuer=hints.issuer,
        signed=hints.date,
        removed=cleaned.removed,
        warnings=("没有识别出文件结构，全文作为一项",),
    )
