"""What printed pages add to a document: page numbers and running headers."""

from __future__ import annotations

import re
from collections import Counter

from index.cleaning.lines import Cleaned, Lines, without
from index.cleaning.site_chrome import body_start

# --- page numbers ----------------------------------------

_DASH = "[-—–―~·_]"
_MARKED_PAGE_NUMBER = re.compile(
    rf"{_DASH}+\d{{1,4}}{_DASH}+|第\d{{1,4}}页[,/]?(?:[(]?共\d{{1,4}}页[)]?)?|共\d{{1,4}}页,?第\d{{1,4}}页"
    rf"|\d{{1,4}}/\d{{1,4}}|[Pp]age\d{{1,4}}(?:of\d{{1,4}})?|{_DASH}{{1,2}}\d{{1,4}}"
)
_BARE_NUMBER = re.compile(r"\d{1,4}")
#: A year that a line end has cut: 20 and 24年.
_YEAR = re.compile(r"(?:19|20)\d\d年")
#: After one of these a number on its own line is the rest of a broken figure or date.
_NUMBER_GOES_ON = tuple("年月日号次届期时分个项名人元亩吨米%‰个万亿、.．至-～~")


def drop_page_numbers(lines: Lines) -> Cleaned:
    """Remove lines that hold a page number only: — 3 —, 第 3 页 共 8 页, 3."""
    printed = [position for position, line in enumerate(lines) if not line.blank]
    unwanted = {p: "页码" for p in printed if _MARKED_PAGE_NUMBER.fullmatch(lines[p].bare)}
    last = 0
    for index, position in enumerate(printed):
        number = lines[position].bare
        if not _BARE_NUMBER.fullmatch(number) or int(number) <= last:
            continue
        before = lines[printed[index - 1]].bare if index else ""
        after = lines[printed[index + 1]].bare if index + 1 < len(printed) else ""
        if not _inside_a_figure(before, after) and not _YEAR.match(number + after):
            unwanted[position] = "页码"
            last = int(number)
    return without(lines, unwanted)


def _inside_a_figure(before: str, after: str) -> bool:
    """Whether a number between these lines belongs to a figure that a line break cut."""
    broken_before = before[-1:].isdigit() or before.endswith(("第", "年", "月", "约", ".", "["))
    goes_on = after.startswith((*_NUMBER_GOES_ON, "]")) or _BARE_NUMBER.fullmatch(after) is not None
    return broken_before or goes_on


# --- running headers ----------------------------------------

_HEADER_WORDS = re.compile(r"纪要|人民政府|办公室|办公厅|文件|公报|第\d+期")
_NO_HEADER = re.compile(r"[。,;:!?、]$|^会议|^\(?[一二三四五六七八九十]+[、)]|印发$|整理$")
_HEADER_LENGTH = 40
_HEADER_REPEATS = 3
#: The name of minutes: beside a page number inside the text it is a header, even a single one.
_NAME = re.compile(
    r"(?:[一-鿿]{2,20}(?:政府|党组|管理委员会|管委会|办事处|委员会))?[一-鿿]{0,8}会议?纪要"
)


def drop_running_headers(lines: Lines) -> Cleaned:
    """Remove the repetitions of a short line that stands on every page, or on the second of two.

    The first one stays where it stands above the text: it may be the title.
    """
    counts = Counter(line.bare for line in lines if _may_be_header(line.bare))
    numbered = _beside_page_numbers(lines)
    beside = Counter(lines[position].bare for position in numbered)
    repeated = {
        text
        for text, count in counts.items()
        if count >= _HEADER_REPEATS or (count > 1 and beside[text] == count)
    }
    start = body_start(lines)
    seen: set[str] = set()
    unwanted: dict[int, str] = {}
    for position, line in enumerate(lines):
        again = line.bare in seen or position > start or position in numbered
        named = position > start and position in numbered and _NAME.fullmatch(line.bare)
        if named or (line.bare in repeated and again):
            unwanted[position] = "页眉"
        seen.add(line.bare)
    return without(lines, unwanted)


def _beside_page_numbers(lines: Lines) -> list[int]:
    """Return the positions of lines directly above or below a marked page number."""
    printed = [position for position, line in enumerate(lines) if not line.blank]
    pairs = [*zip(printed, printed[1:], strict=False), *zip(printed[1:], printed, strict=False)]
    numbered = {p for p in printed if _MARKED_PAGE_NUMBER.fullmatch(lines[p].bare)}
    return sorted({position for position, neighbour in pairs if neighbour in numbered})


def _may_be_header(text: str) -> bool:
    return (
        0 < len(text) <= _HEADER_LENGTH
        and _HEADER_WORDS.search(text) is not None
        and _NO_HEADER.search(text) is None
    )
