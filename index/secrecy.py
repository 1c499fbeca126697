"""Documents marked as secret are refused: they are not for this service.

The mark stands in the head of a document, at the top left or right: copy number, class and term of
secrecy, urgency (GB/T 9704-2012, 7.2.1 to 7.2.3; in GB/T 9704-1999 at the top right). Between class
and term stands ★; the term may be a span, a day or a condition (Implementing Regulations of the
Law on Guarding State Secrets: 密级★保密期限, 密级★解密时间, 密级★解密条件).

How much a line must say depends on where it stands. In the head, and beside the text (headers,
footers, text boxes), the class alone is a mark. Below the head it takes ★, the label 密级, a copy
number, or the head of a further document; there a bare class is a heading or an entry of a list.
In doubt a document counts as marked: a person can let it in, nobody can take it back out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from index import secrecy_patterns as patterns
from index.normalize import normalize
from index.text_forms import fold

SecrecyClass = Literal["绝密", "机密", "秘密", "内部"]

#: The gravest first.
CLASSES: tuple[SecrecyClass, ...] = ("绝密", "机密", "秘密", "内部")

#: The option of ``build_index.py`` by which a person lets marked documents in.
OPTION = "--allow-marked"


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark of secrecy: its class, and how the standard prints it (机密★1年); no other text."""

    secrecy_class: SecrecyClass
    printed: str

    @property
    def refusal(self) -> str:
        """Why the document is not read; it tells nothing of the document but the mark."""
        what = "标有" if self.secrecy_class == "内部" else "标有密级"
        return (
            f"文件{what}“{self.printed}”，不得进入本系统；"
            f"确认可以收录的，用 {OPTION} {self.secrecy_class}"
        )


def find_mark(text: str, beside: Iterable[str] = (), internal: bool = False) -> Mark | None:
    """Return the gravest mark of secrecy on a document, or ``None``.

    Args:
        text: the text of the document, its title included.
        beside: texts that extraction took off the page (headers, footers, text boxes); also
            a title that is known beside the text.
        internal: whether marks like 内部资料 count, which are no state secrets (class 内部).
    """
    found = [mark for piece in (text, *beside) for mark in _marks_in(piece, internal)]
    return min(found, key=lambda mark: CLASSES.index(mark.secrecy_class), default=None)


# --- lines -------------------------------------------------------------------------------------

#: A head has no more lines than this, even where no line looks like the text's beginning.
_HEAD_LINES = 25
#: The longest mark, in characters, and over how many lines it may be printed: copy number, class,
#: term, urgency.
_LONGEST_MARK = 60
_MARK_LINES = 4
#: A line is looked at no further than this.
_LONGEST_LINE = 480
_REPEATED = 3

