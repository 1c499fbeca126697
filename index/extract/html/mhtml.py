"""Web pages saved as a single file (MHTML, RFC 2557): the page inside is read as any other.

Browsers write them with ``Snapshot-Content-Location``, Word and Internet Explorer with
``Content-Location``; both are MIME messages.
"""

from __future__ import annotations

import email.policy
import re
from email.message import Message
from email.parser import BytesParser
from itertools import islice

from index.extract.errors import ExtractionError
from index.extract.html import extract_html
from index.extract.html.metadata import is_address
from index.extract.model import Extraction, PageDone

#: A saved page has some hundreds of parts: pictures, styles, frames.
_MOST_PARTS = 20_000
#: What may part them (RFC 2046, 5.1.1): counted first, as the parser makes a message of each.
_BOUNDARY = re.compile(rb"(?m)^--[^>\s]")
#: Frames are saved as pages of their own; more than these are advertisements.
_MOST_PAGES = 50


def _no_report() -> None:
    """Report to nobody."""


def extract_mhtml(content: bytes, page_done: PageDone = _no_report) -> Extraction:
    """Read the document of a web page saved as one file.

    The first page in the file is the one that was saved; where it holds no document (it is made of
    frames) the frame with the longest text is read.

    Raises:
        ExtractionError: the file is damaged, or no page in it holds a document.
    """
    if sum(1 for _ in islice(_BOUNDARY.finditer(content), _MOST_PARTS + 1)) > _MOST_PARTS:
        raise ExtractionError(
            f"网页归档文件（MHTML）的部分过多（超过 {_MOST_PARTS} 个），可能已损坏"
        )
    message = BytesParser(policy=email.policy.compat32).parsebytes(content)
    pages = list(islice(_pages(message), _MOST_PAGES))
    if not pages:
        raise ExtractionError("网页归档文件（MHTML）里没有网页，可能已损坏")
    location = _location(message)
    try:
        return _read(pages[0], location, page_done)
    except ExtractionError as error:
        found = [one for page in pages[1:] if (one := _readable(page, page_done)) is not None]
        if not found:
            raise error from None
        return max(found, key=lambda extraction: len(extraction.text))


def _pages(message: Message) -> list[Message]:
    """Return the parts that are pages, the one that was saved first."""
    parts = [part for part in islice(message.walk(), _MOST_PARTS) if not part.is_multipart()]
    pages = [p for p in parts if p.get_content_type() in ("text/html", "application/xhtml+xml")]
    start = str(message.get_param("start") or "")
    return sorted(pages, key=lambda part: bool(start) and part.get("Content-ID") != start)


def _readable(page: Message, page_done: PageDone) -> Extraction | None:
    try:
        return _read(page, None, page_done)
    except ExtractionError:
        return None


def _read(page: Message, location: str | None, page_done: PageDone) -> Extraction:
    content = page.get_payload(decode=True)
    if not isinstance(content, bytes):
        raise ExtractionError("网页归档文件（MHTML）已损坏，网页内容无法解码")
    charset = page.get_param("charset")
    return extract_html(
        content,
        page_done,
        charset=charset if isinstance(charset, str) else None,
        location=_location(page) or location,
    )


def _location(part: Message) -> str | None:
    """Return the address in the headers of a part."""
    for name in ("Snapshot-Content-Location", "Content-Location"):
        value = "".join(str(part.get(name) or "").split())
        if is_address(value):
            return value
    return None
