"""Ruled tables: drawn lines tell which rows are rows of a table, and where their cells are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from index.extract.layout.grid import Box, Grid, key_of
from index.extract.layout.model import PageLayout, TextLine
from index.extract.layout.paragraphs import seam
from index.extract.layout.rows import Row, group_rows, type_size

CELL_SEPARATOR = " | "

#: More drawn lines than this on a page are a drawing, not a table.
_MAXIMUM_RULINGS = 3_000
#: A single cell wider than this part of the page is a frame around text.
_FRAME_WIDTH = 0.6
#: A row that ends this near to the edge of its cell (in type sizes) may go on.
_FULL = 1.7
#: A row that starts this much inside opens a paragraph.
_INDENT = 1.2
#: Narrower text (in type sizes) is a label, which breaks where it must.
_PROSE = 12.0
#: Edges of columns on two pages agree when they differ by less, as a part of the width.
_NEAR_EDGE = 0.02
#: The head of a table has at most so many rows.
_HEAD_ROWS = 3


@dataclass(frozen=True, slots=True)
class Cell:
    """The text of one cell, where it starts and ends, and whether its last row is full."""

    left: float
    right: float
    text: str
    full: bool


@dataclass(frozen=True)
class TableRow:
    """A row of a table: its cells from left to right, and where it stands on which page."""

    page: int
    top: float
    cells: tuple[Cell, ...]

    @cached_property
    def text(self) -> str:
        """The row as a line of text; empty cells keep their places."""
        return CELL_SEPARATOR.join(cell.text for cell in self.cells).strip()


@dataclass(frozen=True)
class _Cell:
    box: Box
    lines: list[TextLine]

    def read(self) -> Cell:
        """Return the text of the cell, which may be none."""
        return read_cell(self.lines, self.box[0], self.box[2])


def ruled_rows(page: PageLayout, rows: Sequence[Row]) -> tuple[list[Row], list[TableRow]]:
    """Take the rows of ruled tables out of a page: the rows that are left, and the table's."""
    rulings = page.rulings
    if not rows or len(rulings) < 4 or len(rulings) > _MAXIMUM_RULINGS:
        return list(rows), []
    size = type_size([span for row in rows for span in row.spans])
    table = _table(Grid(rulings, size), rows, size)
    table = {at: cells for at, cells in table.items() if _is_table_row(cells, page.width)}
    taken = {span for cells in table.values() for cell in cells for span in cell.lines}
    left = [
        Row(row.page, spans)
        for row in rows
        if (spans := tuple(span for span in row.spans if span not in taken))
    ]
    number = rows[0].page
    return left, [row for _, cells in sorted(table.items()) for row in _table_rows(number, cells)]


def _table(grid: Grid, rows: Sequence[Row], size: float) -> dict[int, list[_Cell]]:
    """Return the cells of the rows of tables; every row of them has some text."""
    table: dict[int, list[_Cell]] = defaultdict(list)
    cells = _cells(grid, rows, size)
    for cell in cells:
        table[_near(table, cell.box[1], size)].append(cell)
    boxes = [cell.box for cell in cells]
    for own in table.values():
        own += [_Cell(box, []) for box in grid.empty_boxes([cell.box for cell in own], boxes)]
    return table


def _near(table: dict[int, list[_Cell]], top: float, size: float) -> int:
    """Return the key of the table row whose upper border is at ``top``."""
    key = round(top / size * 4)
    return next((key + step for step in (0, -1, 1) if key + step in table), key)


def _is_table_row(cells: Sequence[_Cell], page_width: float) -> bool:
    left, _, right, _ = cells[0].box
    return len(cells) > 1 or right - left < _FRAME_WIDTH * page_width


def _cells(grid: Grid, rows: Sequence[Row], size: float) -> list[_Cell]:
    """Return the cells that hold text."""
    found: dict[tuple[int, ...], _Cell] = {}
    for row in rows:
        for span in row.spans:
            if box := grid.box_around(span):
                cell = found.setdefault(tuple(key_of(box, size)), _Cell(box, []))
                cell.lines.append(span)
    return list(found.values())


def _table_rows(page: int, cells: Sequence[_Cell]) -> list[TableRow]:
    """Return the row of the table, or the paragraphs of its only cell, each as a row."""
    if len(cells) == 1:
        # All from the upper border on, so that nothing beside the cell comes between them.
        left, top, right, _ = cells[0].box
        return [
            TableRow(page, top, (read_cell(lines, left, right),))
            for lines in _paragraphs(cells[0].lines)
        ]
    ordered = sorted(cells, key=lambda cell: cell.box[0])
    # Some of the empty cells began above.
    top = min(cell.box[1] for cell in cells if cell.lines)
    return [TableRow(page, top, tuple(cell.read() for cell in ordered))]


def _paragraphs(lines: Sequence[TextLine]) -> list[list[TextLine]]:
    """Part the lines of a cell where a row ends early, or starts with an indent."""
    rows = group_rows(lines, 0)
    left, right = min(row.left for row in rows), max(row.right for row in rows)
    if right - left < _PROSE * rows[0].size:
        return [list(lines)]
    paragraphs = [list(rows[0].spans)]
    for above, row in pairwise(rows):
        ended = right - above.right > _FULL * row.size
        if ended or row.left - left > _INDENT * row.size:
            paragraphs.append([])
        paragraphs[-1] += row.spans
    return paragraphs


def read_cell(lines: Sequence[TextLine], left: float, right: float) -> Cell:
    """Join the rows inside a cell with these edges: one that ends early ends a paragraph."""
    if not lines:
        return Cell(left, right, "", full=False)
    rows = group_rows(lines, 0)
    end = max(row.right for row in rows)
    text = rows[0].text
    for above, row in pairwise(rows):
        ended = end - above.right > _FULL * row.size
        text += (" " if ended else seam(text, row.text)) + row.text
    # The rest between text and border on the left is there on the right as well.
    padding = max(min(row.left for row in rows) - left, 0.0)
    full = right - padding - rows[-1].right <= _FULL * rows[-1].size
    return Cell(left, right, text, full)


def repeated_rows(table: Sequence[TableRow], below: Sequence[TableRow]) -> int:
    """Count the first rows of a table that the next page repeats as its head, above others."""
    count = 0
    for row, again in zip(table[:_HEAD_ROWS], below[:-1], strict=False):
        if row.text != again.text or not _alike(row.cells, again.cells):
            break
        count += 1
    return count


def _alike(cells: Sequence[Cell], others: Sequence[Cell]) -> bool:
    """Whether cells start at the same places."""
    near = _NEAR_EDGE * max(cell.right for cell in cells)
    edges = zip(cells, others, strict=False)
    return len(cells) == len(others) and all(abs(a.left - b.left) <= near for a, b in edges)


def continued(row: TableRow, below: TableRow) -> TableRow | None:
    """Return a row with what the next page has of it, or ``None`` where a new row begins there.

    The part of a row that is on the next page has no first cell (the number of the row), and
    each of its cells goes on from a full row above.
    """
    parts = [cell for cell in below.cells if cell.text]
    if not row.cells or len(parts) >= len(row.cells):
        return None
    near = _NEAR_EDGE * row.cells[-1].right
    cells = list(row.cells)
    for part in parts:
        matching = [at for at, cell in enumerate(cells) if abs(cell.left - part.left) <= near]
        if not matching or matching[0] == 0 or not cells[matching[0]].full:
            return None
        above = cells[matching[0]]
        text = above.text + seam(above.text, part.text) + part.text
        cells[matching[0]] = replace(part, text=text)
    return replace(row, cells=tuple(cells))
