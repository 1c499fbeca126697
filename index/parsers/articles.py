"""Laws and rules by article: one resolution per article, its chapter as the group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from index.model import Point, Resolution
from index.parsers.chapters import article_length, division_of
from index.parsers.headings import derive_heading
from index.parsers.outline import Node
from index.parsers.paragraphs import Paragraph, join_lines
from index.text_forms import bare, split_visible, squeeze, tidy


@dataclass(slots=True)
class _Line:
    """A line above articles: how deep it is in the divisions, and whether an article followed."""

    depth: int
    text: str
    used: bool = False


@dataclass(slots=True)
class _Group:
    """The chapter lines above an article; ``unused`` are those without any article."""

    lines: list[_Line] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)

    def enter(self, depth: int, text: str) -> None:
        """Go to a new division: it ends those of its depth and below."""
        self.unused += [line.text for line in self.lines if line.depth >= depth and not line.used]
        self.lines = [line for line in self.lines if line.depth < depth]
        self.lines.append(_Line(depth, text))

    @property
    def fresh(self) -> bool:
        """Whether no article stands below the last line yet."""
        return bool(self.lines) and not self.lines[-1].used

    def use(self) -> str:
        """Return the lines for the group of an article."""
        for line in self.lines:
            line.used = True
        return "\n".join(line.text for line in self.lines)


def article_resolutions(
    paragraphs: Sequence[Paragraph], first: int, title: str | None
) -> tuple[list[Resolution], list[str]]:
    """Return one resolution per article, and the text that belongs to none.

    Args:
        paragraphs: the articles, with the lines that head their chapters.
        first: the ordinal of the first one.
        title: the title of these rules, where it has to head the groups.
    """
    group = _Group([_Line(_TITLE_DEPTH, title)] if title else [])
    nodes: list[tuple[Node, str]] = []
    for paragraph in paragraphs:
        division = division_of(paragraph)
        if division is not None:
            group.enter(division.depth, paragraph.text)
        elif length := article_length(paragraph):
            nodes.append((_article(paragraph, length), group.use()))
        elif nodes and not group.fresh:
            nodes[-1][0].texts.append(paragraph.text)
        else:
            group.lines.append(_Line(_REMARK_DEPTH, paragraph.text))
    found = [
        _resolution(node, first + number, name or None) for number, (node, name) in enumerate(nodes)
    ]
    return found, [*group.unused, *(line.text for line in group.lines if not line.used)]


#: Deeper than any division: what stands between the head of a chapter and its first article.
_REMARK_DEPTH = 0
#: Above any division.
_TITLE_DEPTH = -99


def _article(paragraph: Paragraph, length: int) -> Node:
    whole = join_lines([line.text for line in paragraph.lines])
    printed, rest = split_visible(whole, length)
    return Node(None, squeeze(printed), [tidy(rest)])


def _resolution(node: Node, ordinal: int, group: str | None) -> Resolution:
    text = "\n".join(text for text in node.texts if text)
    heading = derive_heading(text) if bare(text) else node.printed or "条文"
    return Resolution(
        ordinal=ordinal,
        heading=heading,
        points=(Point(None, text),),
        label=node.printed,
        heading_printed=False,
        group=group,
    )
