"""Characters that stand on a page to printed lines.

Producers write one text object a character, a word or a paragraph, in any order, so lines are
put together from the places of the single characters.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from index.extract.layout.model import Ruling, TextLine
from index.extract.ofd.text_object import TextRun, is_wide

#: Parts of the size of the type that reach above and below the baseline.
_ASCENT, _DESCENT = 0.86, 0.14
#: Baselines of one row differ by less than this part of the size.
_SAME_ROW = 0.25
#: A gap as wide as this many characters parts a row into spans: cells, a date at the right end.
_SPAN_GAP = 1.2
#: A drawn line between two cells may touch their characters by this part of the size.
_BESIDE_WALL = 0.1
#: The gap of a space between words that are separate text objects, as a part of the size.
_WORD_GAP = 0.18
#: A character printed twice (for bold type, or by a stamp of itself) stands this near.
_SAME_PLACE = 0.2
#: Widths of letters as parts of the size: the fonts are mostly not in the file.
_NARROW, _CAPITAL, _BROAD, _ORDINARY = 0.3, 0.68, 0.85, 0.5


@dataclass(frozen=True, slots=True)
class _Character:
    """A character with its origin, the size of its type, and the run it belongs to."""

    text: str
    left: float
    baseline: float
    size: float
    right: float
    run: int

    @property
    def is_space(self) -> bool:
        return self.text.isspace()


def read_lines(runs: Iterable[TextRun], rulings: Iterable[Ruling] = ()) -> tuple[TextLine, ...]:
    """Put upright runs together to lines, cells and spans; the unit is the millimetre.

    Upright lines that are drawn between two runs part cells.

    A run that goes down (or leftwards) is one line of its own, with the box of its first
    character: it labels the row that begins beside that.
    """
    characters: list[_Character] = []
    lines: list[TextLine] = []
    for number, run in enumerate(runs):
        own = [
            _Character(text, x, y, run.size, x + run.width * _width(text), number)
            for text, (x, y) in zip(run.text, run.places, strict=False)
        ]
        if _runs_rightwards(run):
            characters += own
        elif text := run.text.strip():
            first = next(each for each in own if not each.is_space)
            lines.append(_line([first], text))
    walls = [ruling for ruling in rulings if ruling.upright]
    for row in _rows(characters):
        lines += _spans(row, walls)
    return tuple(lines)


def _width(character: str) -> float:
    """Return the width of a character as a part of the size, about as common fonts have it."""
    if is_wide(character):
        return 1.0
    if character in "iljtfrI.,:;'|!()[] ":
        return _NARROW
    if character in "mwMW@%":
        return _BROAD
    return _CAPITAL if character.isupper() else _ORDINARY


def _runs_rightwards(run: TextRun) -> bool:
    """Say whether most characters follow the one before to its right, or in the next line."""
    steps = list(zip(run.places, run.places[1:], strict=False))
    astray = sum(
        end[0] < start[0] + 0.01 * run.size
        and abs(end[1] - start[1]) < run.size / 2
        or abs(end[1] - start[1]) > max(abs(end[0] - start[0]), run.size / 2)
        for start, end in steps
    )
    return astray * 2 <= len(steps) or len(run.text.strip()) <= 1


def _rows(characters: Sequence[_Character]) -> Iterator[list[_Character]]:
    """Group characters by their baselines, from top to bottom."""
    row: list[_Character] = []
    for character in sorted(characters, key=lambda each: each.baseline):
        if row and _starts_row(row[0], character):
            yield row
            row = []
        row.append(character)
    if row:
        yield row


def _starts_row(first: _Character, character: _Character) -> bool:
    return character.baseline - first.baseline > _SAME_ROW * max(first.size, character.size)


def _spans(row: Sequence[_Character], walls: Sequence[Ruling]) -> Iterator[TextLine]:
    """Part a row where gaps are wide, and put the characters between together."""
    span: list[_Character] = []
    text = ""
    beside = [wall for wall in walls if _passes(wall, row)]
    spaces: list[_Character] = []
    # The sort is stable: what a run puts in one place stays in the order of the run.
    for character in sorted(row, key=lambda each: each.left):
        if character.is_space:
            spaces.append(character)
            continue
        if span and _is_same(span, character):
            continue
        between = _between(span[-1], spaces, character, beside) if span else ""
        if between is None:
            yield _line(span, text)
            span, text, between = [], "", ""
        span.append(character)
        text += between + character.text
        spaces = []
    if span:
        yield _line(span, text)


def _is_same(span: Sequence[_Character], character: _Character) -> bool:
    """Say whether a character of another run is printed over one of these a second time."""
    return any(
        last.text == character.text
        and last.run != character.run
        and abs(character.left - last.left) <= _SAME_PLACE * character.size
        for last in span[-3:]
    )


def _passes(wall: Ruling, row: Sequence[_Character]) -> bool:
    """Say whether an upright line is drawn at the height of a row."""
    height = row[0].baseline - _ASCENT * row[0].size / 2
    return wall.top < height < wall.bottom


def _between(
    last: _Character,
    spaces: Sequence[_Character],
    following: _Character,
    walls: Sequence[Ruling],
) -> str | None:
    """Return what stands between two characters of a row; ``None`` where a span ends."""
    if last.run == following.run and (own := [s.text for s in spaces if s.run == last.run]):
        return "".join(own)
    size = max(last.size, following.size)
    gap = following.left - last.right
    slack = _BESIDE_WALL * size
    edges = last.right - slack, following.left + slack
    walled = gap > 0 and any(edges[0] <= wall.left <= edges[1] for wall in walls)
    if gap > _SPAN_GAP * size or (walled and last.run != following.run):
        return None
    parted = last.run != following.run and gap > _WORD_GAP * size
    return " " if parted and not is_wide(last.text) and not is_wide(following.text) else ""


def _line(span: Sequence[_Character], text: str) -> TextLine:
    top = min(each.baseline - _ASCENT * each.size for each in span)
    bottom = max(each.baseline + _DESCENT * each.size for each in span)
    left = min(each.left for each in span)
    return TextLine(left, top, max(each.right for each in span), bottom, text)