_CELL_END = re.compile(r"\s{2,}|\t|\u3000+|[|｜]")
#: What Markdown and tables put around a line.
_DECORATION = " \t\u3000#>*_`~|｜"
_MODERN = str.maketrans("絕機祕", "绝机秘")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line on which something is printed."""

    text: str

    @property
    def normal(self) -> str:
        """The form in which patterns are matched."""
        return _normal(self.text)


@lru_cache(maxsize=4096)
def _normal(text: str) -> str:
    return fold(normalize(text.replace("**", "")).text).translate(_MODERN)


def _lines(text: str) -> list[_Line]:
    stripped = (line.strip(_DECORATION) for line in text.splitlines())
    return [_Line(line[:_LONGEST_LINE]) for line in stripped if line.strip()]


def _marks_in(text: str, internal: bool) -> Iterator[Mark]:
    lines = _lines(text)
    head = _head_length(lines)
    yield from _marks_of_head(lines, head, internal)
    yield from _marks_of_body(lines, head)


def _head_length(lines: Sequence[_Line]) -> int:
    """Return how many lines stand above the text proper."""
    for position, line in enumerate(lines[:_HEAD_LINES]):
        if patterns.BODY.fullmatch(line.normal):
            # The line itself is looked at: a whole text may stand on one line.
            return position + 1
    return min(len(lines), _HEAD_LINES)


# --- the head ----------------------------------------------------------------------------------


def _marks_of_head(lines: Sequence[_Line], head: int, internal: bool) -> Iterator[Mark]:
    for position, line in enumerate(lines[:head]):
        if mark := _ticked(line) or _whole(lines, position) or _beside_others(lines, position):
            yield mark
        elif patterns.TERM_ALONE.fullmatch(line.normal) and not _class_near(lines, position):
            # The class is not legible, so it may be any.
            yield Mark("绝密", line.normal)
        elif internal and (mark := _internal(line)):
            yield mark


def _ticked(line: _Line) -> Mark | None:
    """Return the class that is ticked among those a form offers: 绝密□ 机密☑ 秘密□."""
    form = patterns.FORM.search(line.normal)
    if form is None:
        return None
    boxes_first = patterns.BOX.match(form["choices"]) is not None
    pattern = patterns.TICK_BEFORE if boxes_first else patterns.TICK_BEHIND
    match = pattern.search(form["choices"])
    return _of_class(match["class"]) if match else None


def _whole(lines: Sequence[_Line], position: int) -> Mark | None:
    """Return the mark that is the whole of a line, or of some lines from it on."""
    for count in range(_MARK_LINES, 0, -1):
        window = lines[position : position + count]
        joined = "".join(line.normal for line in window)
        if len(joined) > _LONGEST_MARK or len(window) < count:
            continue
        match = patterns.MARK.fullmatch(joined)
        if count == 1 and match is None:
            match = patterns.STARRED.fullmatch(joined)
        if match and not _is_no_mark(lines, position, match):
            return _mark(match)
    return None


def _is_no_mark(lines: Sequence[_Line], position: int, match: re.Match[str]) -> bool:
    """Whether what looks like a mark is one of a list of classes, or the end of a cut term."""
    named = next((i for i in range(position, len(lines)) if "密" in lines[i].normal), position)
    cut = position > 0 and patterns.CUT_TERM.search(lines[position - 1].normal) is not None
    return cut or (not _has_star(match[0]) and _is_list(lines, named))


def _is_list(lines: Sequence[_Line], position: int) -> bool:
    """Whether a line names several classes, or a short line just above or below another one."""
    named = set(patterns.CLASS_WORD.findall(lines[position].normal))
    others: set[str] = set()
    for line in lines[max(0, position - 2) : position + 3]:
        if patterns.LIST_ENTRY.fullmatch(line.normal):
            others.update(patterns.CLASS_WORD.findall(line.normal))
    return len(named) > 1 or bool(named and others - named)


def _class_near(lines: Sequence[_Line], position: int) -> bool:
    """Whether the class that a term belongs to stands just above or below."""
    near = lines[max(0, position - 2) : position + 3]
    return any(patterns.CLASS_WORD.search(line.normal) for line in near)


def _beside_others(lines: Sequence[_Line], position: int) -> Mark | None:
    """Return a mark that shares its line with a masthead, a number or a title."""
    line = lines[position]
    if len(set(patterns.CLASS_WORD.findall(line.normal))) != 1:
        return None
    prose = line.normal.endswith(("。", ";"))
    if match := (patterns.INSIDE.match if prose else patterns.INSIDE.search)(line.normal):
        return _mark(match)
    if _is_list(lines, position):
        return None
    for bracketed in (patterns.BEFORE_TITLE.match, patterns.BEHIND_TITLE.search):
        if len(line.normal) <= 2 * _LONGEST_MARK and (match := bracketed(line.normal)):
            return _mark(match)
    if any(patterns.REGISTER.fullmatch(above.normal) for above in lines[:position]):
        return None
    return _in_cells(line) or _before_masthead(line)


def _in_cells(line: _Line) -> Mark | None:
    """Return a mark that gaps or bars part from the rest of its line.

    In a table only a labelled class is the document's; others are of what the table lists.
    """
    pattern = patterns.LABELLED if re.search("[|｜]", line.text) else patterns.MARK
    cells = [cell for cell in map(_normal, _CELL_END.split(line.text)) if cell]
    for start in range(len(cells) if len(cells) > 1 else 0):
        for end in range(start + 1, min(start + 3, len(cells)) + 1):
            if match := pattern.fullmatch("".join(cells[start:end])):
                return _mark(match)
    return None


def _before_masthead(line: _Line) -> Mark | None:
    """Return a class that a space or bar parts from a masthead, a number or a title."""
    if len(re.findall("[|｜]", line.text)) > 1:
        return None
    words = [word for word in re.split(r"[\s|｜]+", line.text) if word]
    for mark, others in ((words[:1], words[1:]), (words[-1:], words[:-1])):
        match = patterns.MARK.fullmatch(_normal("".join(mark)))
        if match and patterns.MASTHEAD.search(_normal("".join(others))):
            return _mark(match)
    return None


def _internal(line: _Line) -> Mark | None:
    for text in (line.normal, *map(_normal, _CELL_END.split(line.text))):
        if len(text) <= _LONGEST_MARK and (match := patterns.INTERNAL.fullmatch(text)):
            return Mark("内部", match["printed"])
    return None


# --- below the head ----------------------------------------------------------------------------


def _marks_of_body(lines: Sequence[_Line], head: int) -> Iterator[Mark]:
    """Yield the marks below the head: starred, labelled, numbered, or at a further head."""
    alone: list[Mark] = []
    for position in range(head, len(lines)):
        if "密" not in lines[position].text or len(lines[position].normal) > _LONGEST_MARK:
            continue
        normal = lines[position].normal
        for pattern in (patterns.STARRED, patterns.LABELLED, patterns.NUMBERED):
            if (match := pattern.fullmatch(normal)) and not _is_no_mark(lines, position, match):
                yield _mark(match)
        match = patterns.MARK.fullmatch(normal)
        if match and not _is_no_mark(lines, position, match):
            if _opens_document(lines, position):
                yield _mark(match)
            elif _beside_page_end(lines, position):
                alone.append(_mark(match))
    if len(alone) >= _REPEATED:
        yield alone[0]


def _opens_document(lines: Sequence[_Line], position: int) -> bool:
    """Whether a document of its own begins here: an attachment, or the next in one file."""
    above = lines[position - 1].normal
    below = lines[position + 1 : position + 4]
    return patterns.ATTACHMENT.fullmatch(above) is not None or any(
        patterns.OPENS_DOCUMENT.fullmatch(line.normal) for line in below
    )


def _beside_page_end(lines: Sequence[_Line], position: int) -> bool:
    """Whether a page number stands above or below: the line is a header or a footer."""
    near = [*lines[position - 1 : position], *lines[position + 1 : position + 2]]
    return any(patterns.PAGE_NUMBER.fullmatch(line.normal) for line in near)


# --- the mark ----------------------------------------------------------------------------------


def _mark(match: re.Match[str]) -> Mark:
    return _of_class(match["class"], match["term"], _has_star(match[0]))


def _has_star(text: str) -> bool:
    return re.search(patterns.STAR, text) is not None


def _of_class(printed: str, term: str | None = None, star: bool = False) -> Mark:
    """Return the mark in the standard's own form, whatever was read for the star."""
    secrecy_class = next(known for known in CLASSES if known == printed)
    return Mark(secrecy_class, f"{printed}★{term or ''}" if term or star else printed)
