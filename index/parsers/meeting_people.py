"""Who was there: the attendance lists around the items, and those below single items."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from index.model import Attendee
from index.parsers.attendance import read_lists, read_prose
from index.parsers.items import resolutions_of
from index.parsers.outline import Node, Outline, build_outline
from index.parsers.paragraphs import Paragraph
from index.parsers.zones import Zones, lists_present

#: Of no more lists than this the item is told: each costs a reading of what stands above it.
_MOST_LISTS = 60
_WORD = re.compile("出席|列席|请假|缺席")


def nodes_of(outline: Outline) -> list[Node]:
    """Return the items; text behind the preamble that no item opens is what was said first."""
    if outline.before:
        return [Node(None, None, outline.before), *outline.nodes]
    return outline.nodes


def attendance_of(zones: Zones) -> tuple[Attendee, ...]:
    """Return who was there; prose tells of those of whom no list does (出席 in prose, 列席 listed).

    Who is in a list below an item has the ordinal of that item.
    """
    of_items = _with_last(zones, [*zones.present])
    apart = {id(paragraph) for paragraph, _ in of_items}
    around = [
        *_list_run(zones.front),
        *(p for p in _list_run(zones.back) if id(p) not in apart),
    ]
    found = [*read_lists("\n".join(_text(p) for p in around))]
    for paragraph, ordinal in _with_ordinals(zones, of_items):
        found += (
            replace(one, items=one.items or (ordinal,)) if ordinal else one
            for one in read_lists(_text(paragraph))
        )
    listed = _merged(found)
    known = {one.name for one in listed} | {one.status for one in listed}
    told = read_prose("".join(p.bare for p in zones.front))
    return (*(one for one in told if not known & {one.name, one.status}), *listed)


def _list_run(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Return the attendance lists with their numbered groups: up to the next mark, or to prose."""
    found: list[Paragraph] = []
    inside = False
    for paragraph in paragraphs:
        goes_on = inside and paragraph.mark is None and paragraph.label is not None
        inside = paragraph.mark == "attendance" or goes_on
        if inside:
            found.append(paragraph)
    return found


_NUMBER = re.compile(r"\s*(?:[一二三四五六七八九十]{1,3}|\d{1,2})\s*[、.．]")
_BRACKETS = re.compile(
    r"\s*[（(](?P<list>\s*(?:会\s*议\s*)?(?:出\s*席|列\s*席|请\s*假|缺\s*席|参\s*加).*)[)）]", re.S
)


def _text(paragraph: Paragraph) -> str:
    """Return a list as it is printed, without the number and the brackets around all of it."""
    text = "\n".join(line.text for line in paragraph.lines)
    number = _NUMBER.match(text)
    text = text[number.end() :] if number else text
    bracketed = _BRACKETS.fullmatch(text.rstrip(" \t\n。"))
    return bracketed["list"] if bracketed else text


def _with_last(zones: Zones, lists: list[tuple[Paragraph, int]]) -> list[tuple[Paragraph, int]]:
    """Add the list below the last item, which stands where the closing lists begin.

    It is known by those below the items before: it opens with their word, and is the only one
    behind the items that does.
    """
    words = {_opening_word(paragraph) for paragraph, _ in lists}
    known = {id(paragraph) for paragraph, _ in lists}
    behind = [p for p in _list_run(zones.back) if id(p) not in known]
    alike = [p for p in behind if lists_present(p) and _opening_word(p) in words]
    if len(alike) == 1 and alike[0] is behind[0]:
        return [*lists, (alike[0], len(zones.items))]
    return lists


def _opening_word(paragraph: Paragraph) -> str | None:
    match = _WORD.search(paragraph.bare[:8])
    return match.group() if match else None


def _with_ordinals(
    zones: Zones, lists: Sequence[tuple[Paragraph, int]]
) -> Iterable[tuple[Paragraph, int | None]]:
    """Yield each list with the ordinal of the resolution above it."""
    for place, (paragraph, above) in enumerate(lists):
        if place >= _MOST_LISTS:
            yield paragraph, None
            continue
        nodes = nodes_of(build_outline(zones.items[:above], zones.opens))
        yield paragraph, len(resolutions_of(nodes)) or None


def _merged(attendees: Iterable[Attendee]) -> tuple[Attendee, ...]:
    """Give a person who is listed below several items once, with the ordinals of all."""
    items: dict[Attendee, list[int]] = {}
    for one in attendees:
        items.setdefault(replace(one, items=()), []).extend(one.items)
    return tuple(replace(one, items=tuple(sorted(set(found)))) for one, found in items.items())
