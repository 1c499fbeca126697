"""Web pages as browsers save them: the document, its page data, and what the site put around it.

Nothing is fetched: pictures, frames and scripts that a page names are not read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from lxml import etree
from lxml import html as lxml_html

from index.cleaning.lines import Line, Lines
from index.cleaning.site_chrome import (
    drop_site_foot,
    drop_site_head,
    drop_site_tools,
    is_prose,
)
from index.extract.errors import ExtractionError
from index.extract.html.body import PageBody, find_body
from index.extract.html.encoding import decode_page
from index.extract.html.faults import why_no_text
from index.extract.html.lines import PageLine, Unseen, page_lines
from index.extract.html.metadata import known_titles, read_address, read_metadata
from index.extract.html.sources import hidden_documents, reveal
from index.extract.model import Extraction, PageDone
from index.model import RemovedText
from index.text_forms import bare

#: A page of this many characters, pictures in it and programs left out, is no document.
MAXIMUM_LENGTH = 20_000_000
MAXIMUM_ELEMENTS = 500_000
#: Deeper nesting is an attack or a broken program; browsers stop at 512.
MAXIMUM_DEPTH = 512
#: The parser takes quadratic time over the attributes of one element.
MAXIMUM_ATTRIBUTES = 2_000
_LONG_TAG = re.compile(r"<[a-zA-Z][^<>]{4000,}")
#: Running text of fewer characters may be all of a short document, or what is left of a page
#: whose text is elsewhere.
_THIN = 60
#: The title is among this many lines.
_OPENING = 10
#: The pages of a long text: 上一页 1 2 3 下一页.
_PAGING = re.compile(
    r"(?=.*\d)(?=.*下一?页)(?:首页|[上下]一?页|[尾末]页|第?\d+页?|共\d+页|[<>|.…/\[\]])+"
)
#: Void elements that the parser does not know and that say nothing here.
_VOID = ("source", "track", "wbr", "keygen", "bgsound")
_EMPTIED = "emptied"
#: Pictures written into the page itself; their bytes are no text.
_DATA_ADDRESS = re.compile(r"data:[\w/+.-]*;base64,[A-Za-z0-9+/=\s%]{64,}")
_SMALLEST_PICTURE = 100
_ICON = re.compile(r"icon|ico[._/]|logo|button|btn|print|share|qrcode|ewm|filetype", re.IGNORECASE)


def _no_report() -> None:
    """Report to nobody."""


def extract_html(
    content: bytes,
    page_done: PageDone = _no_report,
    *,
    charset: str | None = None,
    location: str | None = None,
) -> Extraction:
    """Read the document of a saved web page.

    Args:
        content: the file.
        page_done: called when the page has been read.
        charset: the encoding that the container of the page names, if it has one.
        location: the address that the container of the page names, if it has one.

    Raises:
        ExtractionError: the page holds no document, or is damaged or too large.
    """
    decoded = decode_page(content, charset)
    markup = _DATA_ADDRESS.sub("", decoded.text)
    tree = parse_page(markup)
    address = read_address(tree, markup, location)
    lines, unseen = page_lines(tree)
    body = find_body(lines, tree, known_titles(tree))
    warnings = decoded.warnings
    if body.prose < _THIN and (found := _hidden_body(tree, body)) is not None:
        lines, unseen, body = found
        warnings += ("正文取自网页的脚本或隐藏部分，请核对",)
    page_done()
    if problem := why_no_text(tree, body):
        raise ExtractionError(problem)
    warnings += (*_picture_warnings(body), *_paging_warnings(body))
    return _extraction(tree, body, lines, unseen, address, decoded.encoding, warnings)


def parse_page(markup: str) -> etree._Element:
    """Parse a page or a piece of one; comments are taken out.

    Raises:
        ExtractionError: it is too large, nested too deeply, or holds nothing.
    """
    if len(markup) > MAXIMUM_LENGTH:
        raise ExtractionError(
            f"网页过大（超过 {MAXIMUM_LENGTH // 1_000_000} 百万字符），请拆分后再放入"
        )
    if any(len(tag[0].split()) > MAXIMUM_ATTRIBUTES for tag in _LONG_TAG.finditer(markup)):
        raise ExtractionError(f"网页的一个标签有过多的属性（超过 {MAXIMUM_ATTRIBUTES} 个）")
    # NUL ends the text for the parser; an encoding declared in the text is not that of a str.
    clean = re.sub(r"<\?xml[^>]*\?>", "", markup.replace("\0", ""), count=1)
    parser = lxml_html.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True)
    try:
        tree = lxml_html.document_fromstring(clean.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        raise ExtractionError("网页里没有内容") from None
    _empty_void_elements(tree)
    _check_bounds(tree)
    etree.strip_tags(tree, etree.Comment, etree.ProcessingInstruction)
    return tree


def _empty_void_elements(tree: etree._Element) -> None:
    """Put behind an element what the parser has put into it though it can hold nothing.

    The parser knows the void elements of HTML 4 only: ``<embed>`` and the others of HTML (WHATWG,
    13.1.2) become the parent of all that follows.
    """
    etree.strip_tags(tree, *_VOID)
    for element in [one for one in tree.iter("embed") if len(one) or one.text]:
        attributes = {str(name): str(value) for name, value in element.attrib.items()}
        element.addprevious(etree.Element("embed", attributes))
        element.tag = _EMPTIED
    etree.strip_tags(tree, _EMPTIED)


def _check_bounds(tree: etree._Element) -> None:
    depth = count = 0
    for event, _element in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        count += event == "start"
        if depth > MAXIMUM_DEPTH:
            raise ExtractionError(f"网页的标签嵌套过深（超过 {MAXIMUM_DEPTH} 层），可能已损坏")
        if count > MAXIMUM_ELEMENTS:
            raise ExtractionError(f"网页的标签过多（超过 {MAXIMUM_ELEMENTS // 10_000} 万个）")


_Found = tuple[list[PageLine], list[Unseen], PageBody]


def _hidden_body(tree: etree._Element, shown: PageBody) -> _Found | None:
    """Return the longest text that the page holds out of sight, if it is longer than ``shown``."""
    found: list[_Found] = []
    titles = known_titles(tree)
    for piece in hidden_documents(tree):
        try:
            inner = parse_page(piece)
        except ExtractionError:
            continue
        lines, unseen = page_lines(inner)
        body = find_body(lines, inner, titles)
        shell = (*shown.removed, *(("网页外壳", line) for line in shown.lines))
        found.append((lines, unseen, replace(body, removed=(*shell, *body.removed))))
    if reveal(tree):
        lines, unseen = page_lines(tree)
        found.append((lines, unseen, find_body(lines, tree, titles)))
    best = max(found, key=lambda one: one[2].prose, default=None)
    return best if best is not None and best[2].prose > shown.prose else None


# --- putting together --------------------------------------------------------------------------


def _extraction(
    tree: etree._Element,
    body: PageBody,
    lines: Sequence[PageLine],
    unseen: Sequence[Unseen],
    address: str | None,
    encoding: str,
    warnings: tuple[str, ...],
) -> Extraction:
    headings = _headings(body, lines)
    opening = [line.text for line in body.lines[:_OPENING]]
    metadata = read_metadata(tree, _data_lines(body, lines), headings, opening, address)
    kept, repeated = _without_repeated_title(body, metadata.title)
    text, cleaned = _clean(kept)
    outside = [*((reason, line.text) for reason, line in body.removed), *repeated]
    removed = [
        *(RemovedText(one.reason, one.text) for one in unseen),
        *_grouped(outside),
        *cleaned,
    ]
    return Extraction(
        text,
        "text",
        metadata=metadata,
        removed=tuple(removed),
        warnings=warnings,
        encoding=encoding,
    )


def _headings(body: PageBody, lines: Sequence[PageLine]) -> list[str]:
    """Return the headings above the running text; of those outside, only where none is inside."""
    return _joined_headings(_above_prose(body.lines)) or _joined_headings(_above_prose(lines))


def _joined_headings(lines: Sequence[PageLine]) -> list[str]:
    """Return headings; the lines of one that is broken are put together."""
    found = [line for line in lines if line.kind == "heading"]
    parts = groupby(found, key=lambda line: id(line.element))
    return ["".join(line.text for line in group) for _, group in parts]


def _data_lines(body: PageBody, lines: Sequence[PageLine]) -> list[str]:
    """Return the lines that may be page data: all that are not the running text."""
    inside = set(map(id, body.lines)) - set(map(id, _above_prose(body.lines)))
    return [line.text for line in lines if id(line) not in inside]


def _above_prose(lines: Sequence[PageLine]) -> list[PageLine]:
    above: list[PageLine] = []
    for line in lines:
        if is_prose(line.bare) and line.kind == "paragraph" and len(line.text) > _THIN:
            break
        above.append(line)
    return above


def _without_repeated_title(
    body: PageBody, title: str | None
) -> tuple[list[PageLine], list[tuple[str, str]]]:
    """Leave out the page's own heading where the document below opens with the same words."""
    lines = list(body.lines)
    for position, line in enumerate(lines[:_OPENING]):
        text = line.bare
        if (line.kind == "heading" or text == bare(title or "")) and _repeats(
            text, lines, position
        ):
            del lines[position]
            return lines, [("网页标题", line.text)]
    return lines, []


