"""Paragraphs with marked breaks to lines of text and the places where pages begin.

Line and page breaks inside a text are marked by control characters that XML 1.0 forbids, so no
text of a file can hold them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

LINE_BREAK = "\x01"
PAGE_BREAK = "\x02"
#: Where Word itself last began a new page (17.3.3.13).
RENDERED_PAGE_BREAK = "\x03"

_PAGE_MARKS = PAGE_BREAK + RENDERED_PAGE_BREAK
_PAGE_MARK = re.compile(f"([{_PAGE_MARKS}])")
#: All white space that Unicode has, and the marks.
_BLANK = "".join(chr(code) for code in range(0x3001) if chr(code).isspace()) + _PAGE_MARKS
_VISIBLE = re.compile(r"\S")
#: Characters from which on a line may have been broken for its width and not on purpose.
_WRAPPED_LENGTH = 20
_ENDS = tuple("。！？；：…”）》.!?;:)")
_OPENS = re.compile(
    r"\s*(?:[（(]?[一二三四五六七八九十百\d]{1,4}[、.．）)]|第[一二三四五六七八九十百\d]{1,5}[条章节款]|[①-⑳•●■◆])"
)


def split_breaks(text: str, centred: bool) -> list[str]:
    """Split a paragraph at its line breaks (Shift+Enter).

    A break is kept where a line ends on purpose: in a centred title, after a sentence or a short
    line, before a number. Inside a sentence it only wraps, as in text pasted from a mail.
    """
    pieces = text.split(LINE_BREAK)
    lines = [[pieces[0]]]
    for before, piece in pairwise(pieces):
        if not centred and _goes_on(before, piece):
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return [trimmed for line in lines if (trimmed := trim("".join(line)))]


def _goes_on(before: str, after: str) -> bool:
    before = _PAGE_MARK.sub("", before).rstrip()
    wrapped = len(before) >= _WRAPPED_LENGTH and not before.endswith(_ENDS)
    return wrapped and bool(after.strip()) and _OPENS.match(_PAGE_MARK.sub("", after)) is None


def trim(line: str) -> str:
    """Return a line without white space around it; page marks stay."""
    core = line.strip(_BLANK)
    start = len(line) - len(line.lstrip(_BLANK))
    return _marks(line[:start]) + core + _marks(line[start + len(core) :])


def _marks(text: str) -> str:
    return "".join(character for character in text if character in _PAGE_MARKS)


def one_line(lines: list[str]) -> str:
    """Return the paragraphs of a table cell as one line."""
    return trim(" ".join(line for line in lines if line))


def without_marks(text: str) -> str:
    """Return text in which pages do not count."""
    return _PAGE_MARK.sub("", text)


def most_page_marks(cells: list[str]) -> list[str]:
    """Keep the page marks of one cell of a row: all its cells break over the same page ends."""
    counts = [len(_PAGE_MARK.findall(cell)) for cell in cells]
    kept = counts.index(max(counts)) if counts else 0
    return [cell if place == kept else without_marks(cell) for place, cell in enumerate(cells)]


def join_pages(
    lines: list[str], page_done: Callable[[], None]
) -> tuple[str, tuple[int, ...], bool]:
    """Join lines to the text; return it, where its pages start, and whether Word itself says so.

    A page break that Word rendered right after one that the author set is the same page.
    """
    text = ""
    pieces: list[str] = []
    length = 0
    starts = [0]
    rendered, after_break = False, True
    for piece in _PAGE_MARK.split(_joined(lines)):
        if piece == PAGE_BREAK or (piece == RENDERED_PAGE_BREAK and not after_break):
            starts.append(length)
            page_done()
        if piece == RENDERED_PAGE_BREAK:
            rendered = True
        after_break = piece == PAGE_BREAK or (after_break and not piece.strip())
        if piece not in (PAGE_BREAK, RENDERED_PAGE_BREAK):
            pieces.append(piece)
            length += len(piece)
    text = "".join(pieces)
    return text, _visible_starts(text, starts), rendered


def _joined(lines: list[str]) -> str:
    """Join with line feeds; a line of page marks alone goes before the next one."""
    joined: list[str] = []
    waiting = ""
    for line in lines:
        if not without_marks(line).strip():
            waiting += _marks(line)
            continue
        joined.append(waiting + line)
        waiting = ""
    return "\n".join(joined) + waiting


def _visible_starts(text: str, starts: list[int]) -> tuple[int, ...]:
    """Move every start to the next visible character, or to the end of the text."""
    moved: list[int] = []
    searched, following = len(text), len(text)
    for start in reversed(starts):
        if found := _VISIBLE.search(text, start, searched):
            following = found.start()
        moved.append(following)
        searched = start
    return tuple(reversed(moved))
