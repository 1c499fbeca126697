"""Printed lines to rows: what stands side by side is read from left to right.

Places may be uneven, and a scanned page may be turned by up to two degrees, so every measure is
relative to the size of the type.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from statistics import median

from index.extract.layout.model import TextLine

#: Two spans share a row when this part of the lower one lies beside the other.
_SHARED_HEIGHT = 0.5
#: Spans of one row may lie over each other by this much (in type sizes): boxes are not exact, and
#: a mark set close to the next character has an advance that reaches into it.
_OVERLAP = 0.85
#: A gap from here on (in type sizes) is white space: between Chinese characters, and between
#: letters and digits. Justified text is stretched by less, mixed text is set apart by a quarter.
_WIDE_GAP = 0.6
_WORD_GAP = 0.2
_MIXED_GAP = 0.9
#: How many of the rows above may still get a span: pages with columns interleave theirs.
_OPEN_ROWS = 12
#: Slopes that are tried on a turned page (2.3 degrees either way), and lines that are looked at.
_SLOPES = tuple(step * 0.002 for step in range(-20, 21))
_SLOPE_SAMPLE = 400
_SLOPE_LINES = 6


@dataclass(frozen=True)
class Row:
    """What stands side by side on one page (by its index), from left to right."""

    page: int
    spans: tuple[TextLine, ...]

    @cached_property
    def left(self) -> float:
        """Left edge of the first span."""
        return min(span.left for span in self.spans)

    @cached_property
    def right(self) -> float:
        """Right edge of the last span."""
        return max(span.right for span in self.spans)

    @cached_property
    def top(self) -> float:
        """Upper edge."""
        return min(span.top for span in self.spans)

    @cached_property
    def middle(self) -> float:
        """Vertical middle of the longest span."""
        return max(self.spans, key=lambda span: len(span.text)).middle

    @cached_property
    def size(self) -> float:
        """Size of the type of most characters."""
        return type_size(self.spans)

    @cached_property
    def text(self) -> str:
        """The spans as one line of text."""
        return join_spans(self.spans, self.size)


def type_size(lines: Sequence[TextLine]) -> float:
    """Return the height of the line in which the median character stands."""
    heights = sorted((line.height, len(line.text)) for line in lines)
    if not heights:
        return 1.0
    half = sum(count for _, count in heights) / 2
    seen = 0
    for height, count in heights:
        seen += count
        if seen >= half:
            return max(height, 1e-6)
    return max(heights[-1][0], 1e-6)


def join_spans(spans: Sequence[TextLine], size: float) -> str:
    """Return spans of one row as text, with a space where a gap stands for one."""
    text = ""
    right = 0.0
    for span in spans:
        if text:
            text += space_between(text[-1], span.text[0], (span.left - right) / size)
        text += span.text
        right = span.right
    return text


def space_between(before: str, after: str, gap: float) -> str:
    """Return the white space that a gap, in type sizes, stands for between two characters."""
    if before.isspace() or after.isspace():
        return ""
    wide = before.isascii(), after.isascii()
    limit = _WORD_GAP if all(wide) else _MIXED_GAP if any(wide) else _WIDE_GAP
    return " " if gap > limit else ""


def group_rows(lines: Sequence[TextLine], page: int) -> list[Row]:
    """Return the rows of a page (of this index) from top to bottom."""
    groups: list[list[TextLine]] = []
    for line in sorted(lines, key=lambda line: (line.middle, line.left)):
        recent = groups[-_OPEN_ROWS:]
        fitting = [group for group in recent if _beside(line, group)]
        if fitting:
            min(fitting, key=lambda group: abs(group[0].middle - line.middle)).append(line)
        else:
            groups.append([line])
    rows = [Row(page, tuple(sorted(group, key=lambda line: line.left))) for group in groups]
    return sorted(rows, key=lambda row: (row.middle, row.left))


def _beside(line: TextLine, group: Sequence[TextLine]) -> bool:
    """Whether a line stands in the row of the others and over none of them."""
    tallest = max(group, key=lambda other: other.height)
    shared = min(line.bottom, tallest.bottom) - max(line.top, tallest.top)
    low = min(line.height, tallest.height)
    if shared < _SHARED_HEIGHT * low:
        return False
    allowed = _OVERLAP * low
    return all(
        line.left >= other.right - allowed or line.right <= other.left + allowed for other in group
    )


def straighten(lines: Sequence[TextLine]) -> tuple[TextLine, ...]:
    """Turn the lines of a slightly turned page back, by what makes their left edges agree."""
    if len(lines) < _SLOPE_LINES:
        return tuple(lines)
    sample = lines[:_SLOPE_SAMPLE]
    size = median(line.height for line in sample)
    # A tie is settled for the smallest turn, so that a straight page stays as it is.
    best = max(_SLOPES, key=lambda slope: (_agreement(sample, slope, size), -abs(slope)))
    if _agreement(sample, best, size) < 1.3 * _agreement(sample, 0.0, size):
        return tuple(lines)
    return tuple(_turned(line, best) for line in lines)


def _agreement(lines: Sequence[TextLine], slope: float, size: float) -> int:
    """Count the pairs of lines whose left edges agree when the page is turned."""
    edges = sorted(line.left - slope * line.middle for line in lines)
    return sum(bisect_right(edges, edge + 0.2 * size) - at for at, edge in enumerate(edges))


def _turned(line: TextLine, slope: float) -> TextLine:
    """Return a line turned back; its box was as much higher as the line was turned."""
    shift = -slope * line.middle
    middle = line.middle + slope * (line.left + line.right) / 2
    half = max(line.height - abs(slope) * line.width, 0.4 * line.height) / 2
    return replace(
        line,
        left=line.left + shift,
        right=line.right + shift,
        top=middle - half,
        bottom=middle + half,
    )
