"""Tables without drawn lines: rows that leave the same gaps free are rows of a table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.extract.layout.model import TextLine
from index.extract.layout.rows import Row
from index.extract.layout.tables import TableRow, read_cell
from index.text_forms import squeeze

#: In type sizes: a gap that may part columns, one that certainly does, and how much of it must be
#: free in all rows.
_GAP = 0.6
_WIDE_GAP = 1.5
_COMMON_GAP = 0.4
#: So many rows must have text on both sides of every gap.
_ROWS = 3
#: Behind a narrow gap so many rows must start at the same place, this exactly.
_ALIGNED = 0.25
#: A list of names is set in columns as well, and so are the labels of a list; neither is a table.
#: Names of two characters are set apart to the width of three.
_NAME = re.compile(r"(?:[^：:]{2,5}[：:])?[一-鿿]{1,4}")
_LABEL = re.compile(r"第.{1,4}[编章节条]|[（(]?[一二三四五六七八九十\d]{1,3}[、.．）)]|[●•◆■▪—-]")
_MOSTLY = 0.8

_Gap = tuple[float, float]


@dataclass(frozen=True, slots=True)
class _Run:
    """Consecutive rows that leave ``gaps`` free."""

    rows: Sequence[Row]
    gaps: tuple[_Gap, ...]


def aligned_rows(rows: Sequence[Row]) -> list[Row | TableRow]:
    """Turn rows that leave the same gaps free into rows of a table."""
    items: list[Row | TableRow] = []
    position = 0
    while position < len(rows):
        run = _run(rows, position)
        if run is not None:
            items += _table(run)
            position += len(run.rows)
        else:
            items.append(rows[position])
            position += 1
    return items


def _run(rows: Sequence[Row], start: int) -> _Run | None:
    """Return the rows of a table that begins at ``start``, or ``None``."""
    first = rows[start]
    gaps = tuple(
        (before.right, after.left)
        for before, after in pairwise(first.spans)
        if after.left - before.right >= _GAP * first.size
    )
    found = None
    end = start
    while gaps and end < len(rows):
        gaps = _narrowed(gaps, rows[end], rows[start:end])
        end += 1
        # A table ends with a row that has more than its first column.
        if any(_sides(rows[end - 1], gap)[1] for gap in gaps):
            found = _Run(rows[start:end], gaps)
    if found is None:
        return None
    kept = tuple(gap for gap in found.gaps if _parts_columns(found.rows, gap))
    return _Run(found.rows, kept) if kept and _is_table(_Run(found.rows, kept)) else None


def _sides(row: Row, gap: _Gap) -> tuple[list[TextLine], list[TextLine]]:
    middle = (gap[0] + gap[1]) / 2
    sides: tuple[list[TextLine], list[TextLine]] = ([], [])
    for span in row.spans:
        sides[(span.left + span.right) / 2 > middle].append(span)
    return sides


def _narrowed(gaps: Sequence[_Gap], row: Row, above: Sequence[Row]) -> tuple[_Gap, ...]:
    """Return what the gaps have free in this row as well.

    None are left where text crosses a gap that parts columns above; one that does not is dropped.
    Text inside a wide gap shows that a cell was empty there above.
    """
    narrowed: list[_Gap] = []
    for gap in gaps:
        free = _free(gap, row)
        if not free and sum(1 for other in above if all(_sides(other, gap))) >= _ROWS - 1:
            return ()
        narrowed += free
    return tuple(narrowed)


def _free(gap: _Gap, row: Row) -> list[_Gap]:
    """Return the parts of a gap that a row leaves free."""
    free = []
    start = gap[0]
    inside = [span for span in row.spans if span.right > gap[0] and span.left < gap[1]]
    for span in inside:
        free.append((start, span.left))
        start = max(start, span.right)
    free.append((start, gap[1]))
    # Only a gap that remains wide is parted: inside a cell there may be a space.
    needed = (_COMMON_GAP if len(inside) < 2 else _GAP) * row.size
    return [part for part in free if part[1] - part[0] >= needed]


def _is_table(run: _Run) -> bool:
    words = [word for row in run.rows for span in row.spans for word in span.text.split()]
    labels = [
        squeeze("".join(span.text for span in row.spans if _column(span, run.gaps) == 0))
        for row in run.rows
    ]
    return not _mostly(_NAME, words) and not _mostly(_LABEL, [label for label in labels if label])


def _mostly(pattern: re.Pattern[str], texts: Sequence[str]) -> bool:
    matching = sum(1 for text in texts if pattern.fullmatch(text))
    return bool(texts) and matching >= _MOSTLY * len(texts)


def _parts_columns(rows: Sequence[Row], gap: _Gap) -> bool:
    """Whether enough rows have text on both sides of a gap, aligned where it is narrow."""
    starts = []
    for row in rows:
        left, right = _sides(row, gap)
        if left and right:
            starts.append(min(span.left for span in right))
    size = rows[0].size
    if gap[1] - gap[0] >= _WIDE_GAP * size:
        return len(starts) >= _ROWS
    return any(
        sum(1 for other in starts if abs(other - start) <= _ALIGNED * size) >= _ROWS
        for start in starts
    )


def _column(span: TextLine, gaps: Sequence[_Gap]) -> int:
    middle = (span.left + span.right) / 2
    return sum(1 for gap in gaps if (gap[0] + gap[1]) / 2 < middle)


def _table(run: _Run) -> list[TableRow]:
    """Return the rows of the table: a row without its first cell goes on from the one above."""
    groups: list[list[Row]] = []
    for row in run.rows:
        if groups and all(_column(span, run.gaps) > 0 for span in row.spans):
            groups[-1].append(row)
        else:
            groups.append([row])
    edges = [min(row.left for row in run.rows), *(gap[1] for gap in run.gaps)]
    ends = [*(gap[0] for gap in run.gaps), max(row.right for row in run.rows)]
    table = []
    for group in groups:
        spans = [span for row in group for span in row.spans]
        columns = [
            [span for span in spans if _column(span, run.gaps) == column]
            for column in range(len(edges))
        ]
        cells = tuple(
            read_cell(own, edge, end) for own, edge, end in zip(columns, edges, ends, strict=True)
        )
        table.append(TableRow(group[0].page, group[0].top, cells))
    return table
