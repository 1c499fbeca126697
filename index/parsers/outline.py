"""Paragraphs to a tree: which numbering is an item, which a point, and which is none.

Numbering counts only where it runs on: a label opens a node when it is the next of its style, or
the first of a style below. Anything else that looks like one (一、二产业 at a line start) is text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from index.parsers.marks import Label
from index.parsers.numerals import parse_numeral
from index.parsers.paragraphs import Paragraph, join_lines
from index.text_forms import bare, split_visible, squeeze, tidy

#: A numbering may leave one number out: printed minutes do.
_LARGEST_STEP = 2
#: Only numbering of this depth or above may begin with another number than one (an extract).
_ITEM_DEPTH = 2


#: A numbering in the style of items inside running text.
_INSIDE = re.compile(r"[。;:]([一二三四五六七八九十]{1,3})、")
#: How far back the last number of such a list is looked for, so that a long one stays linear.
_INSIDE_REACH = 4_000


@dataclass(slots=True)
class Node:
    """One numbered (or opening) paragraph, the paragraphs under it, and the numbered ones below.

    ``printed`` is the label as printed, without white space; ``texts[0]`` is what stands beside
    it (empty for a label on a line of its own).
    """

    label: Label | None
    printed: str | None
    texts: list[str]
    children: list[Node] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        """Whether there is nothing but the label."""
        return not self.children and not any(self.texts)


@dataclass(slots=True)
class Outline:
    """The text before the first node, and the nodes."""

    before: list[str]
    nodes: list[Node]


def build_outline(
    paragraphs: Sequence[Paragraph], opens: Callable[[Paragraph], bool] | None = None
) -> Outline:
    """Arrange ``paragraphs`` in a tree.

    Args:
        paragraphs: the text of the items, in order.
        opens: says which unnumbered paragraphs open a node at the top; none where items are
            numbered.
    """
    builder = _Builder(opens)
    for position, paragraph in enumerate(paragraphs):
        builder.add(paragraph, (paragraphs[p] for p in range(position + 1, len(paragraphs))))
    outline = Outline(builder.before, builder.roots)
    outline.nodes = _without_empty(outline.nodes, outline.before)
    return outline


class _Builder:
    """The path from the top to the open node, and what has been built so far."""

    def __init__(self, opens: Callable[[Paragraph], bool] | None) -> None:
        self.before: list[str] = []
        self.roots: list[Node] = []
        self._opens = opens
        self._path: list[Node] = []
        self._last_of_style: dict[str, int] = {}

    def add(self, paragraph: Paragraph, later: Iterable[Paragraph]) -> None:
        label = paragraph.label
        if label is not None and self._counts_inside(label, later):
            texts = self._path[-1].texts
            texts[-1] = join_lines([texts[-1], paragraph.text])
        elif label is not None and self._place(label, paragraph):
            self._open_labelled(paragraph, label)
        elif self._opens is not None and self._opens(paragraph) and not self._heading_waits():
            self._path = []
            self._append(Node(None, None, [paragraph.text]))
        else:
            self._continue(paragraph)

    def _counts_inside(self, label: Label, later: Iterable[Paragraph]) -> bool:
        """Whether a label goes on with a list in the text of the open node: 几点：一、…二、…."""
        known = [node.label for node in self._path if node.label]
        outer = next((one for one in known if one.style == label.style), None)
        if outer is None or label.style != "han":
            return False
        text = bare(self._path[-1].texts[-1][-_INSIDE_REACH:])
        counted = _INSIDE.findall(text)
        last = (parse_numeral(counted[-1]) or 0) if counted else 0
        if label.value != last + 1 or (not counted and not text.endswith(":")):
            return False
        # The number may also be that of the next item; then that one is still to come.
        return label.value != outer.value + 1 or any(
            p.label and (p.label.style, p.label.value) == (label.style, label.value) for p in later
        )

    def _place(self, label: Label, paragraph: Paragraph) -> bool:
        """Cut the path to where ``label`` belongs; false where it belongs nowhere."""
        for depth in range(len(self._path) - 1, -1, -1):
            known = self._path[depth].label
            if known is not None and known.style == label.style:
                return self._place_beside(depth, label, known.value, paragraph)
        return self._place_below(label, paragraph)

    def _place_beside(self, depth: int, label: Label, last: int, paragraph: Paragraph) -> bool:
        step = label.value - last
        if step == 1 or (step in (0, _LARGEST_STEP) and not paragraph.continues):
            del self._path[depth:]
            return True
        return False

    def _place_below(self, label: Label, paragraph: Paragraph) -> bool:
        parent = next((node.label for node in reversed(self._path) if node.label), None)
        if parent is not None and label.depth < parent.depth:
            return False
        if paragraph.continues:
            return label.value == 1
        # Points may be counted through the whole document: 二 then begins with （三）.
        counted_through = label.value == self._last_of_style.get(label.style, 0) + 1
        opens_extract = not self.roots and label.depth <= _ITEM_DEPTH
        return label.value == 1 or opens_extract or (parent is not None and counted_through)

    def _heading_waits(self) -> bool:
        """Whether the open node is a heading that has no text yet."""
        node = self._path[-1] if self._path else None
        if node is None or len(node.texts) != 1 or node.texts[0].endswith(("。", "；")):
            return False
        return node.label is not None or not node.texts[0].startswith("会议")

    def _open_labelled(self, paragraph: Paragraph, label: Label) -> None:
        whole = join_lines([line.text for line in paragraph.lines])
        printed, rest = split_visible(whole, label.length)
        self._last_of_style[label.style] = label.value
        self._append(Node(label, squeeze(printed), [tidy(rest)]))

    def _append(self, node: Node) -> None:
        (self._path[-1].children if self._path else self.roots).append(node)
        self._path.append(node)

    def _continue(self, paragraph: Paragraph) -> None:
        texts = self._path[-1].texts if self._path else self.before
        if not texts or not paragraph.continues:
            texts.append(paragraph.text)
        else:
            texts[-1] = join_lines([texts[-1], paragraph.text])


def _without_empty(nodes: list[Node], before: list[str]) -> list[Node]:
    """Give labels without any text back to the text before them."""
    kept: list[Node] = []
    for node in nodes:
        node.children = _without_empty(node.children, node.texts)
        if not node.empty:
            kept.append(node)
        elif kept:
            _deepest(kept[-1]).texts.append(node.printed or "")
        else:
            before.append(node.printed or "")
    return kept


def _deepest(node: Node) -> Node:
    return _deepest(node.children[-1]) if node.children else node


def body_texts(node: Node) -> list[str]:
    """Return the texts of ``node`` that hold something, its children left out."""
    return [text for text in node.texts if text]


def whole_texts(node: Node) -> list[str]:
    """Return all paragraphs below the label of ``node``, deeper numbering included."""
    texts = body_texts(node)
    for child in node.children:
        below = whole_texts(child)
        first = below[0] if below and child.texts[0] else ""
        texts.append((child.printed or "") + first)
        texts.extend(below[1:] if first else below)
    return texts
