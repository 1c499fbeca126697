"""The facts of the meeting, put together from title lines, preamble and imprint."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from index.model import Meeting
from index.parsers.bodies import body_by_head, canonical_body, joint_body
from index.parsers.chair import chair_of
from index.parsers.dates import find_dates
from index.parsers.meeting import Reference, merged, read_reference
from index.parsers.numerals import NUMERAL
from index.parsers.paragraphs import Paragraph
from index.parsers.run_on import sentences
from index.parsers.zones import Zones
from index.text_forms import bare, tidy


@dataclass(frozen=True, slots=True)
class MeetingReading:
    """The meeting, and the office that wrote the minutes up (苏州市人民政府办公室)."""

    meeting: Meeting
    office: str | None


def read_meeting(
    zones: Zones,
    source: Sequence[str],
    other_dates: Sequence[date | None],
    given_title: str | None = None,
) -> MeetingReading:
    """Return the meeting without attendance and recorder.

    ``other_dates`` (signed, issued, published) tell the year where the day of the meeting is
    printed without one; they are never the day itself. ``given_title`` is the one that the page
    around the text has.
    """
    front = sentences(zones.front)
    convening = [text for text in front if _CONVENING.search(text)]
    titles = _title_lines(zones.front)
    reference = merged(_reference(convening, titles), read_reference(bare(given_title or "")))
    held = _held(zones.front, convening, other_dates)
    year = held.year if reference.this_year and held else reference.year
    text = "".join(p.bare for p in (*zones.front, *zones.items))
    body = joint_body(reference, convening) or reference.body or body_by_head(reference, convening)
    marked = [p.bare for p in zones.front if p.mark]
    meeting = Meeting(
        body=canonical_body(body, source, text),
        term=reference.term,
        meeting_type=reference.meeting_type,
        number=reference.number,
        year=year,
        held=held,
        chair=chair_of(_presiding([*map(unnumbered, marked), *front, *_back_chair(zones)])),
    )
    return MeetingReading(meeting, _office(zones))


_NUMBER = re.compile(r"(?:[一二三四五六七八九十]{1,3}|\d{1,2})[、.](?!\d)")


def unnumbered(text: str) -> str:
    """Return a particular of the meeting without its number: 一、会议时间：…."""
    match = _NUMBER.match(text)
    return text[match.end() :] if match else text


_CONVENING = re.compile(r"主持|召开|召集|举行")


_ON_BEHALF = re.compile(r"受[^,。;]{2,24}委托,?")
_CALLS = re.compile(r"召集(?=[^。;]{1,60}召开)")


def _presiding(texts: Sequence[str]) -> list[str]:
    """Return the sentences with who presides right before 主持.

    On whose behalf (受市长委托) is not who; who calls others together for a meeting presides.
    """
    return [_CALLS.sub("主持", _ON_BEHALF.sub("", text)) for text in texts]


def _back_chair(zones: Zones) -> list[str]:
    return [p.bare for p in zones.back if p.bare.startswith(("主持", "会议主持"))]


def _reference(convening: Sequence[str], titles: Sequence[str]) -> Reference:
    """Read the meeting's name: behind 召开 first, then in the title lines."""
    found = Reference()
    for text in convening:
        verb = r"召开了?" if "召开" in text else r"举行了?|召集"
        behind = re.split(verb, text, maxsplit=1)[-1]
        found = merged(found, _own(read_reference(behind)))
        if found.number is None:
            found = merged(found, _own(read_reference(text)))
    forms = [bare(title) for title in titles]
    for text in (*forms, "".join(forms)):
        found = merged(found, read_reference(text))
    return found


def _own(reference: Reference) -> Reference:
    """Keep a reference that names a type or who met; a bare ordinal in prose is another's."""
    return reference if reference.meeting_type or reference.body else Reference()


_NO_TITLE = re.compile(
    r"[。;,:]|^会议(?!纪要)|^\(?[\d〇一二三四五六七八九十]{4}年|^\(.*\)$|^第\d+[期号]$"
    r"|^内部(?:资料|文件|材料|刊物)|^注意保[存密管]|外传$"
)
_NUMBER_LINE = re.compile(r"\[(?:19|20)\d\d\]第?\d+号$")


def _title_lines(front: Sequence[Paragraph]) -> list[str]:
    """Return the short lines above the preamble, number and mastheads left out."""
    lines: list[str] = []
    for paragraph in front:
        text = paragraph.bare
        if _CONVENING.search(text) and len(text) > 20:
            break
        named = paragraph.mark in (None, "signature")
        if named and len(text) <= 60 and not _is_not_title(text):
            lines.append(paragraph.text)
    return lines


