"""Minutes of a meeting: front matter, resolutions, back matter, and the facts of the meeting.

The main path is :func:`parse_minutes`: paragraphs are divided into zones, the middle zone becomes
an outline, each item of the outline a resolution; the facts are read from the zones around it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.cleaning import Cleaned
from index.cleaning.page_data import page_data, page_title
from index.model import Document, Meeting, Point, Resolution
from index.parsers.disclosure import disclosure_of, given_disclosure
from index.parsers.hints import Hints
from index.parsers.imprint import (
    distribution_of,
    document_number_of,
    given_number,
    imprint_dates,
    recorder_of,
)
from index.parsers.item_tables import with_rows_apart
from index.parsers.items import resolutions_of
from index.parsers.meeting_facts import read_meeting, read_title
from index.parsers.meeting_people import attendance_of, nodes_of
from index.parsers.outline import build_outline
from index.parsers.paragraphs import Paragraph, paragraphs_of
from index.parsers.zones import divide
from index.text_forms import bare

_EXTRACT = re.compile(r"[(](?:节选|摘要|摘录|摘编)[)]|纪要(?:节选|摘要|摘录)")


def parse_minutes(cleaned: Cleaned, source: Sequence[str], name: str, hints: Hints) -> Document:
    """Return the minutes as a document.

    Args:
        cleaned: the lines without page furniture.
        source: every bare line of the source, removed ones too: a site's owner tells the place.
        name: the source file's name, a weak hint for a title.
        hints: what is known beside the text.
    """
    cleaned = with_rows_apart(cleaned)
    zones = divide(paragraphs_of(cleaned.lines))
    resolutions = resolutions_of(nodes_of(build_outline(zones.items, zones.opens)))
    page_lines = [removed.text for removed in cleaned.removed]
    cells = page_data(page_lines)
    page_lines += [line.text for p in zones.front for line in p.lines]
    dates = imprint_dates(zones.front, zones.back, page_lines)
    signed = dates.signed or hints.date
    given = page_title(cells)
    known = (signed, dates.issued, dates.published, hints.published)
    reading = read_meeting(zones, source, known, given)
    meeting = replace(
        reading.meeting,
        recorder=recorder_of([*zones.back, *zones.front]),
        attendance=attendance_of(zones),
    )
    title = hints.title or read_title(zones.front, meeting, given or name)
    around = [paragraph.text for paragraph in (*zones.back, *zones.front)]
    disclosed = disclosure_of(around) or given_disclosure(cells)
    document = Document(
        kind="minutes",
        title=title,
        resolutions=resolutions,
        genre="纪要",
        document_number=document_number_of(_texts(zones.front)) or given_number(cells),
        issuer=reading.office or hints.issuer or meeting.body,
        meeting=meeting,
        signed=signed,
        issued=dates.issued,
        published=dates.published,
        disclosure=disclosed.disclosure if disclosed else None,
        disclosure_text=disclosed.printed if disclosed else None,
        partial=zones.partial or _EXTRACT.search(bare(title)) is not None,
        distribution=distribution_of([*zones.front, *zones.back]),
        front_matter=_joined(_kept(zones.front)),
        back_matter=_joined(_kept(zones.back)),
        removed=cleaned.removed,
    )
    document = replace(document, warnings=_warnings(document, meeting))
    return document if resolutions else _as_one_resolution(document)


def _as_one_resolution(document: Document) -> Document:
    """Return minutes in which no item was found with all their text as one resolution."""
    text = _joined([document.front_matter, document.back_matter])
    resolution = Resolution(1, document.title, (Point(None, text),), heading_printed=False)
    return replace(document, resolutions=(resolution,), front_matter="", back_matter="")


def _texts(paragraphs: Sequence[Paragraph]) -> list[str]:
    return [paragraph.bare for paragraph in paragraphs]


def _kept(paragraphs: Sequence[Paragraph]) -> list[str]:
    """Return document-level text; attendance keeps the gaps that part its names."""
    return [
        "\n".join(" ".join(line.text.split()) for line in paragraph.lines)
        if paragraph.mark == "attendance"
        else paragraph.text
        for paragraph in paragraphs
    ]


def _joined(texts: Sequence[str]) -> str:
    return "\n".join(text for text in texts if text)


#: Meetings of these types are counted; those on one matter (专题会议) mostly are not.
_COUNTED = re.compile("常务|全体|党组")


def _is_counted(meeting: Meeting) -> bool:
    return meeting.meeting_type is None or _COUNTED.search(meeting.meeting_type) is not None


def _warnings(document: Document, meeting: Meeting) -> tuple[str, ...]:
    """Name in Chinese what was looked for and not found."""
    missing = (
        (meeting.number is None and _is_counted(meeting), "未找到会议次数"),
        (meeting.held is None, "未找到会议日期"),
        (meeting.chair is None, "未找到主持人"),
        (meeting.body is None, "未找到会议主体"),
        (not document.resolutions, "未找到议定事项"),
    )
    return tuple(words for absent, words in missing if absent)
