"""On which pages of its file a resolution and its points stand.

The parsers know lines, not pages. They change no visible character, so a text is found again in
what was extracted by its first and last characters, each one behind the one before.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from index.extract.model import ExtractedPage
from index.model import Document, Point, Resolution
from index.text_forms import bare, is_blank_mark

#: Characters by which a text is found, longest first: a page number may stand among them.
_PROBES = (40, 20, 10, 6)
#: How far ahead a text may begin: what parsers leave out between two texts is shorter.
_REACH = 4_000


@dataclass(slots=True)
class _PageFinder:
    """Finds texts in reading order. ``cursor`` is the end of the last one."""

    source: str
    starts: list[int]
    numbers: list[int]
    cursor: int = 0

    def find(self, label: str | None, text: str) -> tuple[int | None, int | None]:
        """Return the first and last page of the next text, or two ``None``."""
        if label and (found := self._find(bare(label + text)))[0]:
            return found
        return self._find(bare(text))

    def _find(self, form: str) -> tuple[int | None, int | None]:
        begin = self._search(form, self.cursor, first=True)
        if begin is None:
            return None, None
        end = self._search(form, begin, first=False)
        if end is None:
            end = min(begin + len(form), len(self.source))
        self.cursor = end
        return self._page(begin), self._page(max(begin, end - 1))

    def _search(self, form: str, cursor: int, *, first: bool) -> int | None:
        """Return where ``form`` begins, or ends, behind ``cursor``."""
        reach = cursor + _REACH + (0 if first else len(form))
        for length in _PROBES:
            probe = form[:length] if first else form[-length:]
            least = 0 if first else max(0, len(form) - len(probe))
            place = self.source.find(probe, cursor + least, reach) if probe else -1
            if place >= 0:
                return place if first else place + len(probe)
            if length >= len(form):
                continue
        return None

    def _page(self, place: int) -> int:
        return self.numbers[max(0, bisect_right(self.starts, place) - 1)]


def with_pages(document: Document, text: str, pages: Sequence[ExtractedPage]) -> Document:
    """Return the document with the pages of its resolutions and points.

    Args:
        document: as it was parsed from ``text``.
        text: what was extracted.
        pages: where its pages begin; without any the document is returned as it is.
    """
    if not pages:
        return document
    finder = _finder(text, pages)
    resolutions = tuple(_placed(resolution, finder) for resolution in document.resolutions)
    return replace(document, resolutions=resolutions)


def _finder(text: str, pages: Sequence[ExtractedPage]) -> _PageFinder:
    """Count the starts of the pages in visible characters."""
    starts: list[int] = []
    visible = before = 0
    for page in pages:
        visible += sum(1 for character in text[before : page.start] if not is_blank_mark(character))
        before = page.start
        starts.append(visible)
    return _PageFinder(bare(text), starts, [page.number for page in pages])


def _placed(resolution: Resolution, finder: _PageFinder) -> Resolution:
    found = []
    if resolution.heading_printed:
        found.append(finder.find(resolution.label, resolution.heading))
    if resolution.lead:
        found.append(finder.find(None, resolution.lead))
    points = [_placed_point(point, finder) for point in resolution.points]
    found += [(point.page, point.last_page) for point in points]
    return replace(
        resolution,
        points=tuple(points),
        page=_first(page for page, _ in found),
        last_page=_first(page for _, page in reversed(found)),
    )


def _placed_point(point: Point, finder: _PageFinder) -> Point:
    page, last_page = finder.find(point.label, point.text)
    return replace(point, page=page, last_page=last_page)


def _first(pages: Iterable[int | None]) -> int | None:
    return next((page for page in pages if page is not None), None)
