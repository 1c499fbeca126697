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
from index.parsers.headings import is_heading
from index.parsers.imprint import document_number_of
from index.parsers.kinds import genre_of
from index.parsers.paragraphs import Paragraph
from index.parsers.policy_lines import Row
from index.parsers.receivers import receivers_in
from index.parsers.titles import REVISION, below_head, is_above_title, without_annex_label
from index.text_forms import bare


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
    title, titled = _title(paragraphs)
    end = titled[1]
    number = document_number_of(p.bare for p in paragraphs[: end + _NUMBER_LINES])
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
    for line, below in pairwise([*paragraphs[:_TITLE_LINES], None]):
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


# --- title ----------------------------------------

_TITLE_LINES = 8
_LONGEST_TITLE = 150
#: Lines of the head that end a title: a number, a date, a salutation, contents.
_AFTER_TITLE = re.compile(
    r"[:。;]$|^[(]?[一-鿿A-Za-z]{1,16}[\[(](?:19|20)\d\d[\])]|^第?[\d一二三四五六七八九十百〇零]+号$"
    r"|^(?:19|20)\d\d年第\d+号|^[(]\d{4}年|^目[录次]$|^——|\|"
)
#: A title that ends so is complete, whatever stands below: 关于…的通知.
_OFFICIAL = re.compile(
    r"的?(?:通知|意见|批复|函|复函|决定|决议|公报|公告|通告|通报|报告|请示|议案|答复|命令|令|纪要)(?:[(].{1,24}[)])?$"
)
_ABOUT = re.compile(r"关于|印发|转发|批转|公布|下发|发布")
#: The name of a kind as a masthead: 云津市人民政府公告, 国务院令; its title stands below.
_MASTHEAD = re.compile(r"(?!.*关于).{2,40}(?:公告|通告|命令|令)(?:[(].{1,20}[)])?$")
_ORDER_NUMBER = re.compile(r"(?:(?:19|20)\d\d年)?第?[\d一二三四五六七八九十百〇零]+(?:[—-]\d+)?号")
_WHOLE_ORDER_NUMBER = re.compile(rf"[^《》,。]{{2,30}}(?:公告|通告|令){_ORDER_NUMBER.pattern}")
_HAN = re.compile("[一-鿿]")
#: A headline of an agency: 新华社北京2月27日电 题：….
_WIRE_TITLE = re.compile(
    r"^新华社[^。]{0,30}电\s*(?:题\s*[：:])\s*(?P<title>[^。]{4,120}?)\s*(?:新华社记者.*)?$"
)


def read_title(paragraphs: Sequence[Paragraph]) -> str | None:
    """Return the printed title, which may be broken over lines; ``None`` where there is none."""
    return _title(paragraphs)[0]


def _title(paragraphs: Sequence[Paragraph]) -> tuple[str | None, tuple[int, int]]:
    """Return the title, and where its paragraphs begin and end (0 and 0 where there are none)."""
    start = _behind_number(paragraphs)
    head = paragraphs[start:]
    if head and (title := below_head(head[0])):
        return title, (start, start + 1)
    lines, first, end = _title_lines(head)
    if lines and _MASTHEAD.fullmatch(bare("".join(lines))):
        below, span = _title_below(head, end)
        if below is not None:
            return below, (start + span[0], start + span[1])
        if promulgated := _promulgated(head[end:]):
            return promulgated, (start + first, start + end)
        lines += [p.text.strip("（）()") for p in head[end : end + 1] if _is_order_number(p)]
    title = "".join(lines)
    if 0 < len(title) <= _LONGEST_TITLE:
        return title, (start + first, start + end)
    return _wire_title(paragraphs), (0, 0)


_PROMULGATED = re.compile(
    r"^《(?P<title>[^《》]{2,100})》(?:[(][^()]{1,20}[)])?(?:已|业|由|经|于|现|自)[^。]{0,200}(?:公布|发布|施行|印发)"
)


def _promulgated(paragraphs: Sequence[Paragraph]) -> str | None:
    """Return the title that an order makes public: 《…办法》已经…通过，现予公布."""
    for paragraph in paragraphs[:_NUMBER_LINES]:
        if _PROMULGATED.match(paragraph.bare):
            printed = paragraph.text[1 : paragraph.text.index("》")]
            return printed.replace("〈", "《").replace("〉", "》")
    return None


def _is_order_number(paragraph: Paragraph) -> bool:
    return _ORDER_NUMBER.fullmatch(paragraph.bare.strip("()")) is not None