def _is_not_title(text: str) -> bool:
    dated = find_dates(text)
    whole_date = bool(dated) and dated[0].end - dated[0].start >= len(text.strip("()")) - 1
    other = _NO_TITLE.search(text) is not None and "次" not in text
    letterhead = text.endswith("文件")
    return other or whole_date or letterhead or _NUMBER_LINE.search(text) is not None


def _held(
    front: Sequence[Paragraph], convening: Sequence[str], others: Sequence[date | None]
) -> date | None:
    """Return the day of the meeting: among its particulars, in the convening sentence, or below.

    A line 时间： that stands without other particulars is the page's: it comes after the sentence
    and is the day of the meeting only where that has none.
    """
    settings = [unnumbered(p.bare) for p in front if p.mark == "setting"]
    times = [text for text in settings if text.startswith(_TIME)]
    dated = [p.bare for p in front if p.mark == "date"]
    numbers = [p.bare for p in front if p.mark is None and len(p.bare) < 60]
    if any(_PARTICULAR.match(unnumbered(p.bare)) for p in front):
        texts = [*times, *convening, *dated]
    else:
        texts = [*convening, *times, *dated]
        others = [*(found.in_year(None) for text in times for found in find_dates(text)), *others]
    year = _year_of(dated + numbers, others)
    for text in texts:
        for found in find_dates(text):
            if day := found.in_year(year or _later_year(found.month, others)):
                return day
    return None


_TIME = ("时间", "会议时间")
_PARTICULAR = re.compile(r"会议时间[:]|(?:会议)?地点[:]|主持(?:人|会议)?[:]|\[?(?:参加|出席|到会)")


def _year_of(texts: Sequence[str], others: Sequence[date | None]) -> int | None:
    """Return the year that the head of the document prints."""
    for text in texts:
        for found in find_dates(text):
            if found.year:
                return found.year
        if match := re.search(r"[\[(]((?:19|20)\d\d)[\])]|((?:19|20)\d\d)年", text):
            return int(match[1] or match[2])
    return None


def _later_year(month: int, others: Sequence[date | None]) -> int | None:
    """Return the year of the imprint, or the one before where the month had not come yet."""
    day = next((day for day in others if day), None)
    if day is None:
        return None
    return day.year if month <= day.month else day.year - 1


_OFFICE = re.compile(r"[一-鿿]{2,24}?(?:办公室|办公厅|党政办|综合办)")


def _office(zones: Zones) -> str | None:
    for paragraph in (*zones.back, *zones.front):
        named = paragraph.mark in ("imprint", "masthead", "signature")
        if named and (match := _OFFICE.match(paragraph.bare)):
            return match.group()
    return None


# --- title ---------------------------------------------------------------------------------


def read_title(front: Sequence[Paragraph], meeting: Meeting, name: str) -> str:
    """Return the printed title, else one made of the facts, else the file's name.

    A printed title that does not tell one meeting from the next (区政府常务会议纪要) gives way to
    the facts, where these do.
    """
    lines = _title_lines(front)
    printed = _printed_title(lines)
    if printed and (_TELLS_MEETING.search(bare(printed)) or meeting.number is None):
        return printed
    return _composed(meeting) or printed or name.strip() or "会议纪要"


_TELLS_MEETING = re.compile(rf"第{NUMERAL}+[次期号]|{NUMERAL}+次|{NUMERAL}{{4}}年")
_ORDINAL_LINE = re.compile(rf"[(\[]?(?:{NUMERAL}{{4}}年度?)?第{NUMERAL}+次[)\]]?")
#: With one of these a line is a title by itself; a shorter line is the end of a broken one.
_WHOLE_TITLE = re.compile(
    r"(?:政府|委员会|管委会|党组|领导小组|办公室|专题|办事处).{0,24}会议?纪要|会议纪要第"
)


def _printed_title(lines: Sequence[str]) -> str | None:
    end = next((i for i, text in enumerate(lines) if "纪要" in text), None)
    if end is None:
        return None
    start = end
    if not _WHOLE_TITLE.search(bare(lines[end])):
        start = max(0, end - _LONGEST_BREAK)
    has_ordinal = _TELLS_MEETING.search(bare("".join(lines[start : end + 1])))
    if not has_ordinal and end + 1 < len(lines) and _ORDINAL_LINE.fullmatch(bare(lines[end + 1])):
        end += 1
    return tidy("".join(lines[start : end + 1]))


#: A title is broken into no more lines than this before the one that says 纪要.
_LONGEST_BREAK = 2


def _composed(meeting: Meeting) -> str | None:
    if meeting.number is None and meeting.body is None:
        return None
    year = f"{meeting.year}年" if meeting.year else ""
    ordinal = f"第{meeting.number}次" if meeting.number is not None else ""
    return f"{meeting.body or ''}{year}{ordinal}{meeting.meeting_type or '会议'}纪要"
