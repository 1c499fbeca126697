"""Paragraphs that hold more than one thing: items run together, other business at the end."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.cleaning import Line
from index.parsers.headings import cut_at
from index.parsers.marks import LEAD_IN, OPENER, STATEMENT, is_other_matters, mark_of
from index.parsers.paragraphs import Paragraph
from index.text_forms import bare, split_visible


def sentences(paragraphs: Sequence[Paragraph]) -> list[str]:
    """Return the bare sentences of ``paragraphs``."""
    return [sentence for paragraph in paragraphs for sentence in _sentences(paragraph.bare)]


def _sentences(text: str) -> list[str]:
    return cut_at(text, "。!?;")


# --- items that run on in one paragraph ----------------------------------------------------------

_LIST_AFTER_SENTENCE = re.compile(r"(?:出席|列席|请假|缺席|记录|分送|抄送)(?:人员|人|单位)?[:]")


def at_sentences(paragraph: Paragraph) -> list[Paragraph]:
    """Cut a paragraph before each sentence that opens an item or a list."""
    cuts: list[int] = []
    position = 0
    for sentence in _sentences(paragraph.bare):
        if position and (OPENER.match(sentence) or _LIST_AFTER_SENTENCE.match(sentence)):
            cuts.append(position)
        position += len(sentence)
    return _cut(paragraph, cuts)


def with_first_item(paragraphs: Sequence[Paragraph], start: int) -> list[Paragraph]:
    """Cut the first item off the paragraph that convenes the meeting, where it runs on there.

    It does where an opening sentence is followed by what the meeting said about it; a summary of
    the agenda is not.
    """
    found = list(paragraphs)
    if not start or start == len(found) or found[start].label is not None:
        return found
    convening = found[start - 1]
    texts = _sentences(convening.bare)
    position = 0
    for sentence, following in zip(texts, texts[1:], strict=False):
        opens = position and OPENER.match(sentence) and not LEAD_IN.search(sentence)
        if opens and STATEMENT.match(following) and not LEAD_IN.search(following):
            found[start - 1 : start] = _cut(convening, [position])
            return found
        position += len(sentence)
    return found


def _cut(paragraph: Paragraph, positions: Sequence[int]) -> list[Paragraph]:
    """Cut a paragraph at visible positions, in ascending order."""
    pieces: list[Paragraph] = []
    rest = "\n".join(line.text for line in paragraph.lines)
    done = 0
    for position in positions:
        head, rest = split_visible(rest, position - done)
        done = position
        pieces.append(_paragraph(head))
    first, *others = [*pieces, _paragraph(rest)]
    opening = Paragraph(first.lines, paragraph.mark, paragraph.label, paragraph.continues)
    return [opening, *others]


def _paragraph(text: str) -> Paragraph:
    lines = tuple(Line(line, bare(line)) for line in text.splitlines() if bare(line))
    return Paragraph(lines, mark_of(lines[0].bare) if lines else None)


# --- other matters ----------------------------------------


def _says_other(paragraph: Paragraph) -> bool:
    length = paragraph.label.length if paragraph.label else 0
    return is_other_matters(paragraph.bare[length:])


_OTHER_HEADING = re.compile(
    r"(?P<said>会议)?(?:(?:听取|研究|讨论|审议)了?)?(?:有关)?其[他它](?:有关)?(?:事项|议题|工作)(?P<left_out>[(]?略[)]?)?。?"
)


def _is_empty_other_item(paragraph: Paragraph, following: Paragraph | None) -> bool:
    """Whether 其他事项, numbered or as what 会议 did, has nothing under it that was decided."""
    length = paragraph.label.length if paragraph.label else 0
    heading = _OTHER_HEADING.fullmatch(paragraph.bare[length:])
    if heading is None or not (length or heading["said"]):
        return False
    return (
        bool(heading["left_out"])
        or following is None
        or following.mark is not None
        or _says_other(following)
    )


_SAYS_OTHER_AT_END = re.compile(r"(?:(?:此外|另外|最后),?)?会议|[(]其")


def cut_off_other(paragraph: Paragraph) -> list[Paragraph]:
    """Cut 会议还研究了其他事项。 off the end of the paragraph that holds it."""
    *before, last = _sentences(paragraph.bare)
    if not before or not _SAYS_OTHER_AT_END.match(last) or not is_other_matters(last):
        return [paragraph]
    return _cut(paragraph, [len(paragraph.bare) - len(last)])


def set_other_apart(
    paragraphs: Sequence[Paragraph],
) -> tuple[list[Paragraph], list[Paragraph]]:
    """Part what says that there was other business, with a number of its own, from the rest."""
    other: list[Paragraph] = []
    rest: list[Paragraph] = []
    for index, paragraph in enumerate(paragraphs):
        following = paragraphs[index + 1] if index + 1 < len(paragraphs) else None
        if not _says_other(paragraph) and not _is_empty_other_item(paragraph, following):
            rest.append(paragraph)
            continue
        if rest and rest[-1].label is not None and rest[-1].label.length == len(rest[-1].bare):
            other.append(rest.pop())
        other.append(paragraph)
    return other, rest
