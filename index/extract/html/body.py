"""Which lines of a web page are the document, and what the others are.

The document is the smallest element that holds nearly all running text outside links, with the
title lines above it and the attachments and signature below. Losing text of the document is worse
than keeping a line of the site, so a line is taken out only for a reason that is named.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lxml import etree

from index.cleaning.page_data import is_lone_key
from index.cleaning.site_chrome import (
    is_closing,
    is_navigation,
    is_prose,
    opens_site_foot,
)
from index.extract.html.judgement import ATTACHMENT, JudgedLine, judge_lines, path_of
from index.extract.html.lines import PageLine
from index.extract.html.names import is_named_text
from index.parsers.dates import is_date_line

#: The share of a page's running text that its document holds at least.
_SHARE = 0.85
#: The share that shows that an element named like the container of a text is one.
_NAMED_SHARE = 0.5
#: Lines above a text that may be its title, number and date, counted from the text upwards.
_LONGEST_HEAD = 40
#: Lines below a text that may be its signature and list of attachments.
_LONGEST_TAIL = 60
#: A sentence of this length outside the container is kept unless it is known to be the site's.
_RESCUED_LENGTH = 40

#: An element may be the document's container unless it is a paragraph or a list of its own.
_NO_CONTAINER = frozenset(
    ("p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "li", "dd", "dt", "pre", "a", "b")
)
_RELATED = re.compile(
    r"\[?(?:关联|相关|延伸|推荐|热门|更多)(?:稿件|解读|链接|文档|文章|阅读|新闻|报道|信息|政策|文件|推荐|附件|内容).{0,4}"
    r"|(?:政策|图文|文字|视频|部门|专家|媒体|一图)解读[:]?.{0,60}|解读(?:材料|链接)[:]?"
)


@dataclass(frozen=True, slots=True)
class PageBody:
    """The lines of the document in order, its container, and the others with what they are."""

    lines: tuple[PageLine, ...]
    container: etree._Element
    removed: tuple[tuple[str, PageLine], ...]
    prose: int


def find_body(
    lines: Sequence[PageLine], root: etree._Element, titles: Sequence[str] = ()
) -> PageBody:
    """Tell the lines of the document from the rest of the page; ``titles`` may be printed in it."""
    judged = judge_lines(lines, titles)
    container = _container(judged, root)
    inside = [container in one.ancestors for one in judged]
    related = set(_related(judged))
    named = is_named_text(container)
    reasons = {
        p: "相关链接" if p in related else _reason_inside(one, named)
        for p, one in enumerate(judged)
        if inside[p]
    }
    kept = {p for p, reason in reasons.items() if reason is None}
    if kept:
        kept |= set(_head(judged, min(kept)))
        kept |= set(_tail(judged, max(kept)))
    kept |= {p for p, one in enumerate(judged) if not inside[p] and _is_rescued(one)}
    first, last = min(kept, default=0), max(kept, default=0)
    removed = tuple(
        (reasons.get(p) or _reason_outside(one, p < first, p > last), one.line)
        for p, one in enumerate(judged)
        if p not in kept
    )
    prose = sum(len(judged[p].plain.bare) for p in kept if is_prose(judged[p].plain.bare))
    return PageBody(tuple(judged[p].line for p in sorted(kept)), container, removed, prose)


# --- the container -----------------------------------------------------------------------------


def _container(judged: Sequence[JudgedLine], root: etree._Element) -> etree._Element:
    """Return the smallest element with nearly all of the text that is nobody else's."""
    weights: dict[etree._Element, float] = {}
    for one in judged:
        for element in one.ancestors:
            weights[element] = weights.get(element, 0.0) + one.weight
    total = weights.get(root, 0.0)
    if not total:
        return root
    named = [e for e, weight in weights.items() if weight >= 1 and is_named_text(e)]
    outermost = [e for e in named if not any(other in named for other in e.iterancestors())]
    if sum(weights[e] for e in outermost) >= _NAMED_SHARE * total:
        return _common_ancestor(outermost)
    return _descend(root, weights, {one.line.element for one in judged if one.line.kind == "row"})


