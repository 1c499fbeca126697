"""Where one line follows another: whether the second goes on with the first."""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.cleaning import Line
from index.parsers.marks import Label
from index.parsers.wrapping import ends_sentence

_OPENS_UNFINISHED = re.compile(r"[、,(《“‘「\[]$|[第年月至和与及]$")
_GOES_ON = re.compile(r"[、,。;:!?)》”’」\]%]")
#: A title or a number stands on its own, however wide the line is.
_NUMBER = r"^[一-鿿]{0,16}\[(?:19|20)\d\d\]第?\d+号$"
NUMBER_LINE = re.compile(_NUMBER)
_TITLE_END = re.compile(rf"纪要(?:[(\[][^()]{{1,20}}[)\]])?$|{_NUMBER}")
_LONGEST_TITLE_LINE = 60
#: A figure or a date that a line end has cut.
_CUT_FIGURE = re.compile(
    r"(?<=\d)\|(?=[年月日次届号%\d])|(?<=[年月])\|(?=\d)|(?<=日[上下中])\|(?=午)"
)
#: The rest of a date: a mark that begins so has lost its beginning to the line before.
_REST_OF_DATE = re.compile(r"\d{0,3}年\d{1,2}月|\d?月\d{1,2}日|\d?日(?!报)")
#: Where a heading ends and what was decided begins, however wide the line is.
_MATTER_END = re.compile(r"(?:事宜|事项|问题|工作|情况|汇报|项目|方案|请示|报告|》)$")
_DECIDED = re.compile(
    r"(?:会议)?(?:原则(?:上)?|一致|不予?|研究)?(?:同意|通过|批准|决定)|暂缓|责成|经研究"
)


@dataclass(frozen=True, slots=True)
class Seam:
    """Where one line follows another: the open paragraph, and the layout between the two."""

    paragraph: str
    before: Line
    after: Line
    label: Label | None
    prose: bool
    full: bool
    gap: bool


def is_prose(text: str) -> bool:
    """Whether a bare line is running text, no heading."""
    return re.search("[,。;]", text) is not None or text.startswith("会议")


def decides(seam: Seam) -> bool:
    """Whether the first line names a matter and the second says what was decided on it."""
    named = _MATTER_END.search(seam.before.bare) is not None
    return named and _DECIDED.match(seam.after.bare) is not None


def is_row(text: str) -> bool:
    """Whether a bare line is the row of a table as extraction writes it."""
    return "|" in text


def is_title_end(text: str) -> bool:
    """Whether a title, or the number below it, ends with this bare line."""
    titled = _TITLE_END.search(text) is not None and len(text) <= _LONGEST_TITLE_LINE
    return titled and re.search("[,。;]", text) is None


def is_preamble(text: str) -> bool:
    """Whether a bare line convenes the meeting, or is too much prose for a list of names."""
    return "主持" in text and "召开" in text or ("。" in text and len(text) > 60)


def unfinished(seam: Seam) -> bool:
    """Whether the open paragraph is a sentence that stops in the middle."""
    if ends_sentence(seam.before.bare):
        return False
    return _OPENS_UNFINISHED.search(seam.before.bare) is not None or (seam.full and seam.prose)


def cuts_date(seam: Seam) -> bool:
    """Whether a line end stands inside the date of an imprint: …办公室2|024年10月15日印发."""
    ends_in_figure = re.search(r"(?<!\d)\d{1,3}$|[年月]\d?$", seam.before.bare) is not None
    return ends_in_figure and _REST_OF_DATE.match(seam.after.bare) is not None


def goes_on(seam: Seam) -> bool:
    """Whether punctuation ties the next line to this paragraph."""
    if _OPENS_UNFINISHED.search(seam.before.bare) or _GOES_ON.match(seam.after.bare):
        return True
    edge = f"{seam.before.bare[-2:]}|{seam.after.bare[:1]}"
    if _CUT_FIGURE.search(edge) and seam.label is None:
        return True
    if seam.label and ends_sentence(seam.before.bare):
        return False
    return _open_bracket(seam.paragraph)


_BRACKET_REACH = 80


def _open_bracket(text: str) -> bool:
    """Whether a title bracket near the end of ``text`` is still open."""
    tail = text[-_BRACKET_REACH:]
    return tail.rfind("《") > tail.rfind("》") or tail.rfind("(") > tail.rfind(")")


def indented(after: Line, before: Line) -> bool:
    """Whether only the second line is set in by two columns or more."""
    return _indent(after) >= 2 and _indent(before) < 2


def _indent(line: Line) -> int:
    leading = line.text[: len(line.text) - len(line.text.lstrip())]
    return sum(2 if character == "\u3000" else 1 for character in leading)