def _repeats(text: str, lines: Sequence[PageLine], position: int) -> bool:
    """Whether the lines behind a position hold a text again, on one line or broken into some."""
    following = [line.bare for line in lines[position + 1 : position + _OPENING]]
    return any(
        "".join(following[first:last]) == text
        for first in range(len(following))
        for last in range(first + 1, min(first + 5, len(following)) + 1)
    )


def _clean(lines: Sequence[PageLine]) -> tuple[str, list[RemovedText]]:
    """Run the steps for text that was copied from a site over what is left."""
    left: Lines = tuple(Line(line.text, line.bare) for line in lines)
    removed: list[RemovedText] = []
    for step in (drop_site_head, drop_site_foot, drop_site_tools):
        result = step(left)
        left = result.lines
        removed.extend(result.removed)
    return "\n".join(line.text for line in left), removed


def _grouped(pairs: Sequence[tuple[str, str]]) -> list[RemovedText]:
    """Put neighbouring lines with the same reason together."""
    return [
        RemovedText(reason, "\n".join(text for _, text in group))
        for reason, group in groupby(pairs, key=lambda pair: pair[0])
    ]


def _picture_warnings(body: PageBody) -> tuple[str, ...]:
    """Say how many pictures stand in the text: they may hold words that nobody has read."""
    pictures = sum(1 for picture in body.container.iter("img") if _is_picture(picture))
    return (f"正文中有 {pictures} 幅图片，图中的文字未读取",) if pictures else ()


def _is_picture(picture: etree._Element) -> bool:
    sizes = [re.match(r"\d+", picture.get(side) or "") for side in ("width", "height")]
    small = any(size is not None and int(size[0]) < _SMALLEST_PICTURE for size in sizes)
    return not small and not _ICON.search(picture.get("src") or "")


def _paging_warnings(body: PageBody) -> tuple[str, ...]:
    """Say where a page shows a part of its text only."""
    lines = (*body.lines, *(line for _, line in body.removed))
    paged = any(_PAGING.fullmatch(line.bare) for line in lines)
    return ("网页分页显示，本文件只含其中一页",) if paged else ()
