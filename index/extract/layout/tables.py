"""Tables: which rows of a page are rows of a table, and what stands in their cells.

Drawn lines tell the cells exactly; without them, rows that leave the same gaps free do.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from index.extract.layout.model import PageLayout, Ruling, TextLine
from index.extract.layout.paragraphs import seam
from index.extract.layout.rows import Row, group_rows, join_spans, type_size

CELL_SEPARATOR = " | "

#: More drawn lines than this on a page are a drawing, not a table.
_MAXIMUM_RULINGS = 3_000
#: A single cell wider than this part of the page is a frame around text.
_FRAME_WIDTH = 0.6
#: Unruled columns: gaps at least this wide (in type sizes) on this many rows.
_COLUMN_GAP = 1.5
_COMMON_GAP = 0.8
_COLUMN_ROWS = 3
#: A list of names is set in columns as well; it is no table.
_NAME = re.compile(r"[一-鿿]{2,4}")
_NAMES = 0.8

_Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class TableRow:
    """A row of a table: the text of its cells, and where it stands on which page (by index)."""

    page: int
    top: float
    cells: tuple[str, ...]

    @cached_property
    def text(self) -> str:
        """The row as a line of text."""
        return CELL_SEPARATOR.join(self.cells)


@dataclass(frozen=True)
class _Cell:
    box: _Box
    lines: list[TextLine]


def ruled_rows(page: PageLayout, rows: Sequence[Row]) -> tuple[list[Row], list[TableRow]]:
    """Take the rows of ruled tables out of a page: the rows that are left, and the table's."""
    rulings = page.rulings
    if not rows or len(rulings) < 4 or len(rulings) > _MAXIMUM_RULINGS:
        return list(rows), []
    size = type_size([span for row in rows for span in row.spans])
    table: dict[int, list[_Cell]] = defaultdict(list)
    for cell in _cells(rulings, rows, size):
        table[_near(table, cell.box[1], size)].append(cell)
    table = {at: cells for at, cells in table.items() if _is_table_row(cells, page.width)}
    taken = {span for cells in table.values() for cell in cells for span in cell.lines}
    left = [
        Row(row.page, spans)
        for row in rows
        if (spans := tuple(span for span in row.spans if span not in taken))
    ]
    number = rows[0].page
    return left, [_table_row(number, cells, size) for _, cells in sorted(table.items())]


def _near(table: dict[int, list[_Cell]], top: float, size: float) -> int:
    """Return the key of the table row whose upper border is at ``top``."""
    key = round(top / size * 4)
    return next((key + step for step in (0, -1, 1) if key + step in table), key)


def _is_table_row(cells: Sequence[_Cell], page_width: float) -> bool:
    left, _, right, _ = cells[0].box
    return len(cells) > 1 or right - left < _FRAME_WIDTH * page_width


def _cells(rulings: Sequence[Ruling], rows: Sequence[Row], size: float) -> list[_Cell]:
    """Return the cells that hold text: the nearest drawn line on each of the four sides."""
    upright = sorted((r for r in rulings if r.upright), key=lambda r: r.left)
    level = sorted((r for r in rulings if not r.upright), key=lambda r: r.top)
    found: dict[tuple[int, int, int, int], _Cell] = {}
    for row in rows:
        for span in row.spans:
            if box := _box_around(span, upright, level, 0.2 * size):
                key = tuple(round(edge / size * 2) for edge in box)
                cell = found.setdefault((key[0], key[1], key[2], key[3]), _Cell(box, []))
                cell.lines.append(span)
    return list(found.values())


def _box_around(
    span: TextLine, upright: Sequence[Ruling], level: Sequence[Ruling], slack: float
) -> _Box | None:
    """Return the cell around the middle of a span, or ``None`` where a side is open."""
    x, y = (span.left + span.right) / 2, span.middle
    beside = [r.left for r in upright if r.top - slack <= y <= r.bottom + slack]
    above = [r.top for r in level if r.left - slack <= x <= r.right + slack]
    column, row = bisect_left(beside, x), bisect_left(above, y)
    if 0 < column < len(beside) and 0 < row < len(above):
        return beside[column - 1], above[row - 1], beside[column], above[row]
    return None


def _table_row(page: int, cells: Sequence[_Cell], size: float) -> TableRow:
    ordered = sorted(cells, key=lambda cell: cell.box[0])
    texts = tuple(_cell_text(cell.lines) for cell in ordered)
    return TableRow(page, min(cell.box[1] for cell in cells), texts)


def _cell_text(lines: Sequence[TextLine]) -> str:
    """Join the rows inside a cell: a row that ends early ends a paragraph."""
    rows = group_rows(lines, 0)
    right = max(row.right for row in rows)
    text = rows[0].text.strip()
    for above, row in pairwise(rows):
        ended = right - above.right > 1.5 * row.size
        text += (" " if ended else seam(text, row.text)) + row.text.strip()
    return text


# --- without drawn lines ---------------------------------------------------------------------


def aligned_rows(rows: Sequence[Row]) -> list[Row | TableRow]:
    """Turn rows that leave the same gaps free into rows of a table."""
    items: list[Row | TableRow] = []
    position = 0
    while position < len(rows):
        end, gaps = _aligned_run(rows, position)
        run = rows[position:end]
        cells = [_cut_at(row, gaps) for row in run]
        if end - position >= _COLUMN_ROWS and not _lists_names(cells):
            items += [
                TableRow(row.page, row.top, texts) for row, texts in zip(run, cells, strict=True)
            ]
        else:
            end = position + 1
            items.append(rows[position])
        position = end
    return items


def _wide_gaps(row: Row) -> list[tuple[float, float]]:
    """Return the gaps of a row that may part columns, in place and width."""
    wide = _COLUMN_GAP * row.size
    return [
        (before.right, after.left)
        for before, after in pairwise(row.spans)
        if after.left - before.right >= wide
    ]


def _aligned_run(rows: Sequence[Row], start: int) -> tuple[int, list[tuple[float, float]]]:
    """Return the end of the rows from ``start`` with gaps in common, and these gaps."""
    common = _wide_gaps(rows[start])
    end = start + 1
    while common and end < len(rows):
        own = _wide_gaps(rows[end])
        narrow = _COMMON_GAP * rows[end].size
        both = [
            (max(a[0], b[0]), min(a[1], b[1]))
            for a in common
            for b in own
            if min(a[1], b[1]) - max(a[0], b[0]) >= narrow
        ]
        # Losing a column means that another table, or none, begins here.
        if not both or len(both) < len(common):
            break
        common = both
        end += 1
    return (end, common) if common else (start + 1, [])


def _cut_at(row: Row, gaps: Sequence[tuple[float, float]]) -> tuple[str, ...]:
    """Return the text of a row between the gaps."""
    cells: list[list[TextLine]] = [[] for _ in range(len(gaps) + 1)]
    for span in row.spans:
        middle = (span.left + span.right) / 2
        cells[sum(1 for gap in gaps if gap[1] <= middle)].append(span)
    return tuple(join_spans(cell, row.size).strip() for cell in cells if cell)


def _lists_names(rows: Sequence[tuple[str, ...]]) -> bool:
    cells = [re.sub(r"\s", "", cell) for row in rows for cell in row]
    names = sum(1 for cell in cells if _NAME.fullmatch(cell))
    return bool(cells) and names >= _NAMES * len(cells)
