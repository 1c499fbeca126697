"""The head of a policy document: its title, its number, whom it is addressed to (主送).

The order on paper is that of GB/T 9704-2012 (7.2 and 7.3): masthead, number, title, addressees,
text. Orders and announcements have their number below the name of the kind (国务院令 第450号).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from index.parsers.chapters import article_length, division_of
from index.parsers.dates import find_dates
from index.parsers.imprint import document_number_of
from index.parsers.paragraphs import Paragraph
from index.parsers.policy_title import (
    LONGEST_TITLE,
    MASTHEAD,
    NUMBER_LINES,
    ORDER_NUMBER,
    TITLE_LINES,
    title_of,
)
from index.parsers.receivers import receivers_in


@dataclass(frozen=True, slots=True)
class Head:
    """What the head of a document says.

    ``titled`` is where the paragraphs of the title begin and end, ``length`` how many paragraphs
    belong to the head. ``issuer`` is who gives an order, ``day`` when a report was given, where
    the head says so.
    """

    title: str | None = None
    titled: tuple[int, int] = (0, 0)
    number: str | None = None
    addressees: tuple[str, ...] = ()
    length: int = 0
    issuer: str | None = None
    day: date | None = None


def read_head(paragraphs: Sequence[Paragraph]) -> Head:
    """Read the head of the first part of a document."""
    title, titled = title_of(paragraphs)
    end = titled[1]
    number = document_number_of(p.bare for p in paragraphs[: end + NUMBER_LINES])
    order = _order_number(paragraphs)
    position = _addressee_position(paragraphs, end)
    addressees: tuple[str, ...] = ()
    if position is not None:
        addressees = receivers_in(paragraphs[position].text.rstrip("：: "))
        end = position + 1
    end = _behind_head(paragraphs, end)
    return Head(
        title, titled, number or order, addressees, end, _order_issuer(order), _day(paragraphs)
    )


#: ——2025年1月18日在云津市第十六届人民代表大会第四次会议上.
_GIVEN_ON = re.compile(r"(?:——|[(])(?=(?:19|20)\d\d年).{0,60}会议?上?[)]?")


def _day(paragraphs: Sequence[Paragraph]) -> date | None:
    """Return the day on which a report was given, as the line below its title says."""
    for line, below in pairwise([*paragraphs[:TITLE_LINES], None]):
        # The line may be broken: ——2026年1月26日在云津市第十四届 / 人民代表大会第五次会议上.
        text = line.bare if line else ""
        whole = text + (below.bare if below else "")
        if _GIVEN_ON.match(text) or _GIVEN_ON.match(whole):
            found = find_dates(text)
            return found[0].in_year(None) if found else None
    return None


def _order_issuer(number: str | None) -> str | None:
    """Return who gives an order: 中华人民共和国国务院令第450号 → 国务院."""
    match = _ORDER_BY.match(number or "")
    return match["issuer"] if match else None


_ORDER_BY = re.compile(
    r"(?:中华人民共和国(?=国务院))?(?P<issuer>[一-鿿、]{2,30}?)(?:令|公告|通告)(?=第|\d)"
)


# --- number ----------------------------------------

_WHOLE_ORDER_NUMBER = re.compile(rf"[^《》,。]{{2,30}}(?:公告|通告|令){ORDER_NUMBER.pattern}")


def _order_number(paragraphs: Sequence[Paragraph]) -> str | None:
    """Return 国务院令第450号 where the kind and its number are lines of their own."""
    for line, below in zip(paragraphs[:TITLE_LINES], paragraphs[1:], strict=False):
        number = below.bare.strip("()")
        if MASTHEAD.fullmatch(line.bare) and ORDER_NUMBER.fullmatch(number):
            return line.bare + number
    for paragraph in paragraphs[:TITLE_LINES]:
        if _WHOLE_ORDER_NUMBER.fullmatch(paragraph.bare.strip("()")):
            return paragraph.bare.strip("()")
    return None


# --- addressees ----------------------------------------

#: Lines between the title and the addressees: number, dates, subtitle, speaker.
_LINES_ABOVE = 8
_LONGEST_ADDRESS = 600
#: Words before a colon that lead to the text and address nobody.
_NO_ADDRESS = re.compile(
    r"(?:如下|以下|下列|通知|公告|通报|事项|内容|意见|问题|要求|原则|目标|条件|材料|问|答|代表|同志们|朋友们|来宾)[:]$"
    r"|^(?:现|为|根据|按照|经|附|联系|发布|来源|索引|发文|成文|标题|时间|地点|各位)|[。;]"
)
_PERSON = re.compile(
    r"(?!各位)[一-鿿·]{2,8}(?:代表|委员|主席|副主席|同志|先生|女士|教授|院士)(?:[、,][一-鿿·]{2,8}(?:代表|委员|同志))*[:]"
)
_ADDRESSED = re.compile(
    r".*(?:政府|委员会|委|厅|局|办公室|办公厅|办|部|部门|单位|机构|司|处|科|企业|公司|院|校|学|会|所|等|中心"
    r"|街道|镇|乡|村|社区|区|县|市|省|行|社|队|站|馆|团|集团|军|成员|人员|申请人)(?:[(][^()]{1,40}[)])?[:]"
)

#: Classes of receivers: 各发行人、市场参与者; 机关各处室.
_ADDRESS_OPENS = re.compile(
    r"(?:各(?!位)|全[省市县区州]|有关|机关各|局属|直属|[省市县区州]直|国务院各)"
)


def _addressee_position(paragraphs: Sequence[Paragraph], start: int) -> int | None:
    """Return where the addressees stand: the first line behind the title that ends in a colon."""
    for index in range(start, min(start + _LINES_ABOVE, len(paragraphs))):
        paragraph = paragraphs[index]
        text = paragraph.bare
        if paragraph.label is not None or article_length(paragraph) or division_of(paragraph):
            return None
        if re.search("[。;]", text):
            return None
        if text.endswith(":") and len(text) <= _LONGEST_ADDRESS:
            named = _ADDRESSED.fullmatch(text) or _ADDRESS_OPENS.match(text)
            addressed = _PERSON.fullmatch(text) or (named and not _NO_ADDRESS.search(text))
            return index if addressed else None
    return None


def _behind_head(paragraphs: Sequence[Paragraph], start: int) -> int:
    """Return the index behind the short lines below the title: number, date, who passed it."""
    index = start
    while index < len(paragraphs) and index < start + _LINES_ABOVE:
        paragraph = paragraphs[index]
        numbered = document_number_of([paragraph.bare]) or ORDER_NUMBER.fullmatch(paragraph.bare)
        dated = paragraph.mark == "date" or paragraph.bare.startswith(("(", "——"))
        if not numbered and not (dated and len(paragraph.bare) <= LONGEST_TITLE):
            break
        index += 1
    return index
