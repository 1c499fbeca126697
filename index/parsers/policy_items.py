"""The parts of a policy document to resolutions, and the text that belongs to none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from index.model import Resolution
from index.parsers.accounting import new_group_lines
from index.parsers.articles import article_resolutions
from index.parsers.chapters import (
    article_length,
    contents_end,
    divided_outline,
    division_of,
    has_articles,
    with_division_labels,
)
from index.parsers.guides import is_guide, names_element, opener_of
from index.parsers.headings import is_heading
from index.parsers.outline import Node
from index.parsers.paragraphs import Paragraph
from index.parsers.policy_head import Head, read_head
from index.parsers.policy_lines import Row
from index.parsers.policy_parts import Part, opens_annex
from index.parsers.sections import section_resolutions
from index.parsers.titles import ANNEX_LABEL

#: A notice of so many characters only says what it issues; it is front matter.
_LONGEST_COVER = 600
_ISSUES = re.compile("印发|转发|批转|下发|现予|予以公布|予以发布|公布施行|公布如下|现公布|现发布")
_COVER_REACH = 2_000
#: A longer text before the first item is something to find itself.
_LONGEST_PREAMBLE = 800
_FEWEST_ROWS = 3
#: Lines before the first opening that are longer are no head: the particulars of a guide.
_LONGEST_HEAD = 60


@dataclass(slots=True)
class PolicyItems:
    """What the parts of a document add up to; ``annexes`` are the titles of those in the text."""

    front: list[str] = field(default_factory=list)
    resolutions: list[Resolution] = field(default_factory=list)
    back: list[Paragraph] = field(default_factory=list)
    annexes: list[str] = field(default_factory=list)

    @property
    def next(self) -> int:
        """The ordinal of the next resolution."""
        return len(self.resolutions) + 1

    def add(self, resolutions: Sequence[Resolution]) -> None:
        """Add resolutions. Lines of their group that those before end with are said twice."""
        if resolutions and self.resolutions and resolutions[0].group:
            printed = resolutions[0].group.split("\n")
            kept = new_group_lines(resolutions[0], self.resolutions[-1])
            self.front.extend(printed[: len(printed) - len(kept)])
        self.resolutions.extend(resolutions)


def items_of(parts: Sequence[Part], head: Head, title: str) -> PolicyItems:
    """Return the resolutions of all parts; at least one where anything is printed."""
    items = PolicyItems()
    for number, part in enumerate(parts):
        if number == 0:
            _add(items, part.text, head, is_cover=len(parts) > 1)
        else:
            _add_later(items, part.text)
        items.back.extend(part.closing)
    if not items.resolutions:
        items = _whole(parts, title)
    only = len(items.resolutions) == 1 and not items.resolutions[0].heading_printed
    if only and items.resolutions[0].label is None:
        items.resolutions = [replace(items.resolutions[0], heading=title)]
    return items


def _add_later(items: PolicyItems, paragraphs: Sequence[Paragraph]) -> None:
    """Add a part behind the first one: an annex, or what a notice issues."""
    if not paragraphs:
        return
    label = 1 if ANNEX_LABEL.fullmatch(paragraphs[0].bare) else 0
    head = read_head(paragraphs[label:])
    title = head.title
    if title and (label or opens_annex(paragraphs, 0)):
        items.annexes.append(title)
    moved = replace(head, titled=(0, head.titled[1] + label), length=head.length + label)
    _add(items, paragraphs, moved, is_cover=False)


def _add(
    items: PolicyItems, paragraphs: Sequence[Paragraph], head: Head, *, is_cover: bool
) -> None:
    """Add the resolutions of a part, and its head to the front matter or the groups."""
    boundary = _rules_behind_items(paragraphs, head.length)
    if boundary is not None:
        _add(items, paragraphs[:boundary], head, is_cover=False)
        _add_later(items, paragraphs[boundary:])
        return
    first, last = head.titled
    body = _Body.of(paragraphs, head.length)
    if body.start is None:
        _add_unnumbered(items, paragraphs, head, is_cover=is_cover)
        return
    titled = bool(items.resolutions) and last > first
    title = _printed_title(paragraphs[first:last]) if titled else None
    before = [p for i, p in enumerate(body.paragraphs[: body.start]) if not (titled and i < last)]
    preamble = before if titled else before[head.length :]
    found: list[Resolution] = []
    if _is_matter(preamble):
        before = before[: len(before) - len(preamble)]
        node = Node(None, None, [p.text for p in preamble])
        found = section_resolutions([node], items.next, title)
    items.front.extend(p.text for p in before)
    rest, unused = _body_resolutions(body, items.next + len(found), title)
    items.front.extend(unused)
    items.add([*found, *rest])


def _is_matter(preamble: Sequence[Paragraph]) -> bool:
    """Whether the text before the first item is something to find: a table, or a long text."""
    rows = sum(1 for p in preamble if isinstance(p, Row))
    return rows >= _FEWEST_ROWS or sum(len(p.text) for p in preamble) > _LONGEST_PREAMBLE


def _printed_title(lines: Sequence[Paragraph]) -> str:
    """Return a title that is broken over lines, the label of an annex set apart."""
    label = 1 if lines and ANNEX_LABEL.fullmatch(lines[0].bare) else 0
    texts = [*(p.text for p in lines[:label]), "".join(p.text for p in lines[label:])]
    return " ".join(text for text in texts if text)


@dataclass(frozen=True, slots=True)
class _Body:
    """The paragraphs of a part, labelled, and where its first item stands, if anywhere."""

    paragraphs: Sequence[Paragraph]
    start: int | None
    articles: bool

    @staticmethod
    def of(paragraphs: Sequence[Paragraph], head: int) -> _Body:
        articles = has_articles(paragraphs[head:])
        labelled = list(paragraphs) if articles else with_division_labels(paragraphs)
        first = max(head, contents_end(paragraphs))
        find = _first_article if articles else _first_section
        return _Body(labelled, find(labelled, first), articles)


def _body_resolutions(
    body: _Body, first: int, title: str | None
) -> tuple[list[Resolution], list[str]]:
    """Return the resolutions of a body, and its text that belongs to none."""
    paragraphs = body.paragraphs[body.start :]
    if body.articles:
        return article_resolutions(paragraphs, first, title)
    outline = divided_outline(paragraphs, opener_of(paragraphs))
    nodes, before = outline.nodes, outline.before
    if before and (is_guide(paragraphs) or sum(map(len, before)) > _LONGEST_HEAD):
        nodes, before = [Node(None, None, before), *nodes], []
    return section_resolutions(nodes, first, title), before


# --- where the items begin ----------------------------------------


def _first_article(paragraphs: Sequence[Paragraph], start: int) -> int | None:
    """Return the first chapter (followed by its articles) or article."""
    for index in range(start, len(paragraphs)):
        if article_length(paragraphs[index]):
            return index
        following = paragraphs[index + 1 : index + 4]
        if division_of(paragraphs[index]) and any(article_length(p) for p in following):
            return index
    return None


def _first_section(paragraphs: Sequence[Paragraph], start: int) -> int | None:
    """Return the first paragraph that is numbered, or that heads a part without a number."""
    opens = opener_of(paragraphs[start:])
    if opens is not None and is_guide(paragraphs[start:]):
        opens = names_element
    for index in range(start, len(paragraphs)):
        paragraph = paragraphs[index]
        if opens is not None and opens(paragraph):
            return index
        if paragraph.label is not None and paragraph.mark is None and paragraph.label.value == 1:
            return index
    return None


_FEWEST_ITEMS = 2


def _rules_behind_items(paragraphs: Sequence[Paragraph], start: int) -> int | None:
    """Return where the rules begin that stand, without a label, behind numbered items."""
    if not has_articles(paragraphs[start:]):
        return None
    first = _first_article(paragraphs, start)
    values = [p.label.value for p in paragraphs[start:first] if p.label and p.label.style == "han"]
    if first is None or values[:_FEWEST_ITEMS] != [1, 2]:
        return None
    while first > start and _is_above_rules(paragraphs[first - 1]):
        first -= 1
    return first


def _is_above_rules(paragraph: Paragraph) -> bool:
    """Whether a line may be (a piece of) the title of rules, or who passed them in brackets."""
    if paragraph.label is not None:
        return False
    return is_heading(paragraph.bare) or re.fullmatch(r"[(][^()]*[)]", paragraph.bare) is not None


# --- no outline ----------------------------------------


def _add_unnumbered(
    items: PolicyItems, paragraphs: Sequence[Paragraph], head: Head, *, is_cover: bool
) -> None:
    """Add a part without numbering as one resolution under its title, or divided by length."""
    first, last = head.titled
    text = [p.text for p in paragraphs[head.length :]]
    length = sum(len(piece) for piece in text)
    issues = _ISSUES.search("".join(p.bare for p in paragraphs)[:_COVER_REACH]) is not None
    if length == 0 or (is_cover and issues and length <= _LONGEST_COVER):
        items.front.extend(p.text for p in paragraphs)
        return
    around = [p.text for i, p in enumerate(paragraphs[: head.length]) if not first <= i < last]
    items.front.extend(around)
    title = _printed_title(paragraphs[first:last])
    node = Node(None, None, [title, *text] if title else text)
    items.add(section_resolutions([node], items.next))


def _whole(parts: Sequence[Part], title: str) -> PolicyItems:
    """Return everything as one resolution."""
    text = [p.text for part in parts for p in (*part.text, *part.closing)]
    items = PolicyItems()
    items.add(section_resolutions([Node(None, None, text or [title])], 1))
    return items
