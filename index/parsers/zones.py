"""The three zones of minutes: what comes before the items, the items, and what comes after.

The front ends with the preamble or its lead-in; the back begins at the first attendance list,
recorder, imprint or distribution line after which no item follows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from index.parsers.agenda import set_agenda_apart
from index.parsers.headings import is_heading
from index.parsers.marks import (
    AGENDA_HEADING,
    LEAD_IN,
    OPENER,
    STATEMENT,
)
from index.parsers.paragraphs import Paragraph
from index.parsers.run_on import at_sentences, cut_off_other, set_other_apart, with_first_item


@dataclass(frozen=True, slots=True)
class Zones:
    """Paragraphs of the three zones.

    ``opens`` says which unnumbered paragraphs open an item; ``None`` where items are numbered.
    ``present`` are the attendance lists that stand among the items, each with the number of the
    paragraphs in ``items`` that stand above it; they are in ``back`` as well.
    """

    front: tuple[Paragraph, ...]
    items: tuple[Paragraph, ...]
    back: tuple[Paragraph, ...]
    partial: bool
    opens: Callable[[Paragraph], bool] | None
    present: tuple[tuple[Paragraph, int], ...] = ()


def opens_item(paragraph: Paragraph) -> bool:
    """Whether an unnumbered paragraph opens an agenda item."""
    return paragraph.label is None and OPENER.match(paragraph.bare) is not None


def divide(paragraphs: Sequence[Paragraph]) -> Zones:
    """Divide the paragraphs of minutes into zones."""
    apart = set_agenda_apart(paragraphs)
    pieces = [piece for paragraph in apart for piece in cut_off_other(paragraph)]
    other, rest = set_other_apart(pieces)
    start = _items_start(rest)
    if not any(_opens(paragraph) for paragraph in rest[start:]):
        rest = [piece for paragraph in rest for piece in at_sentences(paragraph)]
        cut_other, rest = set_other_apart(rest)
        other += cut_other
        start = _items_start(rest)
    rest = with_first_item(rest, start)
    start = _items_start(rest)
    headings = _unnumbered_headings(rest[start:]) | _plain_decisions(rest[start:])
    numbered = _is_numbered(rest[start:])
    end = _items_end(rest, start, numbered)
    items, present = _lists_apart(rest[start:end])
    return Zones(
        front=tuple(rest[:start]),
        items=tuple(items),
        back=(*(paragraph for paragraph, _ in present), *other, *rest[end:]),
        partial=bool(other),
        opens=None if numbered else (lambda p: opens_item(p) or id(p) in headings),
        present=tuple(present),
    )


def _lists_apart(
    paragraphs: Sequence[Paragraph],
) -> tuple[list[Paragraph], list[tuple[Paragraph, int]]]:
    """Part the attendance lists among the items from these, with how much stands above each."""
    items: list[Paragraph] = []
    present: list[tuple[Paragraph, int]] = []
    for paragraph in paragraphs:
        if lists_present(paragraph):
            present.append((paragraph, len(items)))
        else:
            items.append(paragraph)
    return items, present


def _unnumbered_headings(paragraphs: Sequence[Paragraph]) -> frozenset[int]:
    """Return the identities of unnumbered headings, each above the opening of its item.

    One such line may be anything; two or more are the style of the document.
    """
    found = [
        id(first)
        for first, second in zip(paragraphs, paragraphs[1:], strict=False)
        if (_may_be_heading(first) or _is_short(first))
        and second.mark is None
        and STATEMENT.match(second.bare)
    ]
    return frozenset(found) if len(found) > 1 else frozenset()


_DECIDES = re.compile(r"会议(?:原则|一致|研究)*(?:同意|通过|决定|批准|议定|明确)")


def _plain_decisions(paragraphs: Sequence[Paragraph]) -> frozenset[int]:
    """Return the identities of decisions where the text is nothing but decisions, one by one.

    Behind a paragraph that opens an item a decision is that item's.
    """
    text = [paragraph for paragraph in paragraphs if paragraph.mark is None]
    plain = all(p.label is None and _DECIDES.match(p.bare) for p in text)
    return frozenset(map(id, text)) if plain and len(text) > 1 else frozenset()


def _may_be_heading(paragraph: Paragraph) -> bool:
    if paragraph.label is not None or paragraph.mark is not None:
        return False
    return is_heading(paragraph.text) and AGENDA_HEADING.match(paragraph.bare) is not None


_SHORT_HEADING = re.compile(r"(?!会议)[一-鿿\d“”《》()]{2,24}")


def _is_short(paragraph: Paragraph) -> bool:
    """Whether a paragraph is a few words without any stop: 工程资金."""
    plain = paragraph.label is None and paragraph.mark is None
    return plain and _SHORT_HEADING.fullmatch(paragraph.bare) is not None


def _opens(paragraph: Paragraph) -> bool:
    return opens_item(paragraph) or (paragraph.label is not None and paragraph.mark is None)


_PRESENT = re.compile(
    r"[(]?(?:会议)?(?:出席|列席|请假|缺席)(?:人员|人|领导|同志)?[:]."
    r"|\[(?:出席|列席|请假|缺席)(?:人员|人)?\]"
)


def lists_present(paragraph: Paragraph) -> bool:
    """Whether a paragraph among the items lists who was there for one: people, no sentence.

    The units of an item (列席单位：县财政局) are its particulars and stay.
    """
    listed = paragraph.mark == "attendance" and _PRESENT.match(paragraph.bare) is not None
    return listed and "。" not in paragraph.bare[:-1]


# --- where the items begin ----------------------------------------

_CONVENED = re.compile(r"主持(?:召开|了|会议)?|召开(?:了)?[^。]{0,60}会")
#: Nothing but the front of minutes is this far in.
_FRONT_PARAGRAPHS = 60


def _items_start(paragraphs: Sequence[Paragraph]) -> int:
    """Return the index of the first paragraph that belongs to an item."""
    preamble = _preamble_end(paragraphs)
    for index in range(preamble, len(paragraphs)):
        paragraph = paragraphs[index]
        if _is_item_label(paragraph):
            return index
        if opens_item(paragraph) and not _is_summary(paragraphs, index):
            return _with_heading(paragraphs, preamble, index)
    return _first_text(paragraphs, preamble)


def _with_heading(paragraphs: Sequence[Paragraph], preamble: int, index: int) -> int:
    """Step back from the first opening to what stands between it and the preamble."""
    start = index
    while start > preamble and preamble > 0:
        before = paragraphs[start - 1]
        said = before.mark is None and STATEMENT.match(before.bare) is not None
        if not said and not _may_be_heading(before) and not _is_short(before):
            break
        start -= 1
    return start


def _preamble_end(paragraphs: Sequence[Paragraph]) -> int:
    """Return the index behind the paragraph that convenes the meeting, or its lead-in."""
    end = 0
    for index, paragraph in enumerate(paragraphs[:_FRONT_PARAGRAPHS]):
        if paragraph.mark in ("attendance", "setting", "agenda"):
            end = max(end, index + 1)
            continue
        said = opens_item(paragraph) or _DECIDES.match(paragraph.bare) is not None
        if _is_item_label(paragraph) or (end and said and not _leads_in(paragraph)):
            break
        convenes = not end and paragraph.mark is None and _CONVENED.search(paragraph.bare)
        if convenes or (_leads_in(paragraph) and not opens_item(paragraph)):
            end = index + 1
    return end


def _is_item_label(paragraph: Paragraph) -> bool:
    """Whether a numbering can open the first item: it is the first, or of the top styles."""
    label = paragraph.label
    if label is None or paragraph.mark is not None:
        return False
    return label.value == 1 or (label.depth <= 2 and len(paragraph.bare) > label.length)


def _leads_in(paragraph: Paragraph) -> bool:
    return paragraph.mark is None and LEAD_IN.search(paragraph.bare) is not None


def _is_summary(paragraphs: Sequence[Paragraph], index: int) -> bool:
    """Whether an opening paragraph sums up the agenda and the numbered items follow it.

    It does where the numbering right behind it is the only one, and reads like an agenda or is of
    the top style; otherwise it is an item whose points are numbered.
    """
    following = paragraphs[index + 1] if index + 1 < len(paragraphs) else None
    if following is None or not _is_item_label(following) or following.label is None:
        return False
    style = following.label.style
    if any(opens_item(paragraph) for paragraph in paragraphs[index + 1 :] if not paragraph.mark):
        return False
    restarts = [
        p for p in paragraphs[index:] if p.label and (p.label.style, p.label.value) == (style, 1)
    ]
    if len(restarts) > 1 and not opens_item(following):
        return False
    text = following.bare[following.label.length :]
    return following.label.depth <= 1 or AGENDA_HEADING.match(text) is not None


def _first_text(paragraphs: Sequence[Paragraph], preamble: int) -> int:
    """Return the first unmarked paragraph behind the preamble, for minutes without any items."""
    for index in range(preamble, len(paragraphs)):
        if paragraphs[index].mark is None:
            return index
    return len(paragraphs)


def _is_numbered(paragraphs: Sequence[Paragraph]) -> bool:
    return bool(paragraphs) and paragraphs[0].label is not None


# --- where they end ----------------------------------------


def _items_end(paragraphs: Sequence[Paragraph], start: int, numbered: bool) -> int:
    """Return the index of the first closing paragraph after which no item opens."""
    last = _last_item(paragraphs, start, numbered)
    behind = range(len(paragraphs) - 1, last, -1)
    decided = next((index for index in behind if _is_decision(paragraphs[index])), last)
    for index in range(max(last + 1, decided), len(paragraphs)):
        if paragraphs[index].mark is not None and not _is_weak(paragraphs, index):
            return index
    return len(paragraphs)


def _last_item(paragraphs: Sequence[Paragraph], start: int, numbered: bool) -> int:
    """Return the index of the last paragraph that opens an item."""
    last = start
    top = paragraphs[start].label if start < len(paragraphs) else None
    value = top.value if top else 0
    for index in range(start + 1, len(paragraphs)):
        paragraph = paragraphs[index]
        label = paragraph.label
        if paragraph.mark is None and not numbered and opens_item(paragraph):
            last = index
        elif (
            paragraph.mark is None
            and label
            and top
            and label.style == top.style
            and label.value == value + 1
        ):
            last, value = index, label.value
    return last


def _is_decision(paragraph: Paragraph) -> bool:
    """Whether a paragraph says what was decided: an item's own 列席单位： stands above it."""
    return paragraph.mark is None and STATEMENT.match(paragraph.bare) is not None


def _is_weak(paragraphs: Sequence[Paragraph], index: int) -> bool:
    """Whether a date or an office's name stands alone amid text, as a broken line may."""
    if paragraphs[index].mark not in ("date", "signature", "masthead", "attachment"):
        return False
    following = paragraphs[index + 1 : index + 2]
    return any(p.mark is None and len(p.bare) > 40 for p in following)
