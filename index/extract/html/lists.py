"""The numbers that a browser prints before the items of a numbered list.

They are not in the text of the page, but a reader sees them and cites them. Values of
``list-style-type`` are those of CSS Counter Styles; the class names are those of the editor that
most government sites use (UEditor: ``custom_cn2`` prints （一）).
"""

from __future__ import annotations

import re
from itertools import islice

from lxml import etree

_NUMERALS = "〇一二三四五六七八九"
_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"))
_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([\w-]+)", re.IGNORECASE)
_CHINESE = frozenset(
    ("cjk-ideographic", "cjk-decimal", "simp-chinese-informal", "trad-chinese-informal")
)
#: Editor classes: how the number is written, and what stands around it.
_EDITOR_CLASSES = {
    "custom_num": ("decimal", "{}."),
    "custom_num1": ("decimal", "{})"),
    "custom_num2": ("decimal", "({})"),
    "custom_cn": ("chinese", "{}、"),
    "custom_cn1": ("chinese", "{})"),
    "custom_cn2": ("chinese", "（{}）"),
}
#: An item whose text is numbered already prints it once.
_NUMBERED = re.compile(
    r"\s*(?:[（(]?\d+\s*[.、)）．]|[（(][一二三四五六七八九十百]+[)）]|[一二三四五六七八九十百]+、"
    r"|[①-⑳]|第[一二三四五六七八九十百\d]+[条章节项])"
)


class ListCounter:
    """Counts the items of numbered lists as a browser does."""

    def __init__(self) -> None:
        self._last: dict[etree._Element, int] = {}

    def mark(self, item: etree._Element) -> str | None:
        """Return what is printed before the next list item, or ``None`` where nothing is.

        Bullets are not printed text. Items must come in the order of the page.
        """
        parent = item.getparent()
        if parent is None or parent.tag != "ol":
            return None
        before = self._last.get(parent, (_integer(parent.get("start")) or 1) - 1)
        value = _integer(item.get("value"))
        number = self._last[parent] = before + 1 if value is None else value
        style, shape = _style(parent)
        if style == "none" or _NUMBERED.match(_beginning(item)):
            return None
        written = _written(number, style)
        return shape.format(written) + ("" if shape[-1] in "、）" else " ")


def _beginning(item: etree._Element) -> str:
    return "".join(str(piece) for piece in islice(item.itertext(), 12)).lstrip()


def _style(numbered: etree._Element) -> tuple[str, str]:
    for name in (numbered.get("class") or "").split():
        if name in _EDITOR_CLASSES:
            return _EDITOR_CLASSES[name]
    declared = _STYLE.search(numbered.get("style") or "")
    style = declared[1].lower() if declared else ""
    if style in _CHINESE:
        return "chinese", "{}、"
    by_type = {"a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}
    return style or by_type.get(numbered.get("type") or "", "decimal"), "{}."


def _integer(text: str | None) -> int | None:
    return int(text) if text is not None and re.fullmatch(r"-?\d{1,6}", text.strip()) else None


def _written(number: int, style: str) -> str:
    if style == "chinese" and 0 < number < 100:
        return _chinese(number)
    if style.endswith(("alpha", "latin")) and 0 < number <= 26:
        letter = chr(ord("a") + number - 1)
        return letter.upper() if style.startswith("upper") else letter
    if style.endswith("roman") and 0 < number < 100:
        written = _roman(number)
        return written.upper() if style.startswith("upper") else written
    return str(number)


def _chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    first = "" if tens == 0 else ("十" if tens == 1 else _NUMERALS[tens] + "十")
    return first + (_NUMERALS[ones] if ones else "")


def _roman(number: int) -> str:
    written = ""
    for value, letters in _ROMAN:
        while number >= value:
            written, number = written + letters, number - value
    return written + "i" * number
