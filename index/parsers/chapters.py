"""The printed divisions above the numbering of paragraphs: 编, 章, 节, 部分, articles, contents.

Laws and long plans are arranged by them (国务院《行政法规制定程序条例》 of 2017, article 6: 编, 章,
节, 条, 款, 项, 目). Patterns are for bare text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.parsers.marks import Label
from index.parsers.numerals import parse_numeral
from index.parsers.paragraphs import Paragraph

_NUMERAL = r"[一二三四五六七八九十百千〇零\d]+"
#: 第三条, 第三条之一; 第三条规定…, 第三条第二款 and 第三条、第四条 speak of an article.
ARTICLE = re.compile(rf"第{_NUMERAL}条(?:之[一二三四五六七八九十])?(?![款项、和至或与及的规中修])")
_DIVISION = re.compile(rf"第(?P<value>{_NUMERAL})(?P<name>[编篇章节]|部分)(?!.*[。;])")
#: The depths of divisions lie above those of :data:`index.parsers.marks.LABEL_STYLES`.
_DEPTHS = {"编": -4, "篇": -4, "部分": -4, "章": -3, "节": -2}
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


def has_articles(paragraphs: Sequence[Paragraph]) -> bool:
    """Whether a text is arranged in articles."""
    return sum(1 for p in paragraphs if ARTICLE.match(p.bare)) >= FEWEST_ARTICLES


def with_division_labels(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Give the lines that head parts and chapters a label, where the text is arranged by them."""
    labels = [division_of(paragraph) for paragraph in paragraphs]
    if sum(1 for label in labels if label) < _FEWEST_DIVISIONS:
        return list(paragraphs)
    return [
        replace(p, label=label, mark=None, continues=False) if label else p
        for p, label in zip(paragraphs, labels, strict=True)
    ]


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
