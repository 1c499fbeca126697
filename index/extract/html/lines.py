"""The elements of a web page to lines of text, as a browser would set them.

A paragraph, heading, list item or line break begins a line; a row of a table is a line with
``" | "`` between its cells, unless the table only lays the page out. What a browser does not show
is kept apart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from lxml import etree

from index.cleaning.page_data import opens_with_key
from index.extract.html.lists import ListCounter
from index.extract.html.tables import TableReader, cells_of
from index.text_forms import bare

LineKind = Literal["paragraph", "heading", "row"]

# fmt: off
BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
    "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2",
    "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav",
    "ol", "option", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th",
    "thead", "title", "tr", "ul",
))
#: Never text: programs, styles, other documents, drawings.
_NO_TEXT = frozenset((
    "applet", "audio", "canvas", "embed", "frame", "frameset", "head", "iframe", "map", "math",
    "noframes", "object", "script", "style", "svg", "title", "template", "video",
))
# fmt: on
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
#: Text that is not the page's: what a form offers, and what is shown without scripts.
_CONTROLS = frozenset(("button", "datalist", "noscript", "optgroup", "select", "textarea"))
_INVISIBLE_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BLOCK_STYLE = re.compile(r"display\s*:\s*block", re.IGNORECASE)
#: Word writes the printed number of a list item into the page, padded with spaces.
_WORD_NUMBER = re.compile(r"mso-list\s*:\s*ignore", re.IGNORECASE)
_WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff01-\uff60\u3000-\u303f\U00020000-\U0003ffff"
#: A line end inside running Chinese text is the source's, not the page's.
_SOURCE_LINE_END = re.compile(rf"(?<=[{_WIDE}])[ \t]*[\r\n][ \t\r\n]*(?=[{_WIDE}])")
_SPACES = re.compile(r"[ \t\r\n\f]+")
#: A value may follow its key over this many characters; beyond it a line is running text.
_LONGEST_CELLS = 300


@dataclass(frozen=True, slots=True)
class PageLine:
    """One line: its text, its element, which share of it is links (0 to 1), and what it is.

    ``bare`` is the form of the text that patterns are matched on.
    """

    text: str
    bare: str
    element: etree._Element
    link_share: float = 0.0
    kind: LineKind = "paragraph"


@dataclass(frozen=True, slots=True)
class Unseen:
    """Text that a browser does not show as the page's, and why."""

    reason: str
    text: str


@dataclass(slots=True)
class _Walk:
    """The lines so far, and the line that is being written."""

    lines: list[PageLine] = field(default_factory=list)
    unseen: list[Unseen] = field(default_factory=list)
    buffer: list[str] = field(default_factory=list)
    linked: int = 0
    in_links: int = 0
    preformatted: int = 0
    blocks: list[etree._Element] = field(default_factory=list)
    mark: str = ""
    counter: ListCounter = field(default_factory=ListCounter)
    tables: TableReader = field(default_factory=TableReader)

    def write(self, text: str | None, *, opens: bool = False) -> None:
        """Add a piece of text; ``opens`` says that an element begins with it."""
        if not text:
            return
        if not self.preformatted:
            text = _SPACES.sub(" ", _SOURCE_LINE_END.sub("", text))
        if opens and self.buffer and opens_with_key(text):
            written = "".join(self.buffer)
            if len(written) <= _LONGEST_CELLS and not written.endswith((" ", "[", "［", "【")):
                self.buffer.append("  ")
        self.buffer.append(text)
        if self.in_links:
            self.linked += len(text.strip())

    def end_line(self) -> None:
        """Finish the line that is being written."""
        text = "".join(self.buffer).replace("\xa0", " ")
        if self.mark and text.strip():
            text, self.mark = self.mark + text.lstrip(), ""
        linked, self.buffer, self.linked = self.linked, [], 0
        element = self.blocks[-1]
        kind: LineKind = "heading" if element.tag in HEADINGS else "paragraph"
        for line in text.split("\n") if self.preformatted else [text]:
            if line.strip():
                share = min(1.0, linked / len(text.strip()))
                self.lines.append(PageLine(line.strip(), bare(line), element, share, kind))


