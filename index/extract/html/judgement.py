"""Every line of a web page by itself: how much it says for being of the document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lxml import etree

from index.cleaning.lines import Line
from index.cleaning.site_chrome import is_chrome, is_prose, opens_site_foot
from index.extract.html.lines import PageLine
from index.extract.html.names import is_named_aside
from index.text_forms import bare

#: A line is a link where more than this share of it is.
_LINK = 0.6
#: Running text counts in full, table rows by half, other lines little: menus have many of those.
_ROW_WEIGHT, _SHORT_WEIGHT = 0.5, 0.3
#: A printed title is at least this long, and at least half of the one that is known.
_SHORTEST_TITLE = 6

#: A line that names an attachment, or links to its file.
ATTACHMENT = re.compile(
    r"^\(?附(?:件|表|图|录)|\.(?:docx?|wps|pdf|xlsx?|et|ofd|zip|rar|tif)(?:\W|$)", re.I
)


@dataclass(frozen=True, slots=True)
class JudgedLine:
    """A line with what is known of it by itself and by the elements around it.

    ``ancestors`` are its element and those around it, innermost first; ``chrome`` says that its
    words are the site's, ``aside`` that an element around it is, ``title`` that it repeats the
    title. ``weight`` is its length where it may be the document's, in characters.
    """

    line: PageLine
    plain: Line
    ancestors: tuple[etree._Element, ...]
    chrome: bool
    aside: bool
    title: bool
    weight: float

    @property
    def link(self) -> bool:
        """Whether the line is a link."""
        return self.line.link_share > _LINK


def judge_lines(lines: Iterable[PageLine], titles: Sequence[str]) -> list[JudgedLine]:
    """Weigh every line; an element that holds most of the page is the site's whatever its name."""
    plain = [(line, Line(line.text, line.bare)) for line in lines]
    whole = sum(len(text.bare) for _, text in plain) or 1
    paths: dict[etree._Element, tuple[etree._Element, ...]] = {}
    sizes: dict[etree._Element, int] = {}
    for line, text in plain:
        path = paths.setdefault(line.element, path_of(line.element))
        if line.link_share <= _LINK:
            for element in path:
                sizes[element] = sizes.get(element, 0) + len(text.bare)
    aside = {e: sizes[e] * 2 < whole and is_named_aside(e) for e in sizes}
    aside |= dict.fromkeys(_teasers([line for line, _ in plain]), True)
    known = [bare(title) for title in titles]
    return [_judged(line, text, paths[line.element], aside, known) for line, text in plain]


def _teasers(lines: Iterable[PageLine]) -> Iterable[etree._Element]:
    """Yield the items of lists that open with a link: other documents, with their summaries."""
    seen: set[etree._Element] = set()
    for line in lines:
        item = next((e for e in path_of(line.element) if e.tag == "li"), None)
        if item is None or item in seen:
            continue
        seen.add(item)
        if line.link_share > _LINK and not ATTACHMENT.search(line.bare):
            yield item


def _judged(
    line: PageLine,
    plain: Line,
    path: tuple[etree._Element, ...],
    aside: dict[etree._Element, bool],
    titles: Sequence[str],
) -> JudgedLine:
    title = _is_title(plain.bare, titles)
    chrome = not title and line.kind != "heading" and is_chrome(plain)
    named = any(aside.get(element, is_named_aside(element)) for element in path)
    weight = float(len(plain.bare))
    if chrome or named or line.link_share > _LINK or opens_site_foot(plain):
        weight = 0.0
    elif line.kind == "row":
        weight *= _ROW_WEIGHT
    elif not is_prose(plain.bare):
        weight *= _SHORT_WEIGHT
    return JudgedLine(line, plain, path, chrome, named and not title, title, weight)


def _is_title(text: str, titles: Sequence[str]) -> bool:
    if len(text) < _SHORTEST_TITLE:
        return False
    return any(text in title and 2 * len(text) >= len(title) for title in titles)


def path_of(element: etree._Element) -> tuple[etree._Element, ...]:
    """Return an element and those around it, innermost first."""
    return (element, *element.iterancestors())
