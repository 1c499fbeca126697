"""What stands at the foot and the head of a document: its number, who gets it, its dates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from index.cleaning.page_data import byline_of, page_data
from index.parsers.dates import find_dates, is_date_line
from index.parsers.paragraphs import Paragraph
from index.person_names import split_names
from index.text_forms import bare, fold, squeeze

#: Agency characters, year in any bracket, number: 长府会议纪要〔2025〕2号.
_NUMBER = re.compile(
    r"(?P<agency>[一-鿿A-Za-z]{0,16})[\[(<〈](?P<year>(?:19|20)\d\d)[\])>〉](?:第)?(?P<ordinal>\d+)号"
)


def given_number(cells: Mapping[str, str]) -> str | None:
    """Return the document number out of a page's table of data."""
    printed = next((cells[key] for key in _NUMBER_KEYS if key in cells), "")
    match = _NUMBER.search(bare(printed))
    return normal_number(match) if match else None


_NUMBER_KEYS = ("发文字号", "文号", "文件编号")


def document_number_of(texts: Iterable[str]) -> str | None:
    """Return the document number that stands on a line of its own, in normal form."""
    for text in (cell for row in texts for cell in _cells(row)):
        form = re.sub(r"^(?:发文字号|文件编号|文号|编号)[:]", "", text)
        match = _NUMBER.match(form)
        if match and len(form) - match.end() <= 8:
            return normal_number(match)
    return None


def _cells(row: str) -> list[str]:
    """Return the two cells of a masthead that is laid out as a table (…文件 | 〔2024〕1号)."""
    cells = row.split("|")
    return cells if len(cells) == 2 else [row]


def normal_number(match: re.Match[str]) -> str:
    """Return 长府会议纪要〔2025〕2号 for a match of the number pattern."""
    return f"{match['agency']}〔{match['year']}〕{int(match['ordinal'])}号"


def read_number(text: str) -> str:
    """Return a given number in normal form, or as it is where it is not of this form."""
    match = _NUMBER.search(fold(squeeze(text)))
    return normal_number(match) if match else text.strip()


_RECORDER = re.compile(
    r"(?:会\s*议\s*)?(?:记\s*录|整\s*理)(?:\s*整\s*理)?(?:\s*人)?(?:\s*员)?\s*[:：]\s*(?P<names>[^:：)）\]】\n]{2,40})"
)


def recorder_of(paragraphs: Iterable[Paragraph]) -> str | None:
    """Return the name behind 记录：, several names joined with 、."""
    for paragraph in paragraphs:
        if paragraph.mark not in ("recorder", "attendance"):
            continue
        for match in _RECORDER.finditer("".join(line.text for line in paragraph.lines)):
            words = re.split(r"整\s*理|审\s*核|签\s*发|校\s*对|核\s*稿", match["names"])[0]
            if names := split_names(re.sub(r"[（(].*", "", words)):
                return "、".join(names)
    return None


_DISTRIBUTION_HEAD = re.compile(r"^[^:：]{1,8}[:：]")
#: The imprint below the receivers, when a line end inside its date hid it: 。…办公室20.
_IMPRINT_BEHIND = re.compile(r"。\s*[^。，；]{2,40}(?:办公室|办公厅|秘书处|综合科)\s*\d{1,4}\s*$")


def distribution_of(paragraphs: Iterable[Paragraph]) -> tuple[str, ...]:
    """Return the receivers behind 分送, 抄送 …, cut at ； and ，."""
    receivers: list[str] = []
    for paragraph in paragraphs:
        if paragraph.mark == "distribution":
            listed = _IMPRINT_BEHIND.sub("", paragraph.text)
            body = _DISTRIBUTION_HEAD.sub("", listed).strip().rstrip("。.")
            receivers.extend(piece.strip() for piece in re.split(r"[，,；;]", body))
    return tuple(dict.fromkeys(piece for piece in receivers if piece))


@dataclass(frozen=True, slots=True)
class ImprintDates:
    """``signed``: 整理 or a date alone; ``issued``: with 印发; ``published``: the page's own."""

    signed: date | None = None
    issued: date | None = None
    published: date | None = None


_PUBLISHED = re.compile(r"(?:发布|生成|公开|更新)(?:日期|时间|于)")


def imprint_dates(
    front: Iterable[Paragraph], back: Iterable[Paragraph], page_lines: Sequence[str]
) -> ImprintDates:
    """Tell the dates of a document apart by the words beside them.

    ``page_lines`` are the page's own lines as they stand; its table fills what is left open.
    """
    signed = issued = None
    before = ""
    for paragraph in back:
        text = _with_cut_off_year(before, paragraph.bare)
        before = paragraph.bare
        day = _last_date(text)
        if day is None:
            continue
        if re.search(r"印发|印制|编印|印$", text):
            issued = issued or day
        elif is_date_line(text) or paragraph.mark in ("imprint", "masthead", "signature"):
            signed = signed or day
    for paragraph in front:
        if paragraph.mark == "masthead":
            signed = signed or _last_date(paragraph.bare)
        elif paragraph.mark == "imprint":
            issued = issued or _last_date(paragraph.bare)
    cells = page_data(page_lines)
    signed = signed or _last_date(cells.get("成文日期", ""))
    issued = issued or _last_date(cells.get("印发日期", ""))
    return ImprintDates(signed, issued, published_date(page_lines))


#: A line or page end cuts a date inside its year: …办公室20 / 24年5月1日印发.
_DIGITS_AT_END = re.compile(r"(?<!\d)\d{1,4}$")
_REST_OF_YEAR = re.compile(r"\d{0,3}(?=年\d{1,2}月)")
_YEAR = re.compile(r"(?:19|20)\d\d")


def _with_cut_off_year(before: str, text: str) -> str:
    """Return ``text`` with the digits of its year that the line before ends with."""
    start, rest = _DIGITS_AT_END.search(before), _REST_OF_YEAR.match(text)
    if start and rest and _YEAR.fullmatch(start.group() + rest.group()):
        return start.group() + text
    return text


def published_date(page_lines: Sequence[str]) -> date | None:
    """Return the page's own date: out of its table of data, else of the line that tells its source.

    ``page_lines`` are the page's own lines as they stand.
    """
    cells = page_data(page_lines)
    keyed = [value for key, value in cells.items() if _PUBLISHED.fullmatch(key)]
    keyed += [bare(line) for line in page_lines if _PUBLISHED.search(bare(line))]
    keyed += [byline_of(page_lines) or ""]
    return next((day for text in keyed if (day := _last_date(text))), None)


def _last_date(text: str) -> date | None:
    days = [day for found in find_dates(bare(text)) if (day := found.in_year(None))]
    return days[-1] if days else None
