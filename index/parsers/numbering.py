"""Numbering that only the whole text can tell: run into a line, or by marks of other uses.

第一， 一是 or a bullet mostly count reasons inside a paragraph. In some minutes they are all there
is to part the agenda items; then, and only then, they are the numbering of the items.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index.cleaning import Line, Lines
from index.parsers.item_tables import row_number
from index.parsers.marks import (
    AGENDA_HEADING,
    LEAD_IN,
    OPENER,
    STATEMENT,
    Label,
    mark_of,
    parse_label,
)
from index.parsers.numerals import parse_numeral
from index.parsers.wrapping import ends_sentence
from index.text_forms import bare

# --- numbering inside a line ---------------------------------------------------------------------

#: A numbering inside a line counts where a sentence ends before it.
_INLINE_LABEL = re.compile(
    r"(?<=[。；;：:])\s*(?=[（(]\s*[一二三四五六七八九十]{1,3}\s*[）)])"
    r"|(?<=[。；;])\s*(?=[（(]\s*(?:出\s*席|列\s*席|请\s*假|缺\s*席)\s*(?:人\s*员)?\s*[：:])"
    r"|(?<=[。；])\s*(?=[一二三四五六七八九十]{1,3}\s*、\s*(?:会议|关于|审议|听取|传达|研究|学习|讨论))"
)


def split_inline_labels(lines: Lines) -> Lines:
    """Cut lines where one paragraph after another was run together: …落实。（二）要加强…."""
    return tuple(piece for line in lines for piece in _pieces(line))


#: 会议议程：一、听取…；二、审议… on one line is no item.
_AGENDA_ON_LINE = re.compile(r"(?:议程|议题)(?:如下|为|有|是)?[:：]\s*一\s*、")


def _pieces(line: Line) -> list[Line]:
    if _AGENDA_ON_LINE.search(line.text):
        return [line]
    starts = [match.start() for match in _INLINE_LABEL.finditer(line.text)]
    if not starts:
        return [line]
    bounds = [0, *starts, len(line.text)]
    texts = [line.text[a:b] for a, b in zip(bounds, bounds[1:], strict=False)]
    printed = [text for text in texts if bare(text)]
    return [Line(text, bare(text), index > 0, line.bare) for index, text in enumerate(printed)]


# --- marks that part the items of some minutes ---------------------------------------------------

#: Geometric shapes, and the places where Word's symbol fonts keep bullets.
_BULLETS = "◆◇●◎■□★☆▲△►▶▪◼※✦❖➢\uf06c\uf06e\uf0a7\uf0b7\uf0d8"
_MARKER = re.compile(
    r"第(?P<ordinal>[一二三四五六七八九十]{1,3})[,、]|(?P<reason>[一二三四五六七八九十]{1,3})是"
    rf"|(?P<bullet>[{_BULLETS}])"
)
_STYLE = "marker"
_FEWEST_ITEMS = 2
_AGENDA_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class _Marker:
    """A line that opens with a mark: where, which, how long, and the number it gives."""

    position: int
    style: str
    length: int
    value: int


def item_markers(lines: Sequence[Line]) -> Mapping[int, Label]:
    """Return the labels of the lines, by position, whose marks part the items of this text.

    None unless the marks run on from one, before any numbering or opening sentence, and most of
    them open an agenda heading or a decision.
    """
    if rows := _row_labels(lines):
        return rows
    printed = [position for position, line in enumerate(lines) if not line.blank]
    first = next((p for p in printed if _opens_items(lines[p].bare)), len(lines))
    found = [marker for p in printed if (marker := _marker(p, lines[p].bare)) is not None]
    for style in dict.fromkeys(marker.style for marker in found):
        series = _series([marker for marker in found if marker.style == style])
        if len(series) < _FEWEST_ITEMS or series[0].position > first:
            continue
        if (style in _BULLETS or _starts_afresh(lines, series[0].position)) and _reads_like_agenda(
            lines, series
        ):
            return {m.position: Label(_STYLE, 0, m.value, m.length) for m in series}
    return {}


def _row_labels(lines: Sequence[Line]) -> Mapping[int, Label]:
    """Return the labels of the rows of a table of items."""
    rows = ((position, row_number(line)) for position, line in enumerate(lines))
    return {position: Label(_STYLE, 0, *number) for position, number in rows if number}


def _opens_items(text: str) -> bool:
    """Whether a line is an item of another kind, so that marks behind it are its points."""
    if mark_of(text) is not None or LEAD_IN.search(text):
        return False
    label = parse_label(text)
    return (label is not None and label.value == 1) or OPENER.match(text) is not None


def _marker(position: int, text: str) -> _Marker | None:
    match = _MARKER.match(text)
    if match is None or match.end() == len(text) or mark_of(text[match.end() :]) is not None:
        return None
    if match["bullet"]:
        return _Marker(position, match["bullet"], match.end(), 0)
    style = "ordinal" if match["ordinal"] else "reason"
    value = parse_numeral(match["ordinal"] or match["reason"])
    return _Marker(position, style, match.end(), value or 0)


def _series(markers: Sequence[_Marker]) -> list[_Marker]:
    """Return the markers that count on from one; bullets are counted."""
    series: list[_Marker] = []
    for marker in markers:
        following = len(series) + 1
        if marker.value in (0, following):
            series.append(_Marker(marker.position, marker.style, marker.length, following))
    return series


def _starts_afresh(lines: Sequence[Line], position: int) -> bool:
    """Whether the text before ended: a mark inside a broken sentence parts nothing."""
    before = next((line.bare for line in reversed(lines[:position]) if not line.blank), "")
    return ends_sentence(before) or re.search("[,、]", before) is None


def _reads_like_agenda(lines: Sequence[Line], series: Sequence[_Marker]) -> bool:
    agenda = sum(1 for marker in series if _opens_agenda_item(lines, marker))
    return agenda > _AGENDA_SHARE * len(series)


def _opens_agenda_item(lines: Sequence[Line], marker: _Marker) -> bool:
    text = lines[marker.position].bare[marker.length :]
    if AGENDA_HEADING.match(text) or OPENER.match(text) or STATEMENT.match(text):
        return True
    behind = (lines[p] for p in range(marker.position + 1, len(lines)))
    following = next((line.bare for line in behind if not line.blank), "")
    return STATEMENT.match(following) is not None
