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

from index.cleaning.lines import Line
from index.cleaning.page_data import is_lone_key
from index.cleaning.site_chrome import (
    is_chrome,
    is_closing,
    is_navigation,
    is_prose,
    opens_site_foot,
)
from index.extract.page_lines import PageLine
from index.extract.page_names import is_named_aside, is_named_text
from index.text_forms import bare

#: The share of a page's running text that its document holds at least.
_SHARE = 0.85
#: The share that shows that an element named like the container of a text is one.
_NAMED_SHARE = 0.5
#: A line is a link where more than this share of it is.
_LINK = 0.6
#: Running text counts in full, table rows by half, other lines little: menus have many of those.
_ROW_WEIGHT, _SHORT_WEIGHT = 0.5, 0.3
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
_ATTACHMENT = re.compile(
    r"^\(?附(?:件|表|图|录)|\.(?:docx?|wps|pdf|xlsx?|et|ofd|zip|rar|tif)(?:\W|$)", re.I
)


@dataclass(frozen=True, slots=True)
class PageBody:
    """The lines of the document in order, its container, and the others with what they are."""

    lines: tuple[PageLine, ...]
    container: etree._Element
    removed: tuple[tuple[str, PageLine], ...]
    prose: int


@dataclass(frozen=True, slots=True)
class _Judged:
    """A line with what is known of it by itself and by the elements around it."""

    line: PageLine
    plain: Line
    ancestors: tuple[etree._Element, ...]
    chrome: bool
    aside: bool
    weight: float

    @property
    def link(self) -> bool:
        return self.line.link_share > _LINK


def find_body(lines: Sequence[PageLine], root: etree._Element) -> PageBody:
    """Tell the lines of the document from the rest of the page."""
    judged = _judge(lines)
    container = _container(judged, root)
    inside = [container in (*one.ancestors,) for one in judged]
    related = set(_related(judged))
    reasons = {
        p: "相关链接" if p in related else _reason_inside(one)
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


# --- each line by itself -----------------------------------------------------------------------


def _judge(lines: Iterable[PageLine]) -> list[_Judged]:
    """Weigh every line; an element that holds most of the page is the site's whatever its name."""
    plain = [(line, Line(line.text, bare(line.text))) for line in lines]
    whole = sum(len(text.bare) for _, text in plain) or 1
    paths: dict[etree._Element, tuple[etree._Element, ...]] = {}
    sizes: dict[etree._Element, int] = {}
    for line, text in plain:
        path = paths.setdefault(line.element, _path(line.element))
        if line.link_share <= _LINK:
            for element in path:
                sizes[element] = sizes.get(element, 0) + len(text.bare)
    aside = {e: sizes[e] * 2 < whole and is_named_aside(e) for e in sizes}
    aside |= dict.fromkeys(_teasers([line for line, _ in plain]), True)
    return [_judged(line, text, paths[line.element], aside) for line, text in plain]


def _teasers(lines: Iterable[PageLine]) -> Iterable[etree._Element]:
    """Yield the items of lists that open with a link: other documents, with their summaries."""
    seen: set[etree._Element] = set()
    for line in lines:
        item = next((e for e in _path(line.element) if e.tag == "li"), None)
        if item is None or item in seen:
            continue
        seen.add(item)
        if line.link_share > _LINK and not _ATTACHMENT.search(bare(line.text)):
            yield item


def _judged(
    line: PageLine,
    plain: Line,
    path: tuple[etree._Element, ...],
    aside: dict[etree._Element, bool],
) -> _Judged:
    chrome = is_chrome(plain) and line.kind != "heading"
    named = any(aside.get(element, is_named_aside(element)) for element in path)
    weight = float(len(plain.bare))
    if chrome or named or line.link_share > _LINK or opens_site_foot(plain):
        weight = 0.0
    elif line.kind == "row":
        weight *= _ROW_WEIGHT
    elif not is_prose(plain.bare):
        weight *= _SHORT_WEIGHT
    return _Judged(line, plain, path, chrome, named, weight)


def _path(element: etree._Element) -> tuple[etree._Element, ...]:
    """Return an element and those around it, innermost first."""
    return (element, *element.iterancestors())


# --- the container -----------------------------------------------------------------------------


def _container(judged: Sequence[_Judged], root: etree._Element) -> etree._Element:
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
    path = list(reversed(_path(elements[0])))
    for element in elements[1:]:
        other = list(reversed(_path(element)))
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


def _reason_inside(one: _Judged) -> str | None:
    """Say why a line inside the container is not the document's, or ``None``."""
    if one.aside and not is_prose(one.plain.bare) and not is_closing(one.plain.bare):
        return "网站页面工具"
    if one.link and (is_navigation(one.plain) or opens_site_foot(one.plain)):
        return "网站导航"
    if one.link and one.aside:
        return "相关链接"
    return None


def _related(judged: Sequence[_Judged]) -> Iterable[int]:
    """Yield the headings of lists of related pages, and the links below them."""
    under = False
    for position, one in enumerate(judged):
        text = one.plain.bare
        if _RELATED.fullmatch(text):
            following = judged[position + 1 : position + 2]
            under = one.link or any(below.link for below in following)
        else:
            under = under and one.link and not _ATTACHMENT.search(text)
        if under:
            yield position


def _head(judged: Sequence[_Judged], first: int) -> Iterable[int]:
    """Yield the lines above the text that are its own: title, number, date."""
    for position in range(first - 1, max(-1, first - 1 - _LONGEST_HEAD), -1):
        one = judged[position]
        heading = one.line.kind == "heading" and not is_navigation(one.plain)
        if is_navigation(one.plain) and not heading:
            return
        if one.aside or one.chrome or _RELATED.fullmatch(one.plain.bare):
            continue
        if position and not heading and is_lone_key(judged[position - 1].line.text):
            continue  # the value of a table of page data
        if one.link and not heading:
            continue
        yield position


def _tail(judged: Sequence[_Judged], last: int) -> Iterable[int]:
    """Yield the lines below the text that are its own: attachments, signature, date."""
    for position in range(last + 1, min(len(judged), last + 1 + _LONGEST_TAIL)):
        one = judged[position]
        text = one.plain.bare
        attachment = _ATTACHMENT.search(text) is not None
        if attachment and not _RELATED.fullmatch(text):
            yield position
        elif one.aside or one.chrome or one.link or _ends_document(one):
            return
        else:
            yield position


def _ends_document(one: _Judged) -> bool:
    text = one.plain.bare
    related = _RELATED.fullmatch(text) is not None or one.line.kind == "heading"
    return related or opens_site_foot(one.plain) or is_navigation(one.plain)


def _is_rescued(one: _Judged) -> bool:
    """Whether a line outside the container is a sentence that no pattern knows as the site's."""
    text = one.plain.bare
    return one.weight > 0 and len(text) >= _RESCUED_LENGTH and is_prose(text) and text[-1] in "。;:"


def _reason_outside(one: _Judged, above: bool, below: bool) -> str:
    if one.chrome and not is_navigation(one.plain):
        return "网站页面信息"
    if above or is_navigation(one.plain):
        return "网站导航"
    if _RELATED.fullmatch(one.plain.bare) or one.link:
        return "相关链接"
    return "网站页脚" if below else "网站页面信息"
