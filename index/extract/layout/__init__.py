"""Positioned lines of pages to paragraphs, shared by PDF, OFD and character recognition."""

from __future__ import annotations

from collections.abc import Sequence

from index.extract.layout.model import LaidOutText, PageLayout, TextLine
from index.extract.model import ExtractedPage

__all__ = ["LaidOutText", "PageLayout", "TextLine", "read_layout"]


def read_layout(pages: Sequence[PageLayout]) -> LaidOutText:
    """Read the text off pages: one printed line a line, from top to bottom."""
    text = ""
    extracted = []
    for page in pages:
        extracted.append(
            ExtractedPage(page.number, len(text), page.recognized, page.confidence, page.garbled)
        )
        ordered = sorted(page.lines, key=lambda line: (line.top, line.left))
        text += "".join(f"{line.text}\n" for line in ordered)
    return LaidOutText(text, tuple(extracted), ())
