"""Lines to paragraphs: a broken line is joined by evidence, not by a rule for one source.

Text out of a PDF is wrapped: most lines that end inside a sentence have the same width, and a
line of that width goes on. Elsewhere a line is a paragraph unless its end says otherwise. Files
may mix both, so every pair of lines is judged on its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from index.cleaning import Line, Lines
from index.parsers.marks import (
    BRACKETED_PRESENT,
    LEAD_IN,
    OPENER,
    PARTICULARS,
    STATEMENT,
    Label,
    mark_of,
    parse_label,
)
from index.parsers.numbering import item_markers, split_inline_labels
from index.parsers.seams import (
    NUMBER_LINE,
    Seam,
    cuts_date,
    decides,
    goes_on,
    indented,
    is_preamble,
    is_prose,
    is_row,
    is_title_end,
    unfinished,
)
from index.parsers.wrapping import LIST_MARKS, TOLERANCE, ends_sentence, width, wrap_width
from index.text_forms import tidy


@dataclass(frozen=True)
class Paragraph:
    """Lines that belong together.

    ``mark`` names what the first line opens (attendance, imprint …), ``label`` its numbering.
    ``continues`` says that the line before did not end its sentence: if the numbering turns out
    to be none, the paragraph is part of the one before.
    """

    lines: Lines
    mark: str | None = None
    label: Label | None = None
    continues: bool = False

    @cached_property
    def text(self) -> str:
        """The paragraph as it is read, on one line."""
        return tidy(join_lines([line.text for line in self.lines]))

    @cached_property
    def bare(self) -> str:
        """The form for patterns."""
        return "".join(line.bare for line in self.lines)


def join_lines(lines: list[str]) -> str:
    """Join lines of one paragraph; a space is put only between two Latin words."""
    parts: list[str] = []
    last = ""
    for line in lines:
        text = line.strip()
        if _is_latin(last) and _is_latin(text[:1]):
            parts.append(" ")
        parts.append(text)
        last = text[-1:] or last
    return "".join(parts)


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalpha()


# --- joining ----------------------------------------

#: Lines that may also be the rest of a broken sentence: a date, the name of an office.
_WEAK_MARKS = ("date", "signature", "masthead", "imprint")
_LONG_LINE = 80
_BRACKETED_PRESENT = re.compile(BRACKETED_PRESENT)
_ARTICLE = re.compile(r"第[一二三四五六七八九十百千〇零]+条(?![第款项、和至或与及的规])")
#: The end of an imprint that a line end has cut off (印|发) is no longer than this.
_SCRAP = 3


class _Joiner:
    """Collects lines into paragraphs."""

    def __init__(self, lines: Lines) -> None:
        self._width = wrap_width(lines)
        self._spaced = _blank_lines_are_noise(lines)
        self._done: list[Paragraph] = []
        self._open: list[Line] = []
        self._mark: str | None = None
        self._label: Label | None = None
        self._continues = False
        self._text = ""
        self._prose = False
        self._blank = False

    def add(self, line: Line, marker: Label | None = None) -> None:
        """Take the next line of the text; ``marker`` is a numbering that its context tells."""
        if line.blank:
            self._blank = True
            return
        mark = mark_of(line.bare)
        label = marker or parse_label(line.bare)
        if not self._open or self._breaks(line, mark, label):
            self._start(line, mark, label)
        else:
            self._open.append(line)
            self._text = _abridged(self._text + line.bare)
            self._prose = self._prose or is_prose(line.bare)
        self._blank = False

    def finish(self) -> tuple[Paragraph, ...]:
        """Return all paragraphs."""
        self._flush()
        return tuple(self._done)

    def _flush(self) -> None:
        if self._open:
            # A masthead that was broken inside its date shows only when it is whole again.
            mark = self._mark or (mark_of(self._text) if len(self._open) > 1 else None)
            lines = tuple(self._open)
            self._done.append(Paragraph(lines, mark, self._label, self._continues))

    def _start(self, line: Line, mark: str | None, label: Label | None) -> None:
        previous = self._open[-1] if self._open else None
        self._flush()
        self._continues = line.inline or (
            previous is not None
            and label is not None
            and not ends_sentence(previous.bare)
            and (self._full(previous) or self._prose)
            and self._mark is None
        )
        self._open, self._text, self._prose = [line], line.bare, is_prose(line.bare)
        self._mark, self._label = mark, label

    def _full(self, line: Line) -> bool:
        if self._width is None:
            return False
        columns = width(line.printed or line.bare)
        return self._width - TOLERANCE <= columns <= self._width + TOLERANCE

    def _breaks(self, line: Line, mark: str | None, label: Label | None) -> bool:
        before = self._open[-1]
        gap = self._blank and not self._spaced
        seam = Seam(self._text, before, line, label, self._prose, self._full(before), gap)
        if self._mark is not None:
            return self._mark_ends(seam, mark)
        if mark is not None:
            return not (mark in _WEAK_MARKS and (unfinished(seam) or cuts_date(seam)))
        if is_row(seam.before.bare) and is_row(line.bare):
            return True
        if goes_on(seam):
            return False
        if is_title_end(before.bare) or NUMBER_LINE.match(line.bare):
            return True
        if label or PARTICULARS.match(line.bare):
            return True
        if LEAD_IN.search(line.bare) and STATEMENT.match(line.bare):
            return True
        if ends_sentence(before.bare):
            return self._breaks_after_sentence(seam)
        return self._breaks_inside_sentence(seam)

    def _mark_ends(self, seam: Seam, mark: str | None) -> bool:
        """Whether a marked paragraph ends here: lists run on, everything else is one line."""
        if self._mark in _WEAK_MARKS:
            rest = seam.after.bare
            return len(rest) > _SCRAP or mark_of(seam.paragraph + rest) not in _WEAK_MARKS
        if self._mark not in LIST_MARKS:
            return mark is not None or not (self._mark == "recorder" and goes_on(seam))
        text = seam.after.bare
        if _BRACKETED_PRESENT.match(seam.paragraph) and seam.paragraph.endswith(")"):
            return True
        if mark is not None:
            return not (mark == "signature" and self._mark == "distribution" and seam.full)
        if OPENER.match(text) or STATEMENT.match(text) or is_preamble(text):
            return True
        return seam.label is not None

    def _breaks_after_sentence(self, seam: Seam) -> bool:
        if not seam.full or seam.gap or indented(seam.after, seam.before):
            return True
        if _ARTICLE.match(seam.after.bare):
            return True
        return STATEMENT.match(seam.after.bare) is not None

    def _breaks_inside_sentence(self, seam: Seam) -> bool:
        if seam.paragraph.startswith("(") and seam.paragraph.endswith(")"):
            return True
        opens = OPENER.match(seam.after.bare) or STATEMENT.match(seam.after.bare)
        if seam.full:
            heading = self._label is not None and not seam.prose
            return heading and (opens is not None or decides(seam))
        if opens is not None or not seam.prose:
            return True
        # A labelled line that is not wrapped and stops without a full stop is a heading.
        heading = self._label is not None and len(self._open) == 1
        return heading and (self._width is None and width(seam.after.bare) >= _LONG_LINE)


def paragraphs_of(lines: Lines) -> tuple[Paragraph, ...]:
    """Join ``lines`` into paragraphs, in order; blank lines vanish."""
    joiner = _Joiner(lines)
    pieces = split_inline_labels(lines)
    markers = item_markers(pieces)
    for position, line in enumerate(pieces):
        joiner.add(line, markers.get(position))
    return joiner.finish()


#: What decides about a seam stands near the two ends of a paragraph.
_END_LENGTH = 200


def _abridged(text: str) -> str:
    """Return the two ends of a long text, so that joining many lines stays linear."""
    if len(text) <= 3 * _END_LENGTH:
        return text
    return text[:_END_LENGTH] + text[-_END_LENGTH:]


def _blank_lines_are_noise(lines: Lines) -> bool:
    """Whether a blank line stands after most lines, so that it separates nothing."""
    printed = [position for position, line in enumerate(lines) if not line.blank]
    gaps = sum(1 for a, b in zip(printed, printed[1:], strict=False) if b - a > 1)
    return gaps > len(printed) / 2