def page_lines(root: etree._Element) -> tuple[list[PageLine], list[Unseen]]:
    """Return the lines below an element in order, and what is not shown.

    Comments must have been taken out of the tree.
    """
    walk = _Walk(blocks=[root])
    events = etree.iterwalk(root, events=("start", "end"))
    skipped: etree._Element | None = None
    for event, element in events:
        if event == "start" and element is not root and _set_apart(element, walk):
            events.skip_subtree()
            skipped = element
        elif event == "start":
            _open(element, root, walk)
        elif skipped is not None and skipped is element:
            walk.write(skipped.tail)
            skipped = None
        else:
            _close(element, root, walk)
    walk.end_line()
    return walk.lines, walk.unseen


def _open(element: etree._Element, root: etree._Element, walk: _Walk) -> None:
    tag = str(element.tag)
    if element is not root and _is_block(element):
        walk.end_line()
        walk.blocks.append(element)
    elif tag == "br":
        walk.end_line()
    if tag in ("pre", "xmp", "listing", "plaintext"):
        walk.preformatted += 1
    walk.in_links += tag == "a"
    if tag == "li":
        walk.mark = walk.counter.mark(element) or ""
    walk.write(element.text, opens=True)


def _close(element: etree._Element, root: etree._Element, walk: _Walk) -> None:
    tag = str(element.tag)
    walk.in_links -= tag == "a"
    if element is root:
        return
    if _is_block(element):
        walk.end_line()
        walk.blocks.pop()
    if tag in ("pre", "xmp", "listing", "plaintext"):
        walk.end_line()
        walk.preformatted -= 1
    walk.write(element.tail)


def _is_block(element: etree._Element) -> bool:
    return element.tag in BLOCKS or _BLOCK_STYLE.search(element.get("style") or "") is not None


def _set_apart(element: etree._Element, walk: _Walk) -> bool:
    """Take an element out of the running text; return whether its inside has been dealt with."""
    if element.tag in _NO_TEXT:
        return True
    if reason := _why_unseen(element):
        _keep_unseen(element, reason, walk)
        return True
    if _WORD_NUMBER.search(element.get("style") or ""):
        number = "".join(visible_text(element)).replace("\xa0", " ").strip()
        walk.write(number + (" " if number.isascii() else ""))
        return True
    if element.tag == "tr" and walk.tables.is_row(element):
        walk.end_line()
        _write_row(element, walk)
        return True
    return False


def _why_unseen(element: etree._Element) -> str | None:
    if element.tag in _CONTROLS:
        return "网页控件"
    hidden = element.get("hidden") is not None or element.get("aria-hidden") == "true"
    if hidden or _INVISIBLE_STYLE.search(element.get("style") or ""):
        return "网页隐藏内容"
    return None


def _keep_unseen(element: etree._Element, reason: str, walk: _Walk) -> None:
    text = _SPACES.sub(" ", "".join(visible_text(element))).strip()
    if text:
        walk.unseen.append(Unseen(reason, text))


def visible_text(element: etree._Element) -> list[str]:
    """Return the pieces of text below an element, programs and styles left out."""
    pieces = [element.text or ""]
    walker = etree.iterwalk(element, events=("start", "end"))
    for event, below in walker:
        if below is element:
            continue
        if event == "end":
            pieces.append(below.tail or "")
        elif below.tag in _NO_TEXT:
            walker.skip_subtree()
        else:
            pieces.append((" " if below.tag in BLOCKS else "") + (below.text or ""))
    return pieces


def _write_row(row: etree._Element, walk: _Walk) -> None:
    """Write a row of a table; the paragraphs of a cell stand side by side."""
    cells: list[str] = []
    linked = 0.0
    for cell in cells_of(row):
        if reason := _why_unseen(cell):
            _keep_unseen(cell, reason, walk)
            continue
        lines, unseen = page_lines(cell)
        walk.unseen.extend(unseen)
        cells.append(" ".join(line.text for line in lines))
        linked += sum(line.link_share * len(line.text) for line in lines)
    while cells and not cells[-1]:
        cells.pop()
    if any(cells):
        text = " | ".join(cells).strip()
        walk.lines.append(PageLine(text, bare(text), row, min(1.0, linked / len(text)), "row"))
