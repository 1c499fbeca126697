"""Rows to paragraphs: does a row go on in the next one?

The rule of Chinese typesetting decides: a paragraph opens with an indent of about two characters,
its rows fill the measure, its last one may end early. Punctuation and numbering only settle what
the places leave open.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.extract.layout.measures import JUSTIFIED_REST, TextArea
from index.extract.layout.rows import Row
from index.text_forms import bare

#: All in type sizes. From this indent on a row opens a paragraph; the usual indent is 2.
_INDENT = 1.2
#: A deeper start continues a list of names or a numbered point set with a hanging indent.
_HANGING = 2.6
_ALIKE = 0.5
#: A row that ends this much before the edge may still be full: the next character did not fit,
#: or a mark that may not open a row took it along.
_FULL = 1.7
#: A row that ends up to this much before the edge may go on where all else says so.
_RAGGED = 6.0
#: Rows of a title are set larger than the text by this much at least.
_TITLE_SIZE = 1.15
_TITLE_SIZE_RECOGNIZED = 1.3
#: Left and right rest of a centred row differ by less.
_CENTRED = 1.2
#: Width of a Latin letter or digit.
_LATIN_WIDTH = 0.55
#: Type of another size is another paragraph; recognition measures sizes less exactly.
_OTHER_SIZE = 0.18
_OTHER_SIZE_RECOGNIZED = 0.4
#: Rows further apart than this many pitches part paragraphs.
_PITCHES = 1.6

_ENDED = tuple("。；：！？.;:!?")
_CLOSED = re.compile(r"[。！？；][”’」』）)]?$")
_NUMBERED = re.compile(
    r"第[一二三四五六七八九十百千〇零\d]+[编章节条]|[一二三四五六七八九十]+、|\([一二三四五六七八九十\d]{1,4}\)"
    r"|\d{1,2}[、.](?!\d)|[①-⑳]|附件\d*[::]"
)
#: Two rows that both open like this are two headings, or two entries of a table of contents.
_HEADED = re.compile(r"第[一二三四五六七八九十百\d]+(?:分?编|章|节)(?![、规,])")
#: A date on a row of its own says all it has to.
_DATE = re.compile(
    r"\(?(?:\d{4}|[〇○零一二三四五六七八九]{4})年(?:\d{1,2}|[一二三四五六七八九十]{1,3})月"
    r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})日(?:印发)?\)?"
)
#: What opens the lines of the imprint and of the list of those present.
_LABELLED = re.compile(
    r"(?:主送|分送|抄送|报送|抄报|发送|印送|出席|列席|参加|邀请|请假|缺席|主持|记录|时间|地点)[^:,。;]{0,6}:"
)
#: A row of a list of names that spaces part, and one that may follow.
_NAMES_ABOVE = re.compile(r"(?:[^：:]{2,8}[：:]\s*)?[一-鿿]{1,4}(?:\s+[一-鿿]{1,4}){2,}")
_NAMES_BELOW = re.compile(r"[一-鿿]{1,4}(?:\s+[一-鿿]{1,4})*")
_LONGEST_USUAL_NAME = 3
_LEADER = re.compile(r"(?:\.{5,}|…{3,}|·{5,}|(?:\. ){4,})[\s（(]*\d{0,4}[）)]?$")
#: What a line break may not part: Latin words and numbers with their signs, opening marks and
#: what follows them, closing marks and what is before; quotation marks hold to both sides.
_FIRST_TOKEN = re.compile(
    r"[《（〈【〔「『(]*(?:[!-~]+|.)(?:[、，。；：！？）》〉」』】〕…]|[“”‘’]+.)*", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Open:
    """The paragraph that was read last: its last row and the area of that, and how it opens."""

    row: Row
    area: TextArea
    indented: bool


def opens_indented(row: Row, area: TextArea) -> bool:
    """Whether a row that opens a paragraph has the usual indent."""
    return _INDENT <= (row.left - area.left) / area.size <= _HANGING


def goes_on(paragraph: Open, below: Row, area: TextArea, recognized: bool) -> bool:
    """Whether a paragraph goes on in the row ``below``, which stands in ``area``."""
    above, above_area = paragraph.row, paragraph.area
    text, text_above = bare(below.text), bare(above.text)
    if _unlike(above, below, recognized) or _LEADER.search(above.text):
        return False
    indent = (below.left - area.left) / area.size
    flush_below_indented = paragraph.indented and indent < _INDENT
    if _DATE.fullmatch(text_above) or _is_date_below(text, above, above_area):
        return False
    if not flush_below_indented and (_LABELLED.match(text) or _ends_justified(paragraph, below)):
        return False
    if above.page == below.page and area is above_area and _parted(above, below, area):
        return False
    if not (_is_full(above, above_area, below) or _flush_below(paragraph, below, area)):
        return False
    if _NUMBERED.match(text) and text_above.endswith(_ENDED):
        return False
    if _HEADED.match(text) and _HEADED.match(text_above):
        return False
    if indent < _INDENT:
        return not _is_title(above, above_area, recognized)
    return _hangs_on(paragraph, below, area, recognized)


def _is_date_below(text: str, above: Row, area: TextArea) -> bool:
    """Whether a row of this text is the date below a signature, not the end of a long row."""
    short = 2 * (above.right - above.left) < area.right - area.left
    return short and bool(_DATE.fullmatch(text))


def _ends_justified(paragraph: Open, below: Row) -> bool:
    """Whether the last row leaves room that justified type leaves only at the end."""
    area = paragraph.area
    rest = (area.right - paragraph.row.right) / area.size
    return area.justified and rest >= max(JUSTIFIED_REST, _first_width(below))


def _unlike(above: Row, below: Row, recognized: bool) -> bool:
    limit = _OTHER_SIZE_RECOGNIZED if recognized else _OTHER_SIZE
    return abs(above.size - below.size) > limit * max(above.size, below.size)


def _parted(above: Row, below: Row, area: TextArea) -> bool:
    step = below.middle - above.middle
    return area.pitch > 0 and step > _PITCHES * area.pitch


def _is_full(above: Row, area: TextArea, below: Row) -> bool:
    """Whether the first characters of ``below`` that may not be parted did not fit ``above``."""
    width = _first_width(below) + 0.7
    return area.right - above.right <= max(_FULL, width) * area.size


def _first_width(row: Row) -> float:
    """Return the width, in type sizes, of the first characters that may not be parted."""
    token = _FIRST_TOKEN.match(row.text)
    return sum(_LATIN_WIDTH if c.isascii() else 1.0 for c in token[0]) if token else 1.0


def _flush_below(paragraph: Open, below: Row, area: TextArea) -> bool:
    """Whether a row can only be the next of an indented paragraph that no mark has ended.

    Programs differ in what they keep together at the end of a row (责，2024年).
    """
    above = paragraph.row
    return (
        paragraph.indented
        and (below.left - area.left) / area.size < _INDENT
        and (paragraph.area.right - above.right) / area.size < _RAGGED
        and not bare(above.text).endswith(_ENDED)
    )


def _is_title(row: Row, area: TextArea, recognized: bool) -> bool:
    """Whether a row is set larger than the text: each row of a title stays on its own."""
    limit = _TITLE_SIZE_RECOGNIZED if recognized else _TITLE_SIZE
    return row.size > limit * area.size


def is_centred(row: Row, area: TextArea) -> bool:
    """Whether a row has the same rest on both sides, and one that shows."""
    left, right = row.left - area.left, area.right - row.right
    return abs(left - right) < _CENTRED * area.size and left > _INDENT * area.size


def _hangs_on(paragraph: Open, below: Row, area: TextArea, recognized: bool) -> bool:
    """Whether an indented row continues the one above it."""
    above, above_area = paragraph.row, paragraph.area
    if _is_title(above, above_area, recognized):
        return is_centred(below, area) and _fills(above, above_area)
    if _unclosed(above.text):
        return True
    if _CLOSED.search(above.text) or _NUMBERED.match(bare(below.text)) or is_centred(below, area):
        return False
    before = (above.left - above_area.left) / area.size
    indent = (below.left - area.left) / area.size
    if indent <= _HANGING:
        return False
    # Short rows set to the right (a signature and its date) start alike or deeper as well.
    wide = 2 * (above.right - above.left) > above_area.right - above_area.left
    return wide and indent > before - _ALIKE


def _fills(row: Row, area: TextArea) -> bool:
    """Whether a centred row has no room for another character: the rest of it had to wrap."""
    rest = max(row.left - area.left, 0.0) + max(area.right - row.right, 0.0)
    return rest < 1.1 * row.size


def _unclosed(text: str) -> bool:
    """Whether a row ends inside the name of a document."""
    return text.rfind("《") > text.rfind("》")


def seam(above: str, below: str) -> str:
    """Return what stands between two rows of a paragraph: a space between words, and names."""
    last, first = above[-1:], below[:1]
    words = last.isalpha() or first.isalpha() or last in ",;:"
    latin = last.isascii() and first.isascii() and words
    return " " if latin or _between_names(above, below) else ""


def _between_names(above: str, below: str) -> bool:
    """Whether a list of names that spaces part goes on with another name, not the rest of one."""
    if not (_NAMES_ABOVE.fullmatch(above) and _NAMES_BELOW.fullmatch(below)):
        return False
    return len(above.split()[-1]) + len(below.split()[0]) > _LONGEST_USUAL_NAME
