"""Pages set in two columns: the left one is read before the right one."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from index.extract.layout.rows import Row

#: Where the gutter may be, as parts of the width of the text, and how many places are tried.
_GUTTER_PLACES = tuple(0.35 + step * 0.01 for step in range(31))
#: A column has at least so many rows, and its rows fill this part of its width.
_COLUMN_ROWS = 4
_FILLED = 0.6
#: The gutter is at least this wide, in type sizes.
_GUTTER = 0.7


def split_columns(rows: Sequence[Row]) -> list[list[Row]]:
    """Return the rows of a page in blocks in reading order: all of them, or column by column.

    Rows that cross the gutter (a title over both columns) part the blocks above and below.
    """
    gutter = _gutter(rows)
    if gutter is None:
        return [list(rows)]
    blocks: list[list[Row]] = []
    pending: list[Row] = []
    crossing: list[Row] = []
    for row in rows:
        if _crosses(row, gutter):
            blocks += _columns(pending, gutter)
            pending = []
            crossing.append(row)
        else:
            if crossing:
                blocks.append(crossing)
                crossing = []
            pending.append(row)
    return [*blocks, *([crossing] if crossing else []), *_columns(pending, gutter)]


def _crosses(row: Row, gutter: float) -> bool:
    half = _GUTTER * row.size / 2
    return any(span.left < gutter + half and span.right > gutter - half for span in row.spans)


def _sides(rows: Sequence[Row], gutter: float) -> tuple[list[Row], list[Row]]:
    """Part the rows at the gutter, each side with rows of its own."""
    sides: tuple[list[Row], list[Row]] = ([], [])
    for row in rows:
        for side, own in (
            (sides[0], tuple(span for span in row.spans if span.right <= gutter)),
            (sides[1], tuple(span for span in row.spans if span.right > gutter)),
        ):
            if own:
                side.append(Row(row.page, own))
    return sides


def _columns(rows: Sequence[Row], gutter: float) -> list[list[Row]]:
    return [side for side in _sides(rows, gutter) if side]


def _printed(row: Row) -> float:
    """Return the width of what is printed, without the gaps that the columns of a table leave."""
    return sum(span.width for span in row.spans)


def _gutter(rows: Sequence[Row]) -> float | None:
    """Return the middle of the gutter, or ``None`` on a page of one column."""
    if len(rows) < _COLUMN_ROWS:
        return None
    left, right = min(row.left for row in rows), max(row.right for row in rows)
    places = [left + part * (right - left) for part in _GUTTER_PLACES]
    crossed = {place: sum(1 for row in rows if _crosses(row, place)) for place in places}
    fewest = min(crossed.values())
    if fewest > len(rows) / 2:
        return None
    free = [place for place in places if crossed[place] == fewest]
    gutter = free[len(free) // 2]
    sides = _sides([row for row in rows if not _crosses(row, gutter)], gutter)
    widths = (gutter - left, right - gutter)
    filled = all(
        len(side) >= _COLUMN_ROWS and median(_printed(row) for row in side) >= _FILLED * width
        for side, width in zip(sides, widths, strict=True)
    )
    return gutter if filled else None
