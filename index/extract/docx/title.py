"""The title of a document as its layout shows it.

GB/T 9704-2012, 7.3.1: the title stands centred in characters of size 2 (22 points) above a text
of size 3 (16 points), below a masthead in red. Offices vary the size a little, hardly the rest;
where the layout says anything else, nothing is claimed and the parsers read the words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from index.extract.docx.markup import attribute, child, descendants, name_of, number
from index.extract.docx.styles import Styles

#: Half-points: 18 to 26 points, from small size 2 to size 1.
_SMALLEST, _LARGEST = 36, 52
#: The title stands among the first visible paragraphs.
_HEAD = 20
_MOST_LINES = 5
_LONGEST = 150
_SHORTEST = 4
#: Centred and large, but never the title: contents, chapters, annex labels, remarks, bare names.
_NO_TITLE = re.compile(
    r"目录|目次|前言|序言|附[件录表]?[\d一二三四五六七八九十]*[:：]?|[（(〔\[].*[)）\]〕]"
    r"|第[\d一二三四五六七八九十百]+[章编节部].*|[一二三四五六七八九十]+、.*"
    # Without its number, such a title says less than the parsers find.
    r"|(?:(?!第[\d一二三四五六七八九十百〇零]+[次期]).)*会议?纪要"
)
#: A line in brackets below the title that belongs to it: （试行）, （2022年修订）, （征求意见稿）.
_EDITION = re.compile(r"[（(][^（()）]{0,12}(?:试行|暂行|修订|修正|稿|草案|版)[)）]")


@dataclass(frozen=True, slots=True)
class _Shown:
    """A paragraph as its reader sees it; ``size`` is in half-points, ``None`` where unknown."""

    text: str
    size: int | None
    centred: bool
    red: bool

    @property
    def may_be_title(self) -> bool:
        return self.centred and not self.red and _SMALLEST <= (self.size or 0) <= _LARGEST


def shown_title(body: etree._Element, styles: Styles) -> str | None:
    """Return the title, or ``None`` where the layout does not show one beyond doubt."""
    head = [one for one, _ in zip(_shown(body, styles), range(_HEAD), strict=False)]
    first = next((place for place, one in enumerate(head) if one.may_be_title), None)
    if first is None or any(_is_cover(one) for one in head[:first]):
        return None
    lines = [head[first]]
    for one in head[first + 1 :]:
        if not (one.may_be_title and one.size == lines[0].size):
            break
        lines.append(one)
    below = head[first + len(lines) :]
    title = "".join(line.text for line in lines)
    size = lines[0].size or 0
    doubtful = (
        not below
        or below[0].may_be_title  # another line, as large: which of them is the title?
        or any(not one.centred and (one.size or 0) > size for one in below)
        or len(lines) > _MOST_LINES
        or not _SHORTEST <= len(title) <= _LONGEST
    )
    if doubtful or _NO_TITLE.fullmatch("".join(title.split())):
        return None
    has_edition = below[0].centred and _EDITION.fullmatch("".join(below[0].text.split()))
    return title + (below[0].text if has_edition else "")


def _is_cover(one: _Shown) -> bool:
    """Whether a line is larger than a title, and no masthead."""
    return one.centred and not one.red and (one.size or 0) > _LARGEST


def _shown(body: etree._Element, styles: Styles) -> Iterator[_Shown]:
    for element in body:
        if name_of(element) == "w:p":
            text = "".join(one.text or "" for one in descendants(element, "w:t")).strip()
            if text:
                yield _describe(element, text, styles)


def _describe(paragraph: etree._Element, text: str, styles: Styles) -> _Shown:
    properties = child(paragraph, "w:pPr")
    style = styles.paragraph(attribute(child(properties, "w:pStyle"), "w:val"))
    runs = (one for one in descendants(paragraph, "w:r") if child(one, "w:t") is not None)
    first = child(next(runs, None), "w:rPr")
    size = number(child(first, "w:sz"), "w:val")
    aligned = attribute(child(properties, "w:jc"), "w:val") or style.alignment
    colour = attribute(child(first, "w:color"), "w:val") or style.colour or ""
    return _Shown(text, style.size if size is None else size, aligned == "center", _is_red(colour))


def _is_red(colour: str) -> bool:
    if not re.fullmatch("[0-9A-Fa-f]{6}", colour):
        return False
    red, green, blue = bytes.fromhex(colour)
    return red >= 0xA0 and green <= 0x60 and blue <= 0x60