def _common_ancestor(elements: Sequence[etree._Element]) -> etree._Element:
    path = list(reversed(path_of(elements[0])))
    for element in elements[1:]:
        other = list(reversed(path_of(element)))
        shared = [a for a, b in zip(path, other, strict=False) if a is b]
        path = shared
    return path[-1]


def _descend(
    root: etree._Element, weights: dict[etree._Element, float], rows: set[etree._Element]
) -> etree._Element:
    """Go down while one element holds nearly everything; tables of data are not gone into."""
    tables = {around for row in rows for around in row.iterancestors("table")}
    outer = {around for table in tables for around in table.iterancestors("table")}
    needed = _SHARE * weights[root]
    container = root
    while True:
        inner = max(container, key=lambda child: weights.get(child, 0.0), default=None)
        if inner is None or weights.get(inner, 0.0) < needed or inner.tag in _NO_CONTAINER:
            return container
        if inner in tables and inner not in outer:
            return container
        container = inner


# --- lines around and inside the container -----------------------------------------------------


def _reason_inside(one: JudgedLine, named: bool) -> str | None:
    """Say why a line inside the container is not the document's, or ``None``.

    Inside an element that is called the text (``named``) a line needs more than its own element's
    name to be taken out: signatures stand in blocks called footer.
    """
    text = one.plain.bare
    if one.link and one.aside:
        return "相关链接"
    if one.link and (one.chrome or is_navigation(one.plain) or opens_site_foot(one.plain)):
        return "网站导航"
    if not one.aside or is_prose(text) or is_closing(text) or is_date_line(text):
        return None
    return "网站页面工具" if not named or one.chrome or opens_site_foot(one.plain) else None


def _related(judged: Sequence[JudgedLine]) -> Iterable[int]:
    """Yield the headings of lists of related pages, and the links below them."""
    under = False
    for position, one in enumerate(judged):
        text = one.plain.bare
        if _RELATED.fullmatch(text):
            following = judged[position + 1 : position + 2]
            under = one.link or any(below.link for below in following)
        else:
            under = under and one.link and not ATTACHMENT.search(text)
        if under:
            yield position


def _head(judged: Sequence[JudgedLine], first: int) -> Iterable[int]:
    """Yield the lines above the text that are its own: title, number, date."""
    for position in range(first - 1, max(-1, first - 1 - _LONGEST_HEAD), -1):
        one = judged[position]
        heading = one.title or (one.line.kind == "heading" and not is_navigation(one.plain))
        if is_navigation(one.plain) and not heading:
            return
        if one.aside or one.chrome or _RELATED.fullmatch(one.plain.bare):
            continue
        if position and not heading and is_lone_key(judged[position - 1].line.text):
            continue  # the value of a table of page data
        if one.link and not heading:
            continue
        yield position


def _tail(judged: Sequence[JudgedLine], last: int) -> Iterable[int]:
    """Yield the lines below the text that are its own: attachments, signature, date."""
    for position in range(last + 1, min(len(judged), last + 1 + _LONGEST_TAIL)):
        one = judged[position]
        text = one.plain.bare
        attachment = ATTACHMENT.search(text) is not None
        if attachment and not _RELATED.fullmatch(text):
            yield position
        elif one.aside or one.chrome or one.link or _ends_document(one):
            return
        else:
            yield position


def _ends_document(one: JudgedLine) -> bool:
    text = one.plain.bare
    related = _RELATED.fullmatch(text) is not None or one.line.kind == "heading"
    return related or opens_site_foot(one.plain) or is_navigation(one.plain)


def _is_rescued(one: JudgedLine) -> bool:
    """Whether a line outside the container is a sentence that no pattern knows as the site's."""
    text = one.plain.bare
    return one.weight > 0 and len(text) >= _RESCUED_LENGTH and is_prose(text) and text[-1] in "。;:"


def _reason_outside(one: JudgedLine, above: bool, below: bool) -> str:
    if one.chrome and not is_navigation(one.plain):
        return "网站页面信息"
    if above or is_navigation(one.plain):
        return "网站导航"
    if _RELATED.fullmatch(one.plain.bare) or one.link:
        return "相关链接"
    return "网站页脚" if below else "网站页面信息"