def _wire_title(paragraphs: Sequence[Paragraph]) -> str | None:
    match = _WIRE_TITLE.match(paragraphs[0].text) if paragraphs else None
    return match["title"] if match else None


def _title_lines(head: Sequence[Paragraph]) -> tuple[list[str], int, int]:
    """Return the lines of the title, the index of the first and the index behind the last."""
    run: list[tuple[str, int]] = []
    for number, paragraph in enumerate(head[:_TITLE_LINES]):
        text = paragraph.bare
        if run and REVISION.fullmatch(text):
            run.append((paragraph.text, number + 1))
            break
        annexed = number == 0 and without_annex_label(text) != text
        if _is_no_title(paragraph) and not annexed:
            if run or re.search("[。;]", text):
                break
            continue
        if not run and _is_scrap(text):
            continue
        run.append((without_annex_label(paragraph.text), number + 1))
    count = _complete(run)
    if not count:
        return [], 0, 0
    return [text for text, _ in run[:count]], run[0][1] - 1, run[count - 1][1]


def _is_scrap(text: str) -> bool:
    """Whether a first line is none of a title: a button of a site, a row of figures."""
    return _HAN.search(text) is None or (len(text) <= 2 and genre_of(text, "policy") is None)


def _complete(run: Sequence[tuple[str, int]]) -> int:
    """Return how many of the lines are the title.

    A 文种 inside the title (…管理办法 / 实施情况的通知) ends it only where none of the lines below
    ends it officially.
    """
    joined = ""
    first = official = 0
    for count, (text, _) in enumerate(run, start=1):
        joined += bare(text)
        if not first and genre_of(joined, "policy") is not None:
            first = count
        if not official and _ABOUT.search(joined) and _OFFICIAL.search(joined):
            official = count
    opens_official = first > 0 and _ABOUT.search("".join(bare(t) for t, _ in run[:first]))
    chosen = official if official and (opens_official or not first) else first or len(run)
    if 0 < chosen < len(run) and REVISION.fullmatch(bare(run[chosen][0])):
        chosen += 1
    return chosen


def _title_below(head: Sequence[Paragraph], start: int) -> tuple[str | None, tuple[int, int]]:
    """Return the title below the masthead of an announcement and its number, and where it is."""
    for index in range(start, min(start + _NUMBER_LINES, len(head))):
        text = head[index].bare
        if text.startswith("(关于") and text.endswith(")"):
            return head[index].text[1:-1], (index, index + 1)
        if _is_order_number(head[index]) or document_number_of([text]):
            continue
        lines, first, end = _title_lines(head[index:])
        title = "".join(lines)
        if lines and first == 0 and _ABOUT.match(bare(title)):
            return title, (index, index + end)
        break
    return None, (start, start)


def _is_no_title(paragraph: Paragraph) -> bool:
    text = paragraph.bare
    other = _AFTER_TITLE.search(text) or is_above_title(text) or not is_heading(text)
    marked = (
        isinstance(paragraph, Row)
        or paragraph.label is not None
        or paragraph.mark not in (None, "signature")
    )
    return bool(other) or marked or text.startswith("(")


def _behind_number(paragraphs: Sequence[Paragraph]) -> int:
    """Leave the masthead out: where a number is printed above the title, begin behind it."""
    for index, paragraph in enumerate(paragraphs[:_TITLE_LINES]):
        if genre_of(paragraph.bare.rstrip("》"), "policy"):
            break
        if document_number_of([paragraph.bare]):
            return index + 1
    return 0


# --- number ----------------------------------------

_NUMBER_LINES = 4


def _order_number(paragraphs: Sequence[Paragraph]) -> str | None:
    """Return 国务院令第450号 where the kind and its number are lines of their own."""
    for line, below in zip(paragraphs[:_TITLE_LINES], paragraphs[1:], strict=False):
        number = below.bare.strip("()")
        if _MASTHEAD.fullmatch(line.bare) and _ORDER_NUMBER.fullmatch(number):
            return line.bare + number
    for paragraph in paragraphs[:_TITLE_LINES]:
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
        numbered = document_number_of([paragraph.bare]) or _ORDER_NUMBER.fullmatch(paragraph.bare)
        dated = paragraph.mark == "date" or paragraph.bare.startswith(("(", "——"))
        if not numbered and not (dated and len(paragraph.bare) <= _LONGEST_TITLE):
            break
        index += 1
    return index
