"""Sections of a policy document to resolutions; a long one is divided at its next level.

A section whose text is longer than :data:`LONGEST` characters is no longer one thing to find: its
numbered parts become resolutions under its heading (``group``), and so on level by level; below
the last numbering come headlines and topic sentences (:mod:`index.parsers.unnumbered`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.model import Point, Resolution
from index.parsers.headings import LONGEST_PRINTED, derive_heading, is_heading
from index.parsers.outline import Node, body_texts, whole_texts
from index.parsers.unnumbered import parted
from index.text_forms import bare

#: Characters of a section above which it is divided: about two printed pages.
LONGEST = 1_500
#: A list of so short entries (definitions, rows) stays one up to four times that length.
_ENTRY_LENGTH = 80
_LONGEST_LIST = 4 * LONGEST
#: What leads from a heading to its parts is part of the heading up to this length.
_LONGEST_LEAD_IN = 60
_LONGEST_QUESTION = 150
#: A shorter conclusion (特此通知。) is nothing to find.
_SHORTEST_TAIL = 25


@dataclass(frozen=True, slots=True)
class _Section:
    """A node of the outline with its joined label and the headings above it."""

    node: Node
    label: str | None
    group: tuple[str, ...]


def section_resolutions(
    nodes: Sequence[Node], first: int, title: str | None = None
) -> list[Resolution]:
    """Return the resolutions of an outline in order.

    Args:
        nodes: its top level.
        first: the ordinal of the first resolution.
        title: the title of the annex that the outline is of, where it has to head the groups.
    """
    above = (title,) if title else ()
    sections = [s for node in with_tail(nodes) for s in _divided(node, "", above)]
    return [_resolution(section, first + number) for number, section in enumerate(sections)]


# --- dividing ----------------------------------------


def _divided(node: Node, prefix: str, above: tuple[str, ...]) -> Iterator[_Section]:
    label = _joined_label(prefix, node)
    parts = _parts(node) if _is_long(node) else None
    if parts is None:
        yield _Section(node, label, above)
        return
    own, children = parts
    group = (*above, _first_line(own))
    if _leads_only(own):
        group += tuple(body_texts(own)[1:])
    else:
        yield from _divided(own, prefix, above)
    for child in children:
        yield from _divided(child, label or prefix, group)


def _joined_label(prefix: str, node: Node) -> str | None:
    """Return 三、（二） for （二） below 三、; a number such as 2.1 is whole by itself."""
    if node.printed is None:
        return None
    whole = node.label is not None and node.label.style.startswith("division ")
    return node.printed if whole and node.printed[:1].isdigit() else prefix + node.printed


def _is_long(node: Node) -> bool:
    length = sum(len(text) for text in whole_texts(node))
    entries = [sum(len(text) for text in whole_texts(child)) for child in node.children]
    listed = bool(entries) and sum(entries) < _ENTRY_LENGTH * len(entries)
    return length > (_LONGEST_LIST if listed else LONGEST)


def _parts(node: Node) -> tuple[Node, list[Node]] | None:
    """Return what a node says itself and the parts below it; ``None`` where it has none."""
    if node.children:
        return Node(node.label, node.printed, node.texts), with_tail(node.children)
    texts = body_texts(node)
    head = 1 if texts and _is_printed_heading(texts) else 0
    found = parted(texts[head:])
    if found is None:
        return None
    parts = found.parts
    lead = [*texts[:head], *found.lead]
    if not lead:
        lead, parts = parts[0], parts[1:]
    return Node(node.label, node.printed, lead), [Node(None, None, part) for part in parts]


def _leads_only(own: Node) -> bool:
    """Whether a node says nothing of its own but its heading and a short lead-in."""
    texts = body_texts(own)
    if not texts:
        return True
    rest = texts[1:] if is_heading(texts[0]) or len(texts[0]) <= _LONGEST_LEAD_IN else texts
    return sum(len(text) for text in rest) <= _LONGEST_LEAD_IN


def _first_line(own: Node) -> str:
    """Return the heading of a divided section as it heads the group."""
    texts = body_texts(own)
    if not texts:
        return own.printed or ""
    whole = _leads_only(own) or _is_printed_heading(texts)
    return (own.printed or "") + (texts[0] if whole else derive_heading(texts[0]))


# --- what follows the last number ----------------------------------------


def with_tail(nodes: Sequence[Node]) -> list[Node]:
    """Take off the last of several nodes what stands behind it and belongs to all of them.

    Where every other one has the same number of paragraphs, those that the last one has more are
    the conclusion (本意见自印发之日起施行).
    """
    counts = {len(node.texts) for node in nodes[:-1]}
    last = nodes[-1] if nodes else None
    if last is None or len(nodes) < 3 or len(counts) != 1 or last.children:
        return list(nodes)
    if any(node.children for node in nodes) or len(last.texts) <= (count := counts.pop()):
        return list(nodes)
    if sum(len(text) for text in last.texts[count:]) < _SHORTEST_TAIL:
        return list(nodes)
    shortened = Node(last.label, last.printed, last.texts[:count])
    return [*nodes[:-1], shortened, Node(None, None, last.texts[count:])]


# --- one section ----------------------------------------


def _resolution(section: _Section, ordinal: int) -> Resolution:
    node = section.node
    texts = body_texts(node)
    printed = texts[0] if _is_printed_heading(texts, bool(node.children)) else None
    rest = texts[1:] if printed else texts
    points = _points(node) if node.children else (Point(None, "\n".join(rest)),)
    return Resolution(
        ordinal=ordinal,
        heading=printed or _derived(rest, node),
        points=points,
        label=section.label,
        heading_printed=printed is not None,
        lead="\n".join(rest) if node.children else "",
        group="\n".join(section.group) or None,
    )


def _derived(texts: Sequence[str], node: Node) -> str:
    text = texts[0] if texts else next(iter(whole_texts(node)), "")
    return derive_heading(text) if bare(text) else node.printed or "正文"


def _points(node: Node) -> tuple[Point, ...]:
    children = with_tail(node.children)
    return tuple(Point(child.printed, "\n".join(whole_texts(child))) for child in children)


def _is_printed_heading(texts: Sequence[str], has_points: bool = False) -> bool:
    """Whether the first text is a heading (or a question) and something follows it."""
    if not texts or (len(texts) == 1 and not has_points):
        return False
    return is_heading(texts[0]) or is_question(bare(texts[0]))


def is_question(form: str) -> bool:
    """Whether a bare paragraph is one question and nothing else."""
    limit = min(_LONGEST_QUESTION, LONGEST_PRINTED)
    return form.endswith("?") and len(form) <= limit and "。" not in form
