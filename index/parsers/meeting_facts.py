"""The facts of the meeting, put together from title lines, preamble and imprint."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from index.cleaning import bare
from index.model import Meeting
from index.parsers.dates import find_dates
from index.parsers.meeting import (
    Reference,
    canonical_body,
    chair_of,
    merged,
    read_reference,
)
from index.parsers.paragraphs import Paragraph
from index.parsers.zones import Zones, sentences


@dataclass(frozen=True, slots=True)
class MeetingReading:
    """The meeting, and the office that wrote the minutes up (苏州市人民政府办公室)."""

    meeting: Meeting
    office: str | None


def read_meeting(
    zones: Zones, source: Sequence[str], other_dates: Sequence[date | None]
) -> MeetingReading:
    """Return the meeting without attendance and recorder.

    ``other_dates`` (signed, issued, published) tell the year where the day of the meeting is
    printed without one; they are never the day itself.
    """
    front = sentences(zones.front)
    convening = [text for text in front if _CONVENING.search(text)]
    titles = _title_lines(zones.front)
    reference = _reference(convening, titles)
    held = _held(zones.front, convening, other_dates)
    year = held.year if reference.this_year and held else reference.year
    text = "".join(p.bare for p in (*zones.front, *zones.items))
    meeting = Meeting(
        body=canonical_body(reference.body, source, text),
        term=reference.term,
        meeting_type=reference.meeting_type,
        number=reference.number,
        year=year,
        held=held,
        chair=chair_of([*(p.bare for p in zones.front if p.mark), *front, *_back_chair(zones)]),
    )
    return MeetingReading(meeting, _office(zones))


_CONVENING = re.compile(r"主持|召开|召集|举行")


def _back_chair(zones: Zones) -> list[str]:
    return [p.bare for p in zones.back if p.bare.startswith(("主持", "会议主持"))]


def _reference(convening: Sequence[str], titles: Sequence[str]) -> Reference:
    """Read the meeting's name: behind 召开 first, then in the title lines."""
    found = Reference()
    for text in convening:
        behind = re.split(r"召开了?|举行了?|召集", text, maxsplit=1)[-1]
        found = merged(found, _own(read_reference(behind)))
        if found.number is None:
            found = merged(found, _own(read_reference(text)))
    joined = "".join(titles)
    for text in (*titles, joined):
        found = merged(found, read_reference(text))
    return found


def _own(reference: Reference) -> Reference:
    """Keep a reference that names an ordinal or a type; a bare ordinal in prose is another's."""
    return reference if reference.meeting_type else Reference()


_NO_TITLE = re.compile(r"[。;,]|^会议|[:]$|^\(?[\d〇一二三四五六七八九十]{4}年")


def _title_lines(front: Sequence[Paragraph]) -> list[str]:
    """Return the short lines above the preamble, number and mastheads left out."""
    lines: list[str] = []
    for paragraph in front:
        text = paragraph.bare
        if _CONVENING.search(text) and len(text) > 20:
            break
        named = paragraph.mark in (None, "signature")
        if named and len(text) <= 60 and not _is_not_title(text):
            lines.append(text)
    return lines


def _is_not_title(text: str) -> bool:
    dated = find_dates(text)
    whole_date = bool(dated) and dated[0].end - dated[0].start >= len(text.strip("()")) - 1
    return _NO_TITLE.search(text) is not None and "次" not in text or whole_date


def _held(
    front: Sequence[Paragraph], convening: Sequence[str], others: Sequence[date | None]
) -> date | None:
    """Return the day of the meeting: in the convening sentence, else dated below the title."""
    setting = [
        p.bare for p in front if p.mark == "setting" and p.bare.startswith(("时间", "会议时间"))
    ]
    dated = [p.bare for p in front if p.mark == "date"]
    numbers = [p.bare for p in front if p.mark is None and len(p.bare) < 60]
    year = _year_of(dated + numbers, others)
    for text in [*setting, *convening, *dated]:
        for found in find_dates(text):
            if day := found.in_year(year or _later_year(found.month, others)):
                return day
    return None


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


# --- title ----------------------------------------


def read_title(front: Sequence[Paragraph], meeting: Meeting, name: str) -> str:
    """Return the printed title, else one made of the facts, else the file's name."""
    lines = _title_lines(front)
    for index, text in enumerate(lines):
        if "纪要" in text:
            opening = _title_start(lines, index)
            return "".join(lines[opening : index + 1])
    return _composed(meeting) or name.strip() or "会议纪要"


def _title_start(lines: Sequence[str], end: int) -> int:
    """Return where a title begins that is broken over lines and ends at ``end``."""
    start = end
    while start > 0 and "纪要" not in lines[start - 1] and not _IS_WHOLE.search(lines[end]):
        start -= 1
    return start


_IS_WHOLE = re.compile(r"(?:政府|委员会|管委会|党组).{0,20}会议?纪要")


def _composed(meeting: Meeting) -> str | None:
    if meeting.number is None and meeting.body is None:
        return None
    year = f"{meeting.year}年" if meeting.year else ""
    ordinal = f"第{meeting.number}次" if meeting.number is not None else ""
    return f"{meeting.body or ''}{year}{ordinal}{meeting.meeting_type or '会议'}纪要"


def title_form(title: str) -> str:
    """Return the bare form of a title, for patterns."""
    return bare(title)
