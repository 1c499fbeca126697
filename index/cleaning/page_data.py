"""The table of page data above a document on a government site: 索引号, 发文字号, 公开方式 ….

A copy of the page has its cells in one of four layouts, several cells on a line: ``key：value``,
``[ key ] value``, key and value parted by a tab, a bar or a wide gap, or each on a line of its
own. :func:`page_cells` reads a line, :func:`page_data` the lines together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import pairwise

from index.text_forms import bare, fold, squeeze, tidy

#: What such tables have as keys on the sites of governments of every level.
KEYS = (
    "索引号|索引编号|信息索引号|信息索引|文号|发文字号|文件编号|关键词|主题词|主题分类|主题|体裁分类|体裁|组配分类|信息分类|信息类别|分类"
    "|发布机构|发布单位|发布机关|发文机关|发文机构|发文单位|制发机关|公开形式|公开方式|公开属性|公开目录|公开时限|公开范围"
    "|公开责任部门|责任部门|公开日期|公开时间|公开类别|生成日期|生成时间|发布日期|发布时间|发布于|成文日期|成文时间|发文日期|印发日期"
    "|更新时间|更新日期|有效性|是否有效|效力状态|时效性|有效期|废止日期|信息来源|来源|稿源|浏览次数|浏览量|浏览|阅读次数|阅读量"
    "|阅读|点击数|点击量|点击率|访问量|访问次数|字号|字体|字体大小|责任编辑|责编|编辑|作者|撰稿|信息名称|文件名称|名称|标题"
    "|所属栏目|栏目|内容概述|服务对象|统一编号|统一登记号|登记号|语种|视力保护色|保护视力色"
)
_GAP = r"[^\S\n\t]*"


def _spaced_keys() -> str:
    """Return the keys as a pattern that allows white space inside (索 引 号), longest first."""
    names = sorted(KEYS.split("|"), key=len, reverse=True)
    return "|".join(_GAP.join(name) for name in names)


_KEY = re.compile(
    rf"(?:^|(?<=[\s|\[;]))(?P<key>{_spaced_keys()})"
    rf"(?P<end>\s*\]\s*:?|\s*:|{_GAP}(?:[\t|]|$)|\s{{2,}}|\u3000|\s)"
)
_OPENING_KEY = re.compile(rf"[\s\[|]*(?:{_spaced_keys()}){_GAP}\]?{_GAP}:")
#: What may stand before the first key of a line.
_LINE_START = re.compile(r"[\s|\[]*")
#: A longer line is text, whatever it mentions.
_LONGEST_LINE = 600


def page_cells(line: str) -> tuple[tuple[str, str], ...]:
    """Return the cells of a line that opens with a key, as keys (without gaps) and values.

    One key with a single space behind it is no cell: so may a sentence begin.
    """
    if len(line) > _LONGEST_LINE and len(line.rstrip()) > _LONGEST_LINE:
        return ()
    text = fold(line.rstrip())
    found = list(_KEY.finditer(text))
    opening = _LINE_START.match(text)
    if not found or opening is None or found[0].start() != opening.end():
        return ()
    if len(found) == 1 and found[0]["end"] == " ":
        return ()
    ends = [match.start() for match in found[1:]] + [len(text)]
    return tuple(
        (squeeze(match["key"]), tidy(line[match.end() : end].strip(" \t\u3000|[【〔［｜")))
        for match, end in zip(found, ends, strict=True)
    )


def opens_with_key(text: str) -> bool:
    """Whether text begins with a key and its colon, as a cell beside another one does."""
    return _OPENING_KEY.match(fold(text)) is not None


def page_title(cells: Mapping[str, str]) -> str | None:
    """Return the title of the document as the page's table has it."""
    return next(
        (cells[key] for key in ("标题", "文件名称", "信息名称", "名称") if key in cells), None
    )


def spoken_parts(line: str) -> list[str]:
    """Return the bare values of a line of page data, or the bare line where it is none."""
    cells = page_cells(line)
    return [bare(value) for _, value in cells] if len(cells) > 1 else [bare(line)]


def is_lone_key(line: str) -> bool:
    """Whether a line holds one key, whose value stands on the next line."""
    cells = page_cells(line)
    return len(cells) == 1 and not cells[0][1]


def page_data(lines: Iterable[str]) -> dict[str, str]:
    """Return the cells of the lines of a page's table by key; the first value of a key counts."""
    cells: dict[str, str] = {}
    for line, following in pairwise([*lines, ""]):
        for key, value in page_cells(line):
            below = "" if page_cells(following) else tidy(following)
            if found := value or (below if is_lone_key(line) else ""):
                cells.setdefault(key, found)
    return cells


# --- the line with the page's date -------------------------------------------------------------

_DAY = r"(?:19|20)\d\d[-./年]\d{1,2}[-./月]\d{1,2}日?"
_CLOCK = r"\d\d?:\d\d(?::\d\d)?"
_PAGE_WORDS = r"(?:来源|作者|浏览|阅读|点击|访问|字号|字体|责编|编辑|供稿|打印|发布)"
_BYLINE = re.compile(
    # 2025-06-30 15:12 来源:市政府办
    rf"(?:(?:时间|日期)[:])?{_DAY}(?:{_CLOCK})?[|\[(]?{_PAGE_WORDS}.*"
    rf"|{_DAY}{_CLOCK}"
    # a messenger's page: 某某发布 2025-06-30 15:12 甘肃
    rf"|[^。,;:《]{{0,30}}{_PAGE_WORDS}[^。,;:《]{{0,30}}?{_DAY}{_CLOCK}.{{0,12}}"
)
_SOURCE_WORDS = re.compile(r"(?:来源|作者|浏览|阅读|点击|访问|字号|字体)")
_LONGEST_BYLINE = 160
_OTHER_DATE = re.compile(r"成文|发文日期|印发|废止|生效|有效期|今天")


def is_byline(text: str) -> bool:
    """Whether a bare line tells when and where the page appeared: 2025-06-30 15:12 来源：…."""
    return len(text) <= _LONGEST_BYLINE and _BYLINE.fullmatch(text) is not None


def byline_of(lines: Iterable[str]) -> str | None:
    """Return the line that dates the page, out of the page's own lines."""
    for line in lines:
        text = bare(line)
        named = is_byline(text) or (_SOURCE_WORDS.search(text) and re.search(_DAY, text))
        if named and len(text) <= _LONGEST_BYLINE and not _OTHER_DATE.search(text):
            return text
    return None
