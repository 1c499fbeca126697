"""Tables of web pages: which hold data, and which only lay the page out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from lxml import etree

#: A cell with this much text in this many paragraphs is a column of the page.
_COLUMN_LENGTH = 300
_COLUMN_BLOCKS = 3
#: A table of data has more cells than a page has columns.
_FEWEST_CELLS = 12
_LONGEST_PLAIN_CELL = 200
_PARAGRAPHS = ("p", "div", "br", "li", "h1", "h2", "h3", "h4")


def cells_of(row: etree._Element) -> list[etree._Element]:
    """Return the cells of a row in order."""
    return [cell for cell in row if cell.tag in ("td", "th")]


@dataclass(frozen=True, slots=True)
class _Shape:
    """How many rows a group of rows has with so many cells."""

    rows: Counter[int]

    @property
    def has_many_cells(self) -> bool:
        return sum(count for cells, count in self.rows.items() if cells > 1) * 2 >= _FEWEST_CELLS


class TableReader:
    """Tells rows of data from rows that lay the page out; remembers the tables it has seen."""

    def __init__(self) -> None:
        self._shapes: dict[etree._Element, _Shape] = {}

    def is_row(self, row: etree._Element) -> bool:
        """Whether a ``tr`` is a row of data, to be read as one line."""
        cells = cells_of(row)
        if len(cells) < 2 or any(True for _ in row.iter("table")):
            return False
        shape = self._shape(row)
        if any(_is_column(cell) for cell in cells):
            return shape.has_many_cells
        if shape.rows.total() == 1 and any(_blocks(cell) >= _COLUMN_BLOCKS for cell in cells):
            return False  # the columns of a short page
        if shape.has_many_cells or shape.rows[len(cells)] > 1:
            return True
        return all(_length(cell) <= _LONGEST_PLAIN_CELL for cell in cells)

    def _shape(self, row: etree._Element) -> _Shape:
        """Return the shape of the rows beside a row (not those of tables inside)."""
        parent = row.getparent()
        if parent is None:
            return _Shape(Counter([len(cells_of(row))]))
        if parent not in self._shapes:
            counted = Counter(len(cells_of(child)) for child in parent if child.tag == "tr")
            self._shapes[parent] = _Shape(counted)
        return self._shapes[parent]


def _is_column(cell: etree._Element) -> bool:
    return _blocks(cell) >= _COLUMN_BLOCKS and _length(cell) > _COLUMN_LENGTH


def _blocks(cell: etree._Element) -> int:
    return sum(1 for _ in cell.iter(*_PARAGRAPHS))


def _length(cell: etree._Element) -> int:
    return sum(len(piece.strip()) for piece in cell.itertext())
