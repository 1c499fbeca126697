"""The grid that drawn lines make on a page: which cell a place is in, and which cells are empty."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from index.extract.layout.model import Ruling, TextLine

#: Left, top, right and bottom edge.
Box = tuple[float, float, float, float]

#: In type sizes: how far a line may miss the place it is drawn to, and the ends of two lines
#: that end together.
_SLACK = 0.2
_TOGETHER = 0.5
#: Lines nearer to each other than this are one border, drawn twice.
_NARROWEST = 1.0


class Grid:
    """The drawn lines of a page, for type of this size."""

    def __init__(self, rulings: Iterable[Ruling], size: float) -> None:
        ordered = sorted(rulings, key=lambda ruling: (ruling.left, ruling.top))
        self._upright = [ruling for ruling in ordered if ruling.upright]
        level = (ruling for ruling in ordered if not ruling.upright)
        self._level = sorted(level, key=lambda ruling: ruling.top)
        self._size = size
        self._slack = _SLACK * size

    def box_around(self, span: TextLine) -> Box | None:
        """Return the cell around the middle of a span, or ``None`` where it is in none."""
        x, y = (span.left + span.right) / 2, span.middle
        beside = self._beside(y)
        column = bisect_left([ruling.left for ruling in beside], x)
        if 0 < column < len(beside):
            return self._between(beside[column - 1], beside[column], y)
        return None

    def empty_boxes(self, boxes: Sequence[Box], others: Iterable[Box]) -> list[Box]:
        """Return the cells without text in the row of the table that has text in ``boxes``.

        Among them are parts of cells that begin in a row above; ``others`` holds all cells with
        text on the page.
        """
        top, bottom = max(box[1] for box in boxes), min(box[3] for box in boxes)
        y = (top + bottom) / 2
        merged = set(others)
        return [
            box
            for before, after in pairwise(self._beside(y))
            if after.left - before.left >= _NARROWEST * self._size
            and (box := self._between(before, after, y))
            and (abs(box[1] - top) <= _TOGETHER * self._size or box in merged)
            and not any(_holds(other, box) for other in boxes)
        ]

    def _beside(self, y: float) -> list[Ruling]:
        """Return the upright lines at this height, from left to right."""
        slack = self._slack
        return [line for line in self._upright if line.top - slack <= y <= line.bottom + slack]

    def _between(self, left: Ruling, right: Ruling, y: float) -> Box | None:
        """Return the cell between two upright lines, or ``None`` where it is not closed.

        A row that goes on over the end of a page has no border there: its sides end together.
        """
        x = (left.left + right.left) / 2
        slack = self._slack
        heights = [line.top for line in self._level if line.left - slack <= x <= line.right + slack]
        place = bisect_left(heights, y)
        above, below = heights[max(place - 1, 0) : place], heights[place : place + 1]
        if above and below:
            return left.left, above[0], right.left, below[0]
        if above and self._end_together(left.bottom, right.bottom, (left, right), above[0]):
            return left.left, above[0], right.left, max(left.bottom, right.bottom)
        if below and self._end_together(left.top, right.top, (left, right), below[0]):
            return left.left, min(left.top, right.top), right.left, below[0]
        return None

    def _end_together(
        self, end: float, other: float, sides: Iterable[Ruling], border: float
    ) -> bool:
        """Whether two sides end at the same height, and the border on the other end is theirs."""
        near = _TOGETHER * self._size
        return abs(end - other) <= near and all(_reaches(side, border, near) for side in sides)


def _reaches(side: Ruling, height: float, near: float) -> bool:
    return side.top - near <= height <= side.bottom + near


def _holds(box: Box, other: Box) -> bool:
    """Whether the middle of another box, from left to right, is in this one."""
    return box[0] <= (other[0] + other[2]) / 2 <= box[2]


def key_of(box: Box, size: float) -> Iterator[int]:
    """Yield numbers that boxes share whose edges differ by less than half the type size."""
    return (round(edge / size * 2) for edge in box)
