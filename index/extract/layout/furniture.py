"""What pages repeat around the text: page numbers, running headers and footers."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from index.extract.layout.model import PageLayout, TextLine
from index.extract.layout.rows import Row, join_spans
from index.model import RemovedText
from index.text_forms import bare

PAGE_NUMBER = "页码"
HEADER = "页眉"
FOOTER = "页脚"

#: Parts of the longer side of the page, from its upper and lower edge. GB/T 9704-2012 sets the
#: text 37 mm (.125) from the upper and 35 mm (.118) from the lower edge of an A4 sheet.
_NUMBER_ZONE = 0.15
_HEADER_ZONE = 0.12
#: Rows at either end of a page that can be furniture.
_MARGINAL_ROWS = 3
#: Parts of a row that are further apart (in type sizes) are judged one by one.
_APART = 2.0
#: A lone number this far (in type sizes) from the next row is no part of the text.
_APART_ROWS = 2.5
#: How much the height of a running header may differ from page to page, of the page's longer side.
_SAME_HEIGHT = 0.008
#: Part of the pages whose text shows where text starts and ends.
_PAGES_WITH_TEXT = 0.25
_SAME_HEIGHT_RECOGNIZED = 0.02

# Recognition reads the dash beside a page number as the character 一.
_DASH = "[-—–―‐−~_·•一ー]"
_MARKED_NUMBER = re.compile(
    rf"{_DASH}+\d{{1,4}}{_DASH}*|\d{{1,4}}{_DASH}+|第\d{{1,4}}页[,/]?(?:[(]?共\d{{1,4}}页[)]?)?"
    r"|共\d{1,4}页[,/]?第\d{1,4}页|\d{1,4}/\d{1,4}|page\d{1,4}(?:of\d{1,4})?",
    re.IGNORECASE,
)
_BARE_NUMBER = re.compile(r"[1-9]\d{0,3}")
_NUMBER_INSIDE = re.compile(
    rf"第\d{{1,4}}页|共\d{{1,4}}页|{_DASH}\d{{1,4}}{_DASH}|\d{{1,4}}/\d{{1,4}}"
)


@dataclass(frozen=True, slots=True, eq=False)
class _Piece:
    """A part of a marginal row: its spans, its bare text and where it stands."""

    page: PageLayout
    row: Row
    spans: tuple[TextLine, ...]
    text: str
    upper: bool
    apart: bool

    @property
    def longer_side(self) -> float:
        return max(self.page.width, self.page.height, 1e-6)

    @property
    def distance(self) -> float:
        """Distance to the nearer end of the page, as a part of its longer side."""
        middle = self.spans[0].middle
        return (middle if self.upper else self.page.height - middle) / self.longer_side

    @property
    def whole_row(self) -> bool:
        return len(self.spans) == len(self.row.spans)


def drop_furniture(
    pages: Sequence[PageLayout], rows: Sequence[list[Row]]
) -> tuple[list[list[Row]], tuple[RemovedText, ...]]:
    """Return the rows of each page without its furniture, and what was removed, page by page."""
    pieces = [_marginal_pieces(page, own) for page, own in zip(pages, rows, strict=True)]
    everywhere = [piece for own in pieces for piece in own]
    offset = _number_offset(everywhere, len(pages))
    repeated = _repeated(everywhere, len(pages))
    inside = _inside_text(pieces, repeated)
    reasons = {
        piece: reason
        for piece in everywhere
        if (reason := _reason(piece, offset, repeated, inside))
    }
    if len(reasons) == len(everywhere) and not _has_text(rows, everywhere):
        # Pages of which nothing would be left repeat their text: copies of one form.
        reasons = {piece: reason for piece, reason in reasons.items() if reason == PAGE_NUMBER}
    unwanted: dict[int, set[TextLine]] = defaultdict(set)
    for piece in reasons:
        unwanted[id(piece.row)].update(piece.spans)
    removed = tuple(
        RemovedText(reason, join_spans(piece.spans, piece.row.size))
        for piece, reason in reasons.items()
    )
    return [_without(own, unwanted) for own in rows], removed


def _has_text(rows: Sequence[list[Row]], pieces: Sequence[_Piece]) -> bool:
    """Whether there are rows beside the marginal ones."""
    marginal = {id(piece.row) for piece in pieces}
    return any(id(row) not in marginal for own in rows for row in own)


def _without(rows: Sequence[Row], unwanted: dict[int, set[TextLine]]) -> list[Row]:
    kept = []
    for row in rows:
        spans = tuple(span for span in row.spans if span not in unwanted.get(id(row), ()))
        if spans:
            kept.append(row if len(spans) == len(row.spans) else Row(row.page, spans))
    return kept


def _marginal_pieces(page: PageLayout, rows: Sequence[Row]) -> list[_Piece]:
    """Return the parts of the first and last rows that stand near an end of the page."""
    pieces: list[_Piece] = []
    zone = _NUMBER_ZONE * max(page.width, page.height)
    # On a page of one row the row counts once, by the end that is nearer.
    for position, row in enumerate(rows):
        upper = row.middle < page.height / 2
        marginal = position < _MARGINAL_ROWS if upper else position >= len(rows) - _MARGINAL_ROWS
        if marginal and (row.middle if upper else page.height - row.middle) < zone:
            apart = _stands_apart(rows, position, upper)
            for spans in _parts(row):
                text = bare("".join(span.text for span in spans))
                pieces.append(_Piece(page, row, spans, text, upper, apart))
    return pieces


def _stands_apart(rows: Sequence[Row], position: int, upper: bool) -> bool:
    """Whether a row is the outermost of its page, with a gap to the text."""
    inner = position + 1 if upper else position - 1
    outermost = position == (0 if upper else len(rows) - 1)
    if not outermost or not 0 <= inner < len(rows):
        return outermost
    return abs(rows[inner].middle - rows[position].middle) > _APART_ROWS * rows[inner].size


def _parts(row: Row) -> list[tuple[TextLine, ...]]:
    """Split a row at its wide gaps; a page number between dashes stays whole."""
    if _MARKED_NUMBER.fullmatch(bare(row.text)):
        return [row.spans]
    parts = [[row.spans[0]]]
    for span in row.spans[1:]:
        if span.left - parts[-1][-1].right > _APART * row.size:
            parts.append([])
        parts[-1].append(span)
    return [tuple(part) for part in parts]


def _reason(
    piece: _Piece,
    offset: int | None,
    repeated: Callable[[_Piece], bool],
    inside: Callable[[_Piece], bool],
) -> str | None:
    """Say why a piece is not part of the text, or ``None``."""
    if _MARKED_NUMBER.fullmatch(piece.text):
        return PAGE_NUMBER
    if offset is not None and _number_of(piece) == piece.page.number + offset:
        return PAGE_NUMBER
    if repeated(piece) and not inside(piece):
        return HEADER if piece.upper else FOOTER
    return None


def _number_of(piece: _Piece) -> int | None:
    return int(piece.text) if _BARE_NUMBER.fullmatch(piece.text) else None


def _number_offset(pieces: Sequence[_Piece], page_count: int) -> int | None:
    """Return what to add to the place of a page to get the bare number printed on it.

    A bare number may be the last cell of a table or a year; as a page number it runs with the
    pages, or stands alone and apart from the text of a short file.
    """
    offsets: Counter[int] = Counter()
    alone: set[int] = set()
    for piece in pieces:
        if (number := _number_of(piece)) is not None:
            offsets[number - piece.page.number] += 1
            if piece.whole_row and piece.apart and number < 1_000:
                alone.add(number - piece.page.number)
    if not offsets:
        return None
    offset, count = offsets.most_common(1)[0]
    return offset if count >= 2 or (page_count <= 2 and offset in alone) else None


def _repeated(pieces: Sequence[_Piece], page_count: int) -> Callable[[_Piece], bool]:
    """Return a test for text that several pages have at the same height."""
    places: dict[tuple[str, bool], list[float]] = defaultdict(list)
    last_page: dict[tuple[str, bool], int] = {}
    for piece in pieces:
        key = _key(piece)
        if piece.distance < _HEADER_ZONE and piece.text and last_page.get(key) != piece.page.number:
            places[key].append(piece.distance)
            last_page[key] = piece.page.number
    for distances in places.values():
        distances.sort()
    needed = 2 if page_count <= 3 else 3

    def repeated(piece: _Piece) -> bool:
        if piece.distance >= _HEADER_ZONE:
            return False
        near = _near(piece)
        found = places.get(_key(piece), [])
        first = bisect_left(found, piece.distance - near)
        return bisect_right(found, piece.distance + near) - first >= needed

    return repeated


def _near(piece: _Piece) -> float:
    return _SAME_HEIGHT_RECOGNIZED if piece.page.recognized else _SAME_HEIGHT


def _inside_text(
    pieces: Sequence[Sequence[_Piece]], repeated: Callable[[_Piece], bool]
) -> Callable[[_Piece], bool]:
    """Return a test whether other pages have their text where a piece stands, or further out.

    What several pages repeat there is text as well: the first row of a form or of a table.
    """
    starts: dict[bool, list[float]] = {True: [], False: []}
    for own in pieces:
        for upper in (True, False):
            text = [
                piece.distance
                for piece in own
                if piece.upper is upper
                and not (repeated(piece) or _MARKED_NUMBER.fullmatch(piece.text))
                and not _BARE_NUMBER.fullmatch(piece.text)
            ]
            starts[upper] += [min(text)] if text else []
    for distances in starts.values():
        distances.sort()
    needed = max(1, round(_PAGES_WITH_TEXT * len(pieces)))

    def inside(piece: _Piece) -> bool:
        return bisect_right(starts[piece.upper], piece.distance + _near(piece)) >= needed

    return inside


def _key(piece: _Piece) -> tuple[str, bool]:
    """Return the text that is compared between pages: page numbers inside it do not count."""
    return _NUMBER_INSIDE.sub("#", piece.text), piece.upper
