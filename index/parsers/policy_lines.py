"""What the paragraphs of policy documents need before they are read: rows of tables, scraps.

Tables without borders come out of a file as lines whose cells stand apart by tabs or wide gaps;
they stay lines, and the gaps stay with them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from index.parsers.headings import is_heading
from index.parsers.paragraphs import Paragraph
from index.parsers.receivers import names_unit
from index.text_forms import squeeze, tidy


class Row(Paragraph):
    """A row of a table: its text keeps the cells apart by a full-width space."""

    @cached_property
    def text(self) -> str:
        """The cells of the row."""
        return "\u3000".join(cell for line in self.lines for cell in cells_of(line.text))


#: A gap between two cells: a tab, a full-width space, two spaces or more.
_GAP = re.compile(r"\t+|[\s\xa0]*[\u2003\u3000][\s\xa0]*|[ \xa0\u2002]{2,}")
_FEWEST_CELLS = 3
_LONGEST_CELL = 200
_FEWEST_ROWS = 2


def cells_of(line: str) -> list[str]:
    """Return the cells of a line."""
    return [tidy(cell) for cell in _GAP.split(line.strip()) if squeeze(cell)]


def prepared(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Return the paragraphs with tables as rows and without scraps before the title."""
    whole = _signatures_apart(
        [
            piece
            for whole in _without_scraps(paragraphs)
            for paragraph in _heading_apart(whole)
            for piece in _rows_apart(paragraph)
        ]
    )
    rows = _rows(whole)
    found: list[Paragraph] = []
    for number, paragraph in enumerate(whole):
        if number in rows:
            found.append(Row(paragraph.lines))
        elif found and paragraph.continues and _heads(found[-1], paragraph):
            found.append(replace(paragraph, continues=False))
        else:
            found.append(paragraph)
    return found


def _rows(paragraphs: Sequence[Paragraph]) -> set[int]:
    """Return which paragraphs are rows: at least two of three cells stand together."""
    wide = [_is_row(p, _FEWEST_CELLS) for p in paragraphs]
    rows: set[int] = set()
    for number, paragraph in enumerate(paragraphs):
        near = wide[max(0, number - 1) : number + 2]
        if sum(near) >= _FEWEST_ROWS and _is_row(paragraph, _FEWEST_CELLS - 1):
            rows.add(number)
    return rows


#: A heading that ends so looks as if a date went on below: 一、过去一年.
_ENDS_IN_YEAR = re.compile(r"[^。;,:]{2,30}年")


def _heading_apart(paragraph: Paragraph) -> list[Paragraph]:
    """Set a numbered heading that ends in 年 apart from the text that it was joined to."""
    first, *others = paragraph.lines
    heading = paragraph.label is not None and _ENDS_IN_YEAR.fullmatch(first.bare)
    if not others or not heading or first.bare[-2].isdigit() or others[0].bare[:1].isdigit():
        return [paragraph]
    return [replace(paragraph, lines=(first,)), Paragraph(tuple(others))]


def _rows_apart(paragraph: Paragraph) -> list[Paragraph]:
    """Cut a paragraph that several rows were joined to; what has no cells goes on with its row."""
    wide = [len(cells_of(line.text)) >= _FEWEST_CELLS for line in paragraph.lines]
    if paragraph.mark is not None or sum(wide) < _FEWEST_ROWS:
        return [paragraph]
    starts = [number for number, row in enumerate(wide) if row or number == 0]
    bounds = [*starts, len(wide)]
    cuts = zip(bounds, bounds[1:], strict=False)
    return [Paragraph(paragraph.lines[start:end]) for start, end in cuts]


def _is_row(paragraph: Paragraph, cells: int) -> bool:
    if paragraph.mark is not None:
        return False
    found = cells_of(paragraph.lines[0].text)
    # Gaps between single characters space out a heading (通　知　书).
    spaced = all(len(cell) == 1 for cell in found)
    return len(found) >= cells and not spaced and max(map(len, found)) <= _LONGEST_CELL


_HAN = re.compile("[一-鿿]")


def _without_scraps(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Set lines without any Chinese apart from the title that they were joined to."""
    if not paragraphs or _HAN.search(paragraphs[0].lines[0].bare):
        return list(paragraphs)
    lines = paragraphs[0].lines
    first = next((i for i, line in enumerate(lines) if _HAN.search(line.bare)), 0)
    if not first:
        return list(paragraphs)
    apart = [Paragraph(lines[:first]), replace(paragraphs[0], lines=lines[first:])]
    return [*apart, *paragraphs[1:]]


#: The end of a title, or the line after it begins another one, so the line above is no part of it.
_NAME = re.compile(r"[^。;,:|《》\d]{2,60}")


def _signatures_apart(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Set who signs apart from the list of annexes above, which runs on until something opens."""
    found: list[Paragraph] = []
    for paragraph, below in zip(paragraphs, [*paragraphs[1:], None], strict=True):
        first = len(paragraph.lines)
        dated = below is not None and below.mark in ("date", "signature")
        if paragraph.mark == "attachment" and dated:
            while first > 1 and _may_be_name(paragraph.lines[first - 1].bare):
                first -= 1
        found.append(replace(paragraph, lines=paragraph.lines[:first]))
        found.extend(Paragraph((line,)) for line in paragraph.lines[first:])
    return found


def _may_be_name(form: str) -> bool:
    return _NAME.fullmatch(form) is not None and names_unit(form)


_LONGEST_HEADING = 60


def _heads(heading: Paragraph, below: Paragraph) -> bool:
    """Whether a numbered line is a heading, so that the numbering below it is no text of it.

    A heading that happens to fill its line looks as if its sentence went on.
    """
    if heading.label is None or below.label is None or len(heading.bare) > _LONGEST_HEADING:
        return False
    text = heading.bare[heading.label.length :]
    return below.label.depth > heading.label.depth and is_heading(text) and text[-1:] not in "第、"
