"""What minutes number before their items: the particulars of the meeting, and its agenda.

Some offices list the agenda first and number what was decided again; some number the particulars
too (一、时间 … 五、议定事项). Neither is an item: an agenda taken for resolutions would give every
matter twice.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.parsers.headings import is_heading
from index.parsers.marks import LEAD_IN, Label, mark_of
from index.parsers.paragraphs import Paragraph

#: A list of the agenda stands no further in than this.
_FRONT_PARAGRAPHS = 60
_FEWEST_ENTRIES = 2
_FEWEST_PARTICULARS = 2


def set_agenda_apart(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Return the paragraphs with those marked that are numbered but belong to the front matter.

    Entries of the agenda get the mark ``agenda``, numbered particulars (一、会议时间) the mark that
    they have without their number; neither keeps a label.
    """
    return _with_agenda_marked(_with_particulars_marked(paragraphs))


# --- the agenda ----------------------------------------------------------------------------------

_AGENDA_TITLE = re.compile(
    r"(?:本次)?(?:会议)?(?:主要|研究|审议|讨论)*(?:议题|议程|题目)(?:如下|有)?[:。]?"
)
#: What is numbered behind these words was decided on the item that they close.
_OPINIONS = re.compile(r"意见(?:如下)?[:]$")
_SEPARATORS = 3
#: What opens so was decided; an agenda only names matters.
_DECISION = re.compile(
    r"(?:会议)?(?:原则(?:上)?|一致|不予?|暂)?(?:同意|通过|批准|决定|责成|缓|要求|明确)|由|请|将"
)


def _with_agenda_marked(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    found = list(paragraphs)
    start = next((i for i, p in enumerate(found[:_FRONT_PARAGRAPHS]) if _is_first(p)), None)
    if start is None:
        return found
    end = _run_end(found, start)
    if _is_agenda(found, start, end):
        if start and _announces(found[start - 1]):
            start -= 1
        found[start:end] = [replace(p, mark="agenda", label=None) for p in found[start:end]]
    return found


_ANNOUNCES = re.compile(r"(?!.*(?:召开|主持))[^。;]{2,40}:")


def _announces(paragraph: Paragraph) -> bool:
    """Whether a paragraph does nothing but lead to the agenda: 会议研究了以下议题：."""
    plain = paragraph.mark is None and paragraph.label is None
    return plain and _ANNOUNCES.fullmatch(paragraph.bare) is not None


def _is_first(paragraph: Paragraph) -> bool:
    return _numbered(paragraph) is not None and paragraph.label == _numbered(paragraph, 1)


def _numbered(paragraph: Paragraph, value: int | None = None) -> Label | None:
    """Return the label of a paragraph of text (with this number, if one is given)."""
    label = paragraph.label
    if label is None or paragraph.mark is not None:
        return None
    return label if value in (None, label.value) else None


def _run_end(paragraphs: Sequence[Paragraph], start: int) -> int:
    """Return the index behind the headings that are counted on from ``start`` without a gap."""
    first = paragraphs[start].label
    end = start
    for value, paragraph in enumerate(paragraphs[start:], 1):
        label = _numbered(paragraph, value)
        if label is None or first is None or label.style != first.style:
            break
        entry = paragraph.bare[label.length :].rstrip("。;")
        if not is_heading(entry) or _DECISION.match(entry):
            break
        end += 1
    return end


def _is_agenda(paragraphs: Sequence[Paragraph], start: int, end: int) -> bool:
    """Whether a run of headings is decided on further below, under numbers of its own."""
    above = paragraphs[start - 1].bare if start else ""
    if _OPINIONS.search(above):
        return False
    titled = _AGENDA_TITLE.fullmatch(above) is not None
    if end - start < (1 if titled else _FEWEST_ENTRIES):
        return False
    following = end
    led_in = False
    while following < len(paragraphs) and following - end < _SEPARATORS:
        paragraph = paragraphs[following]
        if paragraph.mark is None and paragraph.label is not None:
            break
        leads = _leads_to_decisions(paragraph)
        led_in = led_in or leads
        if paragraph.mark is None and not leads:
            break
        following += 1
    if following == len(paragraphs):
        return False
    first, second = paragraphs[start].label, _numbered(paragraphs[following], 1)
    if second is None or first is None:
        return titled and led_in
    if second.style == first.style:
        return True
    return (led_in or second.depth < first.depth) and not _goes_on(paragraphs, end, first, start)


_DECISIONS = re.compile(
    r"(?:会议|经)?(?:研究|讨论|审议)*(?:议定|决定|明确|确定)(?:事项|意见|如下)*[:。]?"
)


def _leads_to_decisions(paragraph: Paragraph) -> bool:
    form = paragraph.bare
    return LEAD_IN.search(form) is not None or _DECISIONS.fullmatch(form) is not None


def _goes_on(paragraphs: Sequence[Paragraph], end: int, first: Label, start: int) -> bool:
    """Whether the numbering of the run is taken up again below: its entries are items then."""
    value = end - start + 1
    labels = (_numbered(paragraph, value) for paragraph in paragraphs[end:])
    return any(label is not None and label.style == first.style for label in labels)


# --- numbered particulars ------------------------------------------------------------------------

#: 会议时间 alone is one, too; 时间 alone may be the heading of an item.
_PARTICULAR = re.compile(
    r"(?P<meeting>会议)?(?:时间|日期|地点|名称|主持|召集|出席|参加|参会|到会|列席|缺席|请假|记录|议题|主题|议程|整理)"
    r"(?:会议|人员|单位|情况|人|领导)*(?:[:]|(?(meeting)$|[:]))"
)
#: The heading under which all that was decided stands.
_CONTAINER = re.compile(
    r"(?:会议)?(?:议定|决定|研究|讨论|审议|纪要|主要)*(?:事项|内容|情况|意见|结果|纪要)[:。]?"
)


def _with_particulars_marked(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    found = list(paragraphs)
    places = _particulars(found)
    if len(places) < _FEWEST_PARTICULARS:
        return found
    for place in places:
        paragraph, label = found[place], found[place].label
        rest = paragraph.bare[label.length if label else 0 :]
        mark = "setting" if _PARTICULAR.match(rest) else None
        found[place] = replace(paragraph, mark=mark_of(rest) or mark, label=None)
    return found


def _particulars(paragraphs: Sequence[Paragraph]) -> list[int]:
    """Return the places of the particulars, and of the heading above what was decided.

    They are counted on from one, whatever is counted below them.
    """
    places: list[int] = []
    style: str | None = None
    for place, paragraph in enumerate(paragraphs):
        label = paragraph.label
        if label is None or (style is not None and label.style != style):
            continue
        rest = paragraph.bare[label.length :]
        particular = _PARTICULAR.match(rest) or (places and _CONTAINER.fullmatch(rest))
        if label.value != len(places) + 1 or not particular:
            if style is None:
                return []
            continue
        style = label.style
        places.append(place)
    return places
