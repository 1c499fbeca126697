"""Plain text and Markdown: decode, note the page marks, take off the marking."""

from __future__ import annotations

import re

from index.extract.model import ExtractedPage, Extraction, PageDone
from index.extract.text.encodings import decode
from index.extract.text.markdown import is_markdown, strip_markdown

#: Programs that print pages as text put a form feed at the end of each.
_PAGE_MARK = "\f"
#: Every other end of a line (Unicode standard, 5.8): Windows, old Macs, NEL, LS and PS.
_LINE_ENDS = re.compile("\r\n?|[\x0b\x85\u2028\u2029]")


def _no_report() -> None:
    """Report to nobody."""


def extract_text(content: bytes, page_done: PageDone = _no_report) -> Extraction:
    """Decode a text file.

    Raises:
        ExtractionError: the bytes are empty, binary, damaged, or in no known encoding.
    """
    decoded = decode(content)
    text, pages = _pages(_LINE_ENDS.sub("\n", decoded.text))
    page_done()
    if is_markdown(text) and not pages:
        plain = strip_markdown(text)
        return Extraction(
            plain.text,
            "text",
            metadata=plain.metadata,
            removed=plain.removed,
            warnings=decoded.warnings,
            encoding=decoded.encoding,
        )
    return Extraction(text, "text", pages, warnings=decoded.warnings, encoding=decoded.encoding)


def _pages(text: str) -> tuple[str, tuple[ExtractedPage, ...]]:
    """Take form feeds as ends of pages; each becomes a line end where it did not stand on one."""
    if _PAGE_MARK not in text:
        return text, ()
    parts = text.split(_PAGE_MARK)
    if not parts[-1].strip():  # the mark behind the last page
        parts.pop()
    joined = ""
    pages: list[ExtractedPage] = []
    for number, part in enumerate(parts, start=1):
        pages.append(ExtractedPage(number, len(joined)))
        ended = not part or part.endswith("\n") or number == len(parts)
        joined += part if ended else part + "\n"
    return joined, tuple(pages)
