"""What laid-out pages are made of: printed lines with their places, and the text read off them."""

from __future__ import annotations

from dataclasses import dataclass

from index.extract.model import ExtractedPage
from index.model import RemovedText


@dataclass(frozen=True, slots=True)
class TextLine:
    """One printed line, or one cell or span of it, and the box around it.

    The unit is that of the page (points of 1/72 inch, millimetres, pixels …); the origin is the
    top left corner of the page. The height of the box is that of the type (font size), as near as
    the source can tell, not that of the ink.
    """

    left: float
    top: float
    right: float
    bottom: float
    text: str

    @property
    def height(self) -> float:
        """Height of the box."""
        return self.bottom - self.top

    @property
    def width(self) -> float:
        """Width of the box."""
        return self.right - self.left

    @property
    def middle(self) -> float:
        """Vertical middle of the box."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Ruling:
    """A drawn line, horizontal or vertical: the border of a cell of a table.

    Coordinates as in :class:`TextLine`; the thickness is of no interest.
    """

    left: float
    top: float
    right: float
    bottom: float

    @property
    def upright(self) -> bool:
        """Whether the line is vertical."""
        return self.bottom - self.top > self.right - self.left


@dataclass(frozen=True, slots=True)
class PageLayout:
    """One page: its place in the file (from 1), its size and its lines in any order.

    ``rulings`` are the drawn lines, where the format gives them. ``recognized``, ``confidence``
    and ``garbled`` are passed on to :class:`index.extract.model.ExtractedPage`.
    """

    number: int
    width: float
    height: float
    lines: tuple[TextLine, ...]
    recognized: bool = False
    confidence: float | None = None
    garbled: bool = False
    rulings: tuple[Ruling, ...] = ()


@dataclass(frozen=True, slots=True)
class LaidOutText:
    """The text of all pages: the fields of :class:`index.extract.model.Extraction` so named."""

    text: str
    pages: tuple[ExtractedPage, ...]
    removed: tuple[RemovedText, ...]
