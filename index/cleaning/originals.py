"""The text of points as it is printed, beside the text as it is read.

Points are joined and tidied for reading. A reader may want to see the lines and gaps of the source;
they are found again by the characters, which are the same.
"""

from __future__ import annotations

from dataclasses import replace

from index.cleaning.lines import Lines
from index.model import Document, Point
from index.text_forms import bare, bare_with_offsets

#: How far behind the point before (headings, labels, a list that stands elsewhere) one is looked
#: for, in characters; a bound keeps many points that are not found in proportion to the text.
_REACH = 5_000


def with_originals(document: Document, lines: Lines) -> Document:
    """Give every point of ``document`` its printed form, where that differs from what is read.

    A point stays without one where it is made of several places of the text, as a row of a table.
    """
    search = _Search("\n".join(line.text for line in lines))
    found = tuple(
        replace(one, points=tuple(search.with_original(point) for point in one.points))
        for one in document.resolutions
    )
    return replace(document, resolutions=found)


class _Search:
    """Looks for points one behind the other in a printed text."""

    def __init__(self, printed: str) -> None:
        self._printed = printed
        self._bare, self._offsets = bare_with_offsets(printed)
        self._place = 0
        self._reach = _REACH

    def with_original(self, point: Point) -> Point:
        """Return ``point`` with its printed form, if it differs."""
        wanted = bare(point.text)
        start = self._bare.find(wanted, self._place, self._place + len(wanted) + self._reach)
        if not wanted or start < 0:
            self._reach = min(self._reach + len(wanted), 4 * _REACH)
            return point
        end = start + len(wanted)
        self._place, self._reach = end, _REACH
        original = self._printed[self._offsets[start] : self._offsets[end - 1] + 1]
        same = _laid_out(original) == _laid_out(point.text)
        return point if same else replace(point, original=original)


def _laid_out(text: str) -> list[str]:
    """Return the lines of a text; indents and blank lines make no other text."""
    return [line.strip() for line in text.splitlines() if line.strip()]
