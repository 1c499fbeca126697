"""The title of a policy document: one line or several, below a masthead, or inside an order."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.parsers.headings import is_heading
from index.parsers.imprint import document_number_of
from index.parsers.kinds import genre_of
from index.parsers.paragraphs import Paragraph
from index.parsers.policy_lines import Row
from index.parsers.titles import REVISION, below_head, is_above_title, without_annex_label
from index.text_forms import bare

#: Lines from the title within which the document number stands.
NUMBER_LINES = 4
TITLE_LINES = 8
LONGEST_TITLE = 150
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
MASTHEAD = re.compile(r"(?!.*关于).{2,40}(?:公告|通告|命令|令)(?:[(].{1,20}[)])?$")
ORDER_NUMBER = re.compile(r"(?:(?:19|20)\d\d年)?第?[\d一二三四五六七八九十百〇零]+(?:[—-]\d+)?号")
_HAN = re.compile("[一-鿿]")
#: A headline of an agency: 新华社北京2月27日电 题：….
_WIRE_TITLE = re.compile(
    r"^新华社[^。]{0,30}电\s*(?:题\s*[：:])\s*(?P<title>[^。]{4,120}?)\s*(?:新华社记者.*)?$"
)


def title_of(paragraphs: Sequence[Paragraph]) -> tuple[str | None, tuple[int, int]]:
    """Return the title, and where its paragraphs begin and end (0 and 0 where there are none)."""
    start = _behind_number(paragraphs)
    head = paragraphs[start:]
    if head and (title := below_head(head[0])):
        return title, (start, start + 1)
    lines, first, end = _title_lines(head)
    if lines and MASTHEAD.fullmatch(bare("".join(lines))):
        below, span = _title_below(head, end)
        if below is not None:
            return below, (start + span[0], start + span[1])
        if promulgated := _promulgated(head[end:]):
            return promulgated, (start + first, start + end)
        lines += [p.text.strip("（）()") for p in head[end : end + 1] if _is_order_number(p)]
    title = "".join(lines)
    if 0 < len(title) <= LONGEST_TITLE:
        return title, (start + first, start + end)
    return _wire_title(paragraphs), (0, 0)


_PROMULGATED = re.compile(
    r"^《(?P<title>[^《》]{2,100})》(?:[(][^()]{1,20}[)])?(?:已|业|由|经|于|现|自)[^。]{0,200}(?:公布|发布|施行|印发)"
)


def _promulgated(paragraphs: Sequence[Paragraph]) -> str | None:
    """Return the title that an order makes public: 《…办法》已经…通过，现予公布."""
    for paragraph in paragraphs[:NUMBER_LINES]:
        if _PROMULGATED.match(paragraph.bare):
            printed = paragraph.text[1 : paragraph.text.index("》")]
            return printed.replace("〈", "《").replace("〉", "》")
    return None


def _is_order_number(paragraph: Paragraph) -> bool:
    return ORDER_NUMBER.fullmatch(paragraph.bare.strip("()")) is not None


def _wire_title(paragraphs: Sequence[Paragraph]) -> str | None:
    match = _WIRE_TITLE.match(paragraphs[0].text) if paragraphs else None
    return match["title"] if match else None


def _title_lines(head: Sequence[Paragraph]) -> tuple[list[str], int, int]:
    """Return the lines of the title, the index of the first and the index behind the last."""
    run: list[tuple[str, int]] = []
    for number, paragraph in enumerate(head[:TITLE_LINES]):
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
    for index in range(start, min(start + NUMBER_LINES, len(head))):
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
    for index, paragraph in enumerate(paragraphs[:TITLE_LINES]):
        if genre_of(paragraph.bare.rstrip("》"), "policy"):
            break
        if document_number_of([paragraph.bare]):
            return index + 1
    return 0
