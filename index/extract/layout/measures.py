"""The measures of a text area: its edges, size of type and line pitch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from index.extract.layout.model import PageLayout
from index.extract.layout.rows import Row, type_size

#: Fewer rows do not show where the text area of a page ends.
_ENOUGH_ROWS = 8
#: Part of the rows that share an edge, and how near (in type sizes) they must be to it.
_SHARING = 0.12
_NEAR_LEFT = 0.5
_NEAR_RIGHT = 1.0
#: Text that takes less of the width of a page does not show its edges.
_WIDE = 0.3
#: So many rows that end at the same place show the edge, on a page of few rows.
_TOGETHER = 3
#: Rows that all end this much before the edge of other pages are short, not full.
_SHORT = 1.5
#: Rows of another size (titles, notes) do not count for the edges.
_SAME_SIZE = 0.2
#: In type sizes: rows of justified type end nearer to the edge than this; of others, some end
#: between this and the width of a mark and what it took along.
JUSTIFIED_REST = 0.4
_RAGGED_REST = 1.7
#: So many rows show that type is justified, if hardly any (one for so many) says otherwise.
_JUSTIFIED_ROWS = 6
_FOR_ONE_RAGGED = 3


@dataclass(frozen=True, slots=True)
class TextArea:
    """Where lines start and end, how large the type is, and how far rows are apart.

    ``pitch`` is 0 where it is not known. ``justified`` says that every row is spread out to the
    right edge but those that end a paragraph.
    """

    left: float
    right: float
    size: float
    pitch: float
    justified: bool = False


def measure(blocks: Sequence[Sequence[Row]], pages: Sequence[PageLayout]) -> list[TextArea]:
    """Return the text area of every block of rows (a page, or a column of one).

    A block of few or short rows has the area of other blocks on pages of the same width.
    """
    own = [_own_area(block) for block in blocks]
    widths = [pages[block[0].page].width if block else 0.0 for block in blocks]
    alike: dict[tuple[int, int], list[TextArea]] = {}
    for block, area, width in zip(blocks, own, widths, strict=True):
        if len(block) >= _ENOUGH_ROWS and area.right - area.left >= _WIDE * width:
            alike.setdefault((round(width), 0), []).append(area)
            alike.setdefault((round(width), _place(area)), []).append(area)
    typical = {key: _typical(areas) for key, areas in alike.items()}
    return [
        _fitted(
            block,
            area,
            typical.get((round(width), _place(area)), typical.get((round(width), 0))),
            width,
        )
        for block, area, width in zip(blocks, own, widths, strict=True)
    ]


def _place(area: TextArea) -> int:
    """Return a number that blocks with the same left edge share (left and right pages differ)."""
    return 1 + round(max(area.left, 0.0) / (2 * area.size))


def _typical(areas: Sequence[TextArea]) -> TextArea:
    return TextArea(
        median(area.left for area in areas),
        median(area.right for area in areas),
        median(area.size for area in areas),
        median(area.pitch for area in areas),
        2 * sum(area.justified for area in areas) > len(areas),
    )


def _own_area(rows: Sequence[Row]) -> TextArea:
    if not rows:
        return TextArea(0.0, 0.0, 1.0, 0.0)
    size = type_size([span for row in rows for span in row.spans])
    body = [row for row in rows if abs(row.size - size) <= _SAME_SIZE * size] or list(rows)
    left = _edge([row.left for row in body], _NEAR_LEFT * size)
    right = -_edge([-row.right for row in body], _NEAR_RIGHT * size)
    steps = [b.middle - a.middle for a, b in pairwise(body) if b.middle - a.middle > 0.8 * size]
    rests = [(right - row.right) / size for row in body]
    near = sum(1 for rest in rests if rest < JUSTIFIED_REST)
    ragged = sum(1 for rest in rests if JUSTIFIED_REST <= rest < _RAGGED_REST)
    justified = near >= max(_JUSTIFIED_ROWS, _FOR_ONE_RAGGED * ragged)
    return TextArea(left, right, size, median(steps) if steps else 0.0, justified)


def _edge(values: Sequence[float], near: float) -> float:
    """Return the smallest value that enough others are near to."""
    needed = max(2, round(_SHARING * len(values)))
    ordered = sorted(values)
    for value, other in zip(ordered, ordered[needed - 1 :], strict=False):
        if other - value <= near:
            return value
    return ordered[0]


def _fitted(rows: Sequence[Row], own: TextArea, typical: TextArea | None, width: float) -> TextArea:
    """Return the area of a block, by other blocks where it shows too little of its own."""
    if not rows:
        return own
    left, right = min(row.left for row in rows), max(row.right for row in rows)
    enough = len(rows) >= _ENOUGH_ROWS
    if typical is not None:
        fits = left >= typical.left - typical.size and right <= typical.right + typical.size
        short = own.right < typical.right - _SHORT * own.size
        if fits and (short or not enough):
            pitch = own.pitch or typical.pitch
            return TextArea(typical.left, typical.right, own.size, pitch, typical.justified)
    # Rows that end together end at the edge; otherwise the margins are taken for equal.
    together = sum(1 for row in rows if abs(row.right - own.right) <= _NEAR_RIGHT * own.size)
    if own.right - own.left >= _WIDE * width and (enough or together >= _TOGETHER):
        return own
    return TextArea(own.left, max(own.right, width - own.left), own.size, own.pitch)
