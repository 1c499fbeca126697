"""Positioned lines of pages to paragraphs, shared by PDF, OFD and character recognition."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from index.extract.layout.alignment import aligned_rows
from index.extract.layout.columns import split_columns
from index.extract.layout.furniture import drop_furniture
from index.extract.layout.measures import TextArea, measure
from index.extract.layout.model import LaidOutText, PageLayout, Ruling, TextLine
from index.extract.layout.paragraphs import Open, goes_on, opens_indented, seam
from index.extract.layout.rows import Row, group_rows, straighten
from index.extract.layout.tables import TableRow, continued, repeated_rows, ruled_rows
from index.extract.model import ExtractedPage
from index.model import RemovedText

#: Why a row of a table is not in the text.
REPEATED_HEAD = "重复的表头"

__all__ = ["LaidOutText", "PageLayout", "Ruling", "TextLine", "read_layout"]


def read_layout(pages: Sequence[PageLayout]) -> LaidOutText:
    """Read the text off pages: paragraphs and rows of tables, one a line, in reading order.

    Every visible character of the lines is in the text or in ``removed``; added are only line
    feeds, the bars between the cells of a table and spaces where gaps stand for them.
    """
    rows = [group_rows(_printed(page), index) for index, page in enumerate(pages)]
    kept, removed = drop_furniture(pages, rows)
    blocks = [block for page, own in zip(pages, kept, strict=True) for block in _blocks(page, own)]
    heads = _mend_tables(blocks)
    areas = measure([[item for item in block if isinstance(item, Row)] for block in blocks], pages)
    writer = _Writer(pages)
    for block, area in zip(blocks, areas, strict=True):
        for item in block:
            writer.write(item, area)
    text, starts = writer.finish()
    extracted = tuple(
        ExtractedPage(page.number, start, page.recognized, page.confidence, page.garbled)
        for page, start in zip(pages, starts, strict=True)
    )
    return LaidOutText(text, extracted, (*removed, *heads))


def _printed(page: PageLayout) -> tuple[TextLine, ...]:
    """Return the lines that show something, without white space at their ends."""
    lines = tuple(replace(line, text=text) for line in page.lines if (text := line.text.strip()))
    return straighten(lines) if page.recognized else lines


def _blocks(page: PageLayout, rows: list[Row]) -> list[list[Row | TableRow]]:
    """Return what a page has in reading order; text in two columns makes several blocks."""
    left, table = ruled_rows(page, rows)
    if table:
        items: list[Row | TableRow] = [*left, *table]
        return [sorted(items, key=_height)]
    blocks = split_columns(left)
    return [aligned_rows(block) for block in blocks if block]


def _mend_tables(blocks: list[list[Row | TableRow]]) -> list[RemovedText]:
    """Make one table of what the ends of pages cut; return the heads that pages repeat."""
    removed: list[RemovedText] = []
    table: list[TableRow] = []
    for above, below in pairwise(blocks):
        # The table at the end of a page begins there, or goes on from the page before.
        ending = _table_rows(reversed(above))[::-1]
        table = ending if len(ending) < len(above) or not table else table
        following = _table_rows(below)
        if not ending or not following:
            table = []
            continue
        repeated = repeated_rows(table, following)
        removed += [RemovedText(REPEATED_HEAD, row.text) for row in following[:repeated]]
        del below[:repeated]
        whole = continued(ending[-1], following[repeated])
        if whole is not None:
            above[-1] = whole
            del below[0]
    return removed


def _table_rows(items: Iterable[Row | TableRow]) -> list[TableRow]:
    """Return the rows of the table with which ``items`` begin."""
    rows: list[TableRow] = []
    for item in items:
        if not isinstance(item, TableRow):
            break
        rows.append(item)
    return rows


def _height(item: Row | TableRow) -> float:
    return item.middle if isinstance(item, Row) else item.top


class _Writer:
    """Collects the text: knows the last row, and where each page starts."""

    def __init__(self, pages: Sequence[PageLayout]) -> None:
        self._pages = pages
        self._parts: list[str] = []
        self._length = 0
        self._starts: dict[int, int] = {}
        self._open: Open | None = None

    def write(self, item: Row | TableRow, area: TextArea) -> None:
        """Add a row to the paragraph it continues, or begin a line with it."""
        if isinstance(item, TableRow):
            self._begin(item.page, item.text)
            self._open = None
            return
        recognized = self._pages[item.page].recognized
        if self._open and goes_on(self._open, item, area, recognized):
            self._add(item.page, seam(self._parts[-1], item.text), item.text)
            self._open = Open(item, area, self._open.indented)
        else:
            self._begin(item.page, item.text)
            self._open = Open(item, area, opens_indented(item, area))

    def _begin(self, page: int, text: str) -> None:
        self._add(page, "\n" if self._parts else "", text)

    def _add(self, page: int, between: str, text: str) -> None:
        self._length += len(between)
        self._starts.setdefault(page, self._length)
        self._length += len(text)
        self._parts += [between, text]

    def finish(self) -> tuple[str, list[int]]:
        """Return the text, and where each page starts in it."""
        starts: list[int] = []
        following = self._length
        for page in range(len(self._pages) - 1, -1, -1):
            following = self._starts.get(page, following)
            starts.append(following)
        return "".join(self._parts), starts[::-1]
