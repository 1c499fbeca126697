"""Where things stand on a PDF page: in its own space (points, y upwards), and as it is read."""

from __future__ import annotations

from dataclasses import dataclass

#: A drawn line on a page, in its own space: x, y, x, y.
Segment = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class PageFrame:
    """The visible part of a page in its own space (its crop box, ISO 32000-1, 14.11.2)."""

    left: float
    bottom: float
    right: float
    top: float

    def size(self, quarter: int) -> tuple[float, float]:
        """Return width and height as seen when text of this direction is upright."""
        width, height = self.right - self.left, self.top - self.bottom
        return (height, width) if quarter % 2 else (width, height)

    def place(self, x: float, y: float, quarter: int) -> tuple[float, float]:
        """Return a point from the upper left corner, when text of this direction is upright.

        ``quarter`` is the direction of the text in quarter turns, counter-clockwise.
        """
        if quarter == 0:
            return x - self.left, self.top - y
        if quarter == 1:
            return y - self.bottom, x - self.left
        if quarter == 2:
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x

    def turn(self, x: float, y: float, quarter: int, other: int) -> tuple[float, float]:
        """Return where a point placed for one direction of text stands for another."""
        width, height = self.size(quarter)
        for _ in range((other - quarter) % 4):
            x, y, width, height = height - y, x, height, width
        return x, y
