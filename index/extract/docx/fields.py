"""Fields: of an instruction and its result, the result is the text (ISO/IEC 29500-1, 17.16)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from index.extract.docx.markup import attribute, child, children, descendants, is_on, number
from index.extract.docx.number_formats import format_number
from index.extract.errors import ExtractionError

_DEEPEST = 100
_LONGEST_EQUATION = 500
_CONTENTS = re.compile(r"\s*TOC\b", re.IGNORECASE)
_EQUATION = re.compile(r"\s*EQ\s", re.IGNORECASE)
#: 带圈字符: a sign over a circle, square, triangle …, as EQ \o\ac(○,1).
_ENCLOSED = re.compile(
    r"\\o\s*(?:\\a[clr])?\s*\(\s*([○◇△□◯])\s*,\s*([^(),]{1,3}?)\s*\)", re.IGNORECASE
)
#: 拼音指南: small letters over a word, as EQ \o\ad(\s\up 9(pīn),拼).
_PHONETIC = re.compile(r"\\s\s*\\up\s*\d+\s*\([^()]*\)\s*[,;]\s*([^(),;]+)\)", re.IGNORECASE)
_SWITCHES = re.compile(r"\\\*\s*\w+(?:\s*\"[^\"]*\")?|\\[a-z]+\s*\d*", re.IGNORECASE)


@dataclass(slots=True)
class _Field:
    instruction: list[str] = field(default_factory=list)
    in_result: bool = False
    #: What a form field shows that has no result of its own.
    shown: str = ""
    is_contents: bool = False

    def code(self) -> str:
        return "".join(self.instruction)


@dataclass(slots=True)
class FieldStack:
    """The fields that are open at one place of a text; they may reach over paragraphs."""

    _open: list[_Field] = field(default_factory=list)

    def begin(self, element: etree._Element) -> None:
        """Open a field at its ``w:fldChar``.

        Raises:
            ExtractionError: more fields are open than any author nests.
        """
        if len(self._open) == _DEEPEST:
            raise ExtractionError("文件里的域嵌套过深，已停止读取")
        self._open.append(_Field(shown=_form_text(child(element, "w:ffData"))))

    def add_instruction(self, text: str) -> None:
        """Take a piece of the innermost field's instruction."""
        if self._open and not self._open[-1].in_result:
            self._open[-1].instruction.append(text)

    def separate(self) -> None:
        """Go from the instruction of the innermost field to its result."""
        if self._open:
            self._open[-1].in_result = True
            self._open[-1].is_contents = _CONTENTS.match(self._open[-1].code()) is not None

    def end(self) -> str:
        """Close the innermost field and return what it shows without a result."""
        if not self._open:
            return ""
        closed = self._open.pop()
        return "" if closed.in_result else closed.shown or equation_text(closed.code())

    @property
    def in_instruction(self) -> bool:
        """Whether text at this place is part of an instruction, which is never printed."""
        return any(not one.in_result for one in self._open)

    @property
    def in_contents(self) -> bool:
        """Whether this place is in a generated table of contents."""
        return any(one.is_contents for one in self._open)


def drop_unpaired(root: etree._Element) -> None:
    """Remove field marks without their other half: a lost end must not swallow the text."""
    open_fields: list[list[etree._Element]] = []
    unpaired: list[etree._Element] = []
    for mark in descendants(root, "w:fldChar"):
        kind = attribute(mark, "w:fldCharType")
        if kind == "begin":
            open_fields.append([mark])
        elif not open_fields:
            unpaired.append(mark)
        elif kind == "end":
            open_fields.pop()
        else:
            open_fields[-1].append(mark)
    for mark in [*unpaired, *(mark for marks in open_fields for mark in marks)]:
        parent = mark.getparent()
        if parent is not None:
            parent.remove(mark)


def equation_text(instruction: str) -> str:
    """Return the characters that an EQ field draws: enclosed signs, words under phonetics."""
    if not _EQUATION.match(instruction[:_LONGEST_EQUATION]):
        return ""
    if len(instruction) > _LONGEST_EQUATION:
        return instruction.strip()
    drawn = _EQUATION.sub("", instruction, count=1)
    if found := _ENCLOSED.search(drawn):
        sign, inside = found.groups()
        circled = sign in "○◯" and inside.isascii() and inside.isdigit()
        return format_number(int(inside), "decimalEnclosedCircle") if circled else inside
    if found := _PHONETIC.search(drawn):
        return found[1].strip()
    return re.sub(r"[()\s]+", " ", _SWITCHES.sub("", drawn)).strip(" ,;")


def _form_text(data: etree._Element | None) -> str:
    """Return what a form field shows: a box, ticked or not, or the chosen entry of a list."""
    box = child(data, "w:checkBox")
    if box is not None:
        checked = is_on(child(box, "w:checked"))
        return "☑" if (is_on(child(box, "w:default")) if checked is None else checked) else "□"
    choices = child(data, "w:ddList")
    if choices is None:
        return ""
    entries = [attribute(one, "w:val") or "" for one in children(choices, "w:listEntry")]
    chosen = number(child(choices, "w:result"), "w:val") or 0
    return entries[chosen] if 0 <= chosen < len(entries) else ""
