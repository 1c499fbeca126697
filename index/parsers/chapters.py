"""The printed divisions above the numbering of paragraphs: 编, 章, 节, 部分, articles, contents.

Laws and long plans are arranged by them (国务院《行政法规制定程序条例》 of 2017, article 6: 编, 章,
节, 条, 款, 项, 目). Patterns are for bare text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from index.parsers.marks import Label
from index.parsers.numerals import parse_numeral
from index.parsers.outline import Node, Outline, build_outline
from index.parsers.paragraphs import Paragraph, join_lines
from index.text_forms import split_visible, squeeze, tidy

_NUMERAL = r"[一二三四五六七八九十百千〇零\d]+"
_ARTICLE = re.compile(rf"第{_NUMERAL}条(?:之[一二三四五六七八九十])?")
#: 第三条、第四条 and 第三条第二款 speak of an article; where a gap follows, one begins.
_SPOKEN_OF = re.compile("[款项、，和至或与及的规中修]")
_GAP_BEHIND = re.compile(
    r"\s*第[一二三四五六七八九十百千〇零\d\s]+条(?:\s*之\s*[一二三四五六七八九十])?\s"
)
_DIVISION = re.compile(rf"第(?P<value>{_NUMERAL})(?P<name>[编篇章节]|部分)(?!.*[。;])")
#: The depths of divisions lie above those of :data:`index.parsers.marks.LABEL_STYLES`.
_DEPTHS = {"编": -14, "篇": -14, "部分": -14, "章": -13, "节": -12}
#: Numbering of plans and standards (GB/T 1.1-2020, 7.1): 2.1.2; each level is a style of its own.
_DECIMAL = re.compile(
    r"(?P<number>\d{1,2}(?:\.\d{1,2}){1,3})(?![\d.%]|年|月|日|万|亿|元|个|人|米|吨|倍|公|平|立|千|克|至|—|-)"
)
#: Its top level, where deeper ones are printed too: 1 总则.
_DECIMAL_TOP = re.compile(r"\d{1,2}(?=[一-鿿][^。;,:]{1,20}$)")
_DECIMAL_DEPTH = -10
_FEWEST_DECIMALS = 3
_LONGEST_DIVISION = 50
FEWEST_ARTICLES = 3
_FEWEST_DIVISIONS = 2
_CONTENTS = ("目录", "目次")
#: What a line of contents has behind its heading: dots, and the page.
_LEADERS = re.compile(r"[.·…─—-]*\d*$")


def division_of(paragraph: Paragraph) -> Label | None:
    """Return the numbering of a line that heads a part, chapter or section."""
    if len(paragraph.bare) > _LONGEST_DIVISION:
        return None
    match = _DIVISION.match(paragraph.bare)
    value = parse_numeral(match["value"]) if match else None
    if match is None or not value:
        return None
    return Label(f"division {match['name']}", _DEPTHS[match["name"]], value, match.end())


def article_length(paragraph: Paragraph) -> int | None:
    """Return the length of the number of an article that a paragraph opens with, else ``None``."""
    form = paragraph.bare
    match = _ARTICLE.match(form)
    if match is None:
        return None
    spoken_of = _SPOKEN_OF.match(form, match.end())
    if spoken_of and not _GAP_BEHIND.match(paragraph.lines[0].text[:_LONGEST_DIVISION]):
        return None
    return match.end()


def has_articles(paragraphs: Sequence[Paragraph]) -> bool:
    """Whether a text is arranged in articles."""
    return sum(1 for p in paragraphs if article_length(p)) >= FEWEST_ARTICLES


def with_division_labels(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Give the lines that head parts and chapters a label, where the text is arranged by them."""
    labels = [division_of(paragraph) for paragraph in paragraphs]
    if sum(1 for label in labels if label) < _FEWEST_DIVISIONS:
        labels = _decimal_labels(paragraphs)
    return [
        replace(p, label=label, mark=None, continues=False) if label else p
        for p, label in zip(paragraphs, labels, strict=True)
    ]


def _decimal_labels(paragraphs: Sequence[Paragraph]) -> list[Label | None]:
    """Return the labels of a text that is numbered 1, 1.1, 1.1.1; none where it is not."""
    found = [_DECIMAL.match(p.bare) if p.mark is None else None for p in paragraphs]
    numbered = [match["number"] for match in found if match]
    if len(numbered) < _FEWEST_DECIMALS or not numbered[0].endswith(".1"):
        return [None] * len(paragraphs)
    labels: list[Label | None] = []
    for paragraph, match in zip(paragraphs, found, strict=True):
        top = None if match or paragraph.mark else _DECIMAL_TOP.match(paragraph.bare)
        number = match["number"] if match else top.group() if top else ""
        *_, last = number.split(".")
        level = number.count(".")
        label = Label(f"division {level}", _DECIMAL_DEPTH + level, int(last or 0), len(number))
        labels.append(label if number else None)
    return labels


def divided_outline(
    paragraphs: Sequence[Paragraph], opens: Callable[[Paragraph], bool] | None
) -> Outline:
    """Arrange paragraphs under the divisions that :func:`with_division_labels` found.

    A division is what its line says, whatever number the one before has; below it the numbering
    of paragraphs is read as everywhere (:func:`index.parsers.outline.build_outline`).
    """
    outline = Outline([], [])
    path: list[tuple[int, Node]] = []
    content: list[Paragraph] = []

    def close() -> None:
        inner = build_outline(content, opens)
        texts, nodes = (path[-1][1].texts, path[-1][1].children) if path else _top(outline)
        texts.extend(inner.before)
        nodes.extend(inner.nodes)
        content.clear()

    for paragraph in paragraphs:
        label = paragraph.label
        if label is None or not label.style.startswith("division"):
            content.append(paragraph)
            continue
        close()
        while path and path[-1][0] >= label.depth:
            path.pop()
        whole = join_lines([line.text for line in paragraph.lines])
        printed, rest = split_visible(whole, label.length)
        node = Node(label, squeeze(printed), [tidy(rest)])
        (path[-1][1].children if path else outline.nodes).append(node)
        path.append((label.depth, node))
    close()
    return outline


def _top(outline: Outline) -> tuple[list[str], list[Node]]:
    return outline.before, outline.nodes


def contents_end(paragraphs: Sequence[Paragraph]) -> int:
    """Return the index behind a printed table of contents, 0 where there is none.

    The contents end where their first heading stands a second time.
    """
    start = next((i for i, p in enumerate(paragraphs) if p.bare in _CONTENTS), None)
    if start is None:
        return 0
    listed: set[str] = set()
    for index in range(start + 1, len(paragraphs)):
        heading = _LEADERS.sub("", paragraphs[index].bare)
        if heading in listed:
            return index
        listed.add(heading)
    return 0
