"""Nodes of the outline to resolutions: heading, lead, points."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from index.model import Point, Resolution
from index.parsers.headings import derive_heading, first_sentence, is_heading
from index.parsers.marks import AGENDA_HEADING, STATEMENT
from index.parsers.outline import Node, body_texts, whole_texts
from index.text_forms import bare

#: An umbrella item has a short text of its own: what follows it is decided one by one.
_UMBRELLA_LENGTH = 80
_UMBRELLA_SHARE = 0.8


def resolutions_of(nodes: Sequence[Node]) -> tuple[Resolution, ...]:
    """Return one resolution per item, in order, numbered from 1."""
    found: list[Resolution] = []
    sorted_by_kind = any(_is_umbrella(node) for node in nodes)
    for node in nodes:
        group = _group_text(node)
        umbrella = _is_umbrella(node) or (sorted_by_kind and _is_umbrella(node, fewest=1))
        split = umbrella and not (found and found[-1].group == group)
        for item in node.children if split else [node]:
            found.append(resolution_of(item, len(found) + 1, group if split else None))
    return tuple(found)


def _group_text(node: Node) -> str:
    return (node.printed or "") + "\n".join(body_texts(node))


def _is_umbrella(node: Node, fewest: int = 2) -> bool:
    """Whether the numbered parts of an item were each reviewed and decided on their own.

    A single part counts (``fewest`` 1) where the document sorts its items under such headings.
    """
    if len(node.children) < fewest or len(_group_text(node)) > _UMBRELLA_LENGTH:
        return False
    if len(body_texts(node)) != 1:
        return False
    items = sum(1 for child in node.children if _reads_like_item(child))
    if items >= _UMBRELLA_SHARE * len(node.children):
        return True
    return _names_no_matter(node) and all(_decided_alone(child) for child in node.children)


_COLLECTIVE = re.compile(r"以下|下列")


def _names_no_matter(node: Node) -> bool:
    """Whether a heading only sorts items: 经济工作, 会议审议以下事项; not 审议《…》."""
    heading = bare(_first(node))
    if _COLLECTIVE.search(heading):
        return True
    return AGENDA_HEADING.match(heading) is None and "《" not in heading


def _decided_alone(node: Node) -> bool:
    """Whether a numbered part has a heading on a line of its own and the meeting's word below."""
    texts = body_texts(node)
    return len(texts) > 1 and is_heading(texts[0]) and STATEMENT.match(bare(texts[1])) is not None


def _reads_like_item(node: Node) -> bool:
    """Whether a node has an agenda heading (审议《…》) and text of its own below or beside it."""
    opening = bare(_first(node))
    return (
        AGENDA_HEADING.match(opening) is not None
        and not opening.startswith("关于")
        and (
            len(body_texts(node)) > 1
            or bool(node.children)
            or len(first_sentence(opening)) < len(opening)
        )
    )


def _first(node: Node) -> str:
    texts = body_texts(node)
    return texts[0] if texts else ""


def resolution_of(node: Node, ordinal: int, group: str | None) -> Resolution:
    """Return one item as a resolution under the heading ``group`` of its parent, if any."""
    texts = body_texts(node)
    printed, rest = _printed_heading(texts, bool(node.children))
    points = _points(node, rest)
    heading = printed or derive_heading(rest[0] if rest else whole_texts(node)[0])
    lead = "\n".join(rest) if node.children else ""
    return Resolution(
        ordinal=ordinal,
        heading=heading,
        points=points,
        label=node.printed,
        heading_printed=printed is not None,
        lead=lead,
        group=group,
    )


def _points(node: Node, rest: Sequence[str]) -> tuple[Point, ...]:
    if not node.children:
        return (Point(None, "\n".join(rest)),)
    return tuple(Point(child.printed, "\n".join(whole_texts(child))) for child in node.children)


def _printed_heading(texts: Sequence[str], has_points: bool) -> tuple[str | None, list[str]]:
    """Take the printed heading off the texts of an item; ``None`` where it has none.

    A heading is the first text where it is no sentence and something follows. Unfinished lines
    right behind it, up to the text proper, are the rest of a broken heading.
    """
    if not texts or not is_heading(texts[0]) or (len(texts) == 1 and not has_points):
        return None, list(texts)
    count = 1 + sum(1 for _ in _broken_rest(texts, has_points))
    return "".join(texts[:count]), list(texts[count:])


def _broken_rest(texts: Sequence[str], has_points: bool) -> Iterator[str]:
    """Yield the texts that continue a heading: no full stop, and text or points behind them."""
    for position in range(1, len(texts)):
        text = bare(texts[position])
        last = position + 1 == len(texts) and not has_points
        if last or not is_heading(text) or STATEMENT.match(text) or text.startswith(("(", "《")):
            return
        if ":" in text:
            return
        if len(text) > _UMBRELLA_LENGTH:
            return
        yield text
