"""The width at which a text is wrapped: what tells a broken line from a paragraph."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from index.cleaning import Line, Lines
from index.parsers.marks import mark_of

#: Paragraphs of these marks run on until something else opens.
LIST_MARKS = ("attendance", "distribution", "attachment")

_SENTENCE_END = re.compile(r"[。!?;:…][\"'”’」』)]*$")
#: Lines of this many half columns or fewer below the widest still count as full: punctuation may
#: not open a line, and figures are not broken.
TOLERANCE = 7
_NARROWEST = 24
_WIDEST = 130
_FEWEST_LINES = 3
_SHARE = 0.6
#: Where more lines than this share are wider, the common width is chance.
_WIDER_SHARE = 0.25


def width(text: str) -> int:
    """Return the width of a bare text in half columns (a Chinese character takes two)."""
    return sum(1 if character.isascii() else 2 for character in text)


def ends_sentence(text: str) -> bool:
    """Whether a bare line ends with a mark that ends a sentence or a clause."""
    return _SENTENCE_END.search(text) is not None


def wrap_width(lines: Lines) -> int | None:
    """Return the width at which running text is broken, or ``None`` where it is not."""
    widths = sorted(width(line.bare) for line in _broken_prose(lines))
    best, best_count = 0, 0
    for widest in sorted(set(widths)):
        count = bisect_right(widths, widest) - bisect_left(widths, widest - TOLERANCE)
        if count > best_count and _NARROWEST <= widest <= _WIDEST:
            best, best_count = widest, count
    if best_count < _FEWEST_LINES or best_count < _SHARE * len(widths):
        return None
    wider = sum(1 for line in lines if width(line.bare) > best + TOLERANCE)
    return best if wider <= _WIDER_SHARE * best_count else None


def _broken_prose(lines: Lines) -> list[Line]:
    """Return lines that stop inside a sentence, attendance lists and headings aside."""
    found: list[Line] = []
    in_list = False
    for line in lines:
        if line.blank:
            continue
        mark = mark_of(line.bare)
        in_list = mark in LIST_MARKS or (in_list and mark is None)
        if in_list or mark or ends_sentence(line.bare) or width(line.bare) < _NARROWEST:
            continue
        found.append(line)
    return found
